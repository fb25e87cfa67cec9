"""改定使用范围: after the issue rights change with a reason, e-copies follow at once, and what was signed stays."""

from datetime import datetime, timedelta
from threading import Thread
from time import sleep

import pytest
from sqlmodel import Session, col, select

from compilations import ecopies, editions, revisions, rights, rulings
from compilations.readiness import content_digest
from compilations.rulings import Ruled
from desk.database import Database
from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound, Refusal
from desk.staff.roles import OPERATOR, Identity
from desk.tables import Audience, Ecopy, Entry, Rights, Role, SignOff
from tests.compilations.issued import Issue, issue
from tests.compilations.signers import House, account
from tests.conftest import identity

REASON = "作者 1 月 25 日来电，不同意上网。"


def entries_of(db: Session) -> list[int]:
    return [number or 0 for number in db.exec(select(Entry.id).order_by(col(Entry.id))).all()]


def an_issue(db: Session, now: datetime, *said: Rights) -> tuple[Issue, Identity]:
    return issue(db, now=now, rights=said), account(db, "编者甲", Role.EDITOR, now)


def rule(db: Session, who: Identity | None, made: Issue, to: str, now: datetime, **more: object) -> Ruled:
    facts = {"compilation_id": made.compilation_id, "entry_ids": entries_of(db)[:1], "rights": to, "reason": REASON}
    return rulings.rule_rights(db, who, now=now, **(facts | more))  # type: ignore[arg-type]


def offered(db: Session, made: Issue, now: datetime, audience: Audience) -> Ecopy:
    inside = {"code_hash": "-", "expires_at": now + timedelta(days=1)} if audience == Audience.INTERNAL else {}
    return ecopies.offer(
        db,
        made.signer,
        compilation_id=made.compilation_id,
        audience=audience,
        now=now,
        **inside,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("to", "stopped"),
    [
        (Rights.INTERNAL, {Audience.PUBLIC}),
        (Rights.LICENSED, {Audience.PUBLIC, Audience.INTERNAL}),
        (Rights.UNCLEAR, {Audience.PUBLIC, Audience.INTERNAL}),
    ],
)
def test_ecopies_that_are_no_longer_allowed_stop_at_once_and_say_so(
    database: Database, now: datetime, to: Rights, stopped: set[Audience]
) -> None:
    with database.writing() as db:
        made, editor = an_issue(db, now, Rights.PUBLIC, Rights.PUBLIC)
        tokens = {each: offered(db, made, now, each).token for each in Audience}
    with database.writing() as db:
        assert rule(db, editor, made, to, now) == Ruled(1, len(stopped))
    with database.writing() as db:
        for audience, token in tokens.items():
            if audience in stopped:
                with pytest.raises(NotAllowed, match=r"停止提供.*不能以电子本提供.*馆员"):
                    ecopies.opened(db, token, now=now)
                with pytest.raises(NotAllowed):
                    offered(db, made, now, audience)
            else:
                assert ecopies.opened(db, token, now=now)


