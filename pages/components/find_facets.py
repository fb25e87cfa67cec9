"""筛选: the facets beside the results, the filters in use above them, and in what and in which order is searched.

All of it is links, since each choice is an address.
"""

from collections.abc import Iterable
from dataclasses import replace

from desk.errors import Word
from pages.components.finding import FIELD_LABELS, SORT_LABELS, address, narrowed_address
from pages.components.markup import escaped
from pages.components.words import _, label
from search.engine import Engine
from search.hits import FacetValue, Results
from search.request import FACETS, FIELDS, SORTS, SearchRequest

FACET_LABELS = {
    "kind": Word("类型"),
    "language": Word("语种"),
    "clc": Word("学科分类"),
    "year": Word("出版年"),
    "place": Word("馆藏地"),
}
_VOCABULARIES = {"kind": "kinds", "language": "languages", "clc": "classes"}
MOST = 10  # values of a facet before 更多


def key(request: SearchRequest, words: str, *, name: str, count: int | None = None, current: bool = False) -> str:
    """A link to `request` that looks like a key; `name` tells it again after the page was drawn anew."""
    return _key(address(request), words, name, count, current=current)


def _key(where: str, words: str, name: str, count: int | None, *, current: bool) -> str:
    counted = "" if count is None else f"<b>{count}</b>"
    now = ' aria-current="true"' if current else ""
    return f'<a class="find-key" href="{escaped(where)}" data-name="{escaped(name)}"{now}>{escaped(words)}{counted}</a>'


def fields(request: SearchRequest) -> str:
    """检索范围: in which field the words are looked for."""
    keys = (
        key(
            replace(request, field=field, page=1),
            _(FIELD_LABELS[field]),
            name=f"in-{field}",
            current=field == request.field,
        )
        for field in FIELDS
    )
    return _row(_("检索范围"), keys)


def orders(request: SearchRequest) -> str:
    """排序: in which order the results stand."""
    keys = (
        key(
            replace(request, sort=sort, page=1), _(SORT_LABELS[sort]), name=f"sort-{sort}", current=sort == request.sort
        )
        for sort in SORTS
    )
    return _row(_("排序"), keys)


def in_use(request: SearchRequest) -> str:
    """The filters that narrow the results, each a link that takes it away."""
    if not request.filters:
        return ""
    drop = escaped(_("去掉筛选"))
    chips = [
        f'<a class="find-key chip" href="{escaped(address(request.without_filter(name, value)))}"'
        f' data-name="chip-{escaped(name)}-{escaped(value)}"><span aria-hidden="true">✕&nbsp;</span>'
        f'<span class="hidden">{drop}</span>{escaped(filter_words(name, value))}</a>'
        for name, value in request.filters
    ]
    if len(chips) > 1:
        chips.append(key(replace(request, filters=(), page=1), _("全部清除"), name="chips-clear"))
    return _row(_("正在使用的筛选"), chips)


def filter_words(name: str, value: str) -> str:
    """A filter in words: 语种：汉文."""
    return f"{_(FACET_LABELS[name])}：{value_label(name, value)}"


def beside(engine: Engine, request: SearchRequest, results: Results) -> str:
    """筛选: for each facet its values with counts; those of a facet in use are counted as if it were not."""
    found = {name: _values(engine, request, results, name) for name in FACETS}
    used = {name for name, _value in request.filters}
    facets = "".join(_facet(request, name, values) for name, values in found.items() if len(values) > 1 or name in used)
    if not facets:
        return ""
    heading = escaped(_("筛选"))
    return (
        f'<details class="find-filters" data-name="filters" data-wide>'
        f'<summary data-name="filters-key">{heading}</summary>{facets}</details>'
    )


def value_label(name: str, value: str) -> str:
    """A value of a facet as readers know it."""
    vocabulary = _VOCABULARIES.get(name)
    words = label(vocabulary, value) if vocabulary else value
    return f"{value} {words}" if name == "clc" and words != value else words


def _values(engine: Engine, request: SearchRequest, results: Results, name: str) -> list[FacetValue]:
    if any(used == name for used, _value in request.filters):
        others = tuple(pair for pair in request.filters if pair[0] != name)
        results = engine.search(replace(request, filters=others, page=1, size=0))
    found = next((facet.values for facet in results.facets if facet.name == name), ())
    return sorted(found, key=lambda one: one.value, reverse=True) if name == "year" else list(found)


def _facet(request: SearchRequest, name: str, values: list[FacetValue]) -> str:
    chosen = [value for used, value in request.filters if used == name]
    counts = {one.value: one.count for one in values}
    counts |= {value: 0 for value in chosen if value not in counts}
    keys = {value: _value(request, name, value, count, value in chosen) for value, count in counts.items()}
    shown = [value for place, value in enumerate(keys) if place < MOST or value in chosen]
    rest = [value for value in keys if value not in shown]
    more = ""
    if rest:
        words = _("更多（{n}）").format(n=len(rest))
        more = (
            f'<details data-name="more-{name}"><summary data-name="more-key-{name}">{escaped(words)}</summary>'
            f'<div class="find-row">{"".join(keys[value] for value in rest)}</div></details>'
        )
    heading = escaped(_(FACET_LABELS[name]))
    values_shown = "".join(keys[value] for value in shown)
    return f'<section><h3>{heading}</h3><div class="find-row">{values_shown}</div>{more}</section>'


def _value(request: SearchRequest, name: str, value: str, count: int, chosen: bool) -> str:
    where = address(request.without_filter(name, value)) if chosen else narrowed_address(request, name, value)
    return _key(where, value_label(name, value), f"{name}-{value}", count, current=chosen)


def _row(name: str, keys: Iterable[str]) -> str:
    return f'<nav class="find-row" aria-label="{escaped(name)}">{"".join(keys)}</nav>'
