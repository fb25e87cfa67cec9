"""Blocks → Markdown, the other way of `compilations.markdown`: what is written here reads back as the same blocks."""

import re
from dataclasses import dataclass, replace

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

_MARKS = re.compile(r"([\\`*_\[\]<>&~]|!\Z)")
_IN_TITLE = re.compile(r"[\"\\&\n]")
_NUMBER = re.compile(r"^(\d{1,9})([.)])")
_SEPARATOR = "<!-- -->"  # ends a list, so that the next one counts anew


def as_markdown(blocks: Blocks) -> str:
    """A text that an editor can read and change, and that reads back as `blocks`; its notes stand at its end."""
    lines: list[str] = []
    levels: list[_Level] = []
    notes: list[Runs] = []
    listing = False
    for block in blocks:
        item = isinstance(block, ListItem)
        if lines and not (item and listing):
            lines.append("")
            levels = []
        lines += _item(block, levels, notes) if isinstance(block, ListItem) else _block(block, notes)
        listing = item
    for number, note in enumerate(notes, start=1):
        lines += ["", f"[^{number}]: {_inline(_flat(note), [])}"]
    return "\n".join(lines) + "\n" if lines else ""


def _flat(note: Runs) -> Runs:
    """A note whose own notes, which Markdown cannot call, stand in it."""
    return tuple(
        replace(run, text=f"{run.text}〔注：{words(run.note)}〕", note=()) if run.note else run for run in note
    )


@dataclass
class _Level:
    """A list that is open while its items are written."""

    number: int | None
    width: int  # of the marker with its blank: how far its inner lists are indented


def _item(item: ListItem, levels: list[_Level], notes: list[Runs]) -> list[str]:
    depth = min(item.depth, len(levels))
    beside = levels[depth] if depth < len(levels) else None
    del levels[depth:]
    indent = " " * sum(level.width for level in levels)
    marker = "- " if item.number is None else f"{item.number}. "
    levels.append(_Level(item.number, len(marker)))
    lines = [f"{indent}{marker}{_paragraph(item.runs, notes)}"]
    return lines if _continues(item.number, beside) else [f"{indent}{_SEPARATOR}", *lines]


def _continues(number: int | None, beside: _Level | None) -> bool:
    """Whether an item may follow without a separator: as the next of its list, or as the first of a new one."""
    if beside is None:
        return number in (None, 1)
    if number is None or beside.number is None:
        return number == beside.number
    return number == beside.number + 1


def _block(block: Block, notes: list[Runs]) -> list[str]:
    if isinstance(block, BookList):
        block = as_table(block)
    if isinstance(block, Table):
        head, *body = (_row([_inline(cell, notes).replace("|", "&#124;") for cell in row]) for row in block.rows)
        return [head, _row(["---"] * len(block.rows[0])), *body]
    if isinstance(block, Heading):
        return ["#" * block.level + " " + _inline(block.runs, notes).replace("#", r"\#")]
    if isinstance(block, Picture):
        return [_picture(block, notes)]
    if isinstance(block, Quote):
        return [f"> {_paragraph(block.runs, notes)}"]
    return [_paragraph(block.runs, notes)]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _picture(picture: Picture, notes: list[Runs]) -> str:
    """`![caption](<picture:NAME?WIDTHxHEIGHT> "what it shows")`: the size is needed before its file is opened."""
    alt = _IN_TITLE.sub(lambda mark: f"&#{ord(mark[0])};", picture.alt)
    title = f' "{alt}"' if alt else ""
    return f"![{_inline(picture.caption, notes)}](<picture:{picture.name}?{picture.width}x{picture.height}>{title})"


def _paragraph(runs: Runs, notes: list[Runs]) -> str:
    """Inline text that does not begin like a list or a heading."""
    text = _inline(runs, notes)
    if text[:1] in "#+-=":
        return "\\" + text
    return _NUMBER.sub(r"\1\\\2", text)


def _inline(runs: Runs, notes: list[Runs]) -> str:
    written: list[str] = []
    starred = False
    for run in runs:
        text = _run(run, may_star=not starred)
        starred = text.endswith("*")
        written.append(text)
        if run.note:
            notes.append(run.note)
            written.append(f"[^{len(notes)}]")
    return "".join(written)


def _run(run: Run, *, may_star: bool) -> str:
    if not run.text:
        return ""
    text = _MARKS.sub(r"\\\1", run.text).replace("\n", "<br>")
    tight = may_star and run.text == run.text.strip() and not run.superscript and not run.link
    if run.bold and run.italic:
        text = f"<b><i>{text}</i></b>"
    elif run.bold:
        text = f"**{text}**" if tight else f"<b>{text}</b>"
    elif run.italic:
        text = f"*{text}*" if tight else f"<i>{text}</i>"
    if run.superscript:
        text = f"<sup>{text}</sup>"
    if not run.link:
        return text
    mark = "\\" if text.startswith("^") else ""  # else it would call a note
    return f"[{mark}{text}](<{run.link}>)"
