"""Numbers in Chinese texts, in digits or in characters: 60年 and 六十年, 2025年 and 二〇二五年, 第14届 and 第十四届.

A query says a number one way and the title says it the other way. `other_forms` gives the query as the title may have
it. Not every 一 is a number: a single one is only where it counts something (第一, 一年), and what does not read as a
number (十三五, 一带一路, 三五十, 三四年) is left alone, as are decimals, codes and call numbers.
How numbers are written: GB/T 15835—2011 《出版物上数字用法》.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LARGEST = 99_999_999
FORMS = 2

_SPELLED = "〇一二三四五六七八九"
_PLAIN = str.maketrans("零两壹贰叁肆伍陆柒捌玖拾佰仟", "〇二一二三四五六七八九十百千")
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
_UNITS = {"十": 10, "百": 100, "千": 1000}
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")

_ORDINARY = "〇零一二两三四五六七八九十百千万亿廿卅"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
_NUMERAL = re.compile(
    rf"(?P<han>[{_ORDINARY}]+|[{_FORMAL}][{_FORMAL}零〇万亿]*)"
    r"|(?<![0-9A-Za-z/:+·・-])(?<![0-9][.,])(?P<digits>[0-9]{1,8})(?![0-9A-Za-z/:+·・%％-])(?![.,][0-9])"
)
_IN_NUMBERS = re.compile(rf"[\d{_ORDINARY}{_FORMAL}○◯]")
_CIRCLES = re.compile(r"(?<=[〇零一二三四五六七八九○◯ＯO])[○◯ＯO](?=[〇零一二三四五六七八九○◯ＯO年])")
_YEARS = re.compile(r"(?<![0-9A-Za-z:：/.-])((?:1[5-9]|20)[0-9]{2})[-~～]((?:1[5-9]|20)[0-9]{2})(?![0-9A-Za-z/.-])")

# What a number counts, unless the word goes on (一条 but 统一条例, 一日 but 日报).
_COUNTER = re.compile(
    r"\s?(?:周年|世纪|年(?!鉴|轮|画|谱|规划|计划)|届|次(?!要|序)|期(?!间|刊|待|望)|卷(?!烟|宗)|册|版(?!本|权|图|画|面)"
    r"|号(?!召|称|码)|条(?!例|件|约|款|理|目)|章(?!程)|个(?!人|体|性|别)|月(?!刊|球|亮|饼|光)|日(?!报|本|语|记|常|用|军)"
    r"|集(?!体|团|合|中|成|市|锦)|辑(?!录)|季度|学期|讲(?!话|座|解|述)|课(?!程|题|堂)|篇(?!章)|部(?!门|队|分|委|长|落)"
    r"|级(?!别)|辈|岁|万|亿)"
)
_AFTER_TEN = re.compile(r"[大余多佳项件]|\s?年")
_NOT_COUNTED = "上下这那哪每某另同唯统单"  # 上一年, 每一个: one of them, not how many
_YEAR = re.compile(r"\s?年(?!级)")


@dataclass(frozen=True, slots=True)
class _Numeral:
    """Where a number stands, and how else it may be written: in digits and in characters, the usual way first."""

    start: int
    end: int
    digits: tuple[str, ...]
    han: tuple[str, ...]


def in_han(value: int) -> str:
    """`value`, from 1 to 99,999,999, counted out in characters: 105 is 一百零五, 20000 is 二万."""
    if not 1 <= value <= LARGEST:
        raise ValueError(f"{value} is not between 1 and {LARGEST}")
    high, low = divmod(value, 10_000)
    written = _section(low)
    if high:
        written = f"{_section(high)}万{'零' if 0 < low < 1000 else ''}{written}"
    return written[1:] if written.startswith("一十") else written


def value_of(han: str) -> int | None:
    """What characters count out, from 1 to 99,999,999; None when they do not read as a number."""
    plain = han.translate(_TENS).translate(_PLAIN)
    total = section = digit = 0
    for char in plain:
        if char == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
        elif char in _UNITS:
            section, digit = section + (digit or 1) * _UNITS[char], 0
        elif char in _SPELLED:
            digit = _SPELLED.index(char)
        else:
            return None
    value = total + section + digit
    if not 1 <= value <= LARGEST or _regular(plain) != _regular(in_han(value).translate(_PLAIN)):
        return None
    return value


def other_forms(text: str) -> tuple[str, ...]:
    """At most two forms of a folded query in which its numbers are written otherwise; none when it has no number."""
    if not _IN_NUMBERS.search(text):  # nearly all
        return ()
    typed = _YEARS.sub(r"\1—\2", text.translate(_WIDE))
    plain = _CIRCLES.sub("〇", typed)
    found = list(_numerals(plain))
    if not found:
        return ()
    ways = [
        _rewritten(plain, found, [(each.digits if in_digits else each.han)[at : at + 1] for each in found])
        for at in (0, 1)
        for in_digits in (True, False)
    ]
    return tuple(way for way in dict.fromkeys(ways) if way not in ("", typed))[:FORMS]


def _rewritten(text: str, found: list[_Numeral], chosen: list[tuple[str, ...]]) -> str:
    """`text` with the chosen writings in their places, the first where a number has no second; "" if none has one."""
    if not any(chosen):
        return ""
    pieces, place = [], 0
    for each, choice in zip(found, chosen, strict=True):
        pieces += [text[place : each.start], (choice or each.han)[0]]
        place = each.end
    return "".join(pieces) + text[place:]


def _numerals(text: str) -> Iterator[_Numeral]:
    for match in _NUMERAL.finditer(text):
        start, end = match.span()
        before, after = text[:start].rstrip(" ")[-1:], text[end : end + 4]
        writings = _of_han(match[0], before, after) if match["han"] else _of_digits(match[0], before, after)
        if writings:
            yield _Numeral(start, end, *writings)


_Writings = tuple[tuple[str, ...], tuple[str, ...]]


def _of_han(han: str, before: str, after: str) -> _Writings | None:
    """How a number that stands in characters is written, if it is one."""
    counted = before == "第" or bool(_COUNTER.match(after))
    plain = han.translate(_TENS).translate(_PLAIN)
    if han[-1] == "亿":
        value = value_of(han[:-1])
        return ((f"{value}亿",), (han,)) if value and value < 10_000 else None
    if all(char in _SPELLED for char in plain) and len(plain) > 1:
        return _of_spelled(plain, han, _is_year(plain, after), counted)
    value = value_of(han)
    if value is None or (len(han) == 1 and not _is_number_alone(han, before, after)):
        return None
    return _in_digits(value), tuple(dict.fromkeys((*_in_characters(str(value), before, after), han)))


def _is_number_alone(han: str, before: str, after: str) -> bool:
    if han in _FORMAL:  # 大陆, 队伍, 收拾
        return before == "第"
    if han == "一" and before and before in _NOT_COUNTED:
        return False
    return before == "第" or bool(_COUNTER.match(after)) or (han == "十" and bool(_AFTER_TEN.match(after)))


def _is_year(plain: str, after: str) -> bool:
    return bool(_YEAR.match(after)) or (len(plain) == 2 and plain[1] == "〇" and after[:1] == "后")


def _of_spelled(plain: str, han: str, is_year: bool, counted: bool) -> _Writings | None:
    """How a number said digit by digit is written: a year (一九九八, 九八年), or one with a nought (一〇五号)."""
    digits = "".join(str(_SPELLED.index(char)) for char in plain)
    if len(plain) == 4:
        is_number = plain[0] in "一二" and (is_year or 1500 <= int(digits) <= 2099)
    elif len(plain) == 2:
        is_number = is_year and ord(digits[1]) - ord(digits[0]) != 1  # 三四年 is three years or four
    else:
        is_number = len(plain) == 3 and "〇" in plain and counted
    if not is_number or "两" in han:
        return None
    return (digits,), tuple(dict.fromkeys((plain, plain.replace("〇", "零"))))


def _of_digits(digits: str, before: str, after: str) -> _Writings | None:
    """How a number that stands in digits is written, if it is one that Chinese would write in characters."""
    counted = before == "第" or bool(_COUNTER.match(after))
    value = int(digits)
    if digits[0] == "0" and not (len(digits) == 2 and value and re.match("[年后]", after)):
        return None
    if not counted and (value < 10 or digits == "10") and not (digits == "10" and _AFTER_TEN.match(after)):
        return None
    if not counted and value > 9999 and value % 1000:
        return None  # a barcode rather than a number
    han = _in_characters(digits, before, after)
    if digits[0] == "0" or after[:1] in ("万", "亿"):
        return (digits,), han
    return (digits, *(way for way in _in_digits(value) if way != digits)), han


def _in_digits(value: int) -> tuple[str, ...]:
    return (str(value),) if value % 10_000 else (f"{value // 10_000}万", str(value))


def _in_characters(digits: str, before: str, after: str) -> tuple[str, ...]:
    """The two likeliest writings in characters of the number `digits`, the usual one first."""
    value = int(digits)
    spelled = "".join(_SPELLED[int(digit)] for digit in digits)
    by_digit = tuple(dict.fromkeys((spelled, spelled.replace("〇", "零"))))
    if digits[0] == "0" or (len(digits) == 2 and after[:1] == "后" and value % 10 == 0):
        return by_digit
    if len(digits) == 4 and _YEAR.match(after) and 1000 < value <= 2099:
        return by_digit if value % 100 else (spelled, _counted(value, before, after)[0])
    if len(digits) == 4 and 1500 <= value <= 2099 and value % 1000 and not _COUNTER.match(after):
        return (spelled, in_han(value)) if value % 100 else (in_han(value), spelled)
    if len(digits) == 2 and _YEAR.match(after) and value % 10:
        return in_han(value), spelled
    return _counted(value, before, after)


def _counted(value: int, before: str, after: str) -> tuple[str, ...]:
    """Counted out, with 两 before 千 and 万 and what is counted in ones, 二 otherwise, and 〇 as well as 零."""
    usual = in_han(value)
    pair = re.sub("^二(?=[百千万])|^二$", "两", usual)
    if pair == usual or (value == 2 and (before == "第" or re.match(r"\s?[月日号世版届]", after))):
        return tuple(dict.fromkeys((usual, usual.replace("零", "〇"))))
    return (usual, pair) if usual.startswith("二百") else (pair, usual)


def _section(value: int) -> str:
    """Below ten thousand, each nought between digits said once: 1005 is 一千零五."""
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            written += ("零" if gap and written else "") + _SPELLED[digit] + name
        gap = not digit
    return written


def _regular(plain: str) -> str:
    """Without the 一 of 一十, which is said or not."""
    return plain.replace("一十", "十")
