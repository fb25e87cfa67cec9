"""Nothing was found: another spelling, one limit less, or a librarian who takes the words over."""

from collections.abc import Iterator
from dataclasses import replace

from pages.components import find_board, find_facets, finding
from pages.components.frame import Here
from pages.components.markup import escaped
from pages.components.words import _
from search.engine import Engine
from search.hits import Results
from search.request import SearchRequest

MOST_LIMITS = 6  # limits that are tried without; each is a search


def whole(here: Here, request: SearchRequest, found: Results) -> str:
    """The page without results."""
    told = _(found.hint) if found.hint else _("没有找到符合条件的资料。")
    head = find_board.sentence("h2", told, ' tabindex="-1" data-name="head"')
    parts = []
    if found.did_you_mean:
        meant = replace(request, query=found.did_you_mean, page=1)
        words = escaped(_("您是不是要找：{words}").format(words=found.did_you_mean))
        address = escaped(finding.address(meant))
        parts.append(f'<p><a class="find-key primary" href="{address}" data-name="meant">{words}</a></p>')
    if wider := "".join(_wider(here.engine, request)):
        heading = escaped(_("放宽一点，就能找到："))
        parts.append(f'<h3>{heading}</h3><div class="find-row">{wider}</div>')
    heading = escaped(_("还可以这样："))
    parts.append(f"<h3>{heading}</h3>{_elsewhere(request)}")
    above = f"{find_facets.fields(request)}{find_facets.in_use(request)}"
    return f'{above}<div class="find-nothing">{head}<div>{"".join(parts)}</div></div>'


def _elsewhere(request: SearchRequest) -> str:
    address, words = escaped(finding.ask_address(request)), escaped(_("请馆员帮我找"))
    ask = f'<a class="find-key primary" href="{address}" data-name="ask">{words}</a>'
    start = find_facets.key(SearchRequest(), _("按学科看看"), name="start")
    return f'<div class="find-row">{ask}{start}</div>'


def _wider(engine: Engine, request: SearchRequest) -> Iterator[str]:
    """The search with one limit less, for each limit whose loss would help, and without any."""
    dropped = 0
    for words, without in _limits(request):
        if count := _count(engine, without):
            dropped += 1
            yield find_facets.key(without, words, name=f"wider-{dropped}", count=count)
    if len(request.filters) + bool(request.field) > 1:
        wide = replace(request, filters=(), field="", page=1)
        if count := _count(engine, wide):
            yield find_facets.key(wide, _("去掉所有筛选"), name="wider-all", count=count)


def _limits(request: SearchRequest) -> Iterator[tuple[str, SearchRequest]]:
    if request.field:
        label = _(finding.FIELD_LABELS[request.field])
        yield _("不限“{limit}”").format(limit=label), replace(request, field="", page=1)
    for name, value in request.filters[:MOST_LIMITS]:
        words = _("不限“{limit}”").format(limit=find_facets.filter_words(name, value))
        yield words, request.without_filter(name, value)


def _count(engine: Engine, request: SearchRequest) -> int:
    return engine.search(replace(request, size=0)).total
