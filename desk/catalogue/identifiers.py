"""The numbers by which publications are known: ISBN, ISSN, and China's 统一书号 (1956–1986).

What people and files write is noisy: full-width digits from an input method, any dash as a hyphen, a binding or a
price after the number ("7-81056-123-4 精装", "978-7-04-024765-7（平装）：CNY29.00"), the word ISBN before it.
"""

import re
import unicodedata

_DASHES = re.compile(r"[\u00ad\u2010-\u2015\u2212\u2500\ufe58\ufe63－—–]")
# inside a look-ahead, so that a stray digit before the number does not hide it
_ISBN = re.compile(r"(?<![\dXx])(?<!97[89][- ])(?=(97[89][- ]?(?:\d[- ]?){9}\d(?!\d)|(?:\d[- ]?){9}[\dXx](?!\d)))")
_ISSN = re.compile(r"(?<![\d-])(\d{4})-?(\d{3}[\dXx])(?![\dXx-])")
_UNIFIED = re.compile(r"(?<![\d.·])(\d{4,5})[·.•・‧∙](\d{1,5})(?![\d.])")


def half_width(text: str) -> str:
    """`text` with full-width letters and digits made ordinary and every dash a hyphen."""
    return _DASHES.sub("-", unicodedata.normalize("NFKC", text))


def isbn13(text: str) -> str | None:
    """The first valid ISBN in `text` as thirteen digits; None when there is none.

    An ISBN-10 becomes its ISBN-13 (ISO 2108). A wrong check digit makes a number nobody's: it is not an ISBN.
    """
    for found in _ISBN.finditer(half_width(text)):
        digits = re.sub(r"[- ]", "", found[1]).upper()
        if len(digits) == 10 and _valid_isbn10(digits):
            return _with_check_digit("978" + digits[:9])
        if len(digits) == 13 and _with_check_digit(digits[:12]) == digits:
            return digits
    return None


def issn(text: str) -> str | None:
    """The first valid ISSN in `text` as 1234-567X; None when there is none (ISO 3297)."""
    for first, last in _ISSN.findall(half_width(text)):
        digits = (first + last).upper()
        if _weighted(digits[:7], 8) == _value(digits[7]):
            return f"{digits[:4]}-{digits[4:]}"
    return None


def unified_number(text: str) -> str | None:
    """A 统一书号 in `text`, with its middle dot: class and publisher, then the serial ("10019·2536").

    No check digit protects it, so a decimal number of that shape passes too: ask only where one is expected.
    """
    found = _UNIFIED.search(half_width(text))
    return f"{found[1]}·{found[2]}" if found else None


def _valid_isbn10(digits: str) -> bool:
    return _weighted(digits[:9], 10) == _value(digits[9])


def _weighted(digits: str, first_weight: int) -> int:
    """The check value modulo 11 that ISBN-10 and ISSN share."""
    total = sum(int(digit) * (first_weight - place) for place, digit in enumerate(digits))
    return -total % 11


def _value(character: str) -> int:
    return 10 if character == "X" else int(character)


def _with_check_digit(twelve: str) -> str:
    total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(twelve))
    return twelve + str(-total % 10)
