"""Blocks → XHTML."""

from collections.abc import Iterator, Sequence
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
    Runs,
    Table,
    as_table,
    words,
)
from printing.fonts import MONGOLIAN

DEEPEST_HEADING = 6


def xhtml(blocks: Blocks) -> str:
    """The blocks as XHTML; the headings of an entry begin at h3, below section and entry."""
    parts: list[str] = []
    for is_item, group in groupby(blocks, lambda block: isinstance(block, ListItem)):
        if is_item:
            parts += _lists([block for block in group if isinstance(block, ListItem)], 0)
        else:
            parts += map(_block, group)
    return "\n".join(parts)


def text(words: str) -> str:
    """Plain words as XHTML: Mongolian marked as such, so that readers pick its font and its direction."""
    parts: list[str] = []
    place = 0
    for found in MONGOLIAN.finditer(words):
        parts.append(escape(words[place : found.start()]))
        parts.append(f'<span lang="mn-Mong" xml:lang="mn-Mong">{escape(found.group())}</span>')
        place = found.end()
    return "".join([*parts, escape(words[place:])]).replace("\n", "<br/>")


def running(runs: Runs) -> str:
    """Running text as XHTML."""
    return "".join(_run(run.text, run.bold, run.italic, run.superscript, run.link) for run in runs)


def _run(words: str, bold: bool, italic: bool, superscript: bool, link: str) -> str:
    inner = text(words)
    for wanted, tag in ((superscript, "sup"), (italic, "em"), (bold, "strong")):
        inner = f"<{tag}>{inner}</{tag}>" if wanted else inner
    kind = ' epub:type="noteref"' if link.startswith("#") else ""
    return f'<a href="{escape(link)}"{kind}>{inner}</a>' if link else inner


def _block(block: Block) -> str:
    if isinstance(block, BookList):
        block = as_table(block)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Heading):
        level = min(block.level + 2, DEEPEST_HEADING)
        return f"<h{level}>{running(block.runs)}</h{level}>"
    if isinstance(block, Picture):
        return _figure(block)
    if isinstance(block, Quote):
        return f"<blockquote><p>{running(block.runs)}</p></blockquote>"
    return f"<p>{running(block.runs)}</p>"


def _figure(picture: Picture) -> str:
    caption = f"<figcaption>{running(picture.caption)}</figcaption>" if picture.caption else ""
    alt = picture.alt or words(picture.caption)
    return f'<figure><img src="pictures/{escape(picture.name)}" alt="{escape(alt)}"/>{caption}</figure>'


def _lists(items: Sequence[ListItem], depth: int) -> Iterator[str]:
    """Lists of the items at `depth`, each holding what is deeper; bullets and numbers make lists of their own."""
    for numbered, group in groupby(_families(items, depth), lambda family: family[0].number is not None):
        tag = "ol" if numbered else "ul"
        yield f"<{tag}>{''.join(_item(family, depth) for family in group)}</{tag}>"


def _families(items: Sequence[ListItem], depth: int) -> Iterator[list[ListItem]]:
    """Each item at `depth` with the deeper ones that follow it."""
    family: list[ListItem] = []
    for item in items:
        if family and item.depth <= depth:
            yield family
            family = []
        family.append(item)
    yield family


def _item(family: Sequence[ListItem], depth: int) -> str:
    first, *inner = family
    number = "" if first.number is None else f' value="{first.number}"'
    return f"<li{number}>{running(first.runs)}{''.join(_lists(inner, depth + 1)) if inner else ''}</li>"


def _table(table: Table) -> str:
    head, *body = ("".join(f"<td>{running(cell)}</td>" for cell in row) for row in table.rows)
    head = head.replace("<td>", "<th>").replace("</td>", "</th>")
    rows = "".join(f"<tr>{row}</tr>" for row in body)
    return f"<table><thead><tr>{head}</tr></thead>{f'<tbody>{rows}</tbody>' if rows else ''}</table>"
