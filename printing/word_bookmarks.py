"""Bookmarks of Word files: places that contents and links point to, and stretches that are found again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Make a paragraph a place that contents and links can point to."""
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark: Any = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)


@contextmanager
def bookmarked(document: WordDocument, name: str, number: int) -> Iterator[None]:
    """Let everything that is added to the body meanwhile lie between the ends of a bookmark."""
    body: Any = document.element.body
    start = len(body) - 1  # the last element says how the last section is set
    yield
    for tag, place in (("w:bookmarkStart", start), ("w:bookmarkEnd", len(body))):
        mark: Any = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        body.insert(place, mark)  # the second place counts the start that was put in, so it is before that last element


def link_within(paragraph: Paragraph, name: str, first_run: int) -> None:
    """Make what a paragraph holds from `first_run` on a link to the bookmark `name`."""
    link: Any = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    link.set(qn("w:history"), "1")
    runs = paragraph._p.findall(qn("w:r"))[first_run:]
    runs[0].addprevious(link)
    for run in runs:
        link.append(run)
