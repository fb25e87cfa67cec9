"""Numbers by which a record is known, and the terms under which an index keeps them."""

import re

from desk.catalogue import call_numbers, identifiers

_DIGIT = re.compile(r"\d")
_POINT = re.compile("[·•‧・]")  # 统一书号 11089·25 is typed with whatever point is at hand
_CLASS = re.compile(r"[A-KN-VXZ][A-Z]?\d[\d.]*")


def number_terms(text: str) -> tuple[str, ...]:
    """The terms under which `text` is kept, and found, as a number; none when it has no digit."""
    if not _DIGIT.search(text):
        return ()
    bare = _POINT.sub(".", re.sub(r"[/-]", "", call_numbers.folded(identifiers.half_width(text))))
    isbn = identifiers.isbn13(text)
    keys = dict.fromkeys(key for key in (isbn, bare) if key)
    return tuple(f"n:{key}" for key in keys if key.isprintable())


def class_terms(text: str) -> tuple[str, ...]:
    """The term under which a class (中图法分类号) is kept; a class is found by its beginning."""
    mark = call_numbers.folded(text)
    return (f"clc:{mark}",) if mark and mark.isprintable() else ()


def class_begun(text: str) -> str:
    """The beginning of the terms of all classes within the class `text`; empty when it is none (D92, not GDP)."""
    if not _DIGIT.search(text):
        return ""
    mark = call_numbers.folded(identifiers.half_width(text))
    return f"clc:{mark}" if _CLASS.fullmatch(mark) else ""
