"""Endings of Cyrillic and Latin words that Traditional script sets apart from the stem, taken off again.

Written in the letters of `letters.py`. Only what changes the consonants of a word matters here, since keys have no
vowels and no g. Up to three layers: plural, case, reflexive. After the grammars of Khalkha; for Latin also the endings
as scholars transcribe them, in case they were typed without a hyphen.
"""

import re


def _layers(long: str) -> tuple[re.Pattern[str], ...]:
    """Reflexive, case (comitative and instrumental may both stand there) and plural, from the end of a word."""
    endings = (
        f"g?{long}",
        f"(?:t[aeoO]i)?g?{long}[sr]|t[aeoO]i|(?:t[aeoO]i|[aeoO])?[dt]|[dt][aeoO]x|[rl](?:uu|UU)|ii?n?x|ii?n|ii?g?",
        "(?:uu|UU)d|nar|ner|d[uU]g(?:aa|ee)r|ii?n?x",
    )
    return tuple(re.compile(f"(?:{ending})$") for ending in endings)


_CYRILLIC = _layers("(?:aa|ee|oo|OO)")
_LATIN = _layers("(?:aa|ee|oo|OO|uu)")  # who has no ö at hand may type u
_SCHOLARLY = tuple(
    re.compile(f"(?:{ending})$")
    for ending in (
        "iy[ae]n|b[ae]n",
        "iy[ae]r|b[ae]r|[ae]c[ae]|[dt][uUo]r?|t[ae]i|iin|[uU]n|[uUi]|yi|[dt][ae]xi",
        "n[uU]g[uU]d|[uU]d|n[ae]r",
    )
)
_NEGATION = re.compile("g[Uu]i(?:[gdn]|d?(?:aa|ee|oo|OO)|g(?:aa|ee|oo|OO)r?|s[eaoO]n)?$")
_CHANGED = """
[OoUu]{2}r=Ober deel=debel x[uU]n=xUmUn ix=yexe xaana=xamiga xaa=xamiga tavi=talbi tav=talbi dund=dumda und=umda
uil=uxila avto=auto xorvo=xorva nulims=nilbusu [cC]eC=seC [cC]aC=saC cac=sac cec=sec
"""
"""Stems that have changed more than the rules say: as heard today, and as Traditional script writes them."""


_OTHERWISE = [(re.compile(f"^(?:{today})"), once) for today, once in (line.split("=") for line in _CHANGED.split())]


def stems(letters: str, *, latin: bool = False) -> list[str]:
    """`letters` and what is left of it when endings are taken off, the whole word first."""
    found = _stripped(letters, _LATIN if latin else _CYRILLIC)
    if latin:
        found += _stripped(letters, _SCHOLARLY)
    return list(dict.fromkeys(found))


def written(letters: str) -> str:
    """`letters` with a stem as Traditional script writes it, where that is far from what is heard; else as they are."""
    for today, once in _OTHERWISE:
        if today.match(letters):
            return today.sub(once, letters)
    return letters


def without_negation(letters: str) -> str:
    """`letters` without -güi, which Traditional script writes as a word of its own (ügei)."""
    return _NEGATION.sub("", letters) or letters


def _stripped(letters: str, layers: tuple[re.Pattern[str], ...]) -> list[str]:
    found = [letters]
    for layer in layers:
        found += [short for long in found if (short := layer.sub("", long))]
    return found
