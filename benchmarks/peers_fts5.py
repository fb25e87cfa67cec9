"""SQLite FTS5 as a careful developer sets it up: one segment, prefix indexes, pages in memory, WAL."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from benchmarks.contenders import FACETED, PAGE, PAGES, Answer, Question, alternatives, key, keys_of
from search.documents import Document

_SCHEMA = """
CREATE VIRTUAL TABLE books USING fts5(title, rest, tokenize='ascii', prefix='9 13');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(books, row);
CREATE TABLE records(id INTEGER PRIMARY KEY, kind TEXT, language TEXT, clc TEXT);
"""
_FOUND = "FROM books WHERE books MATCH ? ORDER BY rank LIMIT ?"
_COUNTED = (
    "SELECT kind, language, clc, count(*) FROM books JOIN records ON id = books.rowid WHERE books MATCH ? "
    "GROUP BY 1, 2, 3"
)
_COMPLETED = "SELECT term FROM vocabulary WHERE term >= ? AND term < ? ORDER BY doc DESC LIMIT 8"


class Fts5:
    """Full text of SQLite; a connection for each thread."""

    name = "fts5"
    kinds = frozenset((*PAGES, "completion"))  # spelling needs spellfix1, which Python's SQLite does not have

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._db = sqlite3.connect(folder / "books.db", isolation_level=None, check_same_thread=False)
        for name, value in (("synchronous", "NORMAL"), ("cache_size", -65536), ("mmap_size", 2**31 - 1)):
            self._db.execute(f"PRAGMA {name} = {value}")

    @classmethod
    def build(cls, folder: Path, documents: Iterable[Document]) -> None:
        """Build the index from nothing, in one transaction, and make it one segment."""
        folder.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(folder / "books.db", isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(_SCHEMA)
        db.execute("BEGIN")
        for document in documents:
            _add(db, document)
        db.execute("COMMIT")
        db.execute("INSERT INTO books(books) VALUES ('optimize')")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()

    @staticmethod
    def is_built(folder: Path) -> bool:
        """Whether there is an index."""
        return (folder / "books.db").is_file()

    def ask(self, question: Question) -> Answer:
        """A page by BM25; facets in one pass over all that is found; completion from the list of its terms."""
        if question.kind == "completion":
            start = key(question.terms[0][0])
            return Answer((), said=self._db.execute(_COMPLETED, (start, start + "~")).fetchall())
        asked = _match(question)
        if question.kind == "highlight":
            rows = self._db.execute(f"SELECT rowid, highlight(books, 0, '[', ']') {_FOUND}", (asked, PAGE)).fetchall()
            return Answer(tuple(row[0] for row in rows), said=rows)
        ids = tuple(row[0] for row in self._db.execute(f"SELECT rowid {_FOUND}", (asked, PAGE)))
        return Answer(ids, said=self._facets(asked) if question.kind == "facets" else None)

    def change(self, document: Document) -> None:
        """Replace one record."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute("DELETE FROM books WHERE rowid = ?", (document.record_id,))
        self._db.execute("DELETE FROM records WHERE id = ?", (document.record_id,))
        _add(self._db, document)
        self._db.execute("COMMIT")

    def for_thread(self) -> "Fts5":
        """A connection of its own."""
        return Fts5(self._folder)

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    def _facets(self, asked: str) -> list[dict[str, int]]:
        counts: list[dict[str, int]] = [{} for _ in FACETED]
        for *values, count in self._db.execute(_COUNTED, (asked,)):
            for place, value in enumerate(values):
                counts[place][value] = counts[place].get(value, 0) + count
        return counts


def _match(question: Question) -> str:
    groups = [" OR ".join(group) for group in alternatives(question)]
    if question.kind == "phrase":
        return f'"{" ".join(groups)}"'
    if question.kind == "prefix":
        return f"{groups[0]}*"
    between = " OR " if question.kind == "or" else " AND "
    return between.join(f"({group})" for group in groups)


def _add(db: sqlite3.Connection, document: Document) -> None:
    title, rest = keys_of(document)
    row = (document.record_id, " ".join(title), " ".join(rest))
    db.execute("INSERT INTO books(rowid, title, rest) VALUES (?, ?, ?)", row)
    row = (document.record_id, *(getattr(document, name) for name in FACETED))
    db.execute("INSERT INTO records VALUES (?, ?, ?, ?)", row)
