"""Open the desk: the database migrated, unfinished work finished, the index caught up.

Every door (page, route, command) opens it here, so that no two of them open it differently.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from desk.catalogue.imports import resume_unfinished
from desk.catalogue.uploads import Uploads
from desk.database import Database
from desk.migrations import migrate
from desk.reference.consultations import forget_old_contacts
from desk.settings import Settings, settings
from search.engine import Engine, IndexTrouble
from search.indexing import catch_up
from search.request import SearchRequest
from search.whoosh_engine import WhooshEngine

log = logging.getLogger("desk.search")


@dataclass(frozen=True)
class OpenDesk:
    """The desk's parts that live as long as the process."""

    settings: Settings
    database: Database
    engine: Engine


def open_desk(settings: Settings) -> OpenDesk:
    """Make what is missing in the data folder and return the open desk."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.url_of_database)
    migrate(database)
    desk = OpenDesk(settings, database, WhooshEngine(settings.data_dir / "index"))
    with _index_may_wait():
        catch_up(desk.database, desk.engine)
    return desk


@cache
def the_desk() -> OpenDesk:
    """The desk of this process. The launcher opens it before the first visitor, so two threads never race to it."""
    return open_desk(settings())


def begin_the_day(desk: OpenDesk, *, now: datetime) -> None:
    """What the desk does before its first visitor: finish what a power cut stopped, forget what it need not keep."""
    resumed = resume_unfinished(desk.database, Uploads(desk.settings.data_dir / "uploads"), now=now)
    with desk.database.writing() as db:
        forget_old_contacts(db, now=now)
    with _index_may_wait():
        if resumed:
            catch_up(desk.database, desk.engine)
        for words in (
            "草原",
            "草塬",
        ):  # loads what the first search, and the first with a slip, would otherwise wait for
            desk.engine.search(SearchRequest(query=words))


@contextmanager
def _index_may_wait() -> Iterator[None]:
    """Lending, cards and accounts need no index: the desk opens without it, and whoever searches is told why."""
    try:
        yield
    except IndexTrouble as trouble:
        log.warning("the index has not caught up: %s", trouble)
