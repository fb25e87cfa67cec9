"""A Word file that leaders looked through → what they marked, entry by entry.

Entries and their blocks are found by the bookmarks that the file was sent with (`review_file`). What stands outside of
them, because a bookmark was lost or something was written before the first entry, is kept too, and said to be that.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from compilations.tracked import DELETED, INSERTED, Comment, Piece, TrackedParagraph, comments, paragraphs
from compilations.word_opening import opened
from desk.tables import MarkKind

ENTRY = re.compile(r"entry_(\d+)")
BLOCK = re.compile(r"e(\d+)b(\d+)")


@dataclass(frozen=True)
class Mark:
    """A change or a comment, and where: see `desk.tables.ReviewMark`. `entry` 0: outside of all entries."""

    kind: MarkKind
    before: str
    after: str
    paragraph: str
    offset: int
    author: str = ""
    at: str = ""
    entry: int = 0
    block: int | None = None
    cell: int = 0


@dataclass(frozen=True)
class ReviewReading:
    """What a reviewed file holds: the entries that it has, and all marks in their order."""

    entries: frozenset[int]
    marks: tuple[Mark, ...]


def read_review(name: str, content: bytes) -> ReviewReading:
    """Read a .docx that came back. Refuses what `word_opening` refuses."""
    document = opened(name, content)
    told = comments(document)
    entries: set[int] = set()
    marks: list[Mark] = []
    place = _Place()
    for paragraph in paragraphs(document):
        place = place.at(paragraph)
        entries.add(place.entry)
        marks += (
            replace(mark, entry=place.entry, block=place.block, cell=place.cell)
            for mark in _marks(paragraph, told, begun=place.said)
        )
        place = replace(place, said=place.said | _comments_of(paragraph))
    return ReviewReading(frozenset(entries - {0}), tuple(marks))


@dataclass(frozen=True)
class _Place:
    """Where the reading stands. `outside` counts what is in no block, `said` are the comments told already."""

    entry: int = 0
    block: int | None = None
    cell: int = -1
    outside: int = -1
    said: frozenset[str] = frozenset()

    def at(self, paragraph: TrackedParagraph) -> "_Place":
        """The place of the next paragraph; one that was put in belongs to the block before it."""
        block, entry = _last(BLOCK, paragraph.bookmarks), _last(ENTRY, paragraph.bookmarks)
        number = int(block[1]) if block else int(entry[1]) if entry else 0
        if paragraph.is_new:
            if number in (0, self.entry):
                return self
            return _Place(number, 0 if block else None, 0, said=self.said)
        if block is not None:
            place = (number, int(block[2]))
            cell = self.cell + 1 if place == (self.entry, self.block) else 0
            return replace(self, entry=number, block=place[1], cell=cell, outside=self.outside if cell else 0)
        outside = self.outside + 1 if number == self.entry else 0
        return replace(self, entry=number, block=None, cell=outside, outside=outside)


def _last(pattern: "re.Pattern[str]", names: tuple[str, ...]) -> "re.Match[str] | None":
    return next((found for found in map(pattern.fullmatch, reversed(names)) if found), None)


def _marks(paragraph: TrackedParagraph, told: dict[str, Comment], *, begun: frozenset[str]) -> Iterator[Mark]:
    if paragraph.is_new and paragraph.after.strip():
        first = paragraph.pieces[0]
        yield Mark(MarkKind.PARAGRAPH, "", paragraph.after, "", 0, first.author, first.at)
    elif not paragraph.is_new:
        yield from _changes(paragraph)
    for number in dict.fromkeys(each for piece in paragraph.pieces for each in sorted(piece.comments)):
        if number in told and number not in begun:
            yield _comment(paragraph, number, told[number])


def _changes(paragraph: TrackedParagraph) -> Iterator[Mark]:
    """Changes in their order; what one person took out and put in at one place is one of them."""
    offset, changed = 0, list[Piece]()
    for piece in (*paragraph.pieces, Piece("")):
        if changed and (not piece.change or piece.author != changed[0].author):
            yield _change(paragraph, changed, offset)
            offset += sum(len(one.text) for one in changed if one.change == DELETED)
            changed = []
        if piece.change:
            changed.append(piece)
        else:
            offset += len(piece.text)


def _change(paragraph: TrackedParagraph, changed: list[Piece], offset: int) -> Mark:
    before = "".join(piece.text for piece in changed if piece.change == DELETED)
    after = "".join(piece.text for piece in changed if piece.change == INSERTED)
    kind = MarkKind.REPLACED if before and after else MarkKind.DELETED if before else MarkKind.INSERTED
    return Mark(kind, before, after, paragraph.before, offset, changed[0].author, changed[0].at)


def _comment(paragraph: TrackedParagraph, number: str, comment: Comment) -> Mark:
    about = "".join(piece.text for piece in paragraph.pieces if number in piece.comments and piece.change != INSERTED)
    offset = 0
    for piece in paragraph.pieces:
        if number in piece.comments:
            break
        offset += len(piece.text) if piece.change != INSERTED else 0
    return Mark(MarkKind.COMMENT, about, comment.text, paragraph.before, offset, comment.author, comment.at)


def _comments_of(paragraph: TrackedParagraph) -> frozenset[str]:
    return frozenset().union(*(piece.comments for piece in paragraph.pieces))
