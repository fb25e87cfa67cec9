"""What was done with a consultation, read from the audit log."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from desk.errors import Word
from desk.tables import AuditEntry, StaffAccount

NOUN = "consultation"
ACTS = {
    "ask": Word("读者自助提问"),
    "log": Word("已登记"),
    "answer": Word("已答复"),
    "correct": Word("已修改答复"),
    "refer": Word("已转交"),
    "reopen": Word("已重新打开"),
    "add_source": Word("已添加所用文献"),
    "remove_source": Word("已移去所用文献"),
    "forget_contact": Word("已删除联系方式"),
}
READER = Word("读者")
OPERATOR = Word("命令行")


@dataclass(frozen=True)
class HistoryLine:
    """Who did what when; `to` is the colleague to whom it was referred. `by` may be a Word to translate."""

    at: datetime
    act: str
    by: str
    to: str = ""

    @property
    def act_label(self) -> Word:
        """What was done, on screen."""
        return ACTS[self.act]


def history(db: Session, consultation_id: int) -> tuple[HistoryLine, ...]:
    """All that was done with a consultation, earliest first."""
    entries = db.exec(
        select(AuditEntry)
        .where(AuditEntry.noun == NOUN, AuditEntry.noun_id == str(consultation_id))
        .order_by(col(AuditEntry.id))
    ).all()
    names = _names(db)
    return tuple(
        HistoryLine(entry.at, entry.verb, _by(entry, names), names.get(_number(entry.detail.get("to")), ""))
        for entry in entries
    )


def _names(db: Session) -> dict[int | None, str]:
    return dict(db.exec(select(StaffAccount.id, StaffAccount.display_name)).all())


def _by(entry: AuditEntry, names: dict[int | None, str]) -> str:
    if entry.account_id is not None:
        return names.get(entry.account_id, "")
    return READER if entry.verb == "ask" else OPERATOR


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
