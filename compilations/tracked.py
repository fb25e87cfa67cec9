"""The paragraphs of a Word file with what was changed in them (修订) and written beside them (批注).

Word and WPS keep a change in the text: deleted words stay, marked as deleted, inserted ones stand beside them. Here a
paragraph is a row of pieces, from which the text before and after the changes can both be read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from compilations.characters import seen
from compilations.word_notes import NOTE_LINK
from compilations.word_styles import TABLE_SPACE

INSERTED, DELETED = "inserted", "deleted"
_CHANGES = {
    qn("w:ins"): INSERTED,
    qn("w:moveTo"): INSERTED,
    qn("w:del"): DELETED,
    qn("w:moveFrom"): DELETED,
}
_TEXTS = {qn("w:t"), qn("w:delText")}
_SKIPPED = {qn("w:pPr"), qn("w:rPr"), qn("w:instrText"), qn("w:txbxContent")}
_BREAKS = {qn("w:br"), qn("w:cr")}


@dataclass(frozen=True)
class Piece:
    """A stretch of text: as it was, or changed by somebody. `comments` are the numbers of those written about it."""

    text: str
    change: str = ""
    author: str = ""
    at: str = ""
    comments: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TrackedParagraph:
    """A paragraph, and the bookmarks that were open where it begins. `is_new`: all of it was put in."""

    pieces: tuple[Piece, ...]
    bookmarks: tuple[str, ...]
    is_new: bool = False

    @property
    def before(self) -> str:
        """The text as it was sent."""
        return "".join(piece.text for piece in self.pieces if piece.change != INSERTED)

    @property
    def after(self) -> str:
        """The text with all changes taken."""
        return "".join(piece.text for piece in self.pieces if piece.change != DELETED)


@dataclass(frozen=True)
class Comment:
    """批注."""

    text: str
    author: str = ""
    at: str = ""


def paragraphs(document: WordDocument) -> Iterator[TrackedParagraph]:
    """The paragraphs of the body in their order, those in tables among them."""
    return _Reader().read(document.element.body)


def comments(document: WordDocument) -> dict[str, Comment]:
    """The comments by their numbers."""
    found: dict[str, Comment] = {}
    for one in document.comments:
        text = seen("\n".join(paragraph.text for paragraph in one.paragraphs)).strip()
        found[str(one.comment_id)] = Comment(text, one.author, one._comment_elm.get(qn("w:date")) or "")
    return found


class _Reader:
    """Goes through a body, knowing which bookmarks and comments are open."""

    def __init__(self) -> None:
        self.bookmarks: dict[str, str] = {}  # by number
        self.comments: set[str] = set()

    def read(self, parent: Any) -> Iterator[TrackedParagraph]:
        for element in parent:
            if element.tag == qn("w:p") and element.style == TABLE_SPACE:
                continue
            if element.tag == qn("w:p"):
                yield self._paragraph(element)
            elif not self._marks(element):
                yield from self.read(element)

    def _paragraph(self, element: Any) -> TrackedParagraph:
        own = [start.get(qn("w:name")) for start in element.iter(qn("w:bookmarkStart"))]
        open_before = list(self.bookmarks.values())
        pieces = tuple(self._pieces(element, Piece("")))
        is_new = bool(element.xpath("./w:pPr/w:rPr/w:ins")) and all(piece.change == INSERTED for piece in pieces)
        return TrackedParagraph(pieces, tuple(dict.fromkeys([*open_before, *filter(None, own)])), is_new)

    def _pieces(self, element: Any, like: Piece) -> Iterator[Piece]:
        for child in element:
            if child.tag in _SKIPPED or self._marks(child) or _is_note_mark(child):
                continue
            if child.tag in _CHANGES:
                author, at = child.get(qn("w:author")) or "", child.get(qn("w:date")) or ""
                yield from self._pieces(child, Piece("", _CHANGES[child.tag], author, at))
            elif child.tag == qn("w:r"):
                text = seen("".join(_text(child)))
                if text:
                    yield Piece(text, like.change, like.author, like.at, frozenset(self.comments))
            else:
                yield from self._pieces(child, like)

    def _marks(self, element: Any) -> bool:
        """Whether an element only says where a bookmark or a comment begins or ends."""
        number = element.get(qn("w:id")) or ""
        if element.tag == qn("w:bookmarkStart"):
            self.bookmarks[number] = element.get(qn("w:name")) or ""
        elif element.tag == qn("w:bookmarkEnd"):
            self.bookmarks.pop(number, None)
        elif element.tag == qn("w:commentRangeStart"):
            self.comments.add(number)
        elif element.tag == qn("w:commentRangeEnd"):
            self.comments.discard(number)
        else:
            return False
        return True


def _is_note_mark(element: Any) -> bool:
    """Whether it is the number of a note at the end of an entry, which is no part of the text."""
    return element.tag == qn("w:hyperlink") and (element.get(qn("w:anchor")) or "").startswith(NOTE_LINK)


def _text(run: Any) -> Iterator[str]:
    for child in run:
        if child.tag in _TEXTS:
            yield child.text or ""
        elif child.tag == qn("w:tab"):
            yield " "
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag in _BREAKS and child.get(qn("w:type")) not in ("page", "column"):
            yield "\n"
