"""A volume as PDF, for the printer and the screen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import Path

from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from compilations.blocks import runs_of, words
from compilations.direction import goes_down
from compilations.landmarks import (
    BIBLIOGRAPHY_TITLE,
    CONTENTS_TITLE,
    INDEX_TITLE,
    PREFACE_TITLE,
    PlacedEntry,
    PlacedSection,
    contents,
    placed,
)
from compilations.pdf_blocks import flowables
from compilations.pdf_colophon import colophon
from compilations.pdf_columns import standing_title, title_of
from compilations.pdf_cover import BackCover, Cover
from compilations.pdf_designs import part_title
from compilations.pdf_index import IndexHere
from compilations.pdf_layout import Layout, layout
from compilations.pdf_pages import ContentsLine, Progress, Turn, VolumeDocument
from compilations.pictures import NO_PICTURES, Pictures
from compilations.title_lines import broken
from compilations.volume import Volume, VolumeEntry
from printing.chinese import ChineseParagraph, TextStyle
from printing.paper import PaperCanvas

_Text = Callable[..., Iterator[Flowable]]  # the blocks of a text → how they are set
_LONG_ENTRY = 1_200  # characters: such an entry begins on a page of its own


@dataclass(frozen=True)
class Printed:
    """What came of a rendering: the printed page number of each anchor, and which of them begin their page."""

    pages: int
    folios: dict[str, str]
    heads: frozenset[str]


def render(
    volume: Volume,
    path: Path,
    progress: Progress = lambda _done, _all: None,
    pictures: Pictures = NO_PICTURES,
) -> Printed:
    """Write the volume to `path`; `progress` is told how many of how many pieces are laid out."""
    content, printed = laid_out(volume, progress, pictures)
    path.write_bytes(content)
    return printed


def laid_out(
    volume: Volume,
    progress: Progress = lambda _done, _all: None,
    pictures: Pictures = NO_PICTURES,
) -> tuple[bytes, Printed]:
    """The volume as the bytes of a PDF, and what page everything came to stand on."""
    measures = layout(volume.page_format, volume.design, volume.type_size)
    file = BytesIO()
    document = VolumeDocument(file, volume, measures)
    story = list(_story(volume, measures, document, pictures))
    total = len(story)
    document.setProgressCallBack(lambda kind, value: progress(value, total) if kind == "PROGRESS" else None)
    document.build(story, canvasmaker=PaperCanvas)
    return file.getvalue(), Printed(document.page, document.folios, frozenset(document.heads))


def _story(volume: Volume, measures: Layout, document: VolumeDocument, pictures: Pictures) -> Iterator[Flowable]:
    yield Cover(volume, measures)
    yield Turn("front")
    text = partial(flowables, layout=measures, notes_at=volume.notes_at, pictures=pictures)
    yield from _front(volume, measures, document, text)
    is_under_title = False
    for each in placed(volume):
        if isinstance(each, PlacedEntry):
            yield from _entry(each, measures, text)
        elif each.level == 1:
            yield Turn("body")
            yield from _part(each, measures)
        else:
            yield from [] if is_under_title else [PageBreak()]  # the page of the title above is full already
            yield from _within(each, measures)
        is_under_title = not isinstance(each, PlacedEntry) and each.level == 1
    if volume.bibliography:
        yield PageBreak()
        yield from _bibliography(volume, measures)
    if volume.index_terms:
        yield PageBreak()
        yield _title(INDEX_TITLE, measures, anchor="index")
        yield IndexHere(document.index, measures)
    yield Turn("back", verso=True)
    yield from colophon(volume, measures)
    if volume.back_text:
        yield Turn("cover", verso=True)
        yield BackCover(volume, measures)


def _front(volume: Volume, measures: Layout, document: VolumeDocument, text: _Text) -> Iterator[Flowable]:
    if volume.preface:
        yield _title(PREFACE_TITLE, measures, anchor="preface")
        yield from text(volume.preface)
        yield Turn("front")
    yield _title("目　　录", measures, anchor="contents", outline=CONTENTS_TITLE)
    for mark in contents(volume):
        yield ContentsLine(document, mark.title, mark.anchor, _contents_style(mark.level, measures))


def _contents_style(level: int, measures: Layout) -> TextStyle:
    style = replace(measures.plain, first_indent_em=0)
    if level > 1:
        return replace(style, left_indent_em=1.5 * (level - 1))
    return replace(
        style,
        face="hei",
        space_before=measures.leading / 2,
        keep_with_next=level == 1,
    )


def _part(part: PlacedSection, measures: Layout) -> Iterator[Flowable]:
    """The title of a section on a page of its own."""
    yield from part_title(part.section.title, measures, anchor=part.anchor)
    yield PageBreak()


def _within(within: PlacedSection, measures: Layout) -> Iterator[Flowable]:
    """The title of a section within a section, at the head of a page."""
    if goes_down(within.section.title):
        title = title_of(within.section.title, measures, 1.8, anchor=within.anchor, level=1)
        yield standing_title(title, measures, color=measures.accent)
        return
    yield ChineseParagraph(
        broken(within.section.title, measures.columns / 1.8),
        replace(measures.title(1.8), space_after=measures.leading * 1.5, color=measures.accent),
        anchor=within.anchor,
        outline_level=1,
        outline_title=within.section.title,
    )


def _entry(placed_entry: PlacedEntry, measures: Layout, text: _Text) -> Iterator[Flowable]:
    entry, before = placed_entry.entry, placed_entry.before
    if before is not None:
        yield PageBreak() if is_long(entry) or is_long(before) else CondPageBreak(measures.depth * 0.35)
    space_before = 0 if before is None else measures.leading
    anchor, level = placed_entry.anchor, placed_entry.level - 1
    down = title_of(entry.title, measures, 1.4, anchor=anchor, level=level) if goes_down(entry.title) else None
    if down is None:
        yield ChineseParagraph(
            broken(entry.title, measures.columns / 1.5),
            replace(measures.title(1.5), space_before=space_before, space_after=measures.leading * 0.75),
            anchor=anchor,
            outline_level=level,
            outline_title=entry.title,
        )
    elif space_before:
        yield Spacer(1, space_before)
    yield from text(entry.blocks, anchor=anchor, title=down)
    for line in entry.sources:
        yield ChineseParagraph(f"［出处］{line}", replace(measures.small, space_before=measures.leading / 2))


def _bibliography(volume: Volume, measures: Layout) -> Iterator[Flowable]:
    yield _title(BIBLIOGRAPHY_TITLE, measures, anchor="bibliography")
    width = 1 + 0.6 * len(str(len(volume.bibliography)))
    style = replace(measures.small, left_indent_em=width, first_indent_em=-width, space_after=3, alignment="left")
    for number, citation in enumerate(volume.bibliography, start=1):
        yield ChineseParagraph(f"[{number}] {citation}", style)


def _title(text: str, measures: Layout, *, anchor: str, outline: str = "") -> Flowable:
    return ChineseParagraph(
        text,
        replace(measures.title(1.5), space_after=measures.leading),
        anchor=anchor,
        outline_level=0,
        outline_title=outline or text,
    )


def is_long(entry: VolumeEntry) -> bool:
    """Whether an entry is so long that it begins on a page of its own, and the next one too."""
    return sum(len(words(runs)) for block in entry.blocks for runs in runs_of(block)) > _LONG_ENTRY