def test_one_that_was_stopped_does_not_come_back_by_itself(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        made, editor = an_issue(db, now, Rights.PUBLIC)
        before = offered(db, made, now, Audience.PUBLIC)
        rule(db, editor, made, Rights.UNCLEAR, now)
        assert rule(db, made.signer, made, Rights.PUBLIC, now) == Ruled(1, 0)
        with pytest.raises(NotAllowed, match="停止提供"):
            ecopies.opened(db, before.token, now=now)
        assert offered(db, made, now, Audience.PUBLIC).token != before.token


def test_what_was_signed_and_its_digests_stay(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
        rights.set_rights(db, house.editor, entry_ids=[house.entry], rights=Rights.PUBLIC, now=now)
        house.issued(db)
        before = editions.issued(db, house.number)
        facts = {"compilation_id": house.number, "entry_ids": [house.entry], "reason": REASON, "now": now}
        rulings.rule_rights(db, house.second_editor, rights=Rights.LICENSED, **facts)  # type: ignore[arg-type]
        assert editions.issued(db, house.number) == before
        signed = db.exec(select(SignOff.digest).where(SignOff.compilation_id == house.number)).all()
        assert set(signed) == {content_digest(db, house.number)}
        new = editions.new_edition(db, house.editor, compilation_id=house.number, now=now)
        assert [each.rights for each in rights.ecopy_terms(db, new.id or 0).blockers] == [Rights.LICENSED]


def test_the_history_says_who_changed_what_and_why(database: Database, now: datetime) -> None:
    with database.writing() as db:
        made, editor = an_issue(db, now, Rights.PUBLIC)
        rule(db, editor, made, Rights.INTERNAL, now + timedelta(minutes=1))
        _total, (latest, *_) = revisions.changes(db, made.compilation_id)
        assert (str(latest.act), latest.by) == ("签发后改定使用范围", "编者甲")
        found = revisions.revision(db, latest.revision_id or 0)
        assert found.before is not None
        assert (found.before.rights, found.before.reason) == (Rights.PUBLIC, "")
        assert (found.after.rights, found.after.reason) == (Rights.INTERNAL, REASON)


@pytest.mark.parametrize("was", list(Rights))
@pytest.mark.parametrize("to", list(Rights))
def test_an_editor_narrows_and_who_may_sign_widens(sqlite: Database, now: datetime, was: Rights, to: Rights) -> None:
    width = {Rights.PUBLIC: 2, Rights.INTERNAL: 1}
    with sqlite.writing() as db:
        made, editor = an_issue(db, now, was)
        if was == to:
            with pytest.raises(AlreadyDone):
                rule(db, made.signer, made, to, now)
        elif width.get(to, 0) > width.get(was, 0):
            with pytest.raises(NotAllowed, match="终审签发权限"):
                rule(db, editor, made, to, now)
            assert rule(db, made.signer, made, to, now).entries == 1
        else:
            assert rule(db, editor, made, to, now).entries == 1


@pytest.mark.parametrize(
    ("who", "given", "refusal", "words"),
    [
        (None, {}, NotAllowed, "登录"),
        (identity(Role.LIBRARIAN), {}, NotAllowed, "权限"),
        (OPERATOR, {}, NotAllowed, "留下姓名"),
        ("editor", {"reason": " \n"}, Invalid, "写明理由"),
        ("editor", {"rights": "secret"}, Invalid, "secret"),
        ("editor", {"entry_ids": []}, Invalid, "先选"),
        ("editor", {"entry_ids": [4711]}, NotFound, "不在了"),
        ("editor", {"compilation_id": 4711}, NotFound, "4711"),
    ],
)
def test_what_is_refused_changes_nothing(
    sqlite: Database,
    now: datetime,
    who: Identity | str | None,
    given: dict[str, object],
    refusal: type[Refusal],
    words: str,
) -> None:
    with sqlite.writing() as db:
        made, editor = an_issue(db, now, Rights.PUBLIC)
        with pytest.raises(refusal, match=words):
            rule(db, editor if who == "editor" else who, made, Rights.UNCLEAR, now, **given)  # type: ignore[arg-type]
        assert db.exec(select(Entry.rights)).all() == [Rights.PUBLIC]


def test_an_entry_of_another_compilation_is_not_ruled_on(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        made, editor = an_issue(db, now, Rights.PUBLIC)
        issue(db, now=now, name="另一个会议")
        with pytest.raises(NotFound):
            rule(db, editor, made, Rights.UNCLEAR, now, entry_ids=entries_of(db))


def test_of_a_draft_rights_are_changed_in_the_entry_and_in_review_not_at_all(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        facts = {"compilation_id": house.number, "entry_ids": [house.entry], "reason": REASON, "now": now}
        with pytest.raises(NotAllowed, match="直接在条目里改"):
            rulings.rule_rights(db, house.editor, rights=Rights.LICENSED, **facts)  # type: ignore[arg-type]
        house.submit(db)
        with pytest.raises(NotAllowed, match="正在初审"):
            rulings.rule_rights(db, house.editor, rights=Rights.LICENSED, **facts)  # type: ignore[arg-type]


def test_who_offers_while_another_narrows_finds_it_forbidden(database: Database, now: datetime) -> None:
    with database.writing() as db:
        made, editor = an_issue(db, now, Rights.PUBLIC)
    said: list[object] = []

    def offer() -> None:
        try:
            with database.writing() as db:
                said.append(offered(db, made, now, Audience.PUBLIC))
        except Refusal as refusal:
            said.append(refusal)

    other = Thread(target=offer)
    with database.writing() as db:
        rule(db, editor, made, Rights.LICENSED, now)
        other.start()
        sleep(0.5)  # it waits for the compilation
        assert said == []
    other.join()
    assert isinstance(said[0], NotAllowed)
    with database.reading() as db:
        assert ecopies.on_offer(db, made.compilation_id, now=now) == []
