"""付印存档: one rule for where the file of a volume comes from, and what is issued stays byte for byte."""

import errno
import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from sqlmodel import select

from compilations import ecopies, issue_files, making
from compilations.issue_files import Wanted, address_on_offer, to_make
from compilations.making import Made, Stop
from compilations.print_forms import PrintForm
from desk import clock
from desk.database import Database
from desk.errors import Invalid, NotAllowed, Refusal
from desk.tables import Audience, IssueFile
from tests.compilations.issued import issue

ADDRESS = "http://desk.test/v/one"


def an_issue(database: Database, now: datetime, name: str = "测试会议") -> Wanted:
    with database.writing() as db:
        made = issue(db, now=now, name=name)
    return Wanted(made.volume, made.compilation_id)


def upgrade(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other code sets volumes now, in another way."""
    monkeypatch.setattr(making, "setting_of_type", lambda: b"a later version")
    monkeypatch.setattr(issue_files, "setting_of_type", lambda: b"a later version")


def of_later_code(wanted: Wanted) -> Wanted:
    """What the same volume would be made from if the later code set it otherwise."""
    return replace(wanted, volume=replace(wanted.volume, back_text="按新版程序排的"))


def test_what_is_issued_is_built_once_and_kept_under_the_digest_of_its_bytes(
    database: Database, tmp_path: Path, now: datetime
) -> None:
    wanted = an_issue(database, now)
    for suffix in (".pdf", ".docx", ".epub"):
        first = issue_files.made(database, wanted, suffix, tmp_path)
        assert first.path == tmp_path / "issues" / f"{first.sha256}{suffix}"
        assert first.is_kept
        for path in (tmp_path / "exports").iterdir():
            path.unlink()
        again = issue_files.made(database, wanted, suffix, tmp_path)
        assert (again.path, again.pages, again.sha256) == (first.path, first.pages, first.sha256)
        assert list((tmp_path / "exports").iterdir()) == []
    with database.reading() as db:
        assert len(db.exec(select(IssueFile)).all()) == 3


def test_a_draft_is_not_kept(sqlite: Database, tmp_path: Path, now: datetime) -> None:
    made = issue_files.made(sqlite, replace(an_issue(sqlite, now), issue=0), ".epub", tmp_path)
    assert (made.path.parent, made.is_kept) == (tmp_path / "exports", False)
    assert not (tmp_path / "issues").exists()


@pytest.mark.parametrize("address", ["", ADDRESS])
def test_after_an_upgrade_the_bytes_are_the_same_also_with_another_ecopy_on_offer(
    sqlite: Database, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    wanted = an_issue(sqlite, now)
    first = issue_files.made(sqlite, wanted, ".pdf", tmp_path)
    upgrade(monkeypatch)
    later = of_later_code(replace(wanted, volume=replace(wanted.volume, ecopy_url=address)))
    assert issue_files.made(sqlite, later, ".pdf", tmp_path).path.read_bytes() == first.path.read_bytes()
    assert issue_files.made(sqlite, replace(later, issue=0), ".pdf", tmp_path).sha256 != first.sha256


def test_after_an_upgrade_a_print_form_is_made_from_the_kept_pages(
    sqlite: Database, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = an_issue(sqlite, now)
    issue_files.made(sqlite, wanted, ".pdf", tmp_path)
    before = issue_files.made(sqlite, wanted, ".pdf", tmp_path, PrintForm.TWO_UP)
    upgrade(monkeypatch)
    later = of_later_code(wanted)
    assert issue_files.made(sqlite, later, ".pdf", tmp_path, PrintForm.TWO_UP).sha256 == before.sha256
    monkeypatch.setattr(issue_files, "make", lambda *_: pytest.fail("the pages were set anew"))
    assert issue_files.made(sqlite, later, ".pdf", tmp_path, PrintForm.CROP).is_kept


def test_with_the_same_code_a_new_address_makes_it_once_more(sqlite: Database, tmp_path: Path, now: datetime) -> None:
    wanted = an_issue(sqlite, now)
    plain = issue_files.made(sqlite, wanted, ".pdf", tmp_path)
    with_qr = replace(wanted, volume=replace(wanted.volume, ecopy_url=ADDRESS))
    assert issue_files.made(sqlite, with_qr, ".pdf", tmp_path).sha256 != plain.sha256
    assert issue_files.made(sqlite, wanted, ".pdf", tmp_path).sha256 == plain.sha256


def test_normal_and_large_type_are_kept_each_for_itself(sqlite: Database, tmp_path: Path, now: datetime) -> None:
    wanted = an_issue(sqlite, now)
    normal, large = (issue_files.made(sqlite, each, ".pdf", tmp_path) for each in (wanted, wanted.in_large_type))
    assert normal.sha256 != large.sha256
    assert issue_files.made(sqlite, wanted.in_large_type, ".pdf", tmp_path).sha256 == large.sha256


@pytest.mark.parametrize("harm", ["altered", "lost"])
def test_a_kept_file_that_is_not_as_it_was_is_refused_and_not_built_again(
    sqlite: Database, tmp_path: Path, now: datetime, harm: str
) -> None:
    wanted = an_issue(sqlite, now)
    path = issue_files.made(sqlite, wanted, ".epub", tmp_path).path
    content = path.read_bytes()
    if harm == "lost":
        path.unlink()
    else:
        path.write_bytes(content[:-1] + b"?")
    for _ in range(2):
        with pytest.raises(Invalid, match=f"编号为 {wanted.issue} .*{path.name}.*从备份恢复"):
            issue_files.made(sqlite, wanted, ".epub", tmp_path)
    path.write_bytes(content)  # out of the backup
    assert issue_files.made(sqlite, wanted, ".epub", tmp_path).path == path


def test_a_full_disk_keeps_nothing_by_halves(
    sqlite: Database, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = an_issue(sqlite, now)

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(Invalid, match="磁盘空间不足"):
            issue_files.made(sqlite, wanted, ".epub", tmp_path)
    assert list((tmp_path / "issues").iterdir()) == []
    with sqlite.reading() as db:
        assert db.exec(select(IssueFile)).all() == []
    assert issue_files.made(sqlite, wanted, ".epub", tmp_path).is_kept


def test_a_build_that_is_killed_keeps_nothing(sqlite: Database, tmp_path: Path, now: datetime) -> None:
    wanted, stop = an_issue(sqlite, now), Stop()
    stop.ask()
    with pytest.raises(NotAllowed, match="已停止"):
        issue_files.made(sqlite, wanted, ".pdf", tmp_path, stop=stop)
    assert not (tmp_path / "issues").exists()
    with sqlite.reading() as db:
        assert db.exec(select(IssueFile)).all() == []


def test_a_desk_killed_while_it_kept_a_file_is_tidied_up_and_what_is_kept_never_goes(
    sqlite: Database, tmp_path: Path, now: datetime
) -> None:
    wanted = an_issue(sqlite, now)
    kept = issue_files.made(sqlite, wanted, ".epub", tmp_path).path
    left = tmp_path / "issues" / ".half"
    left.touch()
    for path in (left, kept):
        os.utime(path, (0, 0))
    issue_files.made(sqlite, wanted, ".docx", tmp_path)
    assert not left.exists()
    assert kept.is_file()


def test_two_who_build_at_the_same_moment_keep_one_file(database: Database, tmp_path: Path, now: datetime) -> None:
    wanted = an_issue(database, now)
    found: list[Made | Refusal] = []

    def build() -> None:
        try:
            found.append(issue_files.made(database, wanted, ".epub", tmp_path))
        except Refusal as refusal:
            found.append(refusal)

    builders = [Thread(target=build) for _ in range(3)]
    for each in builders:
        each.start()
    for each in builders:
        each.join()
    assert len({made.sha256 for made in found if isinstance(made, Made)}) == 1
    assert len(found) == 3
    with database.reading() as db:
        assert len(db.exec(select(IssueFile)).all()) == 1


def test_an_issued_volume_carries_the_address_of_the_ecopy_that_is_on_offer(sqlite: Database, now: datetime) -> None:
    def address(public_url: str = "http://desk.test") -> str:
        return address_on_offer(db, made.compilation_id, public_url=public_url, now=now)

    with sqlite.writing() as db:
        made = issue(db, now=now)
        assert address() == ""
        offer = {"compilation_id": made.compilation_id, "now": now, "expires_at": now + timedelta(1)}
        inside = ecopies.offer(db, made.signer, audience=Audience.INTERNAL, code_hash="-", **offer)  # type: ignore[arg-type]
        assert address() == f"http://desk.test/v/{inside.token}"
        public = ecopies.offer(db, made.signer, audience=Audience.PUBLIC, **offer)  # type: ignore[arg-type]
        assert address() == f"http://desk.test/v/{public.token}"
        assert address("") == ""


def test_what_is_made_is_the_signed_volume_with_its_address_or_the_draft_of_today(
    sqlite: Database, now: datetime
) -> None:
    where = {"library": "样例图书馆", "public_url": "http://desk.test", "now": now}
    with sqlite.writing() as db:
        made = issue(db, now=now)
        terms = {"audience": Audience.PUBLIC, "expires_at": now + timedelta(1)}
        offer = ecopies.offer(db, made.signer, compilation_id=made.compilation_id, now=now, **terms)  # type: ignore[arg-type]
        found = to_make(db, made.compilation_id, **where)  # type: ignore[arg-type]
        there = replace(made.volume, ecopy_url=f"http://desk.test/v/{offer.token}")
        assert found == Wanted(there, made.compilation_id)
        draft = issue(db, now=now, name="草稿", signed=False)
        found = to_make(db, draft.compilation_id, **where)  # type: ignore[arg-type]
        said = (found.volume.library, found.volume.compiled_on, found.volume.ecopy_url, found.issue)
        assert said == ("样例图书馆", clock.local_date(now), "", 0)
