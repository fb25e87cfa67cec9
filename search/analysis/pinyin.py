"""Pinyin: how Han words are read, and how a string of Latin letters reads as syllables.

Syllables are written without tones, ü as v (女 is nv). Readings come from pypinyin, which knows phrases (银行 yin hang,
长沙 chang sha); what `_OWN` lists it reads otherwise than the people here do.

Typed letters can often be cut in more than one way (xian is 先 or 西安), and some are English or Mongolian words too
(can, men, bayan). Every way is told; which of them was meant is for whoever ranks the finds.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from sys import intern

LONGEST = 80  # letters: a title of forty characters is longer than anyone spells out
WAYS = 3

Syllables = tuple[str, ...]
_Way = tuple[int, int, int, Syllables]  # how many; how many are bent (ü for u, unfinished); begun by a vowel; which

# After 《汉语拼音方案》 (1958): each initial with the finals that it takes in today's speech.
_TABLE = {
    "": "a ai an ang ao e ei en eng er o ou yo",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng iao o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "y": "a ai an ang ao e i in ing ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = frozenset(initial + final for initial, finals in _TABLE.items() for final in finals.split())

# Names that the phrase list reads otherwise (勒 by itself is what a cutter leaves of a name: 郭勒), and two sounds that
# it writes without a vowel.
_OWN = {
    "克什克腾": "ke shi ke teng",
    "勒": "le",
    "高句丽": "gao gou li",
    "嗯": "en",
    "呣": "mu",
}
_OWN_WORDS = re.compile("(" + "|".join(sorted(_OWN, key=len, reverse=True)) + ")")
_VOWELS = frozenset("aeo")
_NO_INITIAL = frozenset("iuv")
_MARKS = re.compile(r"['’]|(?<=[a-z])[0-5]")


@lru_cache(maxsize=1 << 16)
def readings(word: str) -> Syllables:
    """One syllable for each character of a folded Han word, in its context; "" for what has no reading."""
    parts = enumerate(_OWN_WORDS.split(word))
    return tuple(intern(syllable) for at, part in parts for syllable in (_OWN[part].split() if at % 2 else _read(part)))


def initials_of(syllables: Iterable[str]) -> str:
    """The first letter of each syllable, as people shorten a name: nei meng gu → nmg; zh, ch, sh are z, c, s."""
    return "".join(syllable[:1] for syllable in syllables)


def could_be_initials(typed: str) -> bool:
    """Whether `typed` may be the first letters of two to twelve characters: no syllable begins with i, u or v."""
    return 2 <= len(typed) <= 12 and typed.isascii() and typed.isalpha() and _NO_INITIAL.isdisjoint(typed)


@lru_cache(maxsize=1 << 14)
def spoken(typed: str) -> tuple[Syllables, ...]:
    """At most three ways to read folded letters as whole syllables, the fewest syllables first; none if not pinyin.

    An apostrophe or the digit of a tone ends a syllable (xi'an, nei4meng2). ü may be typed v, yu, or u.
    """
    pieces = _pieces(typed)
    return _told(_joined(_cut(piece, _WHOLE) for piece in pieces)) if pieces else ()


@lru_cache(maxsize=1 << 14)
def spoken_so_far(typed: str) -> tuple[Syllables, ...]:
    """As `spoken`, while the word is still being typed: the last of each way may be the beginning of a syllable."""
    *done, last = _pieces(typed) or [""]
    if not last:
        return spoken(typed)
    return _told(_joined([*(_cut(piece, _WHOLE) for piece in done), _cut(last, _WHOLE, _BEGINNINGS)]))


def _read(part: str) -> list[str]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its lists take 0.2 s to read: for those who ask how words sound

    return lazy_pinyin(part, v_to_u=False, errors=_unread)  # type: ignore[arg-type]  # a list keeps each its place


def _unread(chars: str) -> list[str]:
    return [""] * len(chars)


def _typed_forms() -> dict[str, tuple[tuple[str, int], ...]]:
    """What people type → the syllables that it may be, each with 1 where a typed u or yu stands for ü."""
    forms = {syllable: [(syllable, 0)] for syllable in SYLLABLES}
    for syllable in SYLLABLES:
        initial, final = syllable[:1], syllable[1:]
        if final.startswith("v"):
            forms.setdefault(f"{initial}u{final[1:]}", []).append((syllable, 1))
            forms[f"{initial}yu{final[1:]}"] = [(syllable, 1)]
        elif initial in "jqxy" and final.startswith("u"):
            forms[f"{initial}v{final[1:]}"] = [(syllable, 0)]
    return {form: tuple(meant) for form, meant in forms.items()}


_WHOLE = _typed_forms()
_STARTS = {syllable[:length] for syllable in SYLLABLES for length in range(1, len(syllable))}
_BEGINNINGS = {start: ((start, 2),) for start in _STARTS - _WHOLE.keys()}
_OPENINGS = frozenset(form[:length] for form in _WHOLE for length in range(1, len(form) + 1))


def _pieces(typed: str) -> list[str]:
    """`typed` between its marks; nothing when it is too long, or one letter with a digit (A4 is a size of paper)."""
    if len(typed) > LONGEST or re.fullmatch(r"[a-z]\d", typed):
        return []
    pieces = _MARKS.split(typed)
    return pieces if all(pieces[:-1]) and pieces[0] else []


def _cut(
    letters: str,
    whole: Mapping[str, tuple[tuple[str, int], ...]],
    beginnings: Mapping[str, tuple[tuple[str, int], ...]] | None = None,
) -> list[_Way]:
    """The best ways through `letters`; what is left at the end may be one of `beginnings`."""
    reached: list[list[_Way]] = [[] for _ in range(len(letters) + 1)]
    reached[0] = [(0, 0, 0, ())]
    for start in range(len(letters)):
        ways = _best(reached[start])
        for end in range(start + 1, len(letters) + 1) if ways else ():
            piece = letters[start:end]
            if piece not in _OPENINGS:
                break
            meant = whole.get(piece) or (beginnings.get(piece) if beginnings and end == len(letters) else None)
            for syllable, bent in meant or ():
                vowel = int(start > 0 and syllable[0] in _VOWELS)
                reached[end] += [(n + 1, b + bent, v + vowel, (*way, syllable)) for n, b, v, way in ways]
    return _best(reached[-1])


def _best(ways: list[_Way]) -> list[_Way]:
    return sorted(ways)[:WAYS] if len(ways) > 1 else ways


def _joined(parts: Iterable[list[_Way]]) -> list[_Way]:
    """The best ways through all parts, one after the other."""
    joined: list[_Way] = [(0, 0, 0, ())]
    for ways in parts:
        both = [(n + m, b + c, v + w, way + more) for n, b, v, way in joined for m, c, w, more in ways]
        joined = _best(both)
    return joined


def _told(ways: list[_Way]) -> tuple[Syllables, ...]:
    return tuple(way for *_, way in ways)
