"""Many strings of bytes in one array, and where each begins: kept on disk as they are, read one by one."""

import bisect
from array import array
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.array_files import Arrays
from search.arrays import Longs

STEP = 16  # every so many sorted strings one is held in memory, so that a search touches the file only at its end


class Strings(Sequence[bytes]):
    """Strings one after the other in the array `block`; the array `at` says where each begins and the last ends."""

    def __init__(self, arrays: Arrays, block: str, at: str) -> None:
        blocks: Any = arrays  # mypy does not know an array for a buffer
        self._block, self._at = memoryview(blocks[block]), memoryview(blocks[at])

    def __len__(self) -> int:
        return len(self._at) - 1

    def __getitem__(self, place: int) -> bytes:  # type: ignore[override]
        return bytes(self._block[self._at[place] : self._at[place + 1]])


class SortedStrings(Strings):
    """The same in the order of their bytes."""

    @cached_property
    def _some(self) -> list[bytes]:
        return [self[place] for place in range(0, len(self), STEP)]

    def first(self, key: bytes) -> int:
        """The place of the first string that is not before `key`."""
        after = bisect.bisect_left(self._some, key)
        return bisect.bisect_left(self, key, max(after - 1, 0) * STEP, min(after * STEP, len(self)))

    def beginning_with(self, prefix: bytes) -> range:
        """The places of the strings that begin with `prefix`."""
        bare = prefix.rstrip(b"\xff")
        after = bare[:-1] + bytes((bare[-1] + 1,)) if bare else None  # the first string after all of them
        return range(self.first(prefix), len(self) if after is None else self.first(after))


def joined(parts: Iterable[bytes]) -> tuple[NDArray[np.uint8], Longs]:
    """Strings one after the other in one block, and where each begins and the last ends."""
    block, at = bytearray(), array("q", [0])
    for part in parts:
        block += part
        at.append(len(block))
    return np.frombuffer(block, np.uint8), np.frombuffer(at, np.int64)
