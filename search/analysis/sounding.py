"""How Chinese terms and headings sound: the keys under which an index finds them by pinyin and by first letters.

nei.meng.gu.    syllables, each with a point after it; the beginning of a key finds it
~nmg            first letters
c:…             the same of a whole heading, for completion; c=… its letters, where it is Mongolian
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from pypinyin.phrases_dict import phrases_dict

from search.analysis import han, latin, mongolian, pinyin, scripts
from search.analysis.heteronyms import other_readings
from search.analysis.words import SOUNDING, joined_runs

_PHRASE = 5  # characters of the longest phrase that is read as one
_LONGEST = 24  # characters of a heading that anybody types


def spoken_key(syllables: Sequence[str]) -> str:
    """Syllables as one key; the last may be unfinished, then it has no point after it (see `unfinished_key`)."""
    return "".join(f"{syllable}." for syllable in syllables)


def unfinished_key(syllables: Sequence[str]) -> str:
    """The beginning of all keys whose last syllable begins with the last of these."""
    return spoken_key(syllables)[:-1]


def initials_key(letters: str) -> str:
    """First letters as one key."""
    return f"~{letters}"


def sounds_of_term(term: str) -> Iterator[str]:
    """The keys of a pair of Han characters (the last of a run is one by itself); longer words are made of pairs."""
    if len(term) == 2 and scripts.is_han(term[0]):
        bare = term.removesuffix(han.END)
        for syllables in (_syllables(bare), *(other_readings(bare) if len(bare) == 2 else ())):
            if all(syllables):
                yield spoken_key(syllables)
                yield initials_key(pinyin.initials_of(syllables))


def _syllables(folded: str) -> Sequence[str]:
    """How characters side by side are read: as a phrase where they are one, else each by itself.

    `pinyin.readings` says the same of whole words; here there are very many pairs and headings, most of them new.
    """
    found: list[str] = []
    while len(found) < len(folded):
        at = len(found)
        phrases = (folded[at : at + size] for size in range(min(_PHRASE, len(folded) - at), 1, -1))
        phrase = next((phrase for phrase in phrases if phrase in phrases_dict), "")
        found += pinyin.readings(phrase) if phrase else (_syllable(folded[at]),)
    return found


@cache
def _syllable(char: str) -> str:
    return pinyin.readings(char)[0] if scripts.is_han(char) else ""


def sounds_of_heading(heading: str) -> Iterator[str]:
    """The keys of a whole heading that has Han or Mongolian in it."""
    syllables: list[str] = []
    letters: list[str] = []
    for run in joined_runs(heading):
        if run.script == scripts.HAN:
            syllables += _syllables(han.fold(run.text[:_LONGEST]))
        elif run.script in SOUNDING:
            kept = mongolian.sounds_kept(run.text, run.script)
            letters += [mongolian.rough(kept[0].letters)] if kept else []
        if len(syllables) >= _LONGEST:
            break
    if syllables := [one for one in syllables if one][:_LONGEST]:
        yield f"c:{spoken_key(syllables)}"
        yield f"c:{initials_key(pinyin.initials_of(syllables))}"
    if letters:
        yield f"c={''.join(letters)[:_LONGEST]}"


@lru_cache(maxsize=16_384)
def completion_key(text: str) -> str:
    """`text` folded as what is typed is compared with it: letters and digits alone, without blanks and marks."""
    if text.encode("utf-8", "ignore").decode() != text or len(text) > 8 * _LONGEST:
        return ""
    return "".join(_folded(run) for run in joined_runs(text))[:_LONGEST]


def _folded(run: scripts.Run) -> str:
    if run.script == scripts.HAN:
        return han.fold(run.text)
    if run.script == scripts.MONGOLIAN:
        return mongolian.bare(run.text)
    return latin.fold(run.text)
