"""Arrays in one file: where each of them lies, and then the arrays, ready to be mapped into memory as they are."""

import json
import mmap
import struct
import sys
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]
MAGIC = b"DESKARRS"
ALIGNED = 64  # bytes at whose multiples arrays begin
_HEAD = struct.Struct("<8sI")


def write(arrays: Arrays, path: Path) -> None:
    """Write arrays of one dimension."""
    told = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    starts = [0, *accumulate(_aligned(array.nbytes) for array in told.values())]
    lies = {
        name: (array.dtype.str, start, len(array)) for (name, array), start in zip(told.items(), starts, strict=False)
    }
    head = json.dumps(lies).encode()
    base = _aligned(_HEAD.size + len(head))
    with path.open("wb") as file:
        file.write(_HEAD.pack(MAGIC, len(head)) + head)
        for array, start in zip(told.values(), starts, strict=False):
            file.seek(base + start)
            array.tofile(file)
        file.truncate(base + starts[-1])


def read(path: Path, *, at_once: bool = False) -> dict[str, NDArray[Any]]:
    """What `write` wrote, mapped into memory. Raises OSError or ValueError where the file is missing or damaged.

    `at_once`: where the system can, all of it is there before the first use, so that no search waits for a page.
    """
    with path.open("rb") as file:
        if at_once and sys.platform == "linux":
            block = mmap.mmap(file.fileno(), 0, flags=mmap.MAP_SHARED | mmap.MAP_POPULATE, prot=mmap.PROT_READ)
        else:
            block = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    magic, size = _HEAD.unpack_from(block) if len(block) >= _HEAD.size else (b"", 0)
    if magic != MAGIC:
        raise ValueError(f"{path.name} is not what was written there")
    lies: dict[str, tuple[str, int, int]] = json.loads(block[_HEAD.size : _HEAD.size + size])
    base = _aligned(_HEAD.size + size)
    return {name: np.frombuffer(block, kind, count, base + start) for name, (kind, start, count) in lies.items()}


def _aligned(size: int) -> int:
    return -(-size // ALIGNED) * ALIGNED
