"""The parts of an EPUB that say what is in it: the package, the contents, the landmarks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from compilations.blocks import Picture, words
from compilations.epub_blocks import text
from compilations.landmarks import CONTENTS_TITLE, Landmark, contents
from compilations.volume import Volume, to_json

COVER_PICTURE = "cover.png"
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
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
_IMAGE = {".png": "image/png", ".jpg": "image/jpeg"}  # what Pictures keeps
_AFTER_TITLE_PAGE = '<itemref idref="nav"/>'


@dataclass(frozen=True)
class BookDocument:
    """One XHTML file of the book; `landmark` is what it is in the words of EPUB, empty where readers need not jump."""

    name: str
    title: str
    kind: str
    body: str
    landmark: str = ""


def page(document: BookDocument) -> str:
    """The whole file of a document."""
    return _PAGE.format(title=escape(document.title), kind=document.kind, body=document.body)


def nav(volume: Volume, documents: Sequence[BookDocument]) -> str:
    """The contents as the reader sees them, and the landmarks, which a reading system offers in its own way."""
    marks = "".join(
        f'<li><a epub:type="{mark}" href="{href}">{escape(title)}</a></li>'
        for mark, href, title in _landmarks(documents)
    )
    body = (
        f'<nav epub:type="toc" id="toc"><h1>{CONTENTS_TITLE}</h1>{_contents(volume)}</nav>\n'
        f'<nav epub:type="landmarks" hidden="hidden"><h2>导航</h2><ol>{marks}</ol></nav>'
    )
    return page(BookDocument("nav", CONTENTS_TITLE, "contents", body))


def _contents(volume: Volume) -> str:
    items: list[str] = []
    depth = 0
    for mark in contents(volume):
        level = max(mark.level, 1)
        items.append("<ol>" if level > depth else "</li>" + "</ol></li>" * (depth - level))
        items.append(_contents_line(mark))
        depth = level
    return f"{''.join(items)}{'</li></ol>' * depth}"


def _contents_line(mark: Landmark) -> str:
    return f'<li><a href="{mark.anchor}.xhtml">{text(mark.title)}</a>'


def _landmarks(documents: Sequence[BookDocument]) -> Iterator[tuple[str, str, str]]:
    """Kind, place and title of each; the contents stand after the title page."""
    for one in documents:
        if one.landmark:
            yield one.landmark, f"{one.name}.xhtml", one.title
        if one.landmark == "titlepage":
            yield "toc", "nav.xhtml#toc", CONTENTS_TITLE


def package(volume: Volume, documents: Sequence[BookDocument], pictures: Sequence[Picture], *, has_font: bool) -> str:
    """The package document: what the book is, which files it has, in which order they are read."""

    def fact(tag: str, value: str, attributes: str = "") -> str:
        return f"<dc:{tag}{attributes}>{escape(value)}</dc:{tag}>" if value else ""

    identifier = uuid5(NAMESPACE_URL, to_json(volume).decode()).urn
    font = '<item id="font" href="mongolian.ttf" media-type="font/ttf"/>' if has_font else ""
    pages = "\n".join(
        f'<item id="{one.name}" href="{one.name}.xhtml" media-type="application/xhtml+xml"/>' for one in documents
    )
    images = "".join(
        f'<item id="picture{n}" href="pictures/{one.name}" media-type="{_IMAGE[Path(one.name).suffix]}"/>'
        for n, one in enumerate(pictures, start=1)
    )
    order = "".join(
        f'<itemref idref="{one.name}"/>{_AFTER_TITLE_PAGE if one.landmark == "titlepage" else ""}' for one in documents
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-CN">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
{fact("identifier", identifier, ' id="id"')}{fact("title", volume.title)}{fact("language", "zh-CN")}
{fact("creator", volume.editors)}{fact("publisher", volume.library)}{fact("description", volume.conference)}
{fact("date", volume.compiled_on.isoformat())}
<meta property="dcterms:modified">{volume.compiled_on.isoformat()}T00:00:00Z</meta>
{_access(pictures)}
<meta name="cover" content="cover-picture"/>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="cover-picture" href="{COVER_PICTURE}" media-type="image/png" properties="cover-image"/>
<item id="style" href="style.css" media-type="text/css"/>{font}{images}
{pages}
</manifest>
<spine>{order}</spine>
</package>
"""


def _access(pictures: Sequence[Picture]) -> str:
    """What the book offers to those who cannot see it (EPUB Accessibility 1.1): pictures only if all are described."""
    described = all(one.alt or words(one.caption) for one in pictures)
    facts = [("accessMode", "textual"), ("accessMode", "visual")]
    facts += [("accessModeSufficient", "textual")] if described else []
    features = ["tableOfContents", "structuralNavigation", "readingOrder", *(["alternativeText"] if described else [])]
    facts += [("accessibilityFeature", each) for each in features]
    facts += [("accessibilityHazard", "none")]
    return "".join(f'<meta property="schema:{name}">{value}</meta>' for name, value in facts)
