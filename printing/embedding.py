"""A TrueType font as ReportLab wants it, embedded as one Type 0 font instead of subsets of 256 characters.

ReportLab's own TTFont changes the font at nearly every Chinese character (each of its subsets holds 256), writes
code points above U+FFFF wrongly into ToUnicode, and has no place for glyphs that only shaping reaches. Here each
glyph used gets a two-byte code of its own, HarfBuzz cuts the subset, and ToUnicode is UTF-16BE.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

_DROPPED = ("BASE", "FFTM", "GDEF", "GPOS", "GSUB", "OS/2", "STAT", "cmap", "gasp", "name", "post", "vhea", "vmtx")
_BLOCK = 100  # PDF 32000-1, 9.10.3: at most a hundred lines in one bfchar section


class Glyph(NamedTuple):
    """A glyph that no single character reaches, and the text it stands for when copied."""

    gid: int
    text: str


@dataclass(frozen=True)
class FaceMetrics:
    """What ReportLab asks of a typeface, in thousandths of an em."""

    name: str
    ascent: float
    descent: float


class Advances(dict[str, float]):
    """Character → advance, looked up once; in points for a `size` in points."""

    def __init__(self, font: "EmbeddedFont", size: float) -> None:
        super().__init__()
        self._font = font
        self._scale = size * 0.001

    def __missing__(self, character: str) -> float:
        advance = self._font.advance_of(self._font.glyph_of(character)) * self._scale
        self[character] = advance
        return advance


class Codes(dict[str | Glyph, str]):
    """What a document used of a font: character or glyph → its code, as four hex digits."""

    def __missing__(self, key: str | Glyph) -> str:
        code = f"{len(self) + 1:04X}"  # 0 stays .notdef
        self[key] = code
        return code


class EmbeddedFont:
    """One font file under one name; safe for several documents at once."""

    _multiByte = 1  # noqa: N815 - ReportLab asks by these names
    _dynamicFont = 1  # noqa: N815
    shapable = False

    def __init__(self, name: str, path: Path) -> None:
        self.fontName = name
        self.path = path
        self.hb_face = hb.Face(hb.Blob.from_file_path(str(path)))
        self.hb_font = hb.Font(self.hb_face)
        self._scale: float = 1000 / self.hb_face.upem
        extents = self.hb_font.get_font_extents("ltr")
        self.face = FaceMetrics(name, extents.ascender * self._scale, extents.descender * self._scale)
        self.postscript_name = self.hb_face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or name
        self._points: dict[float, Advances] = {}
        self._codes: WeakKeyDictionary[Any, Codes] = WeakKeyDictionary()

    def covers(self, character: str) -> bool:
        """Whether the font has a glyph for the character."""
        return self.hb_font.get_nominal_glyph(ord(character)) is not None

    def points(self, size: float) -> Advances:
        """The advances of its characters at a size of so many points."""
        known = self._points.get(size)
        if known is None:
            known = self._points.setdefault(size, Advances(self, size))
        return known

    def glyph_of(self, character: str) -> int:
        """The glyph of a character; 0 where there is none."""
        return self.hb_font.get_nominal_glyph(ord(character)) or 0

    def advance_of(self, glyph: int) -> float:
        """A glyph's advance in thousandths of an em."""
        return float(self.hb_font.get_glyph_h_advance(glyph)) * self._scale

    def codes_in(self, document: Any) -> Codes:
        """The codes given out in this document so far; looking one up gives it out."""
        codes = self._codes.get(document)
        if codes is None:
            codes = self._codes[document] = Codes()
        return codes

    # What ReportLab's canvas calls; the names are its own.

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: ARG002, N802
        """Width of a text set as it comes, in points."""
        return sum(map(self.points(size).__getitem__, text))

    def splitString(self, text: str, document: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: ARG002, N802
        """The text as codes of subset 0, which is the only one."""
        codes = self.codes_in(document)
        return [(0, bytes.fromhex("".join(map(codes.__getitem__, text))))] if text else []

    def getSubsetInternalName(self, subset: int, document: Any) -> str:  # noqa: ARG002, N802
        """The font's resource name in this document, which makes it known there."""
        known: str | None = document.fontMapping.get(self.fontName)
        if known is None:
            known = document.fontMapping[self.fontName] = f"/F{len(document.fontMapping) + 1}"
            document.delayedFonts.append(self)
        return known

    def addObjects(self, document: Any) -> None:  # noqa: N802
        """Write the font with the glyphs that the document used."""
        codes = self._codes.pop(document, Codes())
        glyphs = [0, *(key.gid if isinstance(key, Glyph) else self.glyph_of(key) for key in codes)]
        texts = [key.text if isinstance(key, Glyph) else key for key in codes]
        name = document.fontMapping[self.fontName][1:]
        base = f"{_tag(texts)}+{self.postscript_name}"
        font_file, places = self._subset(glyphs)
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(base),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(self._descriptor(document, base, font_file), f"descriptor:{name}"),
                "DW": 1000,
                "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray([round(self.advance_of(glyph), 2) for glyph in glyphs])]),
                "CIDToGIDMap": _stream(document, b"".join(places[g].to_bytes(2, "big") for g in glyphs), f"map:{name}"),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(base),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"descendant:{name}")]),
                "ToUnicode": _stream(document, to_unicode(texts), f"unicode:{name}"),
            }
        )
        document.idToObject["BasicFonts"].dict[name] = document.Reference(font, name)

    def _descriptor(self, document: Any, base: str, font_file: bytes) -> Any:
        extents = self.hb_font.get_font_extents("ltr")
        box = (-1000, round(extents.descender * self._scale), 3000, round(extents.ascender * self._scale))
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(base),
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray(box),
                "ItalicAngle": 0,
                "Ascent": box[3],
                "Descent": box[1],
                "CapHeight": 730,
                "StemV": 80,
                "FontFile2": _stream(document, font_file, f"file:{base}:{self.fontName}", Length1=len(font_file)),
            }
        )

    def _subset(self, glyphs: Iterable[int]) -> tuple[bytes, dict[int, int]]:
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(set(glyphs))
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii"), "big") for tag in _DROPPED)
        wanted.flags = hb.SubsetFlags.NOTDEF_OUTLINE
        plan = hb.SubsetPlan(self.hb_face, wanted)
        places = dict(plan.old_to_new_glyph_mapping)
        return plan.execute().blob.data, places


def to_unicode(texts: Iterable[str]) -> bytes:
    """The ToUnicode CMap of codes 1, 2, 3 …; text beyond U+FFFF as surrogate pairs (PDF 32000-1, 9.10.3)."""
    lines = [
        f"<{code:04X}> <{text.encode('utf-16-be', 'replace').hex().upper()}>"
        for code, text in enumerate(texts, 1)
        if text
    ]
    blocks = [lines[start : start + _BLOCK] for start in range(0, len(lines), _BLOCK)]
    sections = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{sections}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _tag(texts: list[str]) -> str:
    """Six capitals that tell one subset from another (PDF 32000-1, 9.6.4)."""
    digest = hashlib.sha256("\n".join(texts).encode("utf-8", "surrogatepass")).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _stream(document: Any, content: bytes, name: str, **entries: int) -> Any:
    stream = pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress] if document.compression else None)
    for key, value in entries.items():
        stream.dictionary[key] = value
    return document.Reference(stream, name)
