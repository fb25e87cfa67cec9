"""Words of the alphabets: one form for every way to type them.

Width, case and diacritics are folded (ＡＢＣ, Straße, Ōsaka). In Cyrillic й stays a letter of its own, ё becomes е as
most people type it, and є, ї, which Mongolian readers with a Ukrainian layout type for ө and ү, become those.
"""

import unicodedata

_LETTERS = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ð": "d",
    "đ": "d",
    "þ": "th",
    "ł": "l",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "ŋ": "ng",
    "ё": "е",
    "є": "ө",
    "ї": "ү",
    "й": "й",
}


class _Folds(dict[int, str]):
    """Code point → its folded letters, for str.translate."""

    def __missing__(self, point: int) -> str:
        folded = self[point] = _folded_letter(chr(point))
        return folded


def _folded_letter(char: str) -> str:
    return "".join(map(_bare, unicodedata.normalize("NFKC", char).casefold()))


def _bare(letter: str) -> str:
    if letter in _LETTERS:
        return _LETTERS[letter]
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    parts = unicodedata.normalize("NFKD", letter)
    kept = "".join(part for part in parts if not unicodedata.category(part).startswith("M") and part.isalnum())
    return "".join(_LETTERS.get(part, part) for part in kept)


_FOLDS = _Folds()


def fold(word: str) -> str:
    """The folded form of a word of letters and digits; folding it again changes nothing."""
    return unicodedata.normalize("NFC", word).translate(_FOLDS)
