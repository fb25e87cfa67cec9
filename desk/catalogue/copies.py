"""Which of the copies in a draft the catalogue does not have yet.

A copy is known by its barcode; without one, by its accession number within its record; without either, copies of one
call number at one place are counted: a file that says "two" adds two once, not twice. A barcode is one copy's alone:
when it belongs to another record, the copy is not taken in, and the batch keeps it with the reason.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from desk.catalogue.call_numbers import folded
from desk.catalogue.drafts import ItemDraft
from desk.tables import Item

_Place = tuple[str, str, str]


@dataclass(slots=True)
class Sorted:
    """The copies of one draft: those to add, known ones that learn their barcode, and those not taken in."""

    new: list[ItemDraft] = field(default_factory=list)
    barcodes: dict[int, str] = field(default_factory=dict)  # item id → barcode that it did not have
    refused: list[tuple[ItemDraft, int]] = field(default_factory=list)  # with the record that has the barcode


class Copies:
    """The copies of the records in hand, and whose each barcode is."""

    def __init__(self) -> None:
        self._owners: dict[str, int] = {}
        self._barcodes: defaultdict[int, set[str]] = defaultdict(set)
        self._without_barcode: dict[tuple[int, str], int] = {}
        self._accessions: defaultdict[int, set[str]] = defaultdict(set)
        self._unnumbered: defaultdict[int, Counter[_Place]] = defaultdict(Counter)
        self._loaded: set[int] = set()

    def load(self, db: Session, record_ids: Collection[int], barcodes: Iterable[str]) -> None:
        """Look up the copies of these records and the owners of these barcodes."""
        wanted = {record_id for record_id in record_ids if record_id > 0} - self._loaded
        self._loaded |= wanted
        for item in db.exec(select(Item).where(col(Item.bib_record_id).in_(wanted))):
            self._remember(item)
        columns = select(Item.barcode, Item.bib_record_id)
        for barcode, record_id in db.exec(columns.where(col(Item.barcode).in_(set(barcodes) - {""}))):
            self._owners[str(barcode)] = record_id

    def sort_out(self, record_id: int, drafts: Iterable[ItemDraft]) -> Sorted:
        """What to do with the copies of a draft that belongs to `record_id`; what is new is known from then on."""
        result = Sorted()
        free = self._unnumbered[record_id].copy()
        for draft in drafts:
            place = _place(draft)
            if not draft.is_numbered and free[place] > 0:
                free[place] -= 1
            elif self._is_new(record_id, draft, result):
                result.new.append(draft)
        for draft in result.new:
            if not draft.is_numbered:
                self._unnumbered[record_id][_place(draft)] += 1
        return result

    def _is_new(self, record_id: int, draft: ItemDraft, result: Sorted) -> bool:
        if draft.barcode:
            owner = self._owners.setdefault(draft.barcode, record_id)
            if owner != record_id:
                result.refused.append((draft, owner))
                return False
            if draft.barcode in self._barcodes[record_id]:
                return False
            self._barcodes[record_id].add(draft.barcode)
            item_id = self._without_barcode.pop((record_id, draft.accession_number), None)
            if item_id is not None:
                result.barcodes[item_id] = draft.barcode
                return False
        elif draft.is_numbered and draft.accession_number in self._accessions[record_id]:
            return False
        self._accessions[record_id].add(draft.accession_number)
        return True

    def _remember(self, item: Item) -> None:
        assert item.id is not None
        if item.barcode:
            self._barcodes[item.bib_record_id].add(item.barcode)
        elif item.accession_number:
            self._without_barcode[item.bib_record_id, item.accession_number] = item.id
        else:
            self._unnumbered[item.bib_record_id][_place(item)] += 1
        self._accessions[item.bib_record_id].add(item.accession_number)


def _place(item: Item | ItemDraft) -> _Place:
    return folded(item.call_number), item.home_library, item.shelf
