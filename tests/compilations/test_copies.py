"""Copies handed out."""

from datetime import datetime

import pytest
from sqlmodel import Session, select

from compilations import copies, editing, stock
from compilations.copies import HandedOut
from desk.database import Database
from desk.errors import Invalid, NotAllowed, NotFound
from desk.tables import CompilationState, CopyKind, CopyStock, PointKind, Role, ServicePoint
from tests.compilations.volumes import conference
from tests.conftest import identity

LIBRARIAN = identity(Role.LIBRARIAN)


def a_volume_and_a_point(
    db: Session, now: datetime, name: str = "会议", state: CompilationState = CompilationState.PRINTING
) -> tuple[int, int]:
    where = conference(db, name).id or 0
    compilation = editing.start(db, identity(Role.EDITOR), conference_id=where, title="册", now=now)
    compilation.state = state
    point = ServicePoint(conference_id=where, name="会场", kind=PointKind.VENUE)
    db.add(point)
    db.flush()
    return compilation.id or 0, point.id or 0


def test_copies_add_up_by_point_and_kind(database: Database, now: datetime) -> None:
    with database.writing() as db:
        volume, point = a_volume_and_a_point(db, now)
        for where, kind, number in (
            (point, "printed", 3),
            (point, "printed", 4),
            (point, "electronic", 2),
            (None, "printed", 1),
        ):
            copies.hand_out(
                db, LIBRARIAN, compilation_id=volume, service_point_id=where, kind=kind, copies=number, now=now
            )
        found = copies.handed_out(db, volume)
    assert sorted(found, key=str) == sorted(
        [
            HandedOut("会场", CopyKind.PRINTED, 7),
            HandedOut("会场", CopyKind.ELECTRONIC, 2),
            HandedOut("", CopyKind.PRINTED, 1),
        ],
        key=str,
    )


@pytest.mark.parametrize(
    ("facts", "refusal", "words"),
    [
        ({"copies": 0}, Invalid, "0 份"),
        ({"copies": 10_001}, Invalid, "10001 份"),
        ({"kind": "carved"}, Invalid, "carved"),
        ({"service_point_id": 4711}, NotFound, "服务点"),
        ({"compilation_id": 4711}, NotFound, "4711"),
        ({"who": None}, NotAllowed, "登录"),
    ],
)
def test_what_cannot_have_been_handed_out_is_refused(
    sqlite: Database, now: datetime, facts: dict[str, object], refusal: type[Exception], words: str
) -> None:
    with sqlite.writing() as db:
        volume, point = a_volume_and_a_point(db, now)
        given = {"compilation_id": volume, "service_point_id": point, "kind": "printed", "copies": 1} | facts
        who = given.pop("who", LIBRARIAN)
        with pytest.raises(refusal, match=words):
            copies.hand_out(db, who, now=now, **given)  # type: ignore[arg-type]
        assert copies.handed_out(db, volume) == []


def test_a_point_of_another_conference_hands_out_none_of_this_ones_copies(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        volume, _point = a_volume_and_a_point(db, now)
        _other, elsewhere = a_volume_and_a_point(db, now, "去年的会议")
        with pytest.raises(NotFound, match="这次会议"):
            copies.hand_out(
                db, LIBRARIAN, compilation_id=volume, service_point_id=elsewhere, kind="printed", copies=1, now=now
            )


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (CompilationState.EDITING, "现在是“编辑”.*请先送审"),
        (CompilationState.FIRST_REVIEW, "现在是“初审”.*请先完成审签"),
        (CompilationState.FINAL_REVIEW, "现在是“终审签发”.*请先完成审签"),
    ],
)
def test_of_a_draft_nothing_is_handed_out_delivered_or_counted(
    sqlite: Database, now: datetime, state: CompilationState, step: str
) -> None:
    with sqlite.writing() as db:
        volume, point = a_volume_and_a_point(db, now, state=state)
        facts = {"compilation_id": volume, "service_point_id": point, "now": now}
        for kind in CopyKind:
            with pytest.raises(NotAllowed, match=step):
                copies.hand_out(db, LIBRARIAN, kind=kind, copies=1, **facts)  # type: ignore[arg-type]
        for verb, number in ((stock.deliver, 10), (stock.close_stock, 0)):
            with pytest.raises(NotAllowed, match="《册》还没有签发付印"):
                verb(db, LIBRARIAN, copies=number, **facts)  # type: ignore[arg-type]
        assert copies.handed_out(db, volume) == []
        assert db.exec(select(CopyStock)).all() == []
