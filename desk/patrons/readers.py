"""Who a reader is: a name, a kind, and the delegation or sector that the kind belongs to."""

from dataclasses import dataclass

from sqlmodel import Session

from desk import vocabularies
from desk.conference.names import tidy_name
from desk.errors import Invalid, Word
from desk.tables import Delegation, MeetingKind, Patron, Sector

KINDS = "patron_kinds"
NOTE_LENGTH = 60


@dataclass(frozen=True)
class Reader:
    """What is known of a reader before a card is issued, checked and ready to keep."""

    name: str
    kind: str
    name_mn: str = ""
    delegation_id: int | None = None
    sector_id: int | None = None
    note: str = ""

    @property
    def key(self) -> tuple[str, str, int | None, int | None, str]:
        """What tells one reader of a roster from another: everything but the name in a second script."""
        return self.name, self.kind, self.delegation_id, self.sector_id, self.note


def key_of(patron: Patron) -> tuple[str, str, int | None, int | None, str]:
    """The same key for a reader who is already on file."""
    return patron.name, patron.kind, patron.delegation_id, patron.sector_id, patron.note


def takes_delegation(kind: str) -> bool:
    """Whether readers of this kind sit in a delegation (代表团) of the people's congress."""
    return meeting_of(kind) == MeetingKind.CONGRESS


def takes_sector(kind: str) -> bool:
    """Whether readers of this kind sit in a sector (界别) of the consultative conference."""
    return meeting_of(kind) == MeetingKind.CONSULTATIVE


def meeting_of(kind: str) -> str:
    """The meeting in which this kind has its seat, empty for kinds that belong to neither."""
    return vocabularies.entries(KINDS).get(kind, {}).get("meeting", "")


def kind_code(text: str) -> str:
    """The code of a kind given by its code or by its label in Chinese or English; refuses any other word."""
    wanted = tidy_name(text, Word("类别"))
    for code, row in vocabularies.entries(KINDS).items():
        if wanted.casefold() in {code, row["zh"], row["en"].casefold()}:
            return code
    known = "、".join(row["zh"] for row in vocabularies.entries(KINDS).values())
    raise Invalid("没有“{kind}”这个类别。请用：{known}。", kind=wanted, known=known)


def checked(
    db: Session,
    conference_id: int,
    *,
    name: str,
    kind: str,
    name_mn: str = "",
    delegation_id: int | None = None,
    sector_id: int | None = None,
    note: str = "",
) -> Reader:
    """A reader fit to be kept; refuses a bad name, an unknown kind, and a seat that the kind does not have."""
    if kind not in vocabularies.entries(KINDS):
        raise Invalid("请选择读者类别。")
    if delegation_id is not None:
        _check_seat(db.get(Delegation, delegation_id), conference_id, takes_delegation(kind), Word("代表团"))
    if sector_id is not None:
        _check_seat(db.get(Sector, sector_id), conference_id, takes_sector(kind), Word("界别"))
    return Reader(
        name=tidy_name(name, Word("姓名")),
        kind=kind,
        name_mn=tidy_name(name_mn, Word("蒙古文姓名"), required=False),
        delegation_id=delegation_id,
        sector_id=sector_id,
        note=tidy_name(note, Word("备注"), length=NOTE_LENGTH, required=False),
    )


def _check_seat(part: Delegation | Sector | None, conference_id: int, allowed: bool, what: Word) -> None:
    if part is None or part.conference_id != conference_id:
        raise Invalid("本次会议中没有这个{what}。请从列表中选择。", what=what)
    if not allowed:
        raise Invalid("这个类别不填{what}。请清空{what}，或改正类别。", what=what)
