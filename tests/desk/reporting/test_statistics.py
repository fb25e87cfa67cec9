"""What each figure counts and leaves out, on both databases."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from desk.errors import Invalid
from desk.reference import consultations
from desk.reporting.definitions import DIMENSIONS, FIGURES
from desk.reporting.families import FAMILIES
from desk.reporting.statistics import events, figures
from desk.reporting.values import FigureValue
from desk.tables import Card, CopyHandout, Loan
from tests.conftest import NOW, identity
from tests.desk.reporting.conftest import FIRST, LAST, Asked, Stage

AFTER_MIDNIGHT = datetime(2026, 1, 25, 16, 30, tzinfo=UTC)  # 00:30 on the 26th at the desk


def figure(stage: Stage, key: str, first: date = FIRST, last: date = LAST) -> FigureValue:
    with stage.database.reading() as db:
        found = figures(db, conference_id=stage.conference_id, first=first, last=last)
    return next(value for value in found if value.definition.key == key)


def parts(found: FigureValue, dimension: str) -> dict[str, int]:
    return {part.code: part.value for part in found.cut(dimension)}


def test_half_past_midnight_belongs_to_the_new_day(stage: Stage) -> None:
    stage.clear()
    stage.ask([Asked(AFTER_MIDNIGHT)])
    day = date(2026, 1, 26)
    assert figure(stage, "consultations", day, day).value == 1
    assert figure(stage, "consultations", day - timedelta(days=1), day - timedelta(days=1)).value == 0
    assert figure(stage, "consultations", day, day).by_day_and_hour() == (("2026-01-26", "00", 1),)


def test_a_delegates_question_counts_as_unclassified_until_a_librarian_has_looked(stage: Stage) -> None:
    stage.clear()
    stage.ask([Asked(NOW, kind=""), Asked(NOW, kind="policy"), Asked(NOW, kind="service", answered_after=None)])
    assert parts(figure(stage, "consultations"), "group") == {"": 1, "reference": 1, "directional": 1}
    assert parts(figure(stage, "consultations"), "state") == {"answered": 2, "open": 1}
    assert figure(stage, "reference_transactions").value == figure(stage, "directional_transactions").value == 1


def test_a_question_of_another_conference_counts_only_over_all_conferences(stage: Stage) -> None:
    stage.clear()
    stage.ask([Asked(NOW), Asked(NOW, elsewhere=True)])
    assert figure(stage, "consultations").value == 1
    with stage.database.reading() as db:
        everything = figures(db, conference_id=None, first=FIRST, last=LAST)
    assert everything[0].value == 2


def test_reopening_and_answering_again_does_not_lengthen_the_time_to_the_first_answer(stage: Stage) -> None:
    stage.clear()
    with stage.database.writing() as db:
        number = consultations.ask(db, conference_id=stage.conference_id, question="问", now=NOW).id or 0
    found: list[float | None] = []
    acts: list[tuple[Callable[..., object], int, dict[str, str]]] = [
        (consultations.answer, 10, {"answer": "初稿", "kind": "facts"}),
        (consultations.reopen, 20, {}),
        (consultations.answer, 1800, {"answer": "定稿"}),
    ]
    for verb, minutes, given in acts:
        with stage.database.writing() as db:
            now = NOW + timedelta(minutes=minutes)
            verb(db, identity(), number, version=len(found) + 1, now=now, **given)
        found.append(figure(stage, "answer_minutes").value)
    assert found == [10, None, 10]  # while it is open again it is one of those not yet answered


def test_revoked_cards_count_as_issued_and_can_be_told_apart(stage: Stage) -> None:
    stage.clear()
    with stage.database.writing() as db:
        for number, (patron, state) in enumerate(
            [(stage.deputy, "issued"), (stage.deputy, "revoked"), (stage.member, "issued")]
        ):
            db.add(
                Card(
                    patron_id=patron,
                    conference_id=stage.conference_id,
                    number=f"C{number}",
                    state=state,
                    issued_at=AFTER_MIDNIGHT,
                    service_point_id=stage.points[0],
                    expires_on=LAST,
                )
            )
    found = figure(stage, "cards_issued")
    assert found.value == 3
    assert parts(found, "patron_kind") == {"deputy": 2, "member": 1}
    assert parts(found, "card_state") == {"issued": 2, "revoked": 1}
    assert parts(found, "day") == {"2026-01-26": 3}
    assert parts(found, "service_point") == {str(stage.points[0]): 3}


def test_each_loan_counts_once_returned_or_not(stage: Stage) -> None:
    stage.clear()
    with stage.database.writing() as db:
        card = Card(
            patron_id=stage.deputy, conference_id=stage.conference_id, number="C9", issued_at=NOW, expires_on=LAST
        )
        db.add(card)
        db.flush()
        for returned in (True, False):
            db.add(
                Loan(
                    item_id=stage.item_id,
                    card_id=card.id or 0,
                    service_point_id=stage.points[1] if returned else None,
                    checked_out_at=NOW,
                    due_on=LAST,
                    checked_in_at=NOW + timedelta(hours=1) if returned else None,
                )
            )
    found = figure(stage, "initial_loans")
    assert (found.value, parts(found, "service_point")) == (2, {"": 1, str(stage.points[1]): 1})
    with stage.database.reading() as db:
        listed = events(db, "initial_loans", conference_id=stage.conference_id, first=FIRST, last=LAST)
    assert [event.name for event in listed] == ["00123", "00123"]
    assert {code for event in listed for code in event.codes.values()} == {"", str(stage.points[1])}


def test_copies_are_summed_by_number_printed_and_electronic_apart(stage: Stage) -> None:
    stage.clear()
    with stage.database.writing() as db:
        for kind, compilation, copies in (("printed", 0, 30), ("printed", 1, 12), ("electronic", 0, 7)):
            db.add(
                CopyHandout(
                    conference_id=stage.conference_id,
                    compilation_id=stage.compilations[compilation],
                    kind=kind,
                    copies=copies,
                    at=NOW,
                )
            )
    printed = figure(stage, "copies_printed")
    assert (printed.value, printed.events) == (42, 2)
    assert parts(printed, "compilation") == {str(stage.compilations[0]): 30, str(stage.compilations[1]): 12}
    assert figure(stage, "copies_electronic").value == 7
    assert printed.by_day_and_hour() == (("2026-01-26", "10", 42),)


def test_the_catalogue_does_not_depend_on_the_period(stage: Stage) -> None:
    long_ago = date(2001, 1, 1)
    assert figure(stage, "records", long_ago, long_ago).value == 1
    assert figure(stage, "items", long_ago, long_ago).value == 1


def test_a_list_is_read_page_by_page(stage: Stage) -> None:
    stage.clear()
    stage.ask([Asked(NOW + timedelta(seconds=second)) for second in range(25)])
    with stage.database.reading() as db:
        pages = [
            events(db, "consultations", conference_id=None, first=FIRST, last=LAST, limit=10, offset=offset)
            for offset in (0, 10, 20, 30)
        ]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert [event.name for page in pages for event in page] == [f"Z{number:04d}" for number in range(25)]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 1, 27), date(2026, 1, 26)),
        (date(1, 1, 1), date(2026, 1, 1)),
        (date(2026, 1, 1), date(9999, 12, 31)),
    ],
)
def test_a_period_that_cannot_be_is_refused_in_words(stage: Stage, first: date, last: date) -> None:
    with pytest.raises(Invalid, match="统计期"), stage.database.reading() as db:
        figures(db, conference_id=None, first=first, last=last)


@pytest.mark.parametrize("code", ["x", "-1", "99999999999999999999", "1 OR 1=1"])
def test_a_counter_that_does_not_exist_has_no_events(stage: Stage, code: str) -> None:
    stage.clear()
    stage.ask([Asked(NOW)])
    with stage.database.reading() as db:
        found = figures(db, conference_id=None, first=FIRST, last=LAST, where={"service_point": code})
        assert found[0].value == 0
        listed = events(db, "consultations", conference_id=None, first=FIRST, last=LAST, where={"service_point": code})
    assert listed == []


def test_a_list_cannot_be_narrowed_by_what_its_events_do_not_bear(stage: Stage) -> None:
    with pytest.raises(Invalid, match="channel"), stage.database.reading() as db:
        events(db, "cards_issued", conference_id=None, first=FIRST, last=LAST, where={"channel": "desk"})


def test_every_figure_says_what_it_counts_and_can_be_cut_as_it_says() -> None:
    for figure in FIGURES.values():
        family = FAMILIES[figure.family]
        assert figure.counts.startswith("计入：") and figure.leaves_out.startswith("不计：")
        assert set(figure.dimensions) <= set(DIMENSIONS)
        assert set(figure.dimensions) - {"day", "hour"} <= set(family.columns)
        assert set(family.beside_hour) >= {name for name, _ in figure.where}
        assert ("day" in figure.dimensions) <= (family.at is not None)
