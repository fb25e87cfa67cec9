"""What one scan at the loan desk does. The sitting remembers the reader, the books scanned first, and the outcome."""

from desk.circulation import loans
from desk.circulation.scans import item_of, recognise
from desk.clock import local_date
from desk.errors import Refusal
from desk.patrons import cards, finding
from desk.patrons.card_numbers import looks_like_card
from desk.tables import Card, Item
from pages.components import state
from pages.components.frame import Here
from pages.components.words import _, in_words

IDLE_S = 180  # the next person's book must not go on the card of whoever stood here before
Outcome = tuple[bool, str]


def reader(here: Here) -> int | None:
    """The card that is being served, unless nobody has scanned anything for three minutes."""
    at, card_id = state.recall("loans.at"), state.recall("loans.card")
    if isinstance(at, int) and here.now.timestamp() - at > IDLE_S:
        forget()
        return None
    return card_id if isinstance(card_id, int) else None


def waiting() -> tuple[str, ...]:
    """The barcodes scanned before any card."""
    found = state.recall("loans.waiting")
    return tuple(str(barcode) for barcode in found) if isinstance(found, tuple) else ()


def outcomes() -> list[Outcome]:
    """What the last scan came to: yes or no, and the words."""
    found = state.recall("loans.outcomes")
    return [each for each in found if isinstance(each, tuple)] if isinstance(found, tuple) else []


def forget() -> None:
    """The next person, please."""
    for name in ("loans.card", "loans.by_return", "loans.waiting", "loans.outcomes"):
        state.remember(name, None)


def take(here: Here, text: str, *, back: bool) -> None:
    """Act on one scan: a card or an item, lent out or (`back`) taken back."""
    if not back and state.recall("loans.by_return"):
        _forget_reader()  # whose book came back is shown, but nothing is lent to a card that was not scanned
    serving = reader(here)  # an idle reader is forgotten before anything else
    try:
        with here.database.reading() as db:
            scan = recognise(db, text)
        if scan.card is not None:
            done = _card(here, scan.card, back=back)
        else:
            assert scan.item is not None
            done = [_check_in(here, scan.item) if back else _item(here, scan.item, serving)]
    except Refusal as refusal:
        done = [(False, in_words(refusal))]
        if looks_like_card(text):
            _forget_reader()  # the next person's card was misread: their books must not go to the one before
    state.remember("loans.at", int(here.now.timestamp()))
    state.remember("loans.outcomes", tuple(done))


def _forget_reader() -> None:
    state.remember("loans.card", None)
    state.remember("loans.by_return", None)


def _card(here: Here, card: Card, *, back: bool) -> list[Outcome]:
    state.remember("loans.card", card.id)
    state.remember("loans.by_return", None)
    refusal = cards.refusal_of(card, today=local_date(here.now))
    if back:
        return [(True, _("已读到读者证。请扫描要还的图书。"))]
    if refusal is not None:
        raise refusal
    first = waiting()
    state.remember("loans.waiting", None)
    return [_check_out(here, card.number, barcode) for barcode in first] or [(True, _("已读到读者证。请扫描图书。"))]


def _item(here: Here, item: Item, serving: int | None) -> Outcome:
    barcode = item.barcode or ""
    with here.database.reading() as db:
        if serving is None:
            loans.check_is_in(db, item)
            state.remember("loans.waiting", tuple(dict.fromkeys((*waiting(), barcode))))
            return True, _("《{title}》已记下。请扫描读者证。").format(title=loans.title_of(db, item))
        number = finding.row(db, serving).card.number
    return _check_out(here, number, barcode)


def _check_out(here: Here, number: str, barcode: str) -> Outcome:
    try:
        with here.database.writing() as db:
            loan = loans.check_out(db, here.me, card_number=number, barcode=barcode, now=here.now)
            title = loans.title_of(db, item_of(db, barcode))
    except Refusal as refusal:
        return False, in_words(refusal)
    return True, _("《{title}》已借出，应还日期 {day}。").format(title=title, day=loan.due_on.isoformat())


def _check_in(here: Here, item: Item) -> Outcome:
    with here.database.writing() as db:
        loan = loans.check_in(db, here.me, barcode=item.barcode or "", now=here.now)
        title = loans.title_of(db, item)
    state.remember("loans.card", loan.card_id)
    state.remember("loans.by_return", True)
    return True, _("《{title}》已还回。").format(title=title)
