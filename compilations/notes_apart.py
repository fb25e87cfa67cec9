"""Notes taken out of a text: a mark where each is called, and the notes in their order, to stand at its end."""

from collections.abc import Iterator
from dataclasses import replace

from compilations.blocks import Block, Blocks, BookList, Picture, Run, Runs, Table

NoteMark = tuple[str, Runs]


def notes_apart(blocks: Blocks, anchor: str = "") -> tuple[Blocks, tuple[NoteMark, ...]]:
    """The same blocks with a mark for each note, 〔1〕, 〔2〕 …, and the notes each with its mark.

    Where an `anchor` is given, each mark links to `#anchor-number`.
    """
    taker = _Taker(anchor)
    return tuple(map(taker.block, blocks)), tuple(taker.notes)


class _Taker:
    def __init__(self, anchor: str) -> None:
        self._anchor = anchor
        self.notes: list[NoteMark] = []

    def block(self, block: Block) -> Block:
        if isinstance(block, BookList):
            return block
        if isinstance(block, Table):
            return replace(block, rows=tuple(tuple(tuple(self._runs(cell)) for cell in row) for row in block.rows))
        if isinstance(block, Picture):
            return replace(block, caption=tuple(self._runs(block.caption)))
        return replace(block, runs=tuple(self._runs(block.runs)))

    def _runs(self, runs: Runs) -> Iterator[Run]:
        for run in runs:
            if not run.note:
                yield run
                continue
            number = len(self.notes) + 1
            self.notes.append((f"〔{number}〕", run.note))
            if run.text:
                yield replace(run, note=())
            link = f"#{self._anchor}-{number}" if self._anchor else ""
            yield Run(f"〔{number}〕", superscript=True, link=link)
