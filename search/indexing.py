"""Keep the index level with the database: catch up with what changed, or build it anew.

Every verb that touches a record notes its number in `catalogue_change`; the index remembers up to which of those
notes it has come. What it takes in is the record as it is now, so taking one in twice does no harm, and a process
killed half-way only means that some are taken in again.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise

from sqlalchemy import func
from sqlmodel import Session, col, select

from desk.database import Database
from desk.tables import BibRecord, CatalogueChange
from search.dictionary import learned_words
from search.documents import Document, documents_of
from search.engine import Engine, IndexUnusable
from search.hits import Results
from search.request import SearchRequest

CHUNK = 500
FEW = 2000  # beyond this many changed records a rebuild is faster when they are a third of the catalogue

Progress = Callable[[int, int], None]


def catch_up(database: Database, engine: Engine) -> int:
    """Bring the index level with the catalogue; how many records were taken in or out.

    An index that is missing, damaged, of another version, or ahead of this database is built anew.
    """
    build, mark = engine.build, engine.mark
    with database.reading() as db:
        newest = _newest(db)
        ahead = mark < 0 or mark > newest
        many = not ahead and _is_much(db, mark)
    if ahead or many:
        return rebuild(database, engine, instead_of=build)
    try:
        return _take_in(database, engine, mark)
    except IndexUnusable:
        return rebuild(database, engine, instead_of=build)


def rebuild(
    database: Database, engine: Engine, progress: Progress | None = None, *, instead_of: str | None = None
) -> int:
    """Build the index anew from the database; how many records were put in.

    People go on searching in the old one; what changes meanwhile is taken in at the end. `progress` is told how many
    records are done, and of how many. Where only the build `instead_of` is to be replaced and somebody else has just
    done that, nothing is built.
    """
    with database.reading() as db:
        mark = _newest(db)
        total = db.exec(select(func.count()).select_from(BibRecord)).one()
    done = 0

    def told() -> Iterator[Document]:
        nonlocal done
        for chunk in _chunks(database):
            yield from chunk
            done += len(chunk)
            if progress:
                progress(done, total)

    with database.reading() as db:
        words = learned_words(db)
    engine.rebuild(told(), mark=mark, instead_of=instead_of, learned=words)
    _take_in(database, engine, engine.mark)
    return done


def search(database: Database, engine: Engine, request: SearchRequest) -> Results:
    """What `engine` finds; an index that turns out to be missing or damaged is built anew first, by one for all."""
    build = engine.build  # asked before it fails: afterwards somebody may have mended it
    try:
        return engine.search(request)
    except IndexUnusable:
        rebuild(database, engine, instead_of=build)
        return engine.search(request)


def _newest(db: Session) -> int:
    return db.exec(select(func.max(CatalogueChange.id))).one() or 0


def _is_much(db: Session, mark: int) -> bool:
    """Whether so much has changed that building anew is faster: one commit, and nothing to take out."""
    changed = select(func.count(func.distinct(CatalogueChange.bib_record_id))).where(col(CatalogueChange.id) > mark)
    pending = db.exec(changed).one()
    return pending > FEW and pending * 3 > db.exec(select(func.count()).select_from(BibRecord)).one()


def _take_in(database: Database, engine: Engine, mark: int) -> int:
    handled = 0
    while True:
        with database.reading() as db:
            changes = db.exec(
                select(CatalogueChange)
                .where(col(CatalogueChange.id) > mark)
                .order_by(col(CatalogueChange.id))
                .limit(CHUNK)
            ).all()
            ids = {change.bib_record_id for change in changes}
            documents = documents_of(db, sorted(ids))
        if not changes:
            return handled
        mark = changes[-1].id or mark
        engine.replace(documents, ids - {document.record_id for document in documents}, mark=mark)
        handled += len(ids)


def _chunks(database: Database) -> Iterator[list[Document]]:
    """The documents of the whole catalogue, each chunk read by itself so that no reading lasts as long as a build."""
    with database.reading() as db:
        ids = [number for number in db.exec(select(BibRecord.id).order_by(col(BibRecord.id))) if number is not None]
    bounds = [*range(0, len(ids), CHUNK), len(ids)]
    for start, end in pairwise(bounds):
        with database.reading() as db:
            documents = documents_of(db, ids[start:end])
        yield documents
