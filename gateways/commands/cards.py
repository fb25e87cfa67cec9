"""`card issue` and `card batch`: reader cards from the command line."""

import os
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from desk import clock
from desk.conference import parts
from desk.conference.conferences import named
from desk.errors import Invalid
from desk.patrons import cards, finding, readers, roster, roster_file
from desk.staff.roles import OPERATOR
from desk.tables import Card, Delegation, Sector
from gateways.commands.door import AsJson, answer, refusing, say, the_desk
from printing.card_faces import faces
from printing.cards import Layout, cards_pdf
from search.opening import OpenDesk

app = typer.Typer()
card = typer.Typer(help="读者证 / reader cards", no_args_is_help=True)
app.add_typer(card, name="card")

ConferenceName = Annotated[str, typer.Option("--conference", help="会议名称，默认当前会议 / conference")]


@card.command()
@refusing
def issue(
    name: Annotated[str, typer.Option(help="姓名 / name")],
    kind: Annotated[str, typer.Option(help="类别，如 代表 或 deputy / kind")],
    delegation: Annotated[str, typer.Option(help="代表团 / delegation of a deputy")] = "",
    sector: Annotated[str, typer.Option(help="界别 / sector of a member")] = "",
    note: Annotated[str, typer.Option(help="备注，区分同名读者 / what tells namesakes apart")] = "",
    conference: ConferenceName = "",
    as_json: AsJson = False,
) -> None:
    """为一位读者发证 / issue one card."""
    desk = the_desk()
    with desk.database.writing() as db:
        conference_id = named(db, conference).id or 0
        issued = cards.issue(
            db,
            OPERATOR,
            conference_id=conference_id,
            name=name,
            kind=readers.kind_code(kind),
            delegation_id=parts.by_name(db, Delegation, conference_id, delegation).id if delegation else None,
            sector_id=parts.by_name(db, Sector, conference_id, sector).id if sector else None,
            note=note,
            library_code=desk.settings.library_code,
            now=clock.now(),
        )
        told = _issued(db, [issued])
    answer({"issued": told, "refused": []}, as_json=as_json, text=issued.number)


@card.command()
@refusing
def batch(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE.xlsx", exists=True, dir_okay=False, help="名单 / roster"),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="PDF")],
    layout: Annotated[Layout, typer.Option(help="a4 每页 10 张 / ten a page; cr80 证卡打印机 / card printer")] = "a4",
    conference: ConferenceName = "",
    as_json: AsJson = False,
) -> None:
    """按名单发证并排印 / issue the cards of a roster and lay them out for print."""
    _check_writable(output)
    desk = the_desk()
    issued, refused = _issue_roster(desk, file, conference)
    with desk.database.reading() as db:
        told = _issued(db, issued)
        printed = faces(db, issued, library=desk.settings.library_name)
    if printed:
        _keep(output, cards_pdf(printed, layout=layout), len(printed))
    answer(
        {"issued": told, "refused": [{"row": row, "why": why} for row, why in refused]},
        as_json=as_json,
        text="\n".join([_summary(len(told), output), *(f"第 {row} 行：{why}" for row, why in refused)]),
    )


def _issue_roster(desk: OpenDesk, file: Path, conference: str) -> tuple[list[Card], list[tuple[int, str]]]:
    lines = roster_file.read(file)
    with desk.database.reading() as db:
        conference_id = named(db, conference).id or 0
        staged = roster.stage(db, conference_id, lines)
    say(f"{len(staged.staged)} 行可以发证，{len(staged.refused)} 行未发。")
    refused = list(staged.refused)
    issued: list[Card] = []
    for rows in roster.chunks(staged.staged):
        with desk.database.writing() as db:
            done = roster.issue_batch(
                db,
                OPERATOR,
                rows,
                conference_id=conference_id,
                library_code=desk.settings.library_code,
                now=clock.now(),
            )
        issued += done.cards
        refused += done.refused
    return issued, sorted((each.line.row, str(each.why)) for each in refused)


def _issued(db: Session, issued: list[Card]) -> list[dict[str, str]]:
    rows = finding.rows(db, [each.id for each in issued if each.id is not None])
    return [{"number": row.card.number, "name": row.patron.name} for row in rows]


def _summary(count: int, output: Path) -> str:
    return f"已发 {count} 张证：{output}" if count else "没有新发的证，没有写 PDF。已发的证可在“读者证”页打印。"


def _check_writable(output: Path) -> None:
    """Refuse before any card is issued what would only fail after."""
    if output.is_dir() or not output.parent.is_dir() or not os.access(output.parent, os.W_OK):
        raise Invalid("写不进 {path}。请换一个能写入的文件名。", path=output)


def _keep(output: Path, content: bytes, count: int) -> None:
    part = output.with_name(output.name + ".part")
    try:
        part.write_bytes(content)
        part.replace(output)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Invalid(
            "已发 {count} 张证，但 {path} 没有写成：{why}。请腾出空间，再从“读者证”页打印。",
            count=count,
            path=output,
            why=error.strerror,
        ) from error
