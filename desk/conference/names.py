"""Names as people type them or paste them from Word, made ready to keep."""

import re
import unicodedata

from desk.errors import Invalid, Word

NAME_LENGTH = 60
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u2060\u00ad"))  # pasted along, never meant
_SPACES = re.compile("[ \u00a0\u3000]+")  # not U+202F: it joins Mongolian suffixes
_HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff\U00020000-\U0003ffff]) (?=[\u3400-\u9fff\U00020000-\U0003ffff])")
_KEPT_FORMAT = frozenset("\u180e\u200c\u200d")  # Mongolian vowel separator and the joiners


def tidy_name(text: str, what: Word, *, length: int = NAME_LENGTH, required: bool = True) -> str:
    """`text` in NFC with its spaces tidied; two-character names padded with a space (王　强) lose it.

    `what` names the field in a refusal. Refuses an empty name where one is required, more than `length` characters,
    and control characters (direction marks and lone surrogates among them).
    """
    name = _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_INVISIBLE)).strip()
    name = _HAN_GAP.sub("", name)
    if required and not name:
        raise Invalid("“{what}”不能为空。请填写后再保存。", what=what)
    if len(name) > length:
        raise Invalid("“{what}”有 {count} 个字符，最多 {limit} 个。请缩短。", what=what, count=len(name), limit=length)
    if any(map(_is_control, name)):
        raise Invalid("“{what}”中有看不见的控制字符。请删去重填，不要从别处粘贴。", what=what)
    return name


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} and character not in _KEPT_FORMAT
