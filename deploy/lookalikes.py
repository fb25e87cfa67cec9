"""Measure which Chinese characters look alike (形近字), and write `search/analysis/lookalikes.txt`.

    .venv/bin/python -m deploy.lookalikes

Takes about a minute and half a gigabyte; needs the fonts (`make fonts`). The same fonts give the same table, so run it
again when a font changes and look at the difference.

Every simplified character of GB/T 2312 is drawn in Hei, Song and Kai, each blurred a little and more: the little blur
sees strokes, the greater one sees the shape of the whole. Likeness is the correlation of the two pictures, averaged
over the six ways of drawing. A pair is kept when it is very like and one of the two is common, or when both are common
and each is among the nearest of the other (of characters with few strokes none is very like any). What eyes confuse
and ink does not tell is added from `BY_EYE`.
"""

from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from search.analysis import han

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "search" / "analysis" / "lookalikes.txt"
FACES = ("hei", "song", "kai")
BLURS = (2.0, 4.0)  # pixels of a glyph 64 pixels high
GRID = 32
VERY_LIKE = 0.9  # judged by eye: above it few pairs are unlike, below it many
RATHER_LIKE, NEAREST = 0.8, 3  # the ranks of two characters with each other add up to no more
MOST = 6

BY_EYE = """
天夫 王主 即既 刀力 北比 密蜜 辛幸 历厉 陪部 牧收 折析 拆析 喝渴 夭天 兵乒 乒乓 乓兵 孑孓 很狠
狼狠 佳住 贪贫 券卷 账帐 汨汩 圆园 自白 目且 午干 贝见 燥躁 澡操 噪燥 缀辍 侯喉 原厚 崔催 催摧
籍藉 板版 检俭 险捡 锋蜂 梢稍 植殖 副幅 暑署 沾沽 沽估
"""


def main() -> None:
    """Write the table, and say how much is in it."""
    characters = simplified()
    nearest, likeness = nearest_of(pictures(characters))
    pairs = likely_pairs(characters, nearest, likeness)
    groups = chosen(pairs)
    TABLE.write_text(as_text(groups), encoding="utf-8")
    print(f"{TABLE}: {len(groups)} characters, {sum(map(len, groups.values())) // 2} pairs.")


def simplified() -> str:
    """The characters of GB/T 2312 that folding leaves as they are, in its order: the common ones come first."""
    cells = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    characters = "".join(cell.decode("gb2312", "ignore") for cell in cells)
    return "".join(char for char in characters if han.fold(char) == char)


def is_common(character: str) -> bool:
    """Whether it is of the first level of GB/T 2312, 3,755 characters in the order of their sounds."""
    return character.encode("gb2312") < b"\xd8\xa1"


def pictures(characters: str) -> NDArray[np.float32]:
    """One row for each character, in which the product of two rows is their mean correlation."""
    rows = np.zeros((len(characters), len(FACES) * len(BLURS), GRID * GRID), np.float32)
    for face, name in enumerate(FACES):
        font = ImageFont.truetype(str(ROOT / "data" / "fonts" / f"{name}.ttf"), 64)
        for place, character in enumerate(characters):
            rows[place, face * len(BLURS) : (face + 1) * len(BLURS)] = drawn(character, font)
    rows -= rows.mean(axis=2, keepdims=True)
    rows /= np.linalg.norm(rows, axis=2, keepdims=True) * np.sqrt(rows.shape[1])
    return rows.reshape(len(characters), -1)


def drawn(character: str, font: ImageFont.FreeTypeFont) -> list[NDArray[np.float32]]:
    """The character drawn once, blurred in each way."""
    sheet = Image.new("L", (72, 72))
    ImageDraw.Draw(sheet).text((36, 36), character, 255, font=font, anchor="mm")
    blurred = (
        sheet.filter(ImageFilter.GaussianBlur(blur)).resize((GRID, GRID), Image.Resampling.BOX) for blur in BLURS
    )
    return [np.asarray(image, np.float32).ravel() for image in blurred]


def nearest_of(rows: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """For each character the places of the twelve most like it, and how like, to three decimals."""
    places, likeness = [], []
    for start in range(0, len(rows), 512):
        block = np.round(rows[start : start + 512] @ rows.T, 3)
        block[np.arange(len(block)), np.arange(start, start + len(block))] = -1
        order = np.argsort(-block, axis=1, kind="stable")[:, :12]
        places.append(order)
        likeness.append(np.take_along_axis(block, order, axis=1))
    return np.concatenate(places), np.concatenate(likeness)


def likely_pairs(
    characters: str, nearest: NDArray[np.int64], likeness: NDArray[np.float32]
) -> list[tuple[float, str, str]]:
    """The pairs that are kept, the most like first; those of `BY_EYE` stand before all others."""
    ranks = [{other: rank for rank, other in enumerate(row)} for row in nearest.tolist()]
    found = {(min(pair), max(pair)): 1.0 for pair in BY_EYE.split()}
    for place, row in enumerate(nearest.tolist()):
        for rank, other in enumerate(row):
            like = float(likeness[place, rank])
            mutual = rank + ranks[other].get(place, MOST * 2) <= NEAREST and like >= RATHER_LIKE
            one, two = sorted((characters[place], characters[other]))
            common = is_common(one) + is_common(two)
            if (like >= VERY_LIKE and common) or (mutual and common == 2):
                found.setdefault((one, two), like)
    return sorted(((like, one, two) for (one, two), like in found.items()), key=lambda each: (-each[0], each[1:]))


def chosen(pairs: list[tuple[float, str, str]]) -> dict[str, str]:
    """Character → its lookalikes, at most six, the most like first; each pair stands on both sides or on none."""
    groups: dict[str, str] = defaultdict(str)
    for _, one, two in pairs:
        if len(groups[one]) < MOST and len(groups[two]) < MOST:
            groups[one] += two
            groups[two] += one
    return {character: groups[character] for character in sorted(groups) if groups[character]}


def as_text(groups: dict[str, str]) -> str:
    """The table as a file: what made it, then each character followed by its lookalikes, twenty to a line."""
    words = [character + others for character, others in groups.items()]
    lines = [" ".join(words[at : at + 20]) for at in range(0, len(words), 20)]
    source = "# Measured by deploy/lookalikes.py on the desk's own fonts: each character, then those that look like it."
    return "\n".join([source, *lines, ""])


if __name__ == "__main__":
    main()
