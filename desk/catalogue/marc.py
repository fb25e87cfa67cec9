"""A MARC record as plain values, whichever file it came from."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from desk.catalogue.values import clean


class Field(NamedTuple):
    """One field: `content` for a control field, else `subfields` as (code, value) in their order."""

    tag: str
    indicators: str
    content: str
    subfields: tuple[tuple[str, str], ...]

    def get(self, code: str) -> str:
        """The first value of a subfield, cleaned; empty when there is none."""
        return next(self.each(code), "")

    def each(self, codes: str) -> Iterator[str]:
        """The values of the subfields in `codes`, cleaned, in the field's order, empty ones left out."""
        return (tidy for code, value in self.subfields if code in codes and (tidy := clean(value)))


@dataclass(frozen=True)
class Marc:
    """A record: its leader and its fields in their order."""

    leader: str
    fields: tuple[Field, ...]

    @cached_property
    def _by_tag(self) -> dict[str, list[Field]]:
        by_tag: dict[str, list[Field]] = {}
        for field in self.fields:
            by_tag.setdefault(field.tag, []).append(field)
        return by_tag

    def all(self, *tags: str) -> Iterator[Field]:
        """The fields with these tags: tag by tag, each in the record's order."""
        for tag in tags:
            yield from self._by_tag.get(tag, ())

    def has(self, tag: str) -> bool:
        """Whether the record has a field with this tag."""
        return tag in self._by_tag

    def control(self, tag: str) -> str:
        """The content of a control field, its blanks kept; empty when there is none."""
        return next((field.content for field in self.all(tag)), "")

    def get(self, tag: str, code: str) -> str:
        """The first value of `tag` `code`; empty when there is none."""
        return next((value for field in self.all(tag) if (value := field.get(code))), "")

    def each(self, tag: str, codes: str) -> Iterator[str]:
        """All values of the subfields `codes` of the fields `tag`."""
        for field in self.all(tag):
            yield from field.each(codes)

    def leader_at(self, position: int) -> str:
        """One character of the leader; a blank where it is too short."""
        return self.leader[position : position + 1] or " "
