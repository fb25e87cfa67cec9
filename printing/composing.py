"""From runs of text to a galley: fonts chosen, classes judged, spaces laid between neighbours."""

from collections.abc import Sequence
from itertools import accumulate, compress, count
from operator import add, is_not, ne

from printing.fonts import MONGOLIAN, faces
from printing.galley import Galley, Look
from printing.marks import BREAKABLE, SPACED, WEIGHT, classify, exceptions, neighbours, spaces
from printing.settling import settle
from printing.text_style import Run, TextStyle

SUPERSCRIPT_SIZE, SUPERSCRIPT_RISE = 0.62, 0.36  # of the text around it


def compose(runs: Sequence[Run], style: TextStyle) -> Galley:
    """Lay out runs in one endless line."""
    text = "".join(run.text for run in runs)
    looks, widths, superscript = _looks(runs, style)
    classes = _classes(text, superscript)
    between = neighbours(classes)
    gaps, shrinks = spaces(style.size)
    galley = Galley(
        text=text,
        classes=classes,
        keys=list(text),
        looks=looks,
        widths=widths,
        after=[*map(gaps.__getitem__, between), 0.0],
        shrink=[*map(shrinks.__getitem__, between), 0.0],
        weights=[*map(WEIGHT.__getitem__, between), 0],
        breaks=_breaks(text, between),
    )
    settle(galley)
    galley.reach.extend(accumulate(map(add, galley.widths, galley.after)))
    galley.singles.extend(_singles(galley, between))
    return galley


def _breaks(text: str, between: Sequence[str]) -> list[int]:
    may, may_not = exceptions(text)
    breaks = list(compress(range(1, len(text)), map(BREAKABLE.__getitem__, between)))
    if may or may_not:
        breaks = sorted({*breaks} - may_not | may)
    return [*breaks, len(text)]


def _singles(galley: Galley, between: Sequence[str]) -> list[int]:
    """Places that are not like the one before: another look, another space after it, drawn otherwise than as it is."""
    found = {len(galley.text) - 1, *galley.naturals, *galley.shifts}
    found.update(compress(count(), map(SPACED.__getitem__, between)))
    found.update(compress(count(), map(ne, galley.keys, galley.text)))
    found.update(compress(count(1), map(is_not, galley.looks[1:], galley.looks)))
    return sorted(found)


def _classes(text: str, superscript: set[int]) -> str:
    """Mongolian words are one class throughout, joiners and connectors included; superscripts are another."""
    classes = classify(text)
    for found in MONGOLIAN.finditer(text):
        classes = classes[: found.start()] + "M" * len(found.group()) + classes[found.end() :]
    if superscript:
        classes = "".join("U" if place in superscript else letter for place, letter in enumerate(classes))
    return classes


def _looks(runs: Sequence[Run], style: TextStyle) -> tuple[list[Look], list[float], set[int]]:
    """The look of each character, its advance in points, and the places of superscripts."""
    looks: list[Look] = []
    widths: list[float] = []
    superscript: set[int] = set()
    known = faces()
    for run in runs:
        face = run.face or ("kai" if run.emphasis else style.face)
        names = known.font_names(run.text, known.name_of(face, run.bold or style.bold))
        size = style.size * (SUPERSCRIPT_SIZE if run.superscript else 1.0)
        rise = style.size * SUPERSCRIPT_RISE if run.superscript else 0.0
        color = run.color or style.color
        by_name = {name: Look(known.fonts[name], size, rise, color, run.link) for name in dict.fromkeys(names)}
        if run.superscript:
            superscript.update(range(len(looks), len(looks) + len(names)))
        looks.extend(map(by_name.__getitem__, names))
        if len(by_name) == 1:
            widths.extend(map(known.fonts[names[0]].points(size).__getitem__, run.text))
        else:
            widths.extend(known.fonts[name].points(size)[each] for name, each in zip(names, run.text, strict=True))
    return looks, widths, superscript
