"""The lists from which the sample desk is composed (`data/samples`), and a choice among them that never varies."""

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

SAMPLES = Path(__file__).resolve().parent.parent.parent / "data" / "samples"


@cache
def rows(name: str) -> list[dict[str, str]]:
    """The lines of `data/samples/<name>.csv` in their order."""
    with (SAMPLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def lists(name: str) -> Any:
    """What `data/samples/<name>.json` holds."""
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def mixed(*salt: object) -> int:
    """A number below 2**48 that looks drawn by lot and is the same for the same salt on every machine."""
    told = "|".join(map(str, salt)).encode()
    return int.from_bytes(hashlib.blake2b(told, digest_size=6).digest(), "big")


def pick(options: Sequence[T], *salt: object) -> T:
    """One of `options`, the same for the same salt."""
    return options[mixed(*salt) % len(options)]


def happens(percent: int, *salt: object) -> bool:
    """Whether something that happens in `percent` of a hundred cases happens in this one."""
    return mixed(*salt) % 100 < percent


def shuffled(options: Iterable[T], *salt: object) -> list[T]:
    """`options` in an order that looks like chance and is always the same."""
    return [option for _, option in sorted(enumerate(options), key=lambda pair: mixed(*salt, pair[0]))]


def chunked(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """`things` in lists of at most `size`."""
    rest = iter(things)
    while chunk := list(islice(rest, size)):
        yield chunk
