"""A number typed or scanned goes straight to its record; anything in doubt goes to the search."""

from datetime import datetime

import pytest

from desk.database import Database
from desk.tables import BibRecord, Item
from search.known_item import known_item

NUMBERS = [
    ("NM20260001", "first"),
    ("nm20260001", "first"),
    ("ＮＭ２０２６０００１", "first"),
    (" NM20260001\n", "first"),
    ("00123456", "first"),
    ("7712345", "first"),
    ("9787503707582", "first"),
    ("978-7-5037-0758-2", "first"),
    ("7-5037-0758-5", "first"),
    ("ISBN 7503707585", "first"),
    ("７－５０３７－０７５８－５", "first"),
    ("F124/26", "first"),
    ("f124 / 26", "first"),
    ("F12426", "first"),
    ("Ｆ１２４　２６", "first"),
    ("D73(47)/8", "second"),
    ("蒙/D73-2", "second"),
    ("I0/5", None),  # two records have this call number
    ("9787503707583", None),  # wrong check digit
    ("1998", None),  # a year, though it is also an accession number
    ("26", None),
    ("F124", None),
    ("内蒙古", None),
    ("中国发展报告 9787503707582", None),
    ("", None),
    ("%", None),
    ("_0123456", None),
    ("\ud8001", None),
    ("1" * 10_000, None),
    ("'; --1", None),
]


@pytest.mark.parametrize(("query", "expected"), NUMBERS, ids=[ascii(query)[:30] for query, _ in NUMBERS])
def test_a_number_stands_for_the_one_record_that_has_it(
    database: Database, now: datetime, query: str, expected: str | None
) -> None:
    with database.writing() as db:
        first = BibRecord(title="first", isbn="9787503707582", added_at=now, changed_at=now)
        second = BibRecord(title="second", added_at=now, changed_at=now)
        db.add_all([first, second])
        db.flush()
        assert first.id
        assert second.id
        db.add_all(
            [
                Item(bib_record_id=first.id, barcode="NM20260001", accession_number="7712345", call_number="F124/26"),
                Item(bib_record_id=first.id, barcode="00123456", accession_number="1998", call_number="f124 26"),
                Item(bib_record_id=second.id, accession_number="26", call_number="D73(47)/8"),
                Item(bib_record_id=second.id, call_number="蒙/D73-2"),
                Item(bib_record_id=first.id, call_number="I0/5"),
                Item(bib_record_id=second.id, call_number="I0 5"),
            ]
        )
        db.flush()
        titles = {first.id: "first", second.id: "second", None: None}
        assert titles[known_item(db, query)] == expected
