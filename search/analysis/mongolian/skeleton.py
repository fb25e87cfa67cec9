"""The skeleton of a word, the same in every script: its consonants by class.

b=b,v; p=p,f; t=t,d; c=c,C,j,z (ch, ts, j, z); s=s,S; m, l, r; n=n,N before a vowel. Velars (q, k, kh, h, g) count as k
at the beginning and not at all elsewhere: long vowels have swallowed g, and shape does not tell q, g and two teeth
apart. A vowel at the beginning is marked a; other vowels and y are dropped, and of two neighbours alike one remains.
"""

import re

NOTHING = "0"
_CLASSES = str.maketrans("vwfdCjzSNTAEIWVQRGHX", "bbptcccsntaeiuUaugxx")
_FIRST_VELAR = re.compile("^[xgkX]")
_MUTE_N = re.compile("n(?![aeiouOU])")
_FIRST_VOWEL = re.compile("^[aeiouOU]+")
_SILENT = re.compile("[eiouOUyxg]|(?<!^)[ak]")
_HEARD = str.maketrans("eiouOUAEIWVQRZYvwfdTDgxkXHGCjzSN", "aaaaaaaaaaaaaaybbptttggggggcccsn")
_MUTE_G = re.compile("(?<=a)g(?=a)")
_TWICE = re.compile(r"(.)\1+")


def rough(letters: str) -> str:
    """Letters as they are heard from afar, in any script: the beginning of a word gives the beginning of its own.

    Vowels are one, sounds that scripts confuse are one, g between vowels is not heard, nothing is doubled.
    """
    plain = letters.replace(".", "").translate(_HEARD)
    return _TWICE.sub(r"\1", _MUTE_G.sub("", plain))


def skeleton(letters: str) -> str:
    """The key of a stem, in small ASCII letters; `NOTHING` when there is no consonant in it."""
    plain = _MUTE_N.sub("", _FIRST_VELAR.sub("k", letters.translate(_CLASSES)))
    return _bare(plain)


def skeletons(letters: str) -> list[str]:
    """The likely keys of a stem heard today, the plainest first.

    Vowels that Traditional script writes may have been lost behind an n, so it may count or not; what begins with y
    today may have begun with i (yalgax: ilgaqu).
    """
    plain = _FIRST_VELAR.sub("k", letters.translate(_CLASSES))
    begun = [plain, f"a{plain}"] if plain.startswith("y") else [plain]
    found = [_bare(way(one)) for one in begun for way in (_without_mute_n, _without_last_n, str)]
    return list(dict.fromkeys(found))


def _without_mute_n(plain: str) -> str:
    return _MUTE_N.sub("", plain)


def _without_last_n(plain: str) -> str:
    return plain.removesuffix("n")


def _bare(plain: str) -> str:
    return _TWICE.sub(r"\1", _SILENT.sub("", _FIRST_VOWEL.sub("a", plain))) or NOTHING
