"""检索未果: a search that found nothing is kept for the figures, once for each time that somebody sends it off."""

import logging

from desk.conference.conferences import current
from desk.database import DatabaseBusy
from desk.reference import unmet
from pages.components import state
from pages.components.frame import Here
from search.request import SearchRequest

log = logging.getLogger("desk.pages")

AGAIN_AFTER_S = 600  # the same words from one tab count once within ten minutes
MOST, WITHIN_S = 30, 3600  # from one tab in an hour: enough for a reader in earnest


def keep(here: Here, request: SearchRequest) -> None:
    """Keep the search that was just sent off. While the database is busy it is left out: the reader comes first."""
    second = int(here.now.timestamp())
    recent = [(words, at) for words, at in _recent() if second - at < WITHIN_S]
    again = any(words == request.query and second - at < AGAIN_AFTER_S for words, at in recent)
    if again or len(recent) >= MOST:
        return
    state.remember("find.unmet", (*recent, (request.query, second)))
    try:
        _write(here, request)
    except DatabaseBusy as busy:
        log.warning("a search that found nothing was not kept: %s", busy)


def _write(here: Here, request: SearchRequest) -> None:
    with here.database.writing() as db:
        conference = current(db)
        if conference is None or conference.id is None:
            return
        unmet.keep(
            db,
            conference_id=conference.id,
            words=request.query,
            field=request.field,
            filters=request.filters,
            service_point_id=(here.who.service_point_id if here.who else None) or state.stands_at(),
            language=state.language(),
            now=here.now,
        )


def _recent() -> list[tuple[str, int]]:
    kept = state.recall("find.unmet")
    pairs = kept if isinstance(kept, tuple) else ()
    return [(str(pair[0]), int(pair[1])) for pair in pairs if isinstance(pair, tuple)]
