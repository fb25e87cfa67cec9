"""`stats`: the figures of a period, for people, for programs, and as a workbook."""

import secrets
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from desk import clock
from desk.errors import Invalid
from desk.reporting.reports import Report, as_json, report
from desk.reporting.sheets import workbook
from gateways.commands.door import AsJson, answer, refusing, say, the_desk

app = typer.Typer()
DAY = ["%Y-%m-%d"]


@app.command("stats")
@refusing
def stats(
    first: Annotated[datetime, typer.Option("--from", formats=DAY, help="第一天 / first day, YYYY-MM-DD")],
    last: Annotated[datetime, typer.Option("--to", formats=DAY, help="最后一天（含）/ last day, included")],
    json: AsJson = False,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="FILE.xlsx")] = None,
) -> None:
    """某一段日子的统计数字 / the figures of a period."""
    if output is not None and output.suffix.lower() != ".xlsx":
        raise Invalid("不能写成 {name}：统计表只写 .xlsx。请把文件名改为以 .xlsx 结尾。", name=output.name)
    with the_desk().database.reading() as db:
        found = report(db, conference_id=None, first=first.date(), last=last.date(), now=clock.now())
    if output is not None:
        _write(output, workbook(found))
        say(f"已写入 {output}")
    answer(
        {"figures": [as_json(figure, found.names) for figure in found.figures]},
        as_json=json,
        text=_in_lines(found),
    )


def _in_lines(found: Report) -> str:
    """One line for each figure, as somebody at a terminal reads them."""
    values = [(figure.definition, "—" if figure.value is None else figure.value) for figure in found.figures]
    return "\n".join(f"{definition.label}\t{value} {definition.unit}" for definition, value in values)


def _write(output: Path, content: bytes) -> None:
    """Write beside and then put in place: a full disk leaves no half file."""
    beside = output.with_name(f".{output.name}.{secrets.token_hex(4)}")
    try:
        beside.write_bytes(content)
        beside.replace(output)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Invalid(
            "不能写入 {path}：{why}。请换一个文件夹，或腾出空间。", path=output, why=error.strerror
        ) from error
