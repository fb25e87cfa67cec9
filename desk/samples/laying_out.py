"""Lay out the sample desk through the same verbs that a real day uses, in transactions of less than 200 ms."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import select

from desk.catalogue.records import add_or_update_all
from desk.conference import conferences
from desk.database import Database
from desk.errors import AlreadyDone, Invalid
from desk.samples.clearing import abandon
from desk.samples.days import Days
from desk.samples.files import chunked
from desk.samples.lending import lend, sample_loans
from desk.samples.opening import open_sample_conference
from desk.samples.questions import log_question, sample_questions
from desk.samples.readers import issue_card, revoke_card, sample_readers
from desk.samples.shelving import drafts
from desk.samples.staff import SampleAccount, accounts, add_account, give_badge, identity_of
from desk.staff import audit
from desk.staff.roles import OPERATOR, Identity
from desk.tables import BibRecord, Conference, Role, StaffAccount

RECORDS = 640
MOST_RECORDS = 1_000_000
DRAFTS_AT_ONCE = 50
EVENTS_AT_ONCE = 10

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Stage:
    """The sample conference and its people: where everything else of the sample takes place."""

    days: Days
    conference_id: int
    point_ids: tuple[int, ...]
    delegation_ids: tuple[int, ...]
    sector_ids: tuple[int, ...]
    staff: dict[Role, Identity]

    @property
    def librarian(self) -> Identity:
        """Who stands at the desk."""
        return self.staff[Role.LIBRARIAN]


@dataclass(frozen=True)
class LaidOut:
    """The stage, and how much was laid out on it."""

    stage: Stage
    records: int
    consultations: int
    cards: int
    loans: int


def lay_out(
    database: Database,
    *,
    library_code: str,
    records: int = RECORDS,
    now: datetime,
    progress: Progress = lambda _done, _total: None,
) -> LaidOut:
    """Lay out the sample desk with `records` titles; refused where there is a conference, a record or an account.

    What fails half-way is taken away again. `progress` is told how many titles of how many are in.
    """
    days = Days(now)
    conference_id = _begin(database, records, days)
    try:
        stage = _set_stage(database, conference_id, days)
        _fill_shelves(database, stage, records, library_code, progress)
        numbers = _issue_cards(database, stage, library_code)
        questions = _log_questions(database, stage)
        loans = _lend(database, stage, numbers)
    except BaseException:  # also Ctrl+C: half a sample would stand in the way of a whole one
        abandon(database)
        raise
    return LaidOut(stage, records=records, consultations=questions, cards=len(numbers), loans=loans)


def _begin(database: Database, records: int, days: Days) -> int:
    """Open the conference where nothing is yet; asked and done in one transaction, so that two cannot both begin."""
    if not 1 <= records <= MOST_RECORDS:
        raise Invalid("样例书目 {count} 条不对。请填 1 到 {most} 之间的数。", count=records, most=MOST_RECORDS)
    with database.writing() as db:
        if any(db.exec(select(noun).limit(1)).first() for noun in (Conference, BibRecord, StaffAccount)):
            raise AlreadyDone(
                "这个服务台已经有数据，不再摆样例。若现有的就是样例，可先用 start-real 清空；"
                "若要另开一个样例服务台，请用 DESK_DATA_DIR 指定一个空文件夹。"
            )
        conference = open_sample_conference(db, days)
        audit.record(db, OPERATOR, "lay_out_sample", "conference", conference.id, now=days.now, records=records)
        return conference.id or 0


def _set_stage(database: Database, conference_id: int, days: Days) -> Stage:
    staff = {Role(sample.role): _hire(database, sample, days) for sample in accounts()}
    with database.reading() as db:
        return Stage(
            days=days,
            conference_id=conference_id,
            point_ids=tuple(each.id or 0 for each in conferences.service_points(db, conference_id)),
            delegation_ids=tuple(each.id or 0 for each in conferences.delegations(db, conference_id)),
            sector_ids=tuple(each.id or 0 for each in conferences.sectors(db, conference_id)),
            staff=staff,
        )


def _hire(database: Database, sample: SampleAccount, days: Days) -> Identity:
    hired = days.moment(0, "09:30")
    with database.writing() as db:
        identity = identity_of(add_account(db, sample, now=hired))
    with database.writing() as db:
        give_badge(db, sample, identity.account_id or 0, now=hired)
    return identity


def _fill_shelves(database: Database, stage: Stage, records: int, library_code: str, progress: Progress) -> None:
    shelved = drafts(records, today=stage.days.today, library_code=library_code, point_ids=stage.point_ids)
    done = 0
    for chunk in chunked(shelved, DRAFTS_AT_ONCE):
        with database.writing() as db:
            add_or_update_all(db, chunk, now=stage.days.moment(0, "10:00"))
        done += len(chunk)
        progress(done, records)


def _issue_cards(database: Database, stage: Stage, library_code: str) -> list[str]:
    """The numbers of the cards, in the order of the readers."""
    issued = []
    for chunk in chunked(sample_readers(), EVENTS_AT_ONCE):
        with database.writing() as db:
            issued += [
                issue_card(
                    db,
                    stage.librarian,
                    reader,
                    conference_id=stage.conference_id,
                    delegation_ids=stage.delegation_ids,
                    sector_ids=stage.sector_ids,
                    point_ids=stage.point_ids,
                    library_code=library_code,
                    days=stage.days,
                )
                for reader in chunk
            ]
    with database.writing() as db:
        revoke_card(db, stage.librarian, [card.id or 0 for card in issued], days=stage.days)
    return [card.number for card in issued]


def _log_questions(database: Database, stage: Stage) -> int:
    questions = sample_questions(stage.days)
    for chunk in chunked(questions, EVENTS_AT_ONCE):
        with database.writing() as db:
            for question in chunk:
                log_question(
                    db,
                    stage.librarian,
                    question,
                    conference_id=stage.conference_id,
                    point_ids=stage.point_ids,
                    refer_to=stage.staff[Role.EDITOR].account_id or 0,
                    now=stage.days.now,
                )
    return len(questions)


def _lend(database: Database, stage: Stage, card_numbers: list[str]) -> int:
    with database.reading() as db:
        planned = sample_loans(db, stage.days)
    for chunk in chunked(planned, EVENTS_AT_ONCE):
        with database.writing() as db:
            for loan in chunk:
                lend(db, stage.librarian, loan, card_numbers)
    return len(planned)
