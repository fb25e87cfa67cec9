"""A volume as EPUB 3, for a delegate's phone: a document for each section and entry, Traditional Mongolian vertical."""

import zipfile
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from compilations.cover_picture import cover_picture, cover_words
from compilations.epub_blocks import pictures_of, standing_title, text, xhtml
from compilations.epub_package import CONTAINER, COVER_PICTURE, BookDocument, nav, package, page
from compilations.imprint import imprint_lines
from compilations.index_order import grouped
from compilations.landmarks import (
    BIBLIOGRAPHY_TITLE,
    INDEX_TITLE,
    PREFACE_TITLE,
    PlacedEntry,
    placed,
)
from compilations.pdf_layout import layout
from compilations.pictures import NO_PICTURES, Pictures
from compilations.volume import Volume, VolumeEntry, chinese_date, to_json
from desk.settings import ROOT
from printing.fonts import MONGOLIAN

_COVER_PX = 1200  # wide
_FONT = ROOT / "data" / "fonts" / "mongolian.ttf"
_STYLE = """
@font-face { font-family: "Desk Mongolian"; src: url("mongolian.ttf"); }
body { line-height: 1.7; margin: 0 4%; }
p { text-indent: 2em; margin: 0; text-align: justify; }
h1, h2, h3, h4, h5, h6 { font-family: sans-serif; text-align: center; line-height: 1.4; text-indent: 0; }
h4, h5, h6 { text-align: left; }
h5, h6 { font-size: 1em; }
nav ol { list-style: none; padding-left: 1.5em; }
blockquote { font-family: "KaiTi", "楷体", serif; margin: 0.5em 2em; }
table { border-collapse: collapse; width: 100%; font-size: 0.9em; }
figure { margin: 1em 0; text-align: center; }
figure img { max-width: 100%; max-height: 80vh; }
figcaption, aside p { text-indent: 0; font-size: 0.9em; }
body { counter-reset: picture; }
figcaption { counter-increment: picture; }
figcaption::before { content: "图" counter(picture) "　"; }
th, td { border: 1px solid #888; padding: 0.2em 0.4em; text-align: left; }
[lang="mn-Mong"] { font-family: "Desk Mongolian", "Mongolian Baiti", "Noto Sans Mongolian", sans-serif; }
.columns { -epub-writing-mode: vertical-lr; -webkit-writing-mode: vertical-lr; writing-mode: vertical-lr;
  display: inline-block; vertical-align: top; height: 24em; height: 72vh; max-width: 100%; overflow-x: auto;
  margin: 0.8em 0; font-size: 1.15em; }
.columns.title { height: auto; max-height: 72vh; }
.columns p { text-align: left; text-indent: 1.5em; }
.columns h1, .columns h2, .columns h3, .columns h4, .columns h5, .columns h6 { text-align: left; margin: 0 0.5em; }
.columns ol, .columns ul { margin: 0; padding: 2em 0 0 0; }
.columns blockquote { margin: 2em 0; }
.source, .bibliography p, .imprint p { text-indent: 0; font-size: 0.9em; text-align: left; }
.source { color: #333; margin-top: 0.8em; }
.section .down { text-align: center; }
.section h1 { margin-top: 30%; color: ACCENT; padding: 1em; border: solid ACCENT; border-width: 2px 0; }
.section .columns h1 { margin: 4em auto 0 auto; }
.cover { margin: 0; text-align: center; }
.cover img { max-width: 100%; max-height: 100vh; }
.titlepage h1 { text-align: left; margin-top: 12%; }
.titlepage p { text-indent: 0; text-align: left; }
.titlepage .mongolian { -epub-writing-mode: vertical-lr; -webkit-writing-mode: vertical-lr; writing-mode: vertical-lr;
  float: left; height: 85vh; margin-right: 1.5em; padding: 1em 0.4em;
  background: ACCENT; color: #fff; font-size: 1.5em; }
"""


