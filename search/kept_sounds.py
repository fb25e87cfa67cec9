"""The sounds of Mongolian words that an index keeps, looked up by their keys."""

from collections import defaultdict
from collections.abc import Iterable

from search.snapshot import Snapshot


class KeptSounds:
    """The sounds that an index keeps under the keys that are asked for, and their numbers in each segment."""

    def __init__(self, index: Snapshot, kind: str) -> None:
        self._index, self._kind = index, kind
        self._numbers: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)

    def letters(self, key: str) -> set[str]:
        """The letters kept under a key."""
        prefix, found = f"{self._kind}:{key}:", set()
        for place, (postings, numbers) in enumerate(self._index.terms_beginning(prefix)):
            for number in numbers:
                letters = postings.term(number)[len(prefix) :]
                self._numbers[key, letters].append((place, number))
                found.add(letters)
        return found

    def terms(self, sounds: Iterable[tuple[str, str]]) -> list[list[tuple[int, int]]]:
        """The numbers of these sounds."""
        return [self._numbers[sound] for sound in sounds]
