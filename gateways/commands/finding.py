"""`search` and `reindex`."""

import time
from typing import Annotated

import typer

from desk.errors import Invalid
from desk.words import translator
from gateways.commands.door import AsJson, answer, refusing, say, the_desk
from search import indexing
from search.hits import Results
from search.listing import Listed, listed
from search.request import FACETS, FIELDS, SearchRequest

app = typer.Typer()


@app.command()
@refusing
def search(
    query: Annotated[str, typer.Argument(help='检索词、号码，或空串 "" 浏览全部 / words, a number, or "" for all')],
    limit: Annotated[int, typer.Option(min=0, max=1000, help="最多列出几条 / hits to list")] = 20,
    field: Annotated[str, typer.Option(help="title、author、subject 之一 / one field only")] = "",
    filters: Annotated[
        list[str] | None, typer.Option("--filter", help="筛选，如 language=mon，可重复 / k=v, may be repeated")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """检索馆藏 / search the catalogue."""
    request = SearchRequest(query, _field(field), tuple(map(_filter, filters or [])), size=limit)
    desk = the_desk()
    results = indexing.search(desk.database, desk.engine, request)
    with desk.database.reading() as db:
        found = listed(db, [hit.record_id for hit in results.hits])
    if results.hint:
        say(translator("zh_CN")(results.hint))
    answer(_told(results, found), as_json=as_json, text=_in_lines(results, found))


@app.command()
@refusing
def reindex(as_json: AsJson = False) -> None:
    """由数据库重建检索库，检索可照常进行 / rebuild the index; safe while people search."""
    desk = the_desk()
    started = time.perf_counter()

    def progress(done: int, total: int) -> None:
        say(f"{done}/{total}")

    records = indexing.rebuild(desk.database, desk.engine, progress)
    seconds = round(time.perf_counter() - started, 1)
    answer({"records": records, "seconds": seconds}, as_json=as_json, text=f"已重建 {records} 条，用时 {seconds} 秒")


def _field(name: str) -> str:
    if name not in FIELDS:
        raise Invalid("没有检索字段 {name}。可用：title、author、subject。", name=name)
    return name


def _filter(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or name not in FACETS:
        raise Invalid("筛选条件 {text} 看不懂。写法是 名称=值，名称可用：{names}。", text=text, names="、".join(FACETS))
    return name, value


def _told(results: Results, found: list[Listed]) -> dict[str, object]:
    by_id = {one.record.id: one for one in found}
    return {
        "total": results.total,
        "hits": [
            {
                "id": hit.record_id,
                "title": by_id[hit.record_id].record.title,
                "matched_by": list(hit.matched_by),
                "ways": list(hit.ways),
                "score": hit.score,
                "author": by_id[hit.record_id].record.responsibility,
                "publisher": by_id[hit.record_id].record.publisher,
                "year": by_id[hit.record_id].record.year,
                "copies": len(by_id[hit.record_id].holdings),
                "in": sum(holding.is_in for holding in by_id[hit.record_id].holdings),
            }
            for hit in results.hits
            if hit.record_id in by_id
        ],
        "facets": {facet.name: {one.value: one.count for one in facet.values} for facet in results.facets},
        "did_you_mean": results.did_you_mean,
        "relaxed": results.relaxed,
        "hint": translator("zh_CN")(results.hint),
        "took_ms": results.took_ms,
    }


def _in_lines(results: Results, found: list[Listed]) -> str:
    lines = [
        f"{one.record.id}\t{one.record.title}\t{one.record.responsibility}\t{one.record.year or ''}" for one in found
    ]
    if results.did_you_mean:
        lines.append(f"您是不是要找：{results.did_you_mean}")
    return "\n".join([f"共 {results.total} 条", *lines])
