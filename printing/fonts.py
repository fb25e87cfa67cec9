"""The faces of the desk's paper: song, hei, kai, mongolian, and what a licensed font of the operator replaces.

No character is lost for want of a glyph: what the chosen face lacks is set in the next of Song, Hei, Kai,
Mongolian that has it (Kai has the Cyrillic ө and ү that the others lack), a Latin word is set whole in one face,
and so is all the Cyrillic of a text. Every font is embedded (`printing.embedding`), so HarfBuzz
has to be there: it is imported, not probed.
"""

import re
import unicodedata
from functools import cache
from itertools import groupby
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics

from desk.errors import NotFound
from desk.settings import ROOT, settings
from printing.embedding import EmbeddedFont, FaceMetrics

FONTS_FOLDER = ROOT / "data" / "fonts"
NAMES = ("song", "song-bold", "hei", "hei-bold", "kai", "mongolian")
OPTIONAL = ("kai-bold", "fangsong")  # no licence-clean FangSong was found: the operator may bring one
_STAND_IN = {"fangsong": "song", "kai-bold": "kai", "fangsong-bold": "song-bold", "mongolian-bold": "mongolian"}
_CHAIN = ("song", "hei", "kai", "mongolian")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff]{2,}")
_CYRILLIC = re.compile(r"[\u0400-\u052f]+")
MONGOLIAN = re.compile(r"[\u180b-\u180e\u200c\u200d\u202f]*[\u1800-\u18af][\u1800-\u18af\u200c\u200d\u202f]*")


class Fallback(dict[str, str]):
    """Character → name of the font that sets it, for one chosen face."""

    def __init__(self, chain: tuple[EmbeddedFont, ...]) -> None:
        super().__init__()
        self.chain = chain

    def __missing__(self, character: str) -> str:
        first = self.chain[0].fontName
        if "\u1800" <= character <= "\u18af":
            first = "mongolian"
        elif not is_invisible(character):
            first = next((font.fontName for font in self.chain if font.covers(character)), first)
        self[character] = first
        return first


class Faces:
    """The fonts of this process, registered with ReportLab under their names."""

    def __init__(self, fonts: dict[str, EmbeddedFont]) -> None:
        self.fonts = fonts
        self._fallbacks: dict[str, Fallback] = {}

    def name_of(self, face: str, bold: bool = False) -> str:
        """The registered font for a face; a face that is not there has a stand-in."""
        name = f"{face}-bold" if bold and not face.endswith("-bold") else face
        while name not in self.fonts:
            if name not in _STAND_IN:
                raise NotFound("没有名为 {name} 的字体。", name=name)
            name = _STAND_IN[name]
        return name

    def fallback(self, name: str) -> Fallback:
        """The choice of font, character by character, for text meant for font `name`."""
        known = self._fallbacks.get(name)
        if known is None:
            bold = name.endswith("-bold")
            names = dict.fromkeys([name, *(self.name_of(face, bold) for face in _CHAIN)])
            known = self._fallbacks[name] = Fallback(tuple(self.fonts[each] for each in names))
        return known

    def font_names(self, text: str, name: str) -> list[str]:
        """The font of each character of `text`; a word of an alphabet stays in one font where one has it all."""
        choose = self.fallback(name)
        chosen = list(map(choose.__getitem__, text))
        if len(set(chosen)) > 1:
            self._keep_words_whole(text, chosen, choose.chain)
        return chosen

    def _keep_words_whole(self, text: str, chosen: list[str], chain: tuple[EmbeddedFont, ...]) -> None:
        cyrillic = "".join(dict.fromkeys("".join(_CYRILLIC.findall(text))))
        for pattern, sample in ((_WORD, ""), (_CYRILLIC, cyrillic)):
            for word in pattern.finditer(text):
                if sample or len(set(chosen[word.start() : word.end()])) > 1:
                    whole = next((font for font in chain if all(map(font.covers, sample or word.group()))), chain[0])
                    chosen[word.start() : word.end()] = [whole.fontName] * len(word.group())
        for run in MONGOLIAN.finditer(text):
            chosen[run.start() : run.end()] = ["mongolian"] * len(run.group())


@cache
def register(extra: Path | None = None) -> Faces:
    """Load the desk's fonts and register them with ReportLab; `extra` is the operator's folder of licensed fonts.

    A file `song.ttf` (.ttc) there replaces that face, `fangsong.ttf` or `kai-bold.ttf` adds one. Refuses when the
    fonts were never brought.
    """
    fonts: dict[str, EmbeddedFont] = {}
    for name in (*NAMES, *OPTIONAL):
        path = _file_of(name, extra)
        if path is None and name in NAMES:
            raise NotFound(
                "缺少字体文件 {name}。请先运行 make fonts（或 python -m printing.fetch_fonts）。", name=f"{name}.ttf"
            )
        if path is not None:
            fonts[name] = EmbeddedFont(name, path)
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    rl_config.canvas_basefontname = "song"  # a new canvas would otherwise begin in Helvetica, which is not embedded
    rl_config.useA85 = 0  # a quarter smaller
    return Faces(fonts)


@cache
def faces() -> Faces:
    """The faces of this process: the desk's own, and those that the operator put into `<data_dir>/fonts`."""
    return register(settings().data_dir / "fonts")


def metrics(name: str) -> FaceMetrics:
    """Ascent and descent of a registered font, in thousandths of an em."""
    return faces().fonts[name].face


def split_by_font(text: str, face: str = "song", bold: bool = False) -> list[tuple[str, str]]:
    """The text cut where its font changes: (registered font name, piece) in order."""
    names = faces().font_names(text, faces().name_of(face, bold))
    pieces: list[tuple[str, str]] = []
    place = 0
    for name, group in groupby(names):
        length = len(list(group))
        pieces.append((name, text[place : place + length]))
        place += length
    return pieces


def missing_characters(text: str) -> list[str]:
    """The visible characters that no font of the desk can set, each once, in order of appearance."""
    fonts = faces().fonts.values()
    return [
        character
        for character in dict.fromkeys(text)
        if not is_invisible(character) and not any(font.covers(character) for font in fonts)
    ]


def is_invisible(character: str) -> bool:
    """Whether a character takes no ink of its own: controls, joiners, variation selectors, spaces."""
    return unicodedata.category(character) in ("Cc", "Cf", "Zs", "Zl", "Zp") or (
        "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
        or "\u180b" <= character <= "\u180f"
    )


def _file_of(name: str, extra: Path | None) -> Path | None:
    candidates = [
        folder / f"{name}{suffix}" for folder in (extra, FONTS_FOLDER) if folder for suffix in (".ttf", ".ttc")
    ]
    return next((path for path in candidates if path.is_file()), None)