def render(
    volume: Volume,
    path: Path,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    pictures: Pictures = NO_PICTURES,
) -> int:
    """Write the volume to `path`; the number of its reading documents."""
    documents = list(_documents(volume))
    has_font = _FONT.is_file() and bool(MONGOLIAN.search(to_json(volume).decode()))
    blocks = (*volume.preface, *(block for entry in volume.entries for block in entry.blocks))
    shown = {picture.name: picture for picture in pictures_of(blocks)}
    with zipfile.ZipFile(path, "w") as book:
        _put(book, volume, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _put(book, volume, "META-INF/container.xml", CONTAINER.encode())
        opf = package(volume, documents, list(shown.values()), has_font=has_font)
        _put(book, volume, "book/package.opf", opf.encode())
        _put(book, volume, "book/nav.xhtml", nav(volume, documents).encode())
        _put(book, volume, f"book/{COVER_PICTURE}", cover_picture(volume, _COVER_PX).png, zipfile.ZIP_STORED)
        _put(book, volume, "book/style.css", _style(volume, has_font=has_font).encode())
        if has_font:
            _put(book, volume, "book/mongolian.ttf", _FONT.read_bytes())
        for name, picture in shown.items():
            _put(book, volume, f"book/pictures/{name}", pictures.path(picture).read_bytes(), zipfile.ZIP_STORED)
        for number, document in enumerate(documents, start=1):
            _put(book, volume, f"book/{document.name}.xhtml", page(document).encode())
            progress(number, len(documents))
    return len(documents)


def _documents(volume: Volume) -> Iterator[BookDocument]:
    picture = f'<img src="{COVER_PICTURE}" alt="{escape(cover_words(volume))}"/>'
    yield BookDocument("cover", "封面", "cover", picture, "cover")
    yield BookDocument("titlepage", volume.title, "titlepage", _title_page(volume), "titlepage")
    if volume.preface:
        body = f"<h1>{PREFACE_TITLE}</h1>\n{xhtml(volume.preface)}"
        yield BookDocument("preface", PREFACE_TITLE, "preface", body, "preface")
    yield from _body(volume)
    if volume.bibliography:
        lines = "\n".join(f"<p>[{n}] {text(line)}</p>" for n, line in enumerate(volume.bibliography, start=1))
        body = f"<h1>{BIBLIOGRAPHY_TITLE}</h1>\n{lines}"
        yield BookDocument("bibliography", BIBLIOGRAPHY_TITLE, "bibliography", body, "bibliography")
    if volume.index_terms:
        body = f"<h1>{INDEX_TITLE}</h1>\n{_index(volume)}"
        yield BookDocument("index", INDEX_TITLE, "bibliography", body, "index")
    facts = "\n".join(f"<p>{label}：{text(value)}</p>" for label, value in imprint_lines(volume))
    yield BookDocument("imprint", "版本记录", "imprint", facts, "copyright-page")


def _body(volume: Volume) -> Iterator[BookDocument]:
    for number, each in enumerate(placed(volume)):
        if isinstance(each, PlacedEntry):
            yield BookDocument(each.anchor, each.entry.title, "entry", _entry(each.entry))
        else:
            title = each.section.title
            body = standing_title(title, each.level)
            yield BookDocument(each.anchor, title, "section", body, "" if number else "bodymatter")


def _entry(entry: VolumeEntry) -> str:
    sources = "".join(f'\n<p class="source">［出处］{text(line)}</p>' for line in entry.sources)
    return f"{xhtml(entry.blocks, entry.title)}{sources}"


def _index(volume: Volume) -> str:
    """The headings of the index, each with links to its entries."""
    lines: list[str] = []
    for letter, headings in grouped(volume):
        lines.append(f"<h2>{text(letter)}</h2>")
        for heading, entries in headings:
            links = "；".join(f'<a href="{each.anchor}.xhtml">{text(each.entry.title)}</a>' for each in entries)
            lines.append(f"<p>{text(heading)}　{links}</p>")
    return "\n".join(lines)


def _title_page(volume: Volume) -> str:
    mongolian = f'<div class="mongolian">{text(volume.title_mn)}</div>\n' if volume.title_mn else ""
    above = f"<p>{text(volume.conference)}</p>\n" if volume.conference else ""
    facts = (volume.title_en, volume.edition, volume.editors, volume.library, chinese_date(volume.compiled_on))
    below = "\n".join(f"<p>{text(fact)}</p>" for fact in (*facts, "样例资料" if volume.is_sample else "") if fact)
    return f"{mongolian}{above}<h1>{text(volume.title)}</h1>\n{below}"


def _style(volume: Volume, *, has_font: bool) -> str:
    """The style sheet in the colour of the design, without a font that is not in the book."""
    accent = layout(volume.page_format, volume.design, volume.type_size).accent
    lines = _STYLE.replace("ACCENT", accent).split("\n")
    return "\n".join(line for line in lines if has_font or not line.startswith("@font-face"))


def _put(book: zipfile.ZipFile, volume: Volume, name: str, content: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
    """Put a file into the book under the day of the volume, so that the same volume gives the same bytes."""
    day = volume.compiled_on
    part = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
    part.compress_type = how
    book.writestr(part, content)
