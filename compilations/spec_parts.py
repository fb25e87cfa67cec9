"""A mapping of a specification file, and where it stands in it: what is wrong in it is refused with its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from compilations.characters import seen
from desk.errors import Invalid


@dataclass(frozen=True)
class SpecPart:
    """A mapping of the specification, and where it stands in it, as people count."""

    values: dict[str, Any]
    place: str

    def refuse_unknown(self, known: set[str]) -> None:
        """Refuse keys that are not among `known`, by name."""
        unknown = [str(key) for key in self.values if key not in known]
        if unknown:
            raise Invalid(
                "{place}不认识“{keys}”。可用的是 {known}。",
                place=self.place or "规格文件",
                keys="、".join(unknown),
                known="、".join(sorted(known)),
            )

    def line(self, key: str, *, required: bool = False) -> str:
        """One line of text; a number stands for itself, as edition: 3 does for 第3版."""
        value = self.values.get(key)
        if key == "edition" and isinstance(value, int) and not isinstance(value, bool):
            return f"第{value}版"
        line = " ".join(self.text(key).split("\n")).strip()
        if required and not line:
            raise Invalid("{place}缺少 {key}。请补上。", place=self.place or "规格文件", key=key)
        return line

    def text(self, key: str) -> str:
        """Text as it is, of several lines perhaps; empty where nothing is said."""
        value = self.values.get(key)
        if value is None:
            return ""
        if isinstance(value, bool | list | dict):
            raise Invalid("{place}的 {key} 应是文字。请加上引号再试。", place=self.place or "规格文件", key=key)
        return seen(str(value))

    def one_of(self, key: str, known: dict[str, str]) -> str:
        """What one of the words in `known` stands for; the first where nothing is said."""
        value = self.text(key).strip().lower() or next(iter(known))
        if value not in known:
            raise Invalid("{key} 没有“{value}”。可用的是 {known}。", key=key, value=value, known="、".join(known))
        return known[value]

    def choice(self, key: str, known: Sequence[str]) -> Any:
        """One of `known`, the first where nothing is said."""
        return self.one_of(key, dict(zip(known, known, strict=True)))

    def flag(self, key: str) -> bool:
        """Yes or no; no where nothing is said."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise Invalid("{place}的 {key} 应是 true 或 false。", place=self.place or "规格文件", key=key)
        return value

    def day(self, key: str) -> date | None:
        """A day; none where nothing is said."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, date):
            raise Invalid("{place}的 {key} 应是日期，如 2026-01-20。", place=self.place or "规格文件", key=key)
        return value

    def count(self, key: str) -> int | None:
        """A number above 0; none where nothing is said."""
        value = self.values.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
            raise Invalid("{place}的 {key} 应是正整数。", place=self.place or "规格文件", key=key)
        return value

    def lines(self, key: str) -> tuple[str, ...]:
        """A list of lines of text; none where nothing is said."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise Invalid("{place}的 {key} 应是一个列表，如 [草原, 牧民]。", place=self.place or "规格文件", key=key)
        for number, each in enumerate(value, start=1):
            if not isinstance(each, str | int) or isinstance(each, bool) or not str(each).strip():
                place = self.place or "规格文件"
                raise Invalid("{place}的 {key} 第 {number} 项应是一个词。请核对。", place=place, key=key, number=number)
        return tuple(" ".join(seen(str(each)).split("\n")).strip() for each in value)

    def part(self, key: str) -> "SpecPart":
        """A mapping within this one; an empty one where nothing is said."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise Invalid("{place}的 {key} 应写成“名称: 值”的形式。", place=self.place or "规格文件", key=key)
        return SpecPart(value, f"{self.place}{key} ")

    def parts(self, key: str) -> Iterator["SpecPart"]:
        """The mappings of a list, of which there must be one at least."""
        value = self.values.get(key)
        if not isinstance(value, list) or not value:
            raise Invalid("{place}的 {key} 应是一个非空的列表。请补上。", place=self.place or "规格文件", key=key)
        for number, each in enumerate(value, start=1):
            place = f"{self.place}{key} 第 {number} 项"
            if not isinstance(each, dict):
                raise Invalid("{place}应写成“名称: 值”的形式。请核对缩进。", place=place)
            yield SpecPart(each, f"{place} ")
