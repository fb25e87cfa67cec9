"""From runs of text to a galley: fonts chosen, classes judged, spaces laid between neighbours."""

from collections.abc import Sequence

from printing.fonts import MONGOLIAN, faces
from printing.galley import Galley, Look
from printing.marks import classify, exceptions, neighbours
from printing.settling import settle
from printing.text_style import Run, TextStyle

SUPERSCRIPT_SIZE, SUPERSCRIPT_RISE = 0.62, 0.36  # of the text around it


def compose(runs: Sequence[Run], style: TextStyle) -> Galley:
    """Lay out runs in one endless line."""
    text = "".join(run.text for run in runs)
    looks, superscript = _looks(runs, style)
    classes = _classes(text, superscript)
    between = neighbours(classes)
    may, may_not = exceptions(text)
    em = style.size
    galley = Galley(
        text=text,
        classes=classes,
        keys=list(text),
        looks=looks,
        widths=[look.font.advances[each] * look.size * 0.001 for look, each in zip(looks, text, strict=True)],
        after=[each.gap * em for each in between] + [0.0],
        shrink=[each.shrink * em for each in between] + [0.0],
        weights=[each.weight for each in between] + [0],
        breaks=[p for p, each in enumerate(between, 1) if (each.breakable and p not in may_not) or p in may],
    )
    galley.breaks.append(len(text))
    settle(galley)
    return galley


def _classes(text: str, superscript: set[int]) -> str:
    """Mongolian words are one class throughout, joiners and connectors included; superscripts are another."""
    classes = classify(text)
    for found in MONGOLIAN.finditer(text):
        classes = classes[: found.start()] + "M" * len(found.group()) + classes[found.end() :]
    if superscript:
        classes = "".join("U" if place in superscript else letter for place, letter in enumerate(classes))
    return classes


def _looks(runs: Sequence[Run], style: TextStyle) -> tuple[list[Look], set[int]]:
    """The look of each character, and the places of superscripts."""
    looks: list[Look] = []
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
    return looks, superscript
