"""审稿意见: what comes back in a Word file that leaders looked through, mark by mark."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from desk.tables.base import Moment, Table, key, long_text, one_of


class ReviewFile(Table, table=True):
    """A reviewed file that was received; the same file is received once."""

    __tablename__ = "review_file"
    __table_args__ = (UniqueConstraint("compilation_id", "digest"),)
    id: int | None = key()
    compilation_id: int = Field(foreign_key="compilation.id", ondelete="CASCADE", index=True)
    name: str
    digest: str
    received_at: Moment
    received_by: int | None = Field(default=None, foreign_key="staff_account.id", ondelete="SET NULL")


class MarkKind(StrEnum):
    """What a reviewer did: put in, took out, put in the place of, added a paragraph, or wrote beside."""

    INSERTED = "inserted"
    DELETED = "deleted"
    REPLACED = "replaced"
    PARAGRAPH = "paragraph"
    COMMENT = "comment"


class MarkState(StrEnum):
    """What the editor made of it: nothing yet, taken, declined, or settled in another way."""

    OPEN = "open"
    TAKEN = "taken"
    DECLINED = "declined"
    DONE = "done"


class ReviewMark(Table, table=True):
    """修订 or 批注: one change or comment, where it stands, and what became of it.

    `block` counts the blocks of the entry from 0, `cell` the paragraphs in a block, `offset` the characters of the
    paragraph as it was sent. Outside of blocks `block` is none and `cell` counts: 0 is the title of the entry.
    """

    __tablename__ = "review_mark"
    __table_args__ = (
        one_of("kind", MarkKind),
        one_of("state", MarkState),
        CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled"),
    )
    id: int | None = key()
    review_file_id: int = Field(foreign_key="review_file.id", ondelete="CASCADE", index=True)
    entry_id: int | None = Field(default=None, foreign_key="entry.id", ondelete="SET NULL", index=True)
    block: int | None = None
    cell: int = 0
    offset: int = 0
    kind: str
    author: str = ""
    marked_at: str = ""  # as the file says, in whatever zone
    before: str = long_text()
    after: str = long_text()
    paragraph: str = long_text()  # as it was sent
    state: str = MarkState.OPEN
    settled_at: Moment | None = None
    settled_by: int | None = Field(default=None, foreign_key="staff_account.id", ondelete="SET NULL")
