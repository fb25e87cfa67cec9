"""Notes at the foot of their page, at the end of their entry, and beneath tables, read back from the PDF."""

import ctypes
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import pypdfium2.raw as pdfium
from hypothesis import given, settings
from hypothesis import strategies as st

from compilations import pdf
from compilations.blocks import Block, Heading, ListItem, Paragraph, Quote, Run, Table
from compilations.pdf_layout import layout
from compilations.volume import Volume, VolumeEntry, VolumeSection
from printing.footnotes import circled
from tests.compilations.pdf_reading import contents, pages, qpdf_complaints
from tests.compilations.volumes import volume

MEASURES = layout("16k")
FILL = "草原生态保护与轮牧休牧的实践经验值得认真总结推广应用"


def noted(number: int, before: int, length: int) -> Run:
    """Words that call a note of `length` characters; what is looked for stands at both ends of the note."""
    note = Run(f"B{number:04}" + (FILL * (length // len(FILL) + 1))[:length] + f"E{number:04}")
    return Run((FILL * (before // len(FILL) + 1))[:before] + f"C{number:04}", note=(note,))


def built(blocks: tuple[Block, ...], folder: Path, **more: object) -> Path:
    made: Volume = volume(VolumeSection("节", (VolumeEntry("篇", blocks),)), **more)
    pdf.render(made, folder / "a.pdf")
    return folder / "a.pdf"


def places(path: Path) -> list[tuple[list[float], list[float]]]:
    """Of each page, the baselines of its text and of its notes (points), told apart by their size."""
    document = pypdfium2.PdfDocument(path)
    found = []
    for page in document:
        text, x, y = page.get_textpage(), ctypes.c_double(), ctypes.c_double()
        body, notes = list[float](), list[float]()
        for place in range(text.count_chars()):
            pdfium.FPDFText_GetCharOrigin(text.raw, place, x, y)
            size = round(pdfium.FPDFText_GetFontSize(text.raw, place), 1)
            if MEASURES.bottom <= y.value <= MEASURES.bottom + MEASURES.depth:
                (body if size == MEASURES.size else notes if size == MEASURES.size - 1.5 else []).append(y.value)
        found.append((body, notes))
    document.close()
    return found


def assert_true(path: Path, numbers: range, *, beside: bool) -> None:
    """Each note is there once and whole, beneath the text, not before its call; `beside`: on the page of its call."""
    text = pages(path)
    joined = "".join(text)
    for number in numbers:
        on = {what: [n for n, page in enumerate(text) if f"{what}{number:04}" in page] for what in "CBE"}
        assert [len(each) for each in on.values()] == [1, 1, 1], (number, on)
        assert all(joined.count(f"{what}{number:04}") == 1 for what in on)
        assert on["C"] <= on["B"] <= on["E"]
        if beside:
            assert on["C"] == on["B"]
    for page in text if beside else ():
        calls = re.findall(r"C(\d{4})(.)", page)
        begun = re.findall(r"(.)B(\d{4})", page)
        assert calls == [(number, mark) for mark, number in begun]
        assert [mark for _number, mark in calls] == [circled(n) for n in range(1, len(calls) + 1)]
    for body, notes in places(path):
        assert not body or not notes or min(body) > max(notes) + 8


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.lists(st.tuples(st.integers(20, 300), st.integers(0, 150)), min_size=1, max_size=6), max_size=20),
    st.integers(0, 3),
)
def test_each_note_stands_once_on_the_page_that_calls_it(paragraphs: list[list[tuple[int, int]]], headed: int) -> None:
    number, blocks = 0, list[Block]()
    for kind, pieces in enumerate(paragraphs):
        runs = tuple(noted(number + n, *piece) for n, piece in enumerate(pieces))
        number += len(pieces)
        if headed and kind % (headed + 1) == 0:
            blocks.append(Heading(1 + kind % 3, (Run("一个标题"),)))
        blocks.append((Paragraph, Quote, ListItem)[kind % 3](runs))
    blocks.append(Paragraph((Run("末段。"),)))
    with TemporaryDirectory() as folder:
        assert_true(built(tuple(blocks), Path(folder)), range(number), beside=True)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.one_of(st.integers(0, 60), st.integers(0, 4_000))), max_size=12))
def test_a_note_longer_than_a_third_of_the_page_goes_on(pieces: list[tuple[int, int]]) -> None:
    blocks = (*(Paragraph((noted(n, *piece),)) for n, piece in enumerate(pieces)), Paragraph((Run("末段。"),)))
    with TemporaryDirectory() as folder:
        assert_true(built(blocks, Path(folder)), range(len(pieces)), beside=False)


def test_more_notes_than_numbers_in_one_line_lose_none(tmp_path: Path) -> None:
    runs = tuple(Run("", note=(Run(f"B{n:04}E"),)) for n in range(120))
    text = "".join(pages(built((Paragraph((Run("很多"), *runs)),), tmp_path)))
    assert re.findall(r"B(\d{4})E", text) == [f"{n:04}" for n in range(120)]


def test_notes_at_the_end_are_numbered_through_the_entry(tmp_path: Path) -> None:
    row = ((noted(1, 3, 9),), (Run("格"),))
    blocks: tuple[Block, ...] = (
        Heading(1, (noted(0, 4, 20),)),
        Table((row, row, row)),
        *(Paragraph((noted(n, 100, 60),)) for n in range(2, 60)),
    )
    path = built(blocks, tmp_path, notes_at="end")
    text = "".join(pages(path))
    begun = re.findall(r"(\[\d+\]|.)B(\d{4})", text)
    assert begun == [(circled(n + 1) if n < 50 else f"[{n + 1}]", f"{n:04}") for n in range(60)]
    assert text.rindex("C00") < text.index("B0000")
    assert qpdf_complaints(path) == ""


def test_a_table_has_its_notes_beneath_it_once_however_often_its_head_comes(tmp_path: Path) -> None:
    head = ((noted(0, 2, 5),), (Run("数"),))
    rows = tuple(((Run(f"行{n}"),), (noted(n, 0, 5) if n == 70 else Run("1"),)) for n in range(1, 90))
    text = "".join(pages(built((Table((head, *rows)), Paragraph((noted(99, 9, 9),))), tmp_path)))
    assert text.count("C0000a") > 1
    assert text.count("aB0000") == text.count("bB0070") == text.count("①B0099") == 1
    assert text.index("行89") < text.index("aB0000") < text.index("bB0070") < text.index("C0099")


def test_a_note_of_a_heading_is_no_part_of_its_bookmark(tmp_path: Path) -> None:
    path = built((Heading(1, (noted(0, 4, 20),)), Paragraph((Run("文"),))), tmp_path)
    assert [title for level, title, _page in contents(path) if level == 2] == [f"{FILL[:4]}C0000"]
    assert_true(path, range(1), beside=True)


def test_columns_of_mongolian_have_their_notes_at_the_foot(tmp_path: Path) -> None:
    called = Run("ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ", note=(Run("B0000E"),))
    text = "".join(pages(built((Paragraph((called, Run(" ᠨᠤᠲᠤᠭ"))),), tmp_path)))
    assert text.count("①B0000E") == 1
    assert text.count("①") == 2
