"""Blocks → Markdown, the other way of `compilations.markdown`: what is written here reads back as the same blocks."""

import re
from dataclasses import dataclass

from compilations.blocks import Block, Blocks, BookList, Heading, ListItem, Quote, Run, Runs, Table, as_table

_MARKS = re.compile(r"([\\`*_\[\]<>&~]|!\Z)")
_NUMBER = re.compile(r"^(\d{1,9})([.)])")
_SEPARATOR = "<!-- -->"  # ends a list, so that the next one counts anew


def as_markdown(blocks: Blocks) -> str:
    """A text that an editor can read and change, and that reads back as `blocks`."""
    lines: list[str] = []
    levels: list[_Level] = []
    listing = False
    for block in blocks:
        item = isinstance(block, ListItem)
        if lines and not (item and listing):
            lines.append("")
            levels = []
        lines += _item(block, levels) if isinstance(block, ListItem) else _block(block)
        listing = item
    return "\n".join(lines) + "\n" if lines else ""


@dataclass
class _Level:
    """A list that is open while its items are written."""

    number: int | None
    width: int  # of the marker with its blank: how far its inner lists are indented


def _item(item: ListItem, levels: list[_Level]) -> list[str]:
    depth = min(item.depth, len(levels))
    beside = levels[depth] if depth < len(levels) else None
    del levels[depth:]
    indent = " " * sum(level.width for level in levels)
    marker = "- " if item.number is None else f"{item.number}. "
    levels.append(_Level(item.number, len(marker)))
    lines = [f"{indent}{marker}{_paragraph(item.runs)}"]
    return lines if _continues(item.number, beside) else [f"{indent}{_SEPARATOR}", *lines]


def _continues(number: int | None, beside: _Level | None) -> bool:
    """Whether an item may follow without a separator: as the next of its list, or as the first of a new one."""
    if beside is None:
        return number in (None, 1)
    if number is None or beside.number is None:
        return number == beside.number
    return number == beside.number + 1


def _block(block: Block) -> list[str]:
    if isinstance(block, BookList):
        block = as_table(block)
    if isinstance(block, Table):
        head, *body = (_row([_inline(cell).replace("|", "&#124;") for cell in row]) for row in block.rows)
        return [head, _row(["---"] * len(block.rows[0])), *body]
    if isinstance(block, Heading):
        return ["#" * block.level + " " + _inline(block.runs).replace("#", r"\#")]
    if isinstance(block, Quote):
        return [f"> {_paragraph(block.runs)}"]
    return [_paragraph(block.runs)]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _paragraph(runs: Runs) -> str:
    """Inline text that does not begin like a list or a heading."""
    text = _inline(runs)
    if text[:1] in "#+-=":
        return "\\" + text
    return _NUMBER.sub(r"\1\\\2", text)


def _inline(runs: Runs) -> str:
    written: list[str] = []
    for run in runs:
        starred = bool(written) and written[-1].endswith("*")
        written.append(_run(run, may_star=not starred))
    return "".join(written)


def _run(run: Run, *, may_star: bool) -> str:
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
    return f"[{text}](<{run.link}>)" if run.link else text
