"""E-copies: who may offer which, what opens them, and what counts."""

from datetime import datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from compilations import ecopies, ecopy_codes, ecopy_fetches
from desk.database import Database
from desk.errors import AlreadyDone, Invalid, NotAllowed, NotFound, Refusal
from desk.tables import Audience, CopyHandout, CopyOrigin, Ecopy, EcopyFetch, Rights, Role
from tests.compilations.issued import Issue, issue
from tests.conftest import identity

CODE = "草原 2026"
HOUR = timedelta(hours=1)


def offered(db: Session, made: Issue, now: datetime, audience: Audience = Audience.PUBLIC, **more: object) -> Ecopy:
    facts = {"audience": audience, "now": now, "compilation_id": made.compilation_id}
    if audience == Audience.INTERNAL:
        facts |= {"code_hash": ecopy_codes.hashed(CODE), "expires_at": now + 24 * HOUR}
    return ecopies.offer(db, more.pop("who", made.signer), **(facts | more))  # type: ignore[arg-type]


def test_an_issued_volume_is_offered_to_everybody_until_it_is_withdrawn(database: Database, now: datetime) -> None:
    with database.writing() as db:
        made = issue(db, now=now)
        ecopy = offered(db, made, now, who=identity(Role.EDITOR))
        assert ecopies.opened(db, ecopy.token, now=now + 1000 * HOUR).title == made.volume.title
        assert [each.id for each in ecopies.on_offer(db, made.compilation_id, now=now)] == [ecopy.id]
        ecopies.withdraw(db, made.signer, ecopy_id=ecopy.id or 0, now=now)
        assert ecopies.on_offer(db, now=now) == []
        with pytest.raises(NotAllowed, match="已经撤回"):
            ecopies.opened(db, ecopy.token, now=now)
        with pytest.raises(AlreadyDone):
            ecopies.withdraw(db, made.signer, ecopy_id=ecopy.id or 0, now=now)
        assert offered(db, made, now).token != ecopy.token


def test_one_for_internal_use_has_its_code_its_end_and_who_approved_it(database: Database, now: datetime) -> None:
    with database.writing() as db:
        made = issue(db, now=now, rights=(Rights.PUBLIC, Rights.INTERNAL))
        ecopy = offered(db, made, now, Audience.INTERNAL)
        assert (ecopy.approved_by, ecopy.expires_at) == (made.signer.account_id, now + 24 * HOUR)
        assert CODE not in ecopy.code_hash
        assert ecopies.opened(db, ecopy.token, now=now).needs_code
        with pytest.raises(NotAllowed, match="已经过期"):
            ecopies.opened(db, ecopy.token, now=now + 24 * HOUR)


@pytest.mark.parametrize(
    ("given", "refusal", "words"),
    [
        ({"who": None}, NotAllowed, "登录"),
        ({"who": identity(Role.LIBRARIAN)}, NotAllowed, "权限"),
        ({"rights": [Rights.LICENSED] * 7}, NotAllowed, "7 个条目.*“第1篇”、.*“第5篇”……"),
        ({"rights": [Rights.INTERNAL]}, NotAllowed, "不能公开"),
        ({"compilation_id": 4711}, NotFound, "4711"),
        ({"past": True}, Invalid, "已经过去"),
        ({"audience": Audience.INTERNAL, "code_hash": ""}, Invalid, "必须有提取码"),
        ({"audience": Audience.INTERNAL, "expires_at": None}, Invalid, "截止时间"),
        ({"audience": Audience.INTERNAL, "who": identity(Role.ADMINISTRATOR)}, NotAllowed, "终审签发权限"),
        ({"audience": Audience.INTERNAL, "who": identity(Role.EDITOR, may_sign_off=True)}, NotAllowed, "账号登录"),
    ],
)
def test_what_may_not_be_offered_is_refused(
    sqlite: Database, now: datetime, given: dict[str, object], refusal: type[Refusal], words: str
) -> None:
    if given.pop("past", False):
        given["expires_at"] = now
    with sqlite.writing() as db:
        rights = given.pop("rights", (Rights.PUBLIC,))
        made = issue(db, now=now, rights=rights)  # type: ignore[arg-type]
        with pytest.raises(refusal, match=words):
            offered(db, made, now, **({"audience": Audience.PUBLIC} | given))  # type: ignore[arg-type]
        assert db.exec(select(Ecopy)).all() == []


