"""Single values as files bring them, read sensibly. The raw record is kept elsewhere, so nothing is lost by tidying.

`￥0.40/0.38元`, `CNY赠90.00`, `[2015.10]`, `c2008`, `民国25年`, `中国统计出版社,`: what cataloguers, vendors and
conversions leave behind.
"""

import re
import unicodedata

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff]")  # C1 holds the non-sorting marks of ISO 6630
_SPACES = re.compile(r"[ \t\r\n\u00a0]+")
_ISBD_END = re.compile(r"[\s,:;/=，：；／、]+$")
_FULL_STOP = re.compile(r"(?<![.A-Z])\.$")
_YEAR = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d|21\d\d)(?!\d)")
_REPUBLIC = re.compile(r"民国\s*([元\d一二三四五六七八九十]{1,3})\s*年")
_HAN_YEAR = re.compile(r"[一二][〇零○O一二三四五六七八九]{3}")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?")
_YUAN = re.compile(r"CNY|RMB|人民币|[￥¥元]", re.IGNORECASE)
_OTHER_MONEY = re.compile(r"[A-Za-z$€£]|[港台日美欧英]")
_ASIDE = re.compile(r"\([^)]*\)|全?\d+[册卷本]")
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")  # full-width signs begin formulas where Chinese is typed
_HAN_DIGITS = {digit: str(value) for value, digits in enumerate(("〇零○O", *"一二三四五六七八九")) for digit in digits}

MONGOLIAN = re.compile(r"[\u1800-\u18af]")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_MONGOLIAN_CYRILLIC = re.compile(r"[ӨөҮү]")
_OTHER_CODES = {"zho": "chi", "chn": "chi", "cmn": "chi", "mvf": "mon", "khk": "mon", "mn": "mon", "zh": "chi"}
_LANGUAGE_WORDS = {
    "汉": "chi", "中文": "chi", "蒙": "mon", "英": "eng", "俄": "rus", "日文": "jpn", "日语": "jpn",
}  # fmt: skip


def clean(text: str) -> str:
    """`text` without control characters, its spaces single and none at the ends."""
    if text.isprintable() and "  " not in text:  # most values: no need of the slow way
        return text.strip()
    return _SPACES.sub(" ", _CONTROLS.sub("", text)).strip()


def trimmed(text: str) -> str:
    """`text` without the punctuation that ISBD puts before the next part ("北京 :", "中国统计出版社,")."""
    return _ISBD_END.sub("", clean(text)).strip()


def unstopped(text: str) -> str:
    """A MARC 21 value without the full stop that ends its field; that of an initial or an ellipsis stays."""
    return _FULL_STOP.sub("", trimmed(text))


def unbracketed(text: str) -> str:
    """A place or publisher without the brackets of a supplied one ("[呼和浩特]")."""
    return trimmed(text).strip("[]〔〕［］").strip()


def inert(text: str) -> str:
    """A cell of a CSV that no program takes for a formula ("=1+1" → "'=1+1"); `live` undoes it."""
    return f"'{text}" if _FORMULA.match(text) else text


def live(text: str) -> str:
    """A cell as it was before `inert`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def year(text: str) -> int | None:
    """The first year that `text` names, of the western calendar; None when it names none.

    A western year in the same text wins over a Republican one (民国 n 年 = 1911 + n).
    """
    plain = unicodedata.normalize("NFKC", text)
    if found := _YEAR.search(plain):
        return int(found[1])
    if republic := _REPUBLIC.search(plain):
        return 1911 + _small_number(republic[1])
    if han := _HAN_YEAR.search(plain):
        return int("".join(_HAN_DIGITS[character] for character in han[0]))
    return None


def price(text: str) -> str:
    """A price as CNY68.00; two prices stay two (￥0.40/0.38元 → CNY0.40/0.38), a gift stays marked (CNY90.00（赠）).

    Other currencies stay as written; a currency without an amount is no price.
    """
    plain = clean(unicodedata.normalize("NFKC", text)).replace("¥", "￥")
    amounts = _AMOUNT.findall(_ASIDE.sub("", plain))
    if not amounts:
        return ""
    if _OTHER_MONEY.search(_YUAN.sub("", plain)):
        return plain
    return "CNY" + "/".join(amounts) + ("（赠）" if "赠" in plain else "")


def language(code: str, title: str) -> str:
    """The ISO 639-2/B code for what a file says ("chi", "zho", "汉语"); by the title's script when it says nothing."""
    plain = clean(code).lower()
    if re.fullmatch(r"[a-z]{2,3}", plain):
        return _OTHER_CODES.get(plain, plain)
    for word, named in _LANGUAGE_WORDS.items():
        if word in plain:
            return named
    return _language_by_script(title)


def is_mongolian(text: str) -> bool:
    """Whether `text` is in Traditional Mongolian script, or in Cyrillic with letters that Russian lacks."""
    return bool(MONGOLIAN.search(text) or _MONGOLIAN_CYRILLIC.search(text))


def _language_by_script(title: str) -> str:
    if is_mongolian(title):
        return "mon"
    if HAN.search(title):
        return "chi"
    return "rus" if CYRILLIC.search(title) else "und"


def _small_number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.replace("元", "一").rpartition("十")
    value = {digit: int(number) for digit, number in _HAN_DIGITS.items()}
    return (value.get(tens, 1) * 10 if ten else 0) + value.get(ones, 0)
