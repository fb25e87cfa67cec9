"""One alphabet for the sounds of Mongolian, whatever the script: what is typed in Traditional, Cyrillic or Latin.

One ASCII letter for one sound: a e i o u, O for ö, U for ü; y before a vowel; b v p f; x for q, kh, h; g k; n, N for
ng; m l r; s, S for sh; t d; c for ch, C for ts; j z.

What is seen of a Traditional word says less, and has letters of its own (`seen.py`): A for a or e of back words, E of
front words, Q when neither is known; W for o or u, V for ö or ü, R for any of them; I for i; G for g, H for q, X for
the k or g of front words; T for t or d. In a suffix, Z is a, e, o or ö.

The tables are our own, after the Unicode charts, MNS 5217 (2012), the BGN/PCGN romanisation of 1964, the habits of
people without a Mongolian keyboard, and the romanisation of scholars.
"""

import re
import unicodedata

VOWELS = "aeiouOU"

_TYPED = {0x1820 + at: letter for at, letter in enumerate("aeiouOUenNbpxgmlsStdcjyrvfkkCzxrljc")}
_CYRILLIC = str.maketrans(
    dict(zip("абвгджзийклмнопрстуүфхцчшщыьэөєї", "abvgdjziiklmnoprstuUfxCcSSiieOOU", strict=True))
    | {"е": "ye", "ё": "yo", "ю": "yu", "я": "ya", "ъ": ""}
)
_PAIRS = {"kh": "x", "gh": "g", "ch": "c", "sh": "S", "zh": "j", "ts": "C", "tz": "C", "dz": "z", "ph": "f"}
_SINGLE = str.maketrans(
    dict(zip("cqhw", "cxxv", strict=True)) | dict(zip("γɣŋəøʃʒöüščžǰńïĭŭı", "ggNeOSjOUScjjniiui", strict=True))
)
_PAIR = re.compile("|".join(f"{pair}(?!h)" if pair in ("dz", "ts") else pair for pair in _PAIRS))
_LONE_V = re.compile(r"(?<![aeiouOUy])v(?![aeiouOUy])")  # vg, bvteel: v is the key on which some keyboards have ү
_NASAL = re.compile("ng(?![aeiouOUy])")
_GLIDE = re.compile(r"y(?![aeiouOU])")
_FRONT = re.compile("[eOU]")
_SEEN_BACK = str.maketrans("aeiouOUgxtd", "AAIWWVVGHTT")
_SEEN_FRONT = str.maketrans("aeiouOUgxktd", "EEIVVVVXXXTT")
_NO_LETTER = re.compile(r"[^a-zA-Z]")


def typed(word: str) -> str:
    """The letters of a Traditional word as it was typed: right where the right letter was typed for what is seen."""
    return _NO_LETTER.sub("", word.translate(_TYPED))


def cyrillic(word: str) -> str:
    """The letters of a Cyrillic word."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFC", word).lower().translate(_CYRILLIC))


def latin(word: str) -> str:
    """The letters of a Latin word, in whichever habit it is written."""
    plain = unicodedata.normalize("NFC", word).lower()
    parts, end = [], 0
    for pair in _PAIR.finditer(plain):
        parts += [_singly(plain[end : pair.start()]), _PAIRS[pair[0]]]
        end = pair.end()
    letters = "".join((*parts, _singly(plain[end:])))
    return _NASAL.sub("N", _GLIDE.sub("i", _LONE_V.sub("U", letters)))


def as_seen(letters: str) -> str:
    """Letters in the stead of which only what is seen of them counts: a word that was transcribed letter by letter."""
    return letters.translate(_SEEN_FRONT if _FRONT.search(letters) else _SEEN_BACK)


def _singly(text: str) -> str:
    known = text.translate(_SINGLE)
    return _NO_LETTER.sub("", known if known.isascii() else unicodedata.normalize("NFKD", known))
