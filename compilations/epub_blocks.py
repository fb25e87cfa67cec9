"""Blocks → XHTML."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from compilations.blocks import (
    Block,
    Blocks,
    BookList,
    Heading,
    ListItem,
    Picture,
    Quote,
    Run,
    Runs,
    Table,
    as_table,
    words,
)
from printing.fonts import MONGOLIAN

DEEPEST_HEADING = 6


def xhtml(blocks: Blocks) -> str:
    """The blocks as XHTML, their notes after them; the headings of an entry begin at h3, below section and entry."""
    notes: list[str] = []
    parts: list[str] = []
    for is_item, group in groupby(blocks, lambda block: isinstance(block, ListItem)):
        if is_item:
            parts += _lists([block for block in group if isinstance(block, ListItem)], 0, notes)
        else:
            parts += (_block(block, notes) for block in group)
    return "\n".join([*parts, *notes])


def text(words: str) -> str:
    """Plain words as XHTML: Mongolian marked as such, so that readers pick its font and its direction."""
    parts: list[str] = []
    place = 0
    for found in MONGOLIAN.finditer(words):
        parts.append(escape(words[place : found.start()]))
        parts.append(f'<span lang="mn-Mong" xml:lang="mn-Mong">{escape(found.group())}</span>')
        place = found.end()
    return "".join([*parts, escape(words[place:])]).replace("\n", "<br/>")


def running(runs: Runs, notes: list[str]) -> str:
    """Running text as XHTML; the notes that it calls are added to those of its document, numbered from 1."""
    return "".join(_run(run) + (_note(run.note, notes) if run.note else "") for run in runs)


def _run(run: Run) -> str:
    inner = text(run.text)
    for wanted, tag in ((run.superscript, "sup"), (run.italic, "em"), (run.bold, "strong")):
        inner = f"<{tag}>{inner}</{tag}>" if wanted else inner
    return f'<a href="{escape(run.link)}">{inner}</a>' if run.link else inner


def _note(note: Runs, notes: list[str]) -> str:
    """The mark that calls a note, and among `notes` the note with the way back; a note to a note stands in brackets."""
    number = len(notes) + 1
    inner = "".join(_run(run) + (f"（{text(words(run.note))}）" if run.note else "") for run in note)
    notes.append(
        f'<aside epub:type="footnote" id="note{number}"><p><a href="#call{number}">［{number}］</a>{inner}</p></aside>'
    )
    return f'<sup><a epub:type="noteref" id="call{number}" href="#note{number}">［{number}］</a></sup>'


def _block(block: Block, notes: list[str]) -> str:
    if isinstance(block, BookList):
        block = as_table(block)
    if isinstance(block, Table):
        return _table(block, notes)
    if isinstance(block, Picture):
        return _figure(block, notes)
    if isinstance(block, Heading):
        level = min(block.level + 2, DEEPEST_HEADING)
        return f"<h{level}>{running(block.runs, notes)}</h{level}>"
    if isinstance(block, Quote):
        return f"<blockquote><p>{running(block.runs, notes)}</p></blockquote>"
    return f"<p>{running(block.runs, notes)}</p>"


def pictures_of(blocks: Iterable[Block]) -> Iterator[Picture]:
    """The pictures among the blocks."""
    return (block for block in blocks if isinstance(block, Picture))


def _figure(picture: Picture, notes: list[str]) -> str:
    caption = f"<figcaption>{running(picture.caption, notes)}</figcaption>" if picture.caption else ""
    alt = escape(picture.alt or words(picture.caption))
    return f'<figure><img src="pictures/{escape(picture.name)}" alt="{alt}"/>{caption}</figure>'


def _lists(items: Sequence[ListItem], depth: int, notes: list[str]) -> Iterator[str]:
    """Lists of the items at `depth`, each holding what is deeper; bullets and numbers make lists of their own."""
    for numbered, group in groupby(_families(items, depth), lambda family: family[0].number is not None):
        tag = "ol" if numbered else "ul"
        yield f"<{tag}>{''.join(_item(family, depth, notes) for family in group)}</{tag}>"


def _families(items: Sequence[ListItem], depth: int) -> Iterator[list[ListItem]]:
    """Each item at `depth` with the deeper ones that follow it."""
    family: list[ListItem] = []
    for item in items:
        if family and item.depth <= depth:
            yield family
            family = []
        family.append(item)
    yield family


def _item(family: Sequence[ListItem], depth: int, notes: list[str]) -> str:
    first, *inner = family
    number = "" if first.number is None else f' value="{first.number}"'
    own = running(first.runs, notes)  # before the notes of what it holds
    return f"<li{number}>{own}{''.join(_lists(inner, depth + 1, notes)) if inner else ''}</li>"


def _table(table: Table, notes: list[str]) -> str:
    head, *body = ("".join(f"<td>{running(cell, notes)}</td>" for cell in row) for row in table.rows)
    head = head.replace("<td>", "<th>").replace("</td>", "</th>")
    rows = "".join(f"<tr>{row}</tr>" for row in body)
    return f"<table><thead><tr>{head}</tr></thead>{f'<tbody>{rows}</tbody>' if rows else ''}</table>"
