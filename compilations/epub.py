"""A volume as EPUB 3, for a delegate's phone: a document for each section and entry, Traditional Mongolian vertical."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from compilations.epub_blocks import pictures_of, standing_title, text, xhtml
from compilations.imprint import imprint_lines
from compilations.index_order import grouped
from compilations.landmarks import (
    BIBLIOGRAPHY_TITLE,
    CONTENTS_TITLE,
    INDEX_TITLE,
    PREFACE_TITLE,
    Landmark,
    PlacedEntry,
    contents,
    placed,
)
from compilations.pdf_layout import RED
from compilations.pictures import NO_PICTURES, Pictures
from compilations.volume import Volume, VolumeEntry, chinese_date, to_json
from desk.settings import ROOT
from printing.fonts import MONGOLIAN

_FONT = ROOT / "data" / "fonts" / "mongolian.ttf"
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""
_PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-CN" xml:lang="zh-CN">
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body class="{kind}">
{body}
</body></html>
"""
_STYLE = f"""
@font-face {{ font-family: "Desk Mongolian"; src: url("mongolian.ttf"); }}
body {{ line-height: 1.7; margin: 0 4%; }}
p {{ text-indent: 2em; margin: 0; text-align: justify; }}
h1, h2, h3, h4, h5, h6 {{ font-family: sans-serif; text-align: center; line-height: 1.4; text-indent: 0; }}
h4, h5, h6 {{ text-align: left; }}
blockquote {{ font-family: "KaiTi", "楷体", serif; margin: 0.5em 2em; }}
table {{ border-collapse: collapse; width: 100%; font-size: 0.9em; }}
figure {{ margin: 1em 0; text-align: center; }}
figure img {{ max-width: 100%; max-height: 80vh; }}
figcaption, aside p {{ text-indent: 0; font-size: 0.9em; }}
body {{ counter-reset: picture; }}
figcaption {{ counter-increment: picture; }}
figcaption::before {{ content: "图" counter(picture) "　"; }}
th, td {{ border: 1px solid #888; padding: 0.2em 0.4em; text-align: left; }}
[lang="mn-Mong"] {{ font-family: "Desk Mongolian", "Mongolian Baiti", "Noto Sans Mongolian", sans-serif; }}
.columns {{ -epub-writing-mode: vertical-lr; -webkit-writing-mode: vertical-lr; writing-mode: vertical-lr;
  display: inline-block; vertical-align: top; height: 24em; height: 72vh; max-width: 100%; overflow-x: auto;
  margin: 0.8em 0; font-size: 1.15em; }}
.columns.title {{ height: auto; max-height: 72vh; }}
.columns p {{ text-align: left; text-indent: 1.5em; }}
.columns h1, .columns h2, .columns h3, .columns h4, .columns h5, .columns h6 {{ text-align: left; margin: 0 0.5em; }}
.columns ol, .columns ul {{ margin: 0; padding: 2em 0 0 0; }}
.columns blockquote {{ margin: 2em 0; }}
.source, .bibliography p, .imprint p {{ text-indent: 0; font-size: 0.9em; text-align: left; }}
.source {{ color: #333; margin-top: 0.8em; }}
.section .down {{ text-align: center; }}
.section h1 {{ margin-top: 30%; color: {RED}; padding: 1em; border: solid {RED}; border-width: 2px 0; }}
.section .columns h1 {{ margin: 4em auto 0 auto; }}
.cover h1 {{ text-align: left; margin-top: 12%; }}
.cover p {{ text-indent: 0; text-align: left; }}
.cover .mongolian {{ -epub-writing-mode: vertical-lr; -webkit-writing-mode: vertical-lr; writing-mode: vertical-lr;
  float: left; height: 85vh; margin-right: 1.5em; padding: 1em 0.4em;
  background: {RED}; color: #fff; font-size: 1.5em; }}
"""


@dataclass(frozen=True)
class _Document:
    """One XHTML file of the book."""

    name: str
    title: str
    kind: str
    body: str


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
        _put(book, volume, "META-INF/container.xml", _CONTAINER.encode())
        _put(book, volume, "book/package.opf", _package(volume, documents, has_font, shown).encode())
        _put(book, volume, "book/nav.xhtml", _nav(volume).encode())
        _put(book, volume, "book/style.css", (_STYLE if has_font else _without_font(_STYLE)).encode())
        if has_font:
            _put(book, volume, "book/mongolian.ttf", _FONT.read_bytes())
        for name, picture in shown.items():
            _put(book, volume, f"book/pictures/{name}", pictures.path(picture).read_bytes(), zipfile.ZIP_STORED)
        for number, document in enumerate(documents, start=1):
            page = _PAGE.format(title=escape(document.title), kind=document.kind, body=document.body)
            _put(book, volume, f"book/{document.name}.xhtml", page.encode())
            progress(number, len(documents))
    return len(documents)