@pytest.mark.parametrize("audience", list(Audience))
def test_a_draft_is_never_offered(sqlite: Database, now: datetime, audience: Audience) -> None:
    with sqlite.writing() as db:
        made = issue(db, now=now, signed=False)
        with pytest.raises(NotAllowed, match="还没有签发"):
            offered(db, made, now, audience)


def test_a_second_one_for_the_same_people_is_refused_and_one_for_others_is_not(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        made = issue(db, now=now)
        offered(db, made, now)
        with pytest.raises(AlreadyDone, match="先撤回"):
            offered(db, made, now)
        offered(db, made, now, Audience.INTERNAL)
        with pytest.raises(AlreadyDone):
            offered(db, made, now + HOUR, Audience.INTERNAL)
        offered(db, made, now + 25 * HOUR, Audience.INTERNAL)  # the first has come to its end


def test_the_database_itself_keeps_an_internal_one_from_being_without_approval(sqlite: Database, now: datetime) -> None:
    with pytest.raises(IntegrityError), sqlite.writing() as db:
        made = issue(db, now=now)
        db.add(Ecopy(compilation_id=made.compilation_id, token="t", secret="s", audience="internal", made_at=now))
        db.flush()


@pytest.mark.parametrize("typed", ["草原 2026", "草原２０２６", " 草 原 2026 "])
def test_a_code_is_known_however_it_is_typed(typed: str) -> None:
    ecopy = Ecopy(
        code_hash=ecopy_codes.hashed(CODE),
        compilation_id=1,
        token="",
        secret="",
        audience="internal",
        made_at=datetime.min,
    )
    assert ecopy_codes.proves(ecopy, typed)
    assert not ecopy_codes.proves(ecopy, "草原 2027")
    assert not ecopy_codes.proves(ecopy, "")
    assert not ecopy_codes.proves(ecopy, "9" * 100_000)


def test_new_codes_are_long_enough_and_short_ones_are_refused() -> None:
    codes = {ecopy_codes.new_code() for _ in range(50)}
    assert len(codes) == 50
    assert {len(code) for code in codes} == {8}
    with pytest.raises(Invalid, match="至少用 6"):
        ecopy_codes.hashed(" 1 2 3 4 5 ")


def test_the_fifth_wrong_code_locks_for_ten_minutes_whatever_comes_then(database: Database, now: datetime) -> None:
    with database.writing() as db:
        number = offered(db, issue(db, now=now), now, Audience.INTERNAL).id or 0
    said = []
    for proved in (False, False, True, False, False, False, False, False, True):
        with database.writing() as db:
            said.append(str(ecopy_codes.settle(db, number, proved, now=now) or "let in"))
    assert [each[-7:] for each in said[:3]] == ["再试 4 次。", "再试 3 次。", "let in"]
    assert "1 次" in said[6]
    assert said[7] == said[8] == "连续输错提取码，请 10 分钟后再试。"
    with database.writing() as db:
        later = now + timedelta(minutes=9, seconds=1)
        assert "1 分钟" in str(ecopy_codes.settle(db, number, True, now=later))
        assert ecopy_codes.settle(db, number, True, now=now + timedelta(minutes=10)) is None


def test_a_fetch_counts_once_for_each_permission(database: Database, now: datetime) -> None:
    with database.writing() as db:
        made = issue(db, now=now)
        opened = ecopies.opened(db, offered(db, made, now).token, now=now)
        texts = [
            ecopy_fetches.permit(opened.ecopy, ".pdf", service_point_id=point, now=now)
            for point in (made.points[0], made.points[0], None)
        ]
        permissions = [ecopy_fetches.checked(opened.ecopy, text, ".pdf", now=now) for text in texts]
        counted = [ecopy_fetches.fetched(db, opened, each, ".pdf", now=now) for each in permissions * 3]
        assert counted == [True] * 3 + [False] * 6
        handouts = db.exec(select(CopyHandout)).all()
        assert ecopy_fetches.fetches(db, opened.ecopy.id or 0) == 3
        assert not {row.permission for row in db.exec(select(EcopyFetch)).all()} & set(texts)  # digests only
    assert [(each.service_point_id, each.copies, each.origin, each.kind) for each in handouts] == [
        (point, 1, CopyOrigin.FETCH, "electronic") for point in (made.points[0], made.points[0], None)
    ]


def test_pieces_of_one_download_that_come_at_the_same_moment_count_once(database: Database, now: datetime) -> None:
    with database.writing() as db:
        opened = ecopies.opened(db, offered(db, issue(db, now=now), now).token, now=now)
    text = ecopy_fetches.permit(opened.ecopy, ".epub", now=now)
    permission = ecopy_fetches.checked(opened.ecopy, text, ".epub", now=now)

    def piece() -> None:
        with database.writing() as db:
            ecopy_fetches.fetched(db, opened, permission, ".epub", now=now)

    pieces = [Thread(target=piece) for _ in range(8)]
    for each in pieces:
        each.start()
    for each in pieces:
        each.join()
    with database.reading() as db:
        assert len(db.exec(select(CopyHandout)).all()) == 1
        assert ecopy_fetches.is_counted(db, permission)


def forged(text: str) -> list[str]:
    last = "0" if text[-1] != "0" else "1"
    later, another_counter = f"f{text}", text.replace("-", "-1", 1)
    return [text[:-1] + last, later, another_counter, "", "----", "\udcff"]


def test_a_permission_that_was_changed_opens_nothing(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        ecopy = offered(db, issue(db, now=now), now)
    for text in forged(ecopy_fetches.permit(ecopy, ".pdf", now=now)):
        with pytest.raises(NotAllowed, match="下载地址不对"):
            ecopy_fetches.checked(ecopy, text, ".pdf", now=now)


def test_a_permission_opens_neither_another_ecopy_nor_another_format_nor_after_an_hour(
    sqlite: Database, now: datetime
) -> None:
    with sqlite.writing() as db:
        ecopy = offered(db, issue(db, now=now), now)
        other = offered(db, issue(db, now=now, name="另一个会议"), now)
    text = ecopy_fetches.permit(ecopy, ".pdf", now=now)
    assert ecopy_fetches.checked(ecopy, text, ".pdf", now=now + timedelta(minutes=59)).text == text
    with pytest.raises(NotAllowed, match="失效"):
        ecopy_fetches.checked(ecopy, text, ".pdf", now=now + HOUR)
    for wrong, suffix in ((other, ".pdf"), (ecopy, ".epub"), (ecopy, ".docx")):
        with pytest.raises(NotAllowed, match="下载地址不对"):
            ecopy_fetches.checked(wrong, text, suffix, now=now)
    with pytest.raises(NotFound, match=r"\.docx"):
        ecopy_fetches.permit(ecopy, ".docx", now=now)


def test_a_token_of_another_desk_leads_to_nothing(sqlite: Database, now: datetime) -> None:
    with sqlite.reading() as db, pytest.raises(NotFound, match="没有这个电子本"):
        ecopies.opened(db, "of-another-desk", now=now)


def test_a_qr_names_its_counter_and_a_wrong_one_is_none(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        made = issue(db, now=now)
        elsewhere = issue(db, now=now, name="另一个会议")
        opened = ecopies.opened(db, offered(db, made, now).token, now=now)
        said = [str(made.points[1]), str(elsewhere.points[0]), "", "-1", "x", "9" * 30, "²"]
        assert [ecopy_fetches.point_of(db, opened, each) for each in said] == [made.points[1], *[None] * 6]


def test_an_address_needs_the_public_one_of_the_desk() -> None:
    assert ecopies.address("http://192.168.1.20:8501", "abc") == "http://192.168.1.20:8501/v/abc"
    assert ecopies.address("http://192.168.1.20:8501", "abc", 3).endswith("/v/abc?at=3")
    with pytest.raises(Invalid, match="DESK_PUBLIC_URL"):
        ecopies.address("", "abc")
