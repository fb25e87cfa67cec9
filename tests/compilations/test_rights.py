"""使用范围: the one rule of what may become an e-copy."""

from datetime import datetime
from itertools import product

import pytest

from compilations import entries, rights
from compilations.entries import Draft
from desk.database import Database
from desk.errors import Invalid, NotFound
from desk.tables import Entry, Rights
from tests.compilations.signers import House
from tests.compilations.volumes import two_records


@pytest.mark.parametrize(("one", "other"), list(product(Rights, Rights)))
def test_every_pair_of_rights(sqlite: Database, now: datetime, one: Rights, other: Rights) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        second = (
            entries.add_text(db, house.editor, section_id=house.section, draft=Draft("乙", "文。"), now=now).id or 0
        )
        for entry_id, value in ((house.entry, one), (second, other)):
            rights.set_rights(db, house.editor, entry_ids=[entry_id], rights=value, now=now)
        terms = rights.ecopy_terms(db, house.number)
        blocking = [title for title, value in (("甲", one), ("乙", other)) if value in ("licensed", "unclear")]
        assert [blocker.title for blocker in terms.blockers] == blocking
        assert terms.may == (not blocking)
        assert terms.needs_code == ("internal" in (one, other))


def test_a_text_is_unclear_until_somebody_says_otherwise_and_a_record_is_public(
    database: Database, now: datetime
) -> None:
    with database.writing() as db:
        house = House(db, now)
        entries.add_records(db, house.editor, section_id=house.section, record_ids=two_records(db, now=now), now=now)
        terms = rights.ecopy_terms(db, house.number)
        assert [(each.entry_id, each.rights) for each in terms.blockers] == [(house.entry, Rights.UNCLEAR)]


def test_rights_are_set_for_several_at_once_or_for_none(database: Database, now: datetime) -> None:
    with database.writing() as db:
        house = House(db, now)
    with pytest.raises(NotFound), database.writing() as db:
        rights.set_rights(db, house.editor, entry_ids=[house.entry, 4711], rights="public", now=now)
    with database.reading() as db:
        assert db.get_one(Entry, house.entry).rights == Rights.UNCLEAR


def test_rights_that_are_not_known_are_refused(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        with pytest.raises(Invalid, match="secret"):
            rights.set_rights(db, house.editor, entry_ids=[house.entry], rights="secret", now=now)


def test_a_compilation_without_entries_makes_no_ecopy(sqlite: Database, now: datetime) -> None:
    with sqlite.writing() as db:
        house = House(db, now)
        seen = entries.draft(db.get_one(Entry, house.entry)).fingerprint
        entries.remove_entry(db, house.editor, entry_id=house.entry, fingerprint=seen, now=now)
        assert not rights.ecopy_terms(db, house.number).may