def _documents(volume: Volume) -> Iterator[_Document]:
    yield _Document("cover", volume.title, "cover", _cover(volume))
    if volume.preface:
        yield _Document("preface", PREFACE_TITLE, "preface", f"<h1>{PREFACE_TITLE}</h1>\n{xhtml(volume.preface)}")
    for each in placed(volume):
        if isinstance(each, PlacedEntry):
            yield _Document(each.anchor, each.entry.title, "entry", _entry(each.entry))
        else:
            title = each.section.title
            yield _Document(each.anchor, title, "section", standing_title(title, each.level))
    if volume.bibliography:
        lines = "\n".join(f"<p>[{n}] {text(line)}</p>" for n, line in enumerate(volume.bibliography, start=1))
        yield _Document("bibliography", BIBLIOGRAPHY_TITLE, "bibliography", f"<h1>{BIBLIOGRAPHY_TITLE}</h1>\n{lines}")
    if volume.index_terms:
        yield _Document("index", INDEX_TITLE, "bibliography", f"<h1>{INDEX_TITLE}</h1>\n{_index(volume)}")
    facts = "\n".join(f"<p>{label}：{text(value)}</p>" for label, value in imprint_lines(volume))
    yield _Document("imprint", "版本记录", "imprint", facts)


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


def _cover(volume: Volume) -> str:
    mongolian = f'<div class="mongolian">{text(volume.title_mn)}</div>\n' if volume.title_mn else ""
    above = f"<p>{text(volume.conference)}</p>\n" if volume.conference else ""
    facts = (volume.title_en, volume.edition, volume.editors, volume.library, chinese_date(volume.compiled_on))
    below = "\n".join(f"<p>{text(fact)}</p>" for fact in (*facts, "样例资料" if volume.is_sample else "") if fact)
    return f"{mongolian}{above}<h1>{text(volume.title)}</h1>\n{below}"


def _nav(volume: Volume) -> str:
    items: list[str] = []
    depth = 0
    for mark in contents(volume):
        level = max(mark.level, 1)
        items.append("<ol>" if level > depth else "</li>" + "</ol></li>" * (depth - level))
        items.append(_nav_line(mark))
        depth = level
    body = f"<h1>{CONTENTS_TITLE}</h1>{''.join(items)}{'</li></ol>' * depth}"
    return _PAGE.format(title=CONTENTS_TITLE, kind="contents", body=f'<nav epub:type="toc">{body}</nav>')


def _nav_line(mark: Landmark) -> str:
    return f'<li><a href="{mark.anchor}.xhtml">{text(mark.title)}</a>'


def _package(volume: Volume, documents: list[_Document], has_font: bool, pictures: Iterable[str]) -> str:
    def fact(tag: str, value: str, attributes: str = "") -> str:
        return f"<dc:{tag}{attributes}>{escape(value)}</dc:{tag}>" if value else ""

    identifier = uuid5(NAMESPACE_URL, to_json(volume).decode()).urn
    font = '<item id="font" href="mongolian.ttf" media-type="font/ttf"/>' if has_font else ""
    pages = "\n".join(
        f'<item id="{one.name}" href="{one.name}.xhtml" media-type="application/xhtml+xml"/>' for one in documents
    )
    images = "".join(
        f'<item id="picture{n}" href="pictures/{name}" media-type="{_IMAGE[Path(name).suffix]}"/>'
        for n, name in enumerate(pictures, start=1)
    )
    order = "".join(f'<itemref idref="{one.name}"/>{_AFTER_COVER if one.kind == "cover" else ""}' for one in documents)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-CN">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
{fact("identifier", identifier, ' id="id"')}{fact("title", volume.title)}{fact("language", "zh-CN")}
{fact("creator", volume.editors)}{fact("publisher", volume.library)}{fact("description", volume.conference)}
{fact("date", volume.compiled_on.isoformat())}
<meta property="dcterms:modified">{volume.compiled_on.isoformat()}T00:00:00Z</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="style.css" media-type="text/css"/>{font}{images}
{pages}
</manifest>
<spine>{order}</spine>
</package>
"""


_IMAGE = {".png": "image/png", ".jpg": "image/jpeg"}  # what Pictures keeps
_AFTER_COVER = '<itemref idref="nav"/>'


def _without_font(style: str) -> str:
    return "\n".join(line for line in style.split("\n") if not line.startswith("@font-face"))


def _put(book: zipfile.ZipFile, volume: Volume, name: str, content: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
    """Put a file into the book under the day of the volume, so that the same volume gives the same bytes."""
    day = volume.compiled_on
    part = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
    part.compress_type = how
    book.writestr(part, content)
