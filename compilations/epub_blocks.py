"""Blocks → XHTML."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from math import ceil

from compilations.blocks import (
    Block,
    Blocks,
    BookList,
    Heading,
    ListItem,
    Paragraph,
    Picture,
    Quote,
    Run,
    Runs,
    Table,
    as_table,
    words,
)
from compilations.direction import goes_down, is_vertical, stretches
from printing.fonts import MONGOLIAN

DEEPEST_HEADING = 6
_SCREEN = 10  # columns of a phone


def xhtml(blocks: Blocks, title: str = "") -> str:
    """The blocks as XHTML, their notes after them; the headings of an entry begin at h3, below section and entry.

    The `title` of the entry stands before them, in the first column where it and they go down.
    """
    notes: list[str] = []
    parts: list[str] = []
    head = f"<h2>{text(title)}</h2>" if title else ""
    if head and not (goes_down(title) and blocks and is_vertical(blocks[0])):
        parts.append(standing_title(title, 2))
        head = ""
    for down, stretch in stretches(blocks):
        within = [block for _number, block in stretch]
        if not down:
            parts += _across(within, notes)
            continue
        first, *others = ["\n".join(_across(screen, notes)) for screen in _screens(within, head and title)]
        parts.append(_in_columns([f"{head}\n{first}" if head else first, *others]))
        head = ""
    return "\n".join([*parts, *notes])


def standing_title(title: str, level: int) -> str:
    """A title that stands by itself."""
    head = f"<h{level}>{text(title)}</h{level}>"
    return _in_columns([head], "columns title") if goes_down(title) else head


def _across(blocks: Sequence[Block], notes: list[str]) -> Iterator[str]:
    for is_item, group in groupby(blocks, lambda block: isinstance(block, ListItem)):
        if is_item:
            yield from _lists([block for block in group if isinstance(block, ListItem)], 0, notes)
        else:
            yield from (_block(block, notes) for block in group)


def _in_columns(screens: Sequence[str], kind: str = "columns") -> str:
    """Columns from left to right in boxes of about a screen, which stand side by side where there is room."""
    boxes = "\n".join(f'<div class="{kind}">{screen}</div>' for screen in screens)
    return f'<div class="down" lang="mn-Mong" xml:lang="mn-Mong">\n{boxes}\n</div>'


def _screens(blocks: Sequence[Block], title: str) -> Iterator[list[Block]]:
    """The blocks in boxes of about a phone's screen, so that its pages can be turned; no heading ends one."""
    box: list[Block] = []
    room = _SCREEN - _columns(title, is_heading=True)
    for unit in _kept_together(blocks):
        own = sum(_columns(words(block.runs), is_heading=isinstance(block, Heading)) for block in unit)
        if box and own > room:
            yield box
            box, room = [], _SCREEN
        box += unit
        room -= own
    yield box


def _kept_together(blocks: Sequence[Block]) -> Iterator[list[Heading | Paragraph | ListItem | Quote]]:
    """Headings with the block that they head, items with the deeper ones that follow them."""
    unit: list[Heading | Paragraph | ListItem | Quote] = []
    for block in blocks:
        assert not isinstance(block, Table | BookList | Picture)
        is_deeper = isinstance(block, ListItem) and block.depth > 0
        if unit and not isinstance(unit[-1], Heading) and not is_deeper:
            yield unit
            unit = []
        unit.append(block)
    yield unit


def _columns(words: str, *, is_heading: bool) -> float:
    """About how many columns of a phone a block takes."""
    return ceil(len(words) / 32) * 1.6 if is_heading else ceil(len(words) / 45)


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
