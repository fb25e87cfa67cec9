"""The real records that libraries exchange. The folder lies outside the repository: DESK_TEST_DATA says where."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from sqlmodel import select

from desk.catalogue import imports, iso2709
from desk.catalogue.drafts import Draft
from desk.catalogue.encodings import prevailing
from desk.catalogue.reading import entries
from desk.catalogue.uploads import Uploads
from desk.database import Database
from desk.staff.roles import OPERATOR
from desk.tables import BibRecord, Item
from tests import real_data
from tests.conftest import NOW

FOLDER = real_data.FOLDER / "cnmarc"
pytestmark = real_data.needed

UTF8, GB18030, MARC21 = "bnu10_cnmarc_utf8.iso", "bnu10_cnmarc_gb18030.iso", "chinese_marc21.xml"
_LINE = re.compile(r"(\w{3}) (..) ?(.*)")


def bring_in(database: Database, folder: Path, name: str) -> tuple[int, int, int, int]:
    uploads = Uploads(folder / "uploads")
    with (FOLDER / name).open("rb") as file:
        digest = uploads.keep(file, name)
    staged = imports.stage_file(database, OPERATOR, uploads, digest, name=name, now=NOW)
    assert staged.id is not None
    batch = imports.apply_batch(database, OPERATOR, uploads, staged.id, now=NOW)
    return batch.added, batch.changed, batch.duplicates, len(batch.refused)


def test_one_title_in_two_records_keeps_its_holdings_and_the_other_encoding_adds_nothing(
    database: Database, tmp_path: Path
) -> None:
    assert bring_in(database, tmp_path, UTF8) == (9, 0, 1, 0)
    with database.reading() as db:
        before = [item.model_dump() for item in db.exec(select(Item).order_by("id"))]
        record = db.exec(select(BibRecord).where(BibRecord.control_number == "9910637057203961")).one()
        copies = db.exec(select(Item).where(Item.bib_record_id == record.id)).all()
    assert (record.kind, record.place) == ("book", "北京")
    assert {item.accession_number for item in copies} == {"1805014", ""}
    assert {item.call_number for item in copies} == {"F124/26"}
    assert bring_in(database, tmp_path, GB18030) == (0, 0, 10, 0)
    with database.reading() as db:
        assert [item.model_dump() for item in db.exec(select(Item).order_by("id"))] == before


def test_the_ten_chinese_marc21_records_have_their_titles_and_come_in_once(database: Database, tmp_path: Path) -> None:
    found = [entry for entry in entries(FOLDER / MARC21) if isinstance(entry, Draft)]
    raw = re.findall(r'tag="245">\s*<subfield code="a">([^<]+)<', (FOLDER / MARC21).read_text(encoding="utf-8-sig"))
    assert len(found) == 10
    assert [draft.title for draft in found] == raw
    assert {draft.language for draft in found} == {"chi"}
    added, _, duplicates, refused = bring_in(database, tmp_path, MARC21)
    assert (added + duplicates, refused) == (10, 0)
    assert bring_in(database, tmp_path, MARC21) == (0, 0, 10, 0)


@pytest.mark.parametrize(("name", "encoding"), [(UTF8, "utf-8"), (GB18030, "gb18030")])
def test_our_reading_of_every_field_agrees_with_yaz(name: str, encoding: str) -> None:
    assert shutil.which("yaz-marcdump"), "Debian package yaz is missing"
    command = ["yaz-marcdump", "-f", encoding, "-t", "utf-8", str(FOLDER / name)]
    printed = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    theirs = [
        [line for line in block.splitlines()[1:] if line] for block in printed.strip().split("\n\n") if block.strip()
    ]
    data = (FOLDER / name).read_bytes()
    of_file = prevailing(chunk.raw for chunk in iso2709.chunks(data))
    assert of_file == encoding
    ours = [
        [
            f"{field.tag} {field.indicators} " + " ".join(f"${code} {value}" for code, value in field.subfields)
            if field.subfields
            else f"{field.tag} {field.content}"
            for field in iso2709.parsed(chunk, of_file).fields
        ]
        for chunk in iso2709.chunks(data)
    ]
    assert ours == theirs
