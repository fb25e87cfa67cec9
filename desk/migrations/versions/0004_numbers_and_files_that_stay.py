"""What was once given stays: numbers of entries, files of issues; e-copies say why they were taken back."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_COLUMNS = "id, section_id, position, kind, title, text, bib_record_id, books, origin, note, rights"


def upgrade() -> None:
    _entries_anew(never_twice=True)
    op.create_table(
        "issue_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("compilation_id", sa.Integer(), nullable=False),
        sa.Column("suffix", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("form", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("is_large", sa.Boolean(), nullable=False),
        sa.Column("address", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("setting", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["compilation_id"],
            ["compilation.id"],
            name=op.f("fk_issue_file_compilation_id_compilation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_file")),
        sa.UniqueConstraint(
            "compilation_id",
            "suffix",
            "form",
            "is_large",
            "address",
            name=op.f("uq_issue_file_compilation_id_suffix_form_is_large_address"),
        ),
    )
    op.create_index(op.f("ix_issue_file_compilation_id"), "issue_file", ["compilation_id"])
    with op.batch_alter_table("ecopy", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_for_rights", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("ecopy", schema=None) as batch_op:
        batch_op.drop_column("withdrawn_for_rights")
    op.drop_table("issue_file")
    _entries_anew(never_twice=False)


def _entries_anew(*, never_twice: bool) -> None:
    """On SQLite a table learns only when it is made to give no number twice; PostgreSQL's sequences never do."""
    if op.get_bind().dialect.name != "sqlite":
        return
    op.create_table(
        "entry_anew",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="text"),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("bib_record_id", sa.Integer(), nullable=True),
        sa.Column("books", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("rights", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="unclear"),
        sa.CheckConstraint("kind IN ('record', 'text', 'books')", name=op.f("ck_entry_kind")),
        sa.CheckConstraint("rights IN ('public', 'internal', 'licensed', 'unclear')", name=op.f("ck_entry_rights")),
        sa.ForeignKeyConstraint(["bib_record_id"], ["bib_record.id"], name=op.f("fk_entry_bib_record_id_bib_record")),
        sa.ForeignKeyConstraint(
            ["section_id"], ["section.id"], name=op.f("fk_entry_section_id_section"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sqlite_autoincrement=never_twice,
    )
    op.execute(f"INSERT INTO entry_anew ({_COLUMNS}) SELECT {_COLUMNS} FROM entry")  # noqa: S608 - our own names
    op.drop_table("entry")
    op.rename_table("entry_anew", "entry")
    op.create_index(op.f("ix_entry_bib_record_id"), "entry", ["bib_record_id"])
    op.create_index(op.f("ix_entry_section_id"), "entry", ["section_id"])
    if never_twice:
        _count_on_from_every_number_known()


def _count_on_from_every_number_known() -> None:
    """Also from those of entries that were removed, which the history still knows."""
    op.execute("DELETE FROM sqlite_sequence WHERE name IN ('entry', 'entry_anew')")
    op.execute(
        "INSERT INTO sqlite_sequence (name, seq) SELECT 'entry', max("
        "coalesce((SELECT max(id) FROM entry), 0), coalesce((SELECT max(entry_id) FROM entry_revision), 0))"
    )
