"""A reviewer's change put into the blocks of an entry.

Places are those of the file that was sent. What was taken from it already has moved them: within a paragraph by the
letters that came or went, among blocks by the paragraphs that did.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from compilations.blocks import Block, Blocks, BookList, ListItem, Paragraph, Run, Runs, Table, words
from compilations.markdown_runs import merged
from desk.tables import MarkKind, ReviewMark

_BULLETS = ["•\u3000", "• "]  # as it is written now, and as in files that were sent before
AROUND = 8  # letters before a change that must still be there


class Unlike(Exception):
    """The text is not as it was sent; `now` is what stands there."""

    def __init__(self, now: str) -> None:
        super().__init__(now)
        self.now = now


def applied(blocks: Blocks, mark: ReviewMark, taken: Sequence[ReviewMark]) -> Blocks:
    """`blocks` with a change of one of them; `taken` are the changes of this file that they have already.

    Raises Unlike where the change does not fit.
    """
    at = _block_of(mark) + _blocks_moved(mark, taken)
    if mark.kind == MarkKind.PARAGRAPH:
        return (*blocks[: at + 1], *_new_blocks(mark), *blocks[at + 1 :])
    if not 0 <= at < len(blocks):
        raise Unlike("")
    changed = _changed(blocks[at], mark, [one for one in taken if _is_beside(one, mark)])
    return (*blocks[:at], *((changed,) if changed is not None else ()), *blocks[at + 1 :])


def applied_to_line(line: str, mark: ReviewMark, taken: Sequence[ReviewMark]) -> str:
    """A title with a change in it. Raises Unlike where it does not fit, or stands in another line of the entry."""
    beside = [one for one in taken if _is_beside(one, mark)]
    if mark.cell or mark.kind == MarkKind.PARAGRAPH:
        raise Unlike(line)
    return words(_in_runs((Run(line),), mark, beside, ""))


def _blocks_moved(mark: ReviewMark, taken: Iterable[ReviewMark]) -> int:
    """By how many blocks the place of a mark lies further down, or up, since the file was sent."""
    moved, block = 0, _block_of(mark)
    for one in taken:
        if one.kind == MarkKind.PARAGRAPH:
            earlier_beside = (
                mark.kind == MarkKind.PARAGRAPH and _block_of(one) == block and (one.id or 0) < (mark.id or 0)
            )
            moved += len(_new_blocks(one)) if _block_of(one) < block or earlier_beside else 0
        elif _drops_block(one):
            gone_itself = mark.kind == MarkKind.PARAGRAPH and _block_of(one) == block
            moved -= _block_of(one) < block or gone_itself
    return moved


def _block_of(mark: ReviewMark) -> int:
    return -1 if mark.block is None else mark.block


def _new_blocks(mark: ReviewMark) -> Blocks:
    return tuple(Paragraph((Run(line),)) for line in mark.after.split("\n") if line.strip())


def _drops_block(mark: ReviewMark) -> bool:
    """Whether nothing is left of a paragraph (as far as one change can tell)."""
    return (
        mark.kind == MarkKind.DELETED
        and mark.block is not None
        and mark.before.strip() == mark.paragraph.strip()
        and not mark.cell
    )


def _is_beside(one: ReviewMark, mark: ReviewMark) -> bool:
    return (one.block, one.cell) == (mark.block, mark.cell) and one.kind != MarkKind.PARAGRAPH


def _changed(block: Block, mark: ReviewMark, beside: Sequence[ReviewMark]) -> Block | None:
    """A block with the change in it; None where nothing of it is left."""
    if isinstance(block, BookList):
        raise Unlike("")
    if isinstance(block, Table):
        return _changed_cell(block, mark, beside)
    if mark.cell:
        raise Unlike(words(block.runs))
    runs = _in_runs(block.runs, mark, beside, _label(block, mark.paragraph))
    if not words(runs).strip():
        return None
    return replace(block, caption=runs) if block.kind == "picture" else replace(block, runs=runs)


def _changed_cell(table: Table, mark: ReviewMark, beside: Sequence[ReviewMark]) -> Table:
    width = len(table.rows[0])
    row, column = divmod(mark.cell, width)
    if row >= len(table.rows):
        raise Unlike("")
    cells = list(table.rows[row])
    cells[column] = _in_runs(cells[column], mark, beside, "")
    return replace(table, rows=(*table.rows[:row], tuple(cells), *table.rows[row + 1 :]))


def _label(block: Block, sent: str) -> str:
    """What stands before the text of a list item in Word, and not in the entry."""
    labels = [] if not isinstance(block, ListItem) else _BULLETS if block.number is None else [f"{block.number}. "]
    return next((label for label in labels if sent.startswith(label)), "")


def _in_runs(runs: Runs, mark: ReviewMark, beside: Sequence[ReviewMark], label: str) -> Runs:
    text = words(runs)
    moved = sum(len(one.after) - len(one.before) for one in beside if one.offset < mark.offset)
    start = mark.offset - len(label) + moved
    end = start + len(mark.before)
    sent = mark.paragraph[len(label) : mark.offset]
    near = [one for one in beside if one.offset < mark.offset]
    fits = start >= 0 and text[start:end] == mark.before and (near or text[:start].endswith(sent[-AROUND:]))
    if not fits:
        raise Unlike(text)
    return merged((*_part(runs, 0, start), _put_in(runs, start, mark.after), *_part(runs, end, len(text))))


def _part(runs: Runs, start: int, end: int) -> Runs:
    """The runs of the letters from `start` up to `end`; a note stays with the last letter before it."""
    found: list[Run] = []
    at = 0
    for run in runs:
        first, last = max(start - at, 0), min(end - at, len(run.text))
        if first < last or (run.note and start < at + len(run.text) <= end):
            whole = last == len(run.text)
            found.append(replace(run, text=run.text[first:last], note=run.note if whole else ()))
        at += len(run.text)
    return tuple(found)


def _put_in(runs: Runs, place: int, text: str) -> Run:
    """`text` set as the letter at `place` is, or, at the end, the one before it."""
    at = 0
    for run in runs:
        at += len(run.text)
        if place < at:
            return replace(run, text=text, note=())
    return replace(runs[-1], text=text, note=()) if runs else Run(text)
