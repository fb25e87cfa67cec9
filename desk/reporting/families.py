"""Where the events of each family lie, and the columns by which they can be cut."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal
from sqlmodel import col

from desk import vocabularies
from desk.reporting.sql import minutes_between
from desk.tables import (
    BibRecord,
    Card,
    Compilation,
    Consultation,
    ConsultationState,
    CopyHandout,
    IssuedVolume,
    Item,
    Loan,
    Patron,
    UnmetSearch,
)


@dataclass(frozen=True)
class Family:
    """One kind of event.

    `joined` are (table, condition) pairs. `name` is what the list of events shows: a number, a barcode, a title, the
    words that were looked for; never a reader's name or a question's words. `beside_hour` are the columns that stay
    when events are counted by the hour: those that tell figures of the family apart. Columns and expressions are Any,
    since the type checker knows them under several names that have nothing in common.
    """

    table: type[Any]
    name: Any
    columns: Mapping[str, Any]
    value: Any = field(default_factory=lambda: literal(1))
    at: Any = None
    conference: Any = None
    joined: tuple[tuple[type[Any], ColumnElement[bool]], ...] = ()
    only: tuple[ColumnElement[bool], ...] = ()
    beside_hour: tuple[str, ...] = ()


def _group() -> ColumnElement[str]:
    """reference, directional, or nothing while nobody has classified the question.

    Its constants are written into the statement: PostgreSQL takes an expression with parameters that stands in SELECT
    and in GROUP BY for two different ones.
    """
    kinds = vocabularies.entries("question_kinds")
    reference = [_constant(code) for code, row in kinds.items() if row["reference"] == "yes"]
    kind = col(Consultation.kind)
    return case(
        (kind == _constant(""), _constant("")),
        (kind.in_(reference), _constant("reference")),
        else_=_constant("directional"),
    )


def _constant(text: str) -> ColumnElement[str]:
    return literal(text, literal_execute=True)


_CONSULTATION: dict[str, Any] = {
    "group": _group(),
    "kind": col(Consultation.kind),
    "channel": col(Consultation.channel),
    "service_point": col(Consultation.service_point_id),
    "state": col(Consultation.state),
}

FAMILIES = {
    "consultation": Family(
        Consultation,
        col(Consultation.number),
        _CONSULTATION,
        at=col(Consultation.asked_at),
        conference=col(Consultation.conference_id),
        beside_hour=("group",),
    ),
    "waited": Family(
        Consultation,
        col(Consultation.number),
        _CONSULTATION,
        value=minutes_between(Consultation.asked_at, Consultation.answered_at),
        at=col(Consultation.asked_at),
        conference=col(Consultation.conference_id),
        only=(
            col(Consultation.state) == ConsultationState.ANSWERED,  # a question that was reopened waits again
            col(Consultation.answered_at) > col(Consultation.asked_at),
        ),
    ),
    "card": Family(
        Card,
        col(Card.number),
        {
            "patron_kind": col(Patron.kind),
            "service_point": col(Card.service_point_id),
            "card_state": col(Card.state),
        },
        at=col(Card.issued_at),
        conference=col(Card.conference_id),
        joined=((Patron, col(Patron.id) == col(Card.patron_id)),),
    ),
    "loan": Family(
        Loan,
        func.coalesce(col(Item.barcode), col(Item.accession_number)),
        {"service_point": col(Loan.service_point_id)},
        at=col(Loan.checked_out_at),
        conference=col(Card.conference_id),
        joined=(
            (Card, col(Card.id) == col(Loan.card_id)),
            (Item, col(Item.id) == col(Loan.item_id)),
        ),
    ),
    "handout": Family(
        CopyHandout,
        col(Compilation.title),
        {
            "copy_kind": col(CopyHandout.kind),
            "compilation": col(CopyHandout.compilation_id),
            "service_point": col(CopyHandout.service_point_id),
            "origin": col(CopyHandout.origin),
        },
        value=col(CopyHandout.copies),
        at=col(CopyHandout.at),
        conference=col(CopyHandout.conference_id),
        joined=((Compilation, col(Compilation.id) == col(CopyHandout.compilation_id)),),
        beside_hour=("copy_kind",),
    ),
    "printing": Family(
        Compilation,
        col(Compilation.title),
        {"compilation": col(Compilation.id)},
        value=col(Compilation.print_run),
        at=col(IssuedVolume.issued_at),
        conference=col(Compilation.conference_id),
        joined=((IssuedVolume, col(IssuedVolume.compilation_id) == col(Compilation.id)),),
        only=(col(Compilation.print_run).is_not(None),),
    ),
    "unmet": Family(
        UnmetSearch,
        col(UnmetSearch.words),
        {
            "service_point": col(UnmetSearch.service_point_id),
            "search_field": col(UnmetSearch.field),
            "screen_language": col(UnmetSearch.language),
        },
        at=col(UnmetSearch.at),
        conference=col(UnmetSearch.conference_id),
    ),
    "record": Family(
        BibRecord,
        col(BibRecord.title),
        {"record_kind": col(BibRecord.kind), "language": col(BibRecord.language)},
    ),
    "item": Family(
        Item,
        func.coalesce(col(Item.barcode), col(Item.accession_number)),
        {"service_point": col(Item.service_point_id)},
    ),
}
