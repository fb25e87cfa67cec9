"""The notes of an entry: at the foot of the page that calls them, or at the end of the entry.

A table has its notes beneath it, marked a, b, c as GB/T 1.1 marks them, since it may go over pages and its head comes
again on each. At the end of an entry all are numbered through it.
"""

from collections.abc import Iterator
from dataclasses import replace

from reportlab.platypus import Flowable

from compilations.blocks import Run as VolumeRun
from compilations.blocks import Runs
from compilations.pdf_layout import Layout
from compilations.volume import NotesAt
from printing.chinese import Run, TextStyle
from printing.footnotes import CALL, circled, numbered

_CIRCLED = 50


def end_mark(number: int) -> str:
    """The mark of a note at the end of an entry: ①, and [51] where there are no more circles."""
    return circled(number) if number <= _CIRCLED else f"[{number}]"


def note_style(layout: Layout) -> TextStyle:
    """How notes are set: smaller and closer than the text."""
    return replace(layout.small, leading=layout.leading * 0.76)


class EntryNotes:
    """The notes of one entry, while its blocks are set."""

    def __init__(self, layout: Layout, at: NotesAt) -> None:
        self._style, self._at = note_style(layout), at
        self._ending: list[tuple[str, Runs]] = []

    def running(self, runs: Runs) -> tuple[Run, ...]:
        """Runs of a paragraph as they are set, with the marks of the notes that they call."""
        return tuple(part for run in runs for part in self._with_call(run))

    def apart(self) -> "ApartNotes":
        """For a table."""
        return ApartNotes(self)

    def closing(self) -> Iterator[Flowable]:
        """What stands at the end of the entry."""
        for number, (mark, note) in enumerate(self._ending):
            note_set = numbered(mark, set_note(note), self._style)
            note_set.spaceBefore = 0.0 if number else self._style.leading
            yield note_set

    def below(self, notes: dict[Runs, str]) -> Iterator[Flowable]:
        """Notes that stand beneath what calls them."""
        for number, (note, mark) in enumerate(notes.items(), start=1):
            note_set = numbered(mark, set_note(note), self._style)
            if number == len(notes):
                note_set.spaceAfter = self._style.leading / 2
            yield note_set

    def at_end(self, note: Runs) -> str:
        """The mark of a note that stands at the end of the entry; empty where notes stand at the foot of the page."""
        if self._at == "foot":
            return ""
        self._ending.append((end_mark(len(self._ending) + 1), note))
        return self._ending[-1][0]

    def _with_call(self, run: VolumeRun) -> Iterator[Run]:
        if run.text or not run.note:
            yield _set_run(run)
        if not run.note:
            return
        mark = self.at_end(run.note)
        yield Run(mark, superscript=True) if mark else Run(CALL, superscript=True, note=set_note(run.note))


class ApartNotes:
    """The notes of one table: a note that is called again, as by a head that is repeated, has one mark."""

    def __init__(self, entry: EntryNotes) -> None:
        self._entry = entry
        self._below: dict[Runs, str] = {}
        self._marks: dict[Runs, str] = {}

    def mark(self, note: Runs) -> str:
        """The mark of a note."""
        if note not in self._marks:
            mark = self._entry.at_end(note)
            if not mark:
                mark = self._below[note] = _letters(len(self._below) + 1)
            self._marks[note] = mark
        return self._marks[note]

    def runs(self, runs: Runs) -> tuple[Run, ...]:
        """Runs of a cell with the marks of the notes that they call."""
        found: list[Run] = []
        for run in runs:
            if run.text:
                found.append(_set_run(run))
            if run.note:
                found.append(Run(self.mark(run.note), superscript=True))
        return tuple(found)

    def below(self) -> Iterator[Flowable]:
        """What stands beneath the table."""
        return self._entry.below(self._below)


def set_note(note: Runs) -> tuple[Run, ...]:
    """The words of a note; a note within it stands in brackets."""
    found: list[Run] = []
    for run in note:
        found.append(_set_run(run))
        if run.note:
            found += [Run("（"), *set_note(run.note), Run("）")]
    return tuple(found)


def _set_run(run: VolumeRun) -> Run:
    """A run as it is set: bold in Hei, as Chinese books do, and italics in Kai."""
    return Run(
        run.text, face="hei" if run.bold else "", emphasis=run.italic, superscript=run.superscript, link=run.link
    )


def _letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters
