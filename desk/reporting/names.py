"""The parts of a figure under their names, in the order in which people expect them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from desk import vocabularies
from desk.errors import Word
from desk.reference.states import STATE_LABELS
from desk.reporting.definitions import DIMENSIONS
from desk.reporting.values import FigureValue
from desk.tables import CardState, Compilation, CopyOrigin, ServicePoint
from desk.words import LANGUAGES, SOURCE_LANGUAGE, translator

# Codes that are words of the program, in their order; those of a vocabulary have theirs in its file.
WORDS: dict[str, dict[str, Word]] = {
    "group": {"reference": Word("参考咨询"), "directional": Word("指引与业务办理")},
    "state": {str(state): label for state, label in STATE_LABELS.items()},
    "search_field": {"title": Word("题名"), "author": Word("作者"), "subject": Word("主题")},
    "origin": {
        CopyOrigin.TAP: Word("逐份登记"),
        CopyOrigin.STOCK: Word("送达减结存"),
        CopyOrigin.FETCH: Word("扫码取走"),
    },
    "card_state": {CardState.ISSUED: Word("未作废"), CardState.REVOKED: Word("已作废")},
}


@dataclass(frozen=True)
class NamedPart:
    """One part of a figure with its name."""

    code: str
    name: str
    value: int


@dataclass(frozen=True)
class Names:
    """What codes are called in one language; `known` holds the names of counters, compilations and languages."""

    known: Mapping[str, Mapping[str, str]]
    language: str = SOURCE_LANGUAGE

    def of(self, dimension: str, code: str) -> str:
        """The name of a code; an empty code is what is not classified or not stated."""
        translate = translator(self.language)
        facts = DIMENSIONS[dimension]
        if code == "":
            return translate(facts.nothing)
        if facts.vocabulary:
            return vocabularies.label(facts.vocabulary, code, self.language)
        if dimension in WORDS:
            return translate(WORDS[dimension][code])
        return self.known.get(dimension, {}).get(code, code)

    def cut(self, figure: FigureValue, dimension: str) -> tuple[NamedPart, ...]:
        """The parts of a figure along a dimension, named and in order; what has no value comes last."""
        named = [NamedPart(part.code, self.of(dimension, part.code), part.value) for part in figure.cut(dimension)]
        return tuple(sorted(named, key=lambda part: self.place(dimension, part.code)))

    def place(self, dimension: str, code: str) -> tuple[bool, int, str]:
        """Where a part stands among the others; to sort by."""
        order = self._order(dimension)
        return code == "", order.index(code) if code in order else len(order), code

    def _order(self, dimension: str) -> list[str]:
        if vocabulary := DIMENSIONS[dimension].vocabulary:
            return vocabularies.codes(vocabulary)
        return list(WORDS.get(dimension) or self.known.get(dimension, {}))


def names(db: Session, language: str = SOURCE_LANGUAGE) -> Names:
    """The names of codes as they stand now."""
    points = db.exec(select(ServicePoint).order_by(col(ServicePoint.id))).all()
    volumes = db.exec(select(Compilation.id, Compilation.title).order_by(col(Compilation.id))).all()
    return Names(
        {
            "service_point": {str(p.id): p.name_en if language == "en" and p.name_en else p.name for p in points},
            "compilation": {str(number): title for number, title in volumes},
            "screen_language": LANGUAGES,
        },
        language,
    )
