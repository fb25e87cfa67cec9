"""What was worked out and may be asked for again, kept up to a size."""

import threading
from collections.abc import Iterator, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(Mapping[K, V]):
    """What was worked out, kept up to a total size; the oldest goes first. Threads may share it."""

    def __init__(self, most: int) -> None:
        self._most, self._total = most, 0
        self._values: dict[K, tuple[V, int]] = {}
        self._lock = threading.Lock()

    def __getitem__(self, key: K) -> V:
        return self._values[key][0]

    def __iter__(self) -> Iterator[K]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: K, default: V | None = None) -> V | None:  # type: ignore[override]
        """The value kept under `key`."""
        found = self._values.get(key)
        return found[0] if found else default

    def put(self, key: K, value: V, size: int) -> None:
        """Keep `value`, of about `size` elements."""
        with self._lock:
            before = self._values.pop(key, None)
            self._total += size + 64 - (before[1] if before else 0)
            self._values[key] = (value, size + 64)
            while self._total > self._most and len(self._values) > 1:
                oldest = next(iter(self._values))
                self._total -= self._values.pop(oldest)[1]
