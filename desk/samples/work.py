"""A work of the sample library, before it has a publisher, a number and a shelf."""

from dataclasses import dataclass

from desk.samples.files import lists, rows


@dataclass(frozen=True, slots=True)
class Work:
    """An invented work.

    `group` chooses its publisher, series and summary; `topic` is what a composed summary speaks of (empty: none).
    """

    title: str
    topic: str
    group: str
    clc: str
    subjects: tuple[str, ...]
    language: str = "chi"
    kind: str = "book"
    subtitle: str = ""
    title_mn: str = ""
    other_titles: tuple[str, ...] = ()
    since: int = 1985  # the first year in which such a work can have appeared
    year: int | None = None
    series: str = ""
    by: str = ""
    summary: str = ""

    @property
    def script(self) -> str:
        """How it is written: Hans, Hant, Mong, Cyrl or Latn (ISO 15924)."""
        if self.language == "mon":
            return "Mong" if self.title[0] >= "\u1800" else "Cyrl"
        if self.language == "eng":
            return "Latn"
        return "Hant" if self.series.startswith("樣例") else "Hans"


def written_out() -> list[Work]:
    """The works that stand in `works.csv` one by one: laws, classics, traditional print, fiction, serials, maps."""
    groups = lists("catalogue/stock")["class_groups"]
    return [
        Work(
            title=row["title"],
            topic="",
            group="law" if row["clc"].startswith("D92") else groups[row["clc"][0]],
            clc=row["clc"],
            subjects=tuple(row["subjects"].split(";")),
            kind=row["kind"],
            subtitle=row["subtitle"],
            year=int(row["year"]) if row["year"] else None,
            series=row["series"],
            by=row["by"],
            summary=row["summary"],
        )
        for row in rows("catalogue/works")
    ]
