"""检索未果: searches that found nothing are kept, so that the library sees what it was asked for and does not have.

Nobody is kept with them. What was typed may hold a number that leads to a person, so numbers of seven digits and
more (also written with spaces or hyphens: telephone, identity card, passport, bank and readers' cards) and mail
addresses are replaced before anything is stored; years, ISBN and ISSN, told by their check digits, stay. A name that
somebody typed cannot be told from an author's and stays: that is what was looked for.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from desk.catalogue import identifiers
from desk.reference.checks import cleaned
from desk.tables import Conference, ServicePoint, UnmetSearch

LONGEST = 200  # characters of the words that are kept
MOST_FILTERS = 10
MOST_IN_AN_HOUR = 600  # for one conference: ten a minute are readers, more is a machine
PUT_AWAY = "［号码］"

_NUMBER = re.compile(r"\+?\d(?:[- ]?\d){6,}(?:[- ]?[Xx](?![^\W\d_]))?")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+")
_YEARS = re.compile(r"(?:(?:19|20)\d\d(?:[- ]|$))+")
_ISSN = re.compile(r"\d{4}-\d{3}[\dXx]")


def keep(
    db: Session,
    *,
    conference_id: int,
    words: str,
    field: str = "",
    filters: Sequence[tuple[str, str]] = (),
    service_point_id: int | None = None,
    language: str = "",
    now: datetime,
) -> UnmetSearch | None:
    """Keep a search that found nothing; None, and nothing kept, where it says nothing or too many came in an hour.

    A service point of another conference is left out. The words are cut at 200 characters, after what might lead to
    a person was replaced.
    """
    told = impersonal(words)[:LONGEST]
    conference = db.get(Conference, conference_id)
    if not told or conference is None or _last_hour(db, conference_id, now) >= MOST_IN_AN_HOUR:
        return None
    point = db.get(ServicePoint, service_point_id) if service_point_id else None
    found = UnmetSearch(
        conference_id=conference_id,
        service_point_id=point.id if point and point.conference_id == conference_id else None,
        words=told,
        field=field,
        filters=[[name, impersonal(value)[:LONGEST]] for name, value in filters[:MOST_FILTERS]],
        language=language,
        at=now,
        is_sample=conference.is_sample,
    )
    db.add(found)
    db.flush()
    return found


def impersonal(text: str) -> str:
    """`text` without numbers and addresses that might lead to a person; where there are none, letter by letter."""
    typed = cleaned(text)
    plain = identifiers.half_width(typed)
    safe = _MAIL.sub(PUT_AWAY, plain)
    safe = _NUMBER.sub(lambda found: found[0] if _is_a_publications(found[0]) else PUT_AWAY, safe)
    return typed if safe == plain else safe.strip()


def _is_a_publications(number: str) -> bool:
    """Whether a long number is years, an ISBN or an ISSN."""
    digits = len(re.sub(r"[- +]", "", number))
    if _YEARS.fullmatch(number):
        return True
    if digits in (10, 13) and identifiers.isbn13(number):
        return True
    return bool(_ISSN.fullmatch(number)) and identifiers.issn(number) is not None


def _last_hour(db: Session, conference_id: int, now: datetime) -> int:
    recent = select(func.count()).where(
        UnmetSearch.conference_id == conference_id, col(UnmetSearch.at) > now - timedelta(hours=1)
    )
    return db.exec(recent).one()
