"""Characters that look alike (形近字), for "did you mean": 自冶区 was meant as 自治区.

The table is measured on rendered glyphs by `deploy/lookalikes.py`, not taken from a list.
"""

from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("lookalikes.txt")


def lookalikes(char: str) -> str:
    """The characters that look like a folded one, at most six, the most alike first; "" when none is known."""
    return _table().get(char, "")


@cache
def _table() -> dict[str, str]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return {group[0]: group[1:] for line in lines if not line.startswith("#") for group in line.split()}
