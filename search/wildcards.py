"""A chunk with * and ?: letters become a pattern, Chinese characters a phrase with gaps."""

import re
from collections.abc import Iterator

from search.analysis import han, latin, mongolian, scripts
from search.analysis.words import PATTERN, Way, Word, joined_runs
from search.analysis.words import words as analysed
from search.snapshot import EXACT, PREFIX, Part, Pick

_WILD = str.maketrans("＊？", "*?")
_ANY_MARK = re.compile("[*?＊？]")
_MARKS = re.compile(r"[*?]")


def is_wild(text: str) -> bool:
    """Whether a chunk is letters and wildcards: a question mark at its end alone is only a question."""
    if not _ANY_MARK.search(text):
        return False
    plain = text.translate(_WILD)
    letters = _MARKS.sub("", plain)
    covered = sum(run.end - run.start for run in scripts.runs(letters))
    return bool(letters) and covered == len(letters) and bool(_MARKS.search(plain.rstrip("?")))


def wild_pieces(text: str, start: int) -> tuple[list[Word], list[Part]]:
    """The words of a chunk with wildcards, and the parts of it whose distance is known.

    Letters between blanks are one pattern. Where a chunk has Han characters, each stretch of them is a word; with ?
    between two they must stand that far apart, with * anywhere.
    """
    plain = text.translate(_WILD)
    if not any(map(scripts.is_han, plain)):
        return list(_patterns(plain, start)), []
    words = [word for piece in _MARKS.split(plain) for word in analysed(piece)]
    inner = plain.strip("*?")
    return words, [] if "*" in inner else list(_with_gaps(inner))


def _patterns(plain: str, start: int) -> Iterator[Word]:
    runs = [run for run in joined_runs(_MARKS.sub("", plain)) if run.script in (*scripts.LETTERS, "mongolian")]
    if runs and runs[0].script == scripts.MONGOLIAN:
        if way := _mongolian_beginning(runs[0].text):
            yield Word(scripts.MONGOLIAN, start, start + len(plain), runs[0].text, (way,))
        return
    pattern = "".join(part if _MARKS.fullmatch(part) else latin.fold(part) for part in re.split(r"([*?])", plain))
    if runs:
        yield Word(runs[0].script, start, start + len(plain), pattern, (Way("typed", PATTERN, (pattern,)),))


def _mongolian_beginning(word: str) -> Way | None:
    """By the beginning of its sound: shapes change at the end of a word. Todo, Sibe and Manchu are kept as typed."""
    if sound := mongolian.sounds_asked(word, scripts.MONGOLIAN):
        return Way("sound", PATTERN, (f"k:{sound[0].key}*",))
    form = mongolian.keys(word).forms[0]
    return Way("form", PATTERN, (f"w:{form}*",)) if form else None


def _with_gaps(inner: str) -> Iterator[Part]:
    """Characters at their distances; a ? stands for one."""
    for found in re.finditer(r"[^?]+", inner):
        folded = han.fold(found[0])
        pairs = han.pairs(folded)[:-1] or [folded]
        how = EXACT if len(folded) > 1 else PREFIX
        yield from ((found.start() + at, (Pick(how, pair),)) for at, pair in enumerate(pairs))
