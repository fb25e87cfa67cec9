"""An e-copy over HTTP: its page, its code, its files; what counts and what never does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from compilations import ecopies, ecopy_codes, issue_files, making, rulings
from desk import clock
from desk.tables import Audience, Compilation, CopyHandout, Ecopy, Entry
from gateways import ecopies as gateway
from gateways.wrapping import Wrapping
from search.opening import OpenDesk
from tests.compilations.issued import Issue, issue

CODE = "2026-草原"


@dataclass
class Stage:
    """A desk with an issued volume, an e-copy of each kind, and a phone."""

    desk: OpenDesk
    issue: Issue
    public: Ecopy
    internal: Ecopy
    phone: TestClient

    def link(self, suffix: str = ".pdf", phone: TestClient | None = None, at: str = "") -> str:
        page = (phone or self.phone).get(f"/v/{self.public.token}{at}").text
        links: list[str] = re.findall(r'href="(/v/[^"]+)"', page)
        return next(link for link in links if link.endswith(suffix))

    def code(self, code: str, ecopy: Ecopy | None = None) -> tuple[int, str]:
        path = f"/v/{(ecopy or self.internal).token}"
        found = re.search(r'name="csrf" value="([^"]+)"', self.phone.get(path).text)
        answer = self.phone.post(path, data={"csrf": found.group(1) if found else "", "code": code})
        return answer.status_code, answer.text

    def counted(self) -> list[tuple[int | None, str, int]]:
        with self.desk.database.reading() as db:
            return [(each.service_point_id, each.origin, each.copies) for each in db.exec(select(CopyHandout)).all()]


def new_phone() -> TestClient:
    routes = Starlette(routes=gateway.ROUTES, middleware=[Middleware(Wrapping)])
    return TestClient(routes, base_url="http://desk.test", follow_redirects=False)


@pytest.fixture
def stage(desk: OpenDesk) -> Iterator[Stage]:
    now = clock.now()
    code_hash = ecopy_codes.hashed(CODE)
    with desk.database.writing() as db:
        made = issue(db, now=now)
        public, internal = (
            ecopies.offer(
                db,
                made.signer,
                compilation_id=made.compilation_id,
                audience=audience,
                code_hash=code_hash,
                expires_at=now + timedelta(days=1),
                now=now,
            )
            for audience in Audience
        )
    with new_phone() as phone:
        yield Stage(desk, made, public, internal, phone)


def at_another_time(monkeypatch: pytest.MonkeyPatch, later: timedelta) -> None:
    then: datetime = clock.now() + later
    monkeypatch.setattr(clock, "now", lambda: then)


def test_the_page_says_what_it_is_in_two_languages_and_counts_nothing(stage: Stage) -> None:
    answer = stage.phone.get(f"/v/{stage.public.token}")
    assert answer.status_code == 200
    for words in (stage.issue.volume.title, stage.issue.volume.title_en, stage.issue.volume.title_mn):
        assert words in answer.text
    assert "在浏览器打开" in answer.text and "open in browser" in answer.text.lower()
    assert "下载 PDF" in answer.text and "Download PDF" in answer.text
    assert 'lang="zh-CN"' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    stage.phone.head(f"/v/{stage.public.token}")
    assert stage.counted() == []


def test_what_others_wrote_is_shown_as_words_never_as_html(stage: Stage) -> None:
    with stage.desk.database.writing() as db:
        compilation = db.get(Compilation, stage.issue.compilation_id)
        assert compilation
        compilation.title = compilation.title_mn = '<script>alert("题")</script>'
    for token in (stage.public.token, stage.internal.token, '"><script>'):
        assert "<script" not in stage.phone.get(f"/v/{token}", params={"at": '"><script>'}).text
    answer = stage.phone.head(stage.link())
    assert answer.headers["content-disposition"].count("\n") == 0 and answer.status_code == 200


def test_a_volume_is_fetched_whole_and_counts_once(stage: Stage) -> None:
    for suffix, begins in ((".pdf", b"%PDF-"), (".epub", b"PK")):
        link = stage.link(suffix)
        head = stage.phone.head(link)
        assert (head.status_code, head.content) == (200, b"")
        answer = stage.phone.get(link, headers={"accept-encoding": "gzip"})
        assert answer.content.startswith(begins)
        assert int(answer.headers["content-length"]) == len(answer.content) == int(head.headers["content-length"])
        assert answer.headers["content-encoding"] == "identity"
        assert answer.headers["content-type"] == gateway.MEDIA_TYPES[suffix]
        assert "attachment" in answer.headers["content-disposition"]
        assert "%E8%8D%89%E5%8E%9F" in answer.headers["content-disposition"]  # 草原, for the file's name
    assert stage.counted() == [(None, "fetch", 1)] * 2


def test_head_alone_and_a_look_at_the_page_count_nothing(stage: Stage) -> None:
    assert stage.phone.head(stage.link()).status_code == 200
    assert stage.counted() == []


def test_a_download_that_is_taken_up_again_counts_once_and_comes_out_whole(stage: Stage) -> None:
    link = stage.link()
    whole = stage.phone.get(link).content
    middle = len(whole) // 2
    first = stage.phone.get(link, headers={"range": f"bytes=0-{middle - 1}"})
    rest = stage.phone.get(link, headers={"range": f"bytes={middle}-", "if-range": first.headers["etag"]})
    assert (first.status_code, rest.status_code) == (206, 206)
    assert first.content + rest.content == whole
    assert rest.headers["content-range"] == f"bytes {middle}-{len(whole) - 1}/{len(whole)}"
    assert stage.phone.get(link, headers={"range": f"bytes={len(whole)}-"}).status_code == 416
    assert stage.counted() == [(None, "fetch", 1)]


def test_two_devices_that_scan_one_qr_count_twice_each_at_its_counter(stage: Stage) -> None:
    point = stage.issue.points[0]
    with new_phone() as other:
        for phone in (stage.phone, other):
            phone.get(stage.link(phone=phone, at=f"?at={point}"))
    assert stage.counted() == [(point, "fetch", 1)] * 2


def test_one_address_sent_on_to_another_device_counts_once(stage: Stage) -> None:
    link = stage.link()
    with new_phone() as other:
        assert stage.phone.get(link).status_code == other.get(link).status_code == 200
    assert len(stage.counted()) == 1


def test_the_code_opens_an_internal_one_and_its_page_shows_no_file_before(stage: Stage) -> None:
    before = stage.phone.get(f"/v/{stage.internal.token}").text
    assert 'name="code"' in before and "/v/" not in "".join(re.findall(r'href="([^"]+)"', before))
    status, text = stage.code(" ２０２６－草原")
    assert status == 200
    link = next(link for link in re.findall(r'href="(/v/[^"]+)"', text) if link.endswith(".epub"))
    assert stage.phone.get(link).content.startswith(b"PK")
    assert len(stage.counted()) == 1


def test_five_wrong_codes_lock_for_ten_minutes_and_the_right_one_does_not_help(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [stage.code(f"wrong-{number}") for number in range(5)]
    assert {status for status, _text in answers} == {403}
    assert "还可以再试 4 次" in answers[0][1] and "4 tries" in answers[0][1]
    assert "10 分钟后再试" in answers[4][1] and 'name="code"' not in answers[4][1]
    at_another_time(monkeypatch, timedelta(minutes=9))
    locked = stage.phone.get(f"/v/{stage.internal.token}")
    assert (locked.status_code, 'name="code"' in locked.text) == (403, False)
    assert "1 分钟后" in locked.text
    at_another_time(monkeypatch, timedelta(minutes=1, seconds=1))  # on top of the nine
    assert stage.code(CODE)[0] == 200
    assert stage.phone.get(f"/v/{stage.public.token}").status_code == 200


def test_a_locked_one_is_refused_before_the_slow_proof(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    csrf = re.search(r'name="csrf" value="([^"]+)"', stage.phone.get(f"/v/{stage.internal.token}").text)
    assert csrf
    for number in range(5):
        stage.code(f"wrong-{number}")
    monkeypatch.setattr(ecopy_codes, "proves", lambda *_: pytest.fail("proved"))
    data = {"csrf": csrf.group(1), "code": CODE}
    assert stage.phone.post(f"/v/{stage.internal.token}", data=data).status_code == 403


def test_a_form_from_elsewhere_is_refused_and_counts_as_no_guess(stage: Stage) -> None:
    for _ in range(6):
        answer = stage.phone.post(f"/v/{stage.internal.token}", data={"csrf": "forged", "code": "wrong-code"})
        assert answer.status_code == 403 and "重新填写" in answer.text
    assert stage.code(CODE)[0] == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_token_of_another_desk_is_not_found(stage: Stage, method: str) -> None:
    answer = getattr(stage.phone, method)("/v/of-another-desk")
    assert answer.status_code == 404
    assert "没有这个电子本" in answer.text and "no such e-copy" in answer.text.lower()


def test_an_expired_and_a_withdrawn_one_say_so_on_page_and_file(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    link = stage.link()
    with stage.desk.database.writing() as db:
        ecopies.withdraw(db, stage.issue.signer, ecopy_id=stage.public.id or 0, now=clock.now())
    for path in (f"/v/{stage.public.token}", link):
        answer = stage.phone.get(path)
        assert answer.status_code == 403 and "已经撤回" in answer.text
        assert answer.headers["content-type"].startswith("text/html")
    at_another_time(monkeypatch, timedelta(days=2))
    assert "已经过期" in stage.phone.get(f"/v/{stage.internal.token}").text
    assert stage.counted() == []


def test_one_that_is_no_longer_allowed_says_so_to_the_delegate_also_to_who_holds_an_address(stage: Stage) -> None:
    link = stage.link()
    assert stage.phone.head(link).status_code == 200
    with stage.desk.database.writing() as db:
        number = db.exec(select(Entry.id)).one() or 0
        rulings.rule_rights(
            db,
            stage.issue.signer,
            compilation_id=stage.issue.compilation_id,
            entry_ids=[number],
            rights="licensed",
            reason="授权到期",
            now=clock.now(),
        )
    for path in (f"/v/{stage.public.token}", link, f"/v/{stage.internal.token}"):
        answer = stage.phone.get(path)
        assert answer.status_code == 403
        assert "不能以电子本提供" in answer.text and "no longer" in answer.text
        assert "授权到期" not in answer.text
    assert stage.counted() == []


def test_a_permission_is_good_for_its_own_file_for_an_hour(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    link = stage.link()
    for wrong in (
        link.replace(stage.public.token, stage.internal.token),
        link.replace(".pdf", ".epub"),
        link[:-5] + ".pdf",
    ):
        answer = stage.phone.get(wrong)
        assert answer.status_code == 403 and "下载地址不对" in answer.text
    assert stage.phone.get(link.replace(".pdf", ".docx")).status_code == 403
    at_another_time(monkeypatch, timedelta(minutes=61))
    assert "失效" in stage.phone.get(link).text
    assert stage.counted() == []


def test_a_build_that_is_refused_is_said_in_words_and_counts_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desk.errors import Invalid

    def full(*_: object) -> Path:
        raise Invalid("磁盘空间不足，汇编没有制作完成。请清理磁盘后再制作。")

    monkeypatch.setattr(issue_files, "make", full)
    answer = stage.phone.get(stage.link())
    assert answer.status_code == 403 and "磁盘空间不足" in answer.text
    assert stage.counted() == []


def test_the_bytes_stay_when_exports_are_swept_and_the_code_has_changed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = stage.link()
    first = stage.phone.get(link).content
    for path in (stage.desk.settings.data_dir / "exports").iterdir():
        path.unlink()
    for room in (making, issue_files):
        monkeypatch.setattr(room, "setting_of_type", lambda: b"a later version")
    monkeypatch.setattr(issue_files, "make", lambda *_: pytest.fail("built anew"))
    with stage.desk.database.writing() as db:  # a new e-copy has another address, and brings the same bytes
        ecopies.withdraw(db, stage.issue.signer, ecopy_id=stage.public.id or 0, now=clock.now())
    status, text = stage.code(CODE)
    inside = next(each for each in re.findall(r'href="(/v/[^"]+)"', text) if each.endswith(".pdf"))
    assert (status, stage.phone.get(inside).content) == (200, first)


def test_a_kept_file_that_was_altered_is_refused_in_words_and_counts_nothing(stage: Stage) -> None:
    stage.phone.head(stage.link())
    (kept,) = (stage.desk.settings.data_dir / "issues").iterdir()
    kept.write_bytes(kept.read_bytes() + b" ")
    answer = stage.phone.get(stage.link())
    assert answer.status_code == 403 and "没有重做" in answer.text and "restore" in answer.text
    assert stage.counted() == []


def test_an_ecopy_that_is_taken_back_while_its_file_is_built_is_not_given(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def and_taken_back(*given: object) -> object:
        with stage.desk.database.writing() as db:
            ecopies.withdraw(db, stage.issue.signer, ecopy_id=stage.public.id or 0, now=clock.now())
        return making.make(*given)  # type: ignore[arg-type]

    link = stage.link()
    monkeypatch.setattr(issue_files, "make", and_taken_back)
    answer = stage.phone.get(link)
    assert answer.status_code == 403 and "已经撤回" in answer.text
    assert stage.counted() == []
