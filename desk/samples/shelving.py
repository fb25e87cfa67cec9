"""Sample works become drafts for the catalogue: title page, call number, copies with barcodes, electronic access."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from desk.catalogue import call_numbers
from desk.catalogue.drafts import AccessDraft, Draft, ItemDraft
from desk.patrons import card_numbers
from desk.samples.files import happens, lists, mixed, pick
from desk.samples.library import works
from desk.samples.printing_house import TitlePage, title_page
from desk.samples.work import Work

AGENCY = "样例馆"
NOTE = "样例数据：这条书目是虚构的，供试用。"
NO_SUCH_PLACE = "样例网址，不能打开"


class Shelves:
    """Gives each work its call number and copies, numbered one after another."""

    def __init__(self, *, library_code: str, point_ids: Sequence[int]) -> None:
        self._library_code = library_code
        self._point_ids = point_ids
        self._in_class: Counter[str] = Counter()
        self._copies = 0

    def draft(self, work: Work, number: int, *, today: date) -> Draft:
        """The catalogue's draft of `work`, which is title `number` of the sample library."""
        page = title_page(work, number, today=today)
        return Draft(
            source_agency=AGENCY,
            control_number=f"SAMPLE{number:06d}",
            position=number,
            is_sample=True,
            notes=NOTE,
            title=work.title,
            subtitle=work.subtitle,
            title_mn=work.title_mn,
            other_titles=work.other_titles,
            kind=work.kind,
            language=work.language,
            clc=work.clc,
            subjects=work.subjects,
            items=tuple(self._items(work, number, page)),
            access=_access(work, number),
            **{name: getattr(page, name) for name in TitlePage.__dataclass_fields__},
        )

    def _items(self, work: Work, number: int, page: TitlePage) -> Iterator[ItemDraft]:
        if work.kind == "ebook":
            return
        self._in_class[work.clc] += 1
        call_number = call_numbers.composed(work.clc, str(self._in_class[work.clc]))
        for point_id in self._places(work, number):
            self._copies += 1
            yield ItemDraft(
                barcode=_barcode(self._library_code, self._copies),
                accession_number=f"YL{self._copies:07d}",
                call_number=call_number,
                home_library=lists("catalogue/stock")["home_library"],
                shelf=_shelf(work.clc, at_point=point_id is not None, number=self._copies),
                price=page.price,
                service_point_id=point_id,
            )

    def _places(self, work: Work, number: int) -> list[int | None]:
        """Where copies stand: service points, or the library at home (None)."""
        if work.by and work.clc.startswith("D92"):  # the laws in force are at every point
            return list(self._point_ids)
        places: list[int | None] = []
        if happens(62, "at a point", number):
            first = mixed("point", number) % len(self._point_ids)
            places.append(self._point_ids[first])
            if happens(25, "at two points", number):
                places.append(self._point_ids[(first + 1) % len(self._point_ids)])
        if not places or happens(40, "at home too", number):
            places.append(None)
        return places


def drafts(count: int, *, today: date, library_code: str, point_ids: Sequence[int]) -> Iterator[Draft]:
    """The catalogue of the sample library with `count` titles, as drafts."""
    shelves = Shelves(library_code=library_code, point_ids=point_ids)
    for number, work in enumerate(works(count), start=1):
        yield shelves.draft(work, number, today=today)


def _barcode(library_code: str, serial: int) -> str:
    """An item's number of the same layout as the cards', which begins with 3 and so never meets one of them."""
    body = f"{card_numbers.ITEM}{library_code}{serial:08d}"
    return body + card_numbers.check_digit(body)


def _shelf(clc: str, *, at_point: bool, number: int) -> str:
    return f"{clc[0]}架{1 + mixed('shelf', number) % 5}层" if at_point else f"{pick('二三四', number)}楼{clc[0]}区"


def _access(work: Work, number: int) -> tuple[AccessDraft, ...]:
    if work.kind != "ebook" and not happens(7, "online too", number):
        return ()
    return (AccessDraft(f"https://example.org/sample/{number:06d}.epub", NO_SUCH_PLACE),)
