"""The sample desk as the issue asks for it, laid out through the desk's own verbs."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import Session, col, func, select

from desk import clock, vocabularies
from desk.conference import conferences
from desk.patrons import card_numbers, cards
from desk.samples import accounts, record_of
from desk.samples.files import lists, rows
from desk.staff import accounts as staff_accounts
from desk.tables import (
    BibRecord,
    Card,
    CatalogueChange,
    Conference,
    Consultation,
    ConsultationState,
    Loan,
    Patron,
    Role,
    Source,
    StaffAccount,
)
from tests.conftest import NOW
from tests.desk.samples.conftest import SampleDesk

TODAY = clock.local_date(NOW)


@pytest.fixture
def db(sample_desk: SampleDesk) -> Iterator[Session]:
    with sample_desk.database.reading() as session:
        yield session


def test_the_conference_is_in_its_third_day(db: Session) -> None:
    conference = conferences.require_current(db)
    assert conference.name == "样例：2026 年自治区两会"
    assert conference.is_sample
    assert TODAY - conference.starts_on == timedelta(days=2)
    assert conference.ends_on > TODAY


def test_it_has_two_meetings_of_the_year_s_terms(db: Session) -> None:
    congress, consultative = conferences.meetings(db, conferences.require_current(db).id or 0)
    assert (congress.ordinal, consultative.ordinal) == ("第十四届第四次（样例）", "第十三届第四次（样例）")
    assert congress.starts_on <= TODAY <= congress.ends_on
    assert consultative.starts_on <= TODAY <= consultative.ends_on


def test_it_has_its_points_teams_delegations_and_sectors(db: Session) -> None:
    conference_id = conferences.require_current(db).id or 0
    points = conferences.service_points(db, conference_id)
    assert Counter(point.kind for point in points) == {"venue": 1, "residence": 3}
    assert all("样例" in point.name and point.team_id for point in points)
    assert len(conferences.teams(db, conference_id)) == 6
    assert len(conferences.delegations(db, conference_id)) == 15
    assert len(conferences.sectors(db, conference_id)) == 10


def test_everything_is_marked_as_a_sample(db: Session) -> None:
    for noun in (BibRecord, Patron, Consultation, StaffAccount, Conference):
        marks = set(db.exec(select(noun.is_sample)).all())
        assert marks == {True}, noun
    assert all("样例" in name for name in db.exec(select(Patron.name)))
    assert all("样例" in name for name in db.exec(select(StaffAccount.display_name)))


def test_each_draft_became_a_record_of_its_own_and_the_index_is_told(db: Session, sample_desk: SampleDesk) -> None:
    count = db.exec(select(func.count()).select_from(BibRecord)).one()
    assert count == sample_desk.laid_out.records == 640
    assert set(db.exec(select(CatalogueChange.bib_record_id))) == set(db.exec(select(BibRecord.id)))


def test_sixty_questions_of_every_kind_some_still_open(db: Session) -> None:
    asked = db.exec(select(Consultation)).all()
    states = Counter(question.state for question in asked)
    assert len(asked) == 60
    assert states[ConsultationState.OPEN] >= 3
    assert states[ConsultationState.REFERRED] == 2
    assert {question.kind for question in asked} == {"", *vocabularies.codes("question_kinds")}
    assert 8 <= sum(question.kind == "directional" for question in asked) <= 12
    assert [question.kind for question in asked if question.channel == "tablet"] == [""]
    assert len({clock.local_date(question.asked_at) for question in asked}) == 3
    assert len({question.service_point_id for question in asked}) == 4


def test_answers_are_whole_and_given_after_the_question(db: Session) -> None:
    for question in db.exec(select(Consultation).where(Consultation.state == ConsultationState.ANSWERED)):
        reference = vocabularies.entries("question_kinds")[question.kind]["reference"] == "yes"
        assert len(question.answer) >= (25 if reference else 10), question.question
        assert question.answered_at is not None
        assert question.asked_at <= question.answered_at <= NOW


def test_reference_answers_name_their_sources(db: Session) -> None:
    cited = set(db.exec(select(Source.consultation_id)))
    for question in db.exec(select(Consultation).where(Consultation.state == ConsultationState.ANSWERED)):
        if vocabularies.entries("question_kinds")[question.kind]["reference"] == "yes":
            assert question.id in cited, question.question


def test_every_source_that_the_sample_names_is_in_its_library(db: Session) -> None:
    named = [word for row in rows("consultations") for word in row["sources"].split("|") if word]
    sections = lists("compilation/compilation")["sections"]
    named += [entry["record"] for section in sections for entry in section["entries"] if "record" in entry]
    assert [word for word in named if record_of(db, word) is None] == []


def test_no_question_tells_who_asked(db: Session) -> None:
    assert set(db.exec(select(Consultation.callback))) == {""}


def test_eighty_cards_of_every_kind_and_seat(db: Session) -> None:
    issued = db.exec(select(Card)).all()
    patrons = db.exec(select(Patron)).all()
    assert len(issued) == len(patrons) == 80
    assert {patron.kind for patron in patrons} == set(vocabularies.codes("patron_kinds"))
    assert len({patron.delegation_id for patron in patrons} - {None}) == 15
    assert len({patron.sector_id for patron in patrons} - {None}) == 10
    assert Counter(cards.standing(card, today=TODAY) for card in issued) == {"valid": 78, "expired": 1, "revoked": 1}
    assert all(card_numbers.checked(card.number) for card in issued)
    assert all(card.issued_at <= NOW for card in issued)


def test_two_namesakes_sit_in_two_delegations(db: Session) -> None:
    names = Counter(db.exec(select(Patron.name)).all())
    han = {name: count for name, count in names.items() if count > 1 and name[-1] in "一二三四五六七八九十"}
    assert list(han.values()) == [2]
    seats = db.exec(select(Patron.delegation_id).where(col(Patron.name).in_(han))).all()
    assert len(set(seats)) == 2


def test_loans_are_in_the_past_some_back_and_one_overdue(db: Session) -> None:
    made = db.exec(select(Loan)).all()
    back = [loan for loan in made if loan.checked_in_at]
    assert len(made) == 60
    assert 20 <= len(back) <= 30
    assert all(loan.checked_out_at <= NOW for loan in made)
    assert all(loan.checked_out_at < loan.checked_in_at <= NOW for loan in back if loan.checked_in_at)
    assert [loan.due_on for loan in made if loan.due_on < TODAY] == [TODAY - timedelta(days=2)]


def test_there_is_one_account_for_each_role_and_its_secrets_are_those_shown(db: Session) -> None:
    shown = {account.role: account for account in accounts()}
    assert set(shown) == set(Role)
    editor = staff_accounts.by_name(db, shown[Role.EDITOR].name)
    assert staff_accounts.proves(editor, password=shown[Role.EDITOR].password)
    assert staff_accounts.proves(editor, pin=shown[Role.EDITOR].pin)
    assert staff_accounts.by_badge(db, shown[Role.EDITOR].badge) == editor


@pytest.mark.parametrize("name", [account.name for account in accounts()])
def test_every_sample_account_is_named_so(name: str) -> None:
    assert name.startswith("sample-")


def test_some_questions_are_from_today(db: Session) -> None:
    assert any(clock.local_date(asked) == TODAY for asked in db.exec(select(Consultation.asked_at)))
