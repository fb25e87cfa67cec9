"""The peers of the benchmark of volumes: `python -m benchmarks.volumes_peers NAME FILE < volume.json`.

Each sets the same text on the same page in the same type (Song 10.5 pt, heads in Hei), with what it has itself:
ReportLab its ragged CJK paragraph, notes in the text; WeasyPrint and Typst with notes at the foot. None draws a cover.
"""

import sys
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from compilations.blocks import BookList, Heading, ListItem, Paragraph, Picture, Quote, Runs, Table, as_table, words
from compilations.pdf_layout import Layout, layout
from compilations.volume import Volume, VolumeEntry, from_json
from desk.settings import ROOT

FONTS = ROOT / "data" / "fonts"


def main() -> None:
    """Set what stands on stdin."""
    PEERS[sys.argv[1]](from_json(sys.stdin.buffer.read()), Path(sys.argv[2]))


def ragged(volume: Volume, path: Path) -> None:
    """ReportLab's own paragraph, wordWrap="CJK"."""
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415 - each peer pays only for its own imports
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415
    from reportlab.platypus import LongTable, PageBreak, SimpleDocTemplate  # noqa: PLC0415
    from reportlab.platypus import Paragraph as Ragged  # noqa: PLC0415

    for name in ("song", "hei"):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))
    measures = layout(volume.page_format)
    size, leading = measures.size, measures.leading
    body = ParagraphStyle(
        "body", fontName="song", fontSize=size, leading=leading, wordWrap="CJK", firstLineIndent=2 * size
    )
    head = ParagraphStyle("head", body, fontName="hei", fontSize=1.24 * size, firstLineIndent=0)
    cell = ParagraphStyle("cell", body, fontSize=size - 1.5, leading=leading * 0.8, firstLineIndent=0)
    story: list[Any] = []
    for entry in volume.entries:
        story.append(Ragged(escape(entry.title), head))
        for block in _blocks(entry):
            if isinstance(block, Table):
                rows = [[Ragged(escape(words(runs)), cell) for runs in row] for row in block.rows]
                story.append(LongTable(rows, repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")]))
            else:
                text = "".join(_inline(block.runs))
                story.append(Ragged(text, head if isinstance(block, Heading) else body))
        story.append(PageBreak())
    SimpleDocTemplate(
        str(path),
        pagesize=(measures.width, measures.height),
        leftMargin=measures.inner - 6,  # its frame has 6 pt of padding
        rightMargin=measures.outer - 6,
        topMargin=measures.top - 6,
        bottomMargin=measures.bottom - 6,
    ).build(story)


def weasyprint(volume: Volume, path: Path) -> None:
    """WeasyPrint, both edges even, notes at the foot."""
    from weasyprint import HTML  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    HTML(string="".join(_html(volume)), base_url=str(FONTS)).write_pdf(path, font_config=FontConfiguration())


def typst(volume: Volume, path: Path) -> None:
    """Typst, both edges even, notes at the foot."""
    from typst import compile as compiled  # noqa: PLC0415

    source = path.with_suffix(".typ")
    source.write_text("".join(_typ(volume)), encoding="utf-8")
    try:
        compiled(str(source), output=str(path), font_paths=[str(FONTS)], ignore_system_fonts=True)
    finally:
        source.unlink()


PEERS: dict[str, Callable[[Volume, Path], None]] = {"ragged": ragged, "weasyprint": weasyprint, "typst": typst}


def _blocks(entry: VolumeEntry) -> Iterator[Heading | Paragraph | ListItem | Quote | Table | Picture]:
    """A list of books is a table to the peers."""
    return (as_table(block) if isinstance(block, BookList) else block for block in entry.blocks)


def _inline(runs: Runs) -> Iterator[str]:
    for run in runs:
        yield escape(run.text)
        if run.note:
            yield f"〔注：{escape(words(run.note))}〕"


def _html(volume: Volume) -> Iterator[str]:
    measures = layout(volume.page_format)
    yield f"""<html lang="zh-CN"><style>
@font-face {{ font-family: song; src: url("{(FONTS / "song.ttf").resolve().as_uri()}") }}
@font-face {{ font-family: hei; src: url("{(FONTS / "hei.ttf").resolve().as_uri()}") }}
@page {{ size: {measures.width}pt {measures.height}pt; margin: {_margins(measures)};
  @bottom-center {{ content: counter(page) }} }}
body {{ font: {measures.size}pt/{measures.leading}pt song; text-align: justify }}
p {{ margin: 0; text-indent: 2em }} h1, h2 {{ font: 1.24em hei; margin: .5em 0 }} h1 {{ break-before: page }}
.note {{ float: footnote; font-size: .85em }} table {{ border-collapse: collapse; width: 100%; font-size: .85em }}
td {{ border: .5pt solid }}</style>"""
    for entry in volume.entries:
        yield f"<h1>{escape(entry.title)}</h1>"
        for block in _blocks(entry):
            if isinstance(block, Table):
                yield "<table>"
                for row in block.rows:
                    yield "<tr>" + "".join(f"<td>{escape(words(runs))}</td>" for runs in row) + "</tr>"
                yield "</table>"
            else:
                tag = "h2" if isinstance(block, Heading) else "p"
                yield f"<{tag}>"
                for run in block.runs:
                    yield escape(run.text)
                    if run.note:
                        yield f'<span class="note">{escape(words(run.note))}</span>'
                yield f"</{tag}>"


def _typ(volume: Volume) -> Iterator[str]:
    measures = layout(volume.page_format)
    yield f"""#set page(width: {measures.width}pt, height: {measures.height}pt, numbering: "1", margin: (
  left: {measures.inner}pt, right: {measures.outer}pt, top: {measures.top}pt, bottom: {measures.bottom}pt))
#set text(font: {_family("song")}, size: {measures.size}pt, lang: "zh", region: "CN")
#set par(justify: true, leading: {measures.leading - measures.size}pt, first-line-indent: (amount: 2em, all: true))
#show heading: set text(font: {_family("hei")})
"""
    for entry in volume.entries:
        yield f"#pagebreak(weak: true)\n#heading(level: 1)[#{_quoted(entry.title)}]\n"
        for block in _blocks(entry):
            if isinstance(block, Table):
                cells = ", ".join(_quoted(words(runs)) for row in block.rows for runs in row)
                yield f"#table(columns: {len(block.rows[0])}, {cells})\n"
            elif isinstance(block, Heading):
                yield f"#heading(level: 2)[#{_quoted(words(block.runs))}]\n"
            else:
                for run in block.runs:
                    note = f"#footnote[#{_quoted(words(run.note))}]" if run.note else ""
                    yield f"#{_quoted(run.text)}{note}"
                yield "\n\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _family(name: str) -> str:
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(FONTS / f"{name}.ttf", lazy=True) as font:
        return _quoted(str(font["name"].getBestFamilyName()))


def _margins(measures: Layout) -> str:
    return f"{measures.top}pt {measures.outer}pt {measures.bottom}pt {measures.inner}pt"


if __name__ == "__main__":
    main()
