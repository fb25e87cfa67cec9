"""The people of a library who write, review and sign, for the tests."""

from datetime import datetime

from sqlmodel import Session

from compilations import editing, entries, sections, signing
from compilations.entries import Draft
from desk.staff.roles import Identity
from desk.tables import Compilation, Role, StaffAccount
from tests.compilations.volumes import LIBRARY, conference


def account(db: Session, name: str, role: Role, now: datetime, *, signs: bool = False) -> Identity:
    row = StaffAccount(name=name, display_name=name, role=role, may_sign_off=signs, password_hash="x", created_at=now)
    db.add(row)
    db.flush()
    return Identity(row.id, name, role, may_sign_off=signs)


class House:
    """The people of a library, and a compilation that one of them has written."""

    def __init__(self, db: Session, now: datetime) -> None:
        self.editor = account(db, "编者", Role.EDITOR, now)
        self.second_editor = account(db, "另一编辑", Role.EDITOR, now)
        self.leader = account(db, "组长", Role.TEAM_LEADER, now)
        self.supervisor = account(db, "主管", Role.SUPERVISOR, now, signs=True)
        self.now = now
        where = conference(db).id or 0
        made = editing.start(db, self.editor, conference_id=where, title="草原专题", now=now)
        self.number = made.id or 0
        self.section = sections.sections_of(db, self.number)[0].id or 0
        self.entry = (
            entries.add_text(db, self.editor, section_id=self.section, draft=Draft("甲", "正文。"), now=now).id or 0
        )

    def submit(self, db: Session, who: Identity | None = None) -> Compilation:
        return signing.submit(db, who or self.editor, compilation_id=self.number, now=self.now)

    def passes(self, db: Session, who: Identity | None, mark: str = "") -> Compilation:
        mark = mark or signing.mark(db, self.number)
        return signing.pass_on(db, who, compilation_id=self.number, mark=mark, library=LIBRARY, now=self.now)

    def returns(self, db: Session, who: Identity, note: str = "请核对。", mark: str = "") -> Compilation:
        mark = mark or signing.mark(db, self.number)
        return signing.return_for_changes(db, who, compilation_id=self.number, mark=mark, note=note, now=self.now)

    def issued(self, db: Session) -> Compilation:
        self.submit(db)
        for who in (self.second_editor, self.leader, self.supervisor):
            made = self.passes(db, who)
        return made
