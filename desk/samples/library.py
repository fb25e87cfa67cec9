"""The sample library: as many works as are wanted, each language keeping its share whatever the number."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from desk.samples import composing
from desk.samples.work import Work, written_out

SHARES = {"zh": 68, "zh_mn": 2, "mn": 12, "cyr": 6, "en": 10, "both": 2}  # parts of a hundred


def works(count: int) -> Iterator[Work]:
    """The first `count` works: those written out one by one, then composed ones."""
    return islice(_endless(), count)


def _endless() -> Iterator[Work]:
    fixed = written_out()
    yield from fixed
    composers = _composers()
    have = Counter(zh=len(fixed))
    while True:
        wanted = have.total() + 1
        stratum = max(SHARES, key=lambda each: SHARES[each] * wanted - 100 * have[each])
        have[stratum] += 1
        yield composers[stratum]()


def _composers() -> dict[str, Callable[[], Work]]:
    """How to make the next work of each stratum. The four Mongolian ones share their topics: none tells one twice."""
    chinese, english, mongolian = composing.chinese(), composing.english(), composing.mongolian()
    return {
        "zh": lambda: next(chinese),
        "en": lambda: next(english),
        "mn": lambda: composing.in_traditional(*next(mongolian)),
        "cyr": lambda: composing.in_cyrillic(*next(mongolian)),
        "zh_mn": lambda: composing.in_chinese(*next(mongolian)),
        "both": lambda: composing.in_both(*next(mongolian)),
    }
