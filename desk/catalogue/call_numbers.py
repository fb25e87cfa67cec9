"""Call numbers (索书号), and how to recognise one that is typed differently from its label.

A short lesson. A Chinese call number has two parts, most often printed on two lines of the spine label:

    F124         分类号, the class of the Chinese Library Classification (中图法)
    26           书次号, what tells the books of one class apart

The class is one or two capital letters and digits with a point after each third (F121.23, TP311.13). After it may
come auxiliary signs: "-" form (D6-62), "(…)" country (D73(47)), "=" period, ":" relation (G259.2:TP39), '"…"'
peoples, "+" combination. The second part is a running number of the class (种次号: 26), a two- or four-figure author
number (著者号: Z245, L36), with "=2" for an edition, "-2" or ":2" for a volume. A library may put a mark of its
collection before it (蒙/F124, 库, R). Between the parts stands "/", a space, a line break, or nothing at all.

`folded` makes all these spellings one string: it drops spaces, makes full-width signs ordinary, capitals of all
letters, and "/" of each slash or backslash, none at the ends and none doubled. What it gets wrong:

- Nothing between the parts ("F12426") is not the same as "F124/26": nobody can say where the class ends.
- A space between the parts is dropped, so "F124 26" folds to "F12426"; `same` therefore compares without slashes,
  and takes F12/426 for F124/26. At a desk that is a question to the reader; never merge records by it.
- O and 0, I and 1 stay different, although labels mix them up.
- A period "=2" and an edition "=2" look alike and are not told apart.
"""

import re
import unicodedata

_SLASHES = re.compile(r"[/\\∕⁄]+")
_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_CLASS = re.compile(r"[A-KN-VXZ][A-Z]?\d[\d.]*\S*")  # the Chinese classification has no L, M, W, Y


def folded(text: str) -> str:
    """`text` in the one spelling under which call numbers are compared; folding twice changes nothing."""
    plain = _SPACES.sub("", unicodedata.normalize("NFKC", text)).upper()
    return _SLASHES.sub("/", unicodedata.normalize("NFKC", plain)).strip("/")


def same(one: str, other: str) -> bool:
    """Whether two call numbers are the same when slashes are left aside; empty ones never are."""
    bare = folded(one).replace("/", "")
    return bool(bare) and bare == folded(other).replace("/", "")


def composed(class_mark: str, book_number: str) -> str:
    """The call number of a class and a book number: "F124", "26" → "F124/26"; "HC428", ".S5" → "HC428 .S5"."""
    between = " " if book_number.startswith(".") else "/"
    return between.join(part for part in (class_mark.strip(), book_number.strip()) if part)


def class_mark(text: str) -> str:
    """The class that a call number begins with (F124/26 → F124, 蒙/F124/26 → F124); empty when there is none."""
    return next((part for part in re.split(r"[\s/]+", text.strip().upper()) if _CLASS.fullmatch(part)), "")
