"""What only HarfBuzz knows: the joined forms of Mongolian words, and glyphs that a font keeps for special places."""

from dataclasses import dataclass
from functools import lru_cache

import uharfbuzz as hb

from printing.embedding import EmbeddedFont, Glyph


@dataclass(frozen=True, slots=True)
class ShapedGlyph:
    """One glyph of a word; lengths in thousandths of an em."""

    glyph: Glyph
    own_advance: float  # as the font has it, where the PDF's pen goes by itself
    advance: float
    x_offset: float
    y_offset: float


@dataclass(frozen=True, slots=True)
class ShapedWord:
    """A word in its joined forms; `text` is what was stored, and what a copy gives back."""

    text: str
    glyphs: tuple[ShapedGlyph, ...]
    advance: float


@lru_cache(maxsize=8192)
def shape_mongolian(text: str, font: EmbeddedFont) -> ShapedWord:
    """Shape a Mongolian word, suffixes and their connectors included, as it lies on a horizontal line."""
    infos, positions = _shape(text, font, "Mong", "mn")
    scale = 1000 / font.hb_face.upem
    ends = _cluster_ends([info.cluster for info in infos], len(text))
    glyphs = tuple(
        ShapedGlyph(
            Glyph(info.codepoint, text[info.cluster : end]),
            font.advance_of(info.codepoint),
            position.x_advance * scale,
            position.x_offset * scale,
            position.y_offset * scale,
        )
        for info, position, end in zip(infos, positions, ends, strict=True)
    )
    return ShapedWord(text, glyphs, sum(each.advance for each in glyphs))


def _cluster_ends(clusters: list[int], length: int) -> list[int]:
    """Where each glyph's text ends; a glyph that shares its cluster with the one before has none of its own."""
    ends = []
    for place, cluster in enumerate(clusters):
        if place and clusters[place - 1] == cluster:
            ends.append(cluster)
            continue
        ends.append(next((later for later in clusters[place + 1 :] if later > cluster), length))
    return ends


@lru_cache(maxsize=64)
def special_glyphs(font: EmbeddedFont) -> dict[str, Glyph]:
    """The glyphs that the font keeps behind its features: for Chinese `——` and `—`, for an alphabet its quotes.

    Noto's ordinary em dash is the Latin one, 0.89 em wide: two of them leave a gap in what must be one stroke of
    two ems. Its ordinary quotes fill an em: right for Chinese, wrong for “hello” and it’s.
    """
    found = {}
    for texts, features in ((("——", "—"), {}), ("“”‘’", {"pwid": True})):
        for text in texts:
            infos, _ = _shape(text, font, "Hani", "zh-Hans", features)
            if len(infos) == 1 and font.covers(text[0]):
                found[text] = Glyph(infos[0].codepoint, text)
    return found


def _shape(
    text: str, font: EmbeddedFont, script: str, language: str, features: dict[str, bool] | None = None
) -> tuple[list[hb.GlyphInfo], list[hb.GlyphPosition]]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "ltr"
    buffer.script = script
    buffer.language = language
    hb.shape(font.hb_font, buffer, features)
    return buffer.glyph_infos, buffer.glyph_positions
