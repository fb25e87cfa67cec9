from datetime import UTC, date, datetime
from typing import Any

import pytest

from desk.catalogue.citations import gb7714
from desk.errors import Invalid
from desk.tables import BibRecord

THEN = datetime(2026, 1, 26, tzinfo=UTC)


def record(**values: Any) -> BibRecord:
    return BibRecord(**values, added_at=THEN, changed_at=THEN)


BOOK = record(
    title="草原经济研究",
    subtitle="以牧区为例",
    responsibility="示例甲，示例乙主编",
    place="呼和浩特",
    publisher="示例出版社",
    year=2008,
)
TRANSLATED = record(
    title="银行业的未来",
    responsibility="(英)示例甲著；示例乙, 示例丙译",
    edition="第2版",
    place="北京",
    publisher="示例出版社",
    year=2023,
)
MANY = record(
    title="草原志", responsibility="主编示例甲, 示例乙, 示例丙, 示例丁", place="北京", publisher="示例出版社", year=1999
)
AND_OTHERS = record(
    title="草原志", responsibility="示例甲, 示例乙...[等]编著", place="北京", publisher="示例出版社", year=1999
)
WESTERN = record(
    title="The grassland economy",
    names=["Sample, Anna B.", "Example, John", "Third, C.", "Fourth, D."],
    edition="4th ed.",
    place="Chichester",
    publisher="Sample & Sons",
    year=2020,
)
BODY = record(
    title="Annual report", names=["Sample Library Association"], place="Ulaanbaatar", publisher="SLA", year=2019
)
SERIAL = record(
    title="草原学报", kind="serial", responsibility="示例学会编", place="北京", publisher="示例学会", year=1984
)
THESIS = record(
    title="草原载畜量研究", kind="thesis", responsibility="示例甲著", place="呼和浩特", publisher="示例大学", year=2011
)
EBOOK = record(title="草原手册", kind="ebook", responsibility="示例甲著", publisher="示例出版社", year=2021)
PAGE = record(title="草原统计公报", kind="other", publisher="示例统计局", year=2025)
NO_PLACE = record(title="草原诗抄", responsibility="示例甲", publisher="示例书局", year=1936)
MONGOLIAN = record(
    title="ᠮᠣᠩᠭᠣᠯ ᠤᠨ ᠲᠡᠦᠬᠡ", responsibility="示例甲著", place="呼和浩特", publisher="示例出版社", year=2008
)
URL = "https://example.org/1"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (BOOK, "示例甲，示例乙. 草原经济研究：以牧区为例[M]. 呼和浩特：示例出版社，2008."),
        (TRANSLATED, "示例甲. 银行业的未来[M]. 示例乙，示例丙，译. 2版. 北京：示例出版社，2023."),
        (MANY, "示例甲，示例乙，示例丙，等. 草原志[M]. 北京：示例出版社，1999."),
        (AND_OTHERS, "示例甲，示例乙，等. 草原志[M]. 北京：示例出版社，1999."),
        (
            WESTERN,
            "Sample A B, Example J, Third C, et al. The grassland economy[M]. 4th ed. Chichester: Sample & Sons, 2020.",
        ),
        (BODY, "Sample Library Association. Annual report[M]. Ulaanbaatar: SLA, 2019."),
        (SERIAL, "示例学会. 草原学报[J]. 北京：示例学会，1984—."),
        (THESIS, "示例甲. 草原载畜量研究[D]. 呼和浩特：示例大学，2011."),
        (EBOOK, "示例甲. 草原手册[M/OL]. 示例出版社，2021."),
        (NO_PLACE, "示例甲. 草原诗抄[M]. 示例书局，1936."),
        (MONGOLIAN, "示例甲. ᠮᠣᠩᠭᠣᠯ ᠤᠨ ᠲᠡᠦᠬᠡ[M]. 呼和浩特：示例出版社，2008."),
        (record(title="草原"), "草原[M]."),
    ],
)
def test_the_standard_of_2025(given: BibRecord, expected: str) -> None:
    assert gb7714(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (BOOK, "示例甲, 示例乙. 草原经济研究: 以牧区为例[M]. 呼和浩特: 示例出版社, 2008."),
        (
            WESTERN,
            "SAMPLE A B, EXAMPLE J, THIRD C, et al. The grassland economy[M]. 4th ed. Chichester: Sample & Sons, 2020.",
        ),
        (NO_PLACE, "示例甲. 草原诗抄[M]. [出版地不详]: 示例书局, 1936."),
    ],
)
def test_the_standard_of_2015(given: BibRecord, expected: str) -> None:
    assert gb7714(given, edition="2015") == expected


@pytest.mark.parametrize(
    ("given", "edition", "expected"),
    [
        (EBOOK, "2025", f"示例甲. 草原手册[M/OL]. 示例出版社，2021[2026-01-26]. {URL}."),
        (PAGE, "2025", f"草原统计公报[EB/OL]. 示例统计局，2025[2026-01-26]. {URL}."),
        (BOOK, "2025", f"示例甲，示例乙. 草原经济研究：以牧区为例[M/OL]. 呼和浩特：示例出版社，2008. {URL}."),
        (
            BOOK,
            "2015",
            f"示例甲, 示例乙. 草原经济研究: 以牧区为例[M/OL]. 呼和浩特: 示例出版社, 2008[2026-01-26]. {URL}.",
        ),
    ],
)
def test_the_day_of_access_stands_where_the_edition_asks_for_it(given: BibRecord, edition: str, expected: str) -> None:
    assert gb7714(given, edition=edition, accessed=date(2026, 1, 26), url=URL) == expected


def test_an_edition_of_the_standard_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Invalid, match="2005"):
        gb7714(BOOK, edition="2005")
