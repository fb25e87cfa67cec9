"""Compilations that are signed, sourced and fetched: states, rights, sources, e-copies, stock, designs."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ecopy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("compilation_id", sa.Integer(), nullable=False),
        sa.Column("token", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("secret", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("audience", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("code_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "audience = 'public' OR (code_hash <> '' AND expires_at IS NOT NULL AND approved_by IS NOT NULL)",
            name=op.f("ck_ecopy_approved"),
        ),
        sa.CheckConstraint("audience IN ('public', 'internal')", name=op.f("ck_ecopy_audience")),
        sa.ForeignKeyConstraint(["approved_by"], ["staff_account.id"], name=op.f("fk_ecopy_approved_by_staff_account")),
        sa.ForeignKeyConstraint(
            ["compilation_id"], ["compilation.id"], name=op.f("fk_ecopy_compilation_id_compilation"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["staff_account.id"], name=op.f("fk_ecopy_made_by_staff_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ecopy")),
        sa.UniqueConstraint("token", name=op.f("uq_ecopy_token")),
    )
    with op.batch_alter_table("ecopy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ecopy_compilation_id"), ["compilation_id"], unique=False)

    op.create_table(
        "entry_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("compilation_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("act", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("said", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["staff_account.id"],
            name=op.f("fk_entry_revision_account_id_staff_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["compilation_id"],
            ["compilation.id"],
            name=op.f("fk_entry_revision_compilation_id_compilation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_revision")),
    )
    with op.batch_alter_table("entry_revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_revision_compilation_id"), ["compilation_id"], unique=False)
        batch_op.create_index("ix_entry_revision_entry", ["entry_id", "at"], unique=False)

    op.create_table(
        "issued_volume",
        sa.Column("compilation_id", sa.Integer(), nullable=False),
        sa.Column("volume", sa.Text(), nullable=False),
        sa.Column("digest", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("issued_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["compilation_id"],
            ["compilation.id"],
            name=op.f("fk_issued_volume_compilation_id_compilation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["issued_by"], ["staff_account.id"], name=op.f("fk_issued_volume_issued_by_staff_account")
        ),
        sa.PrimaryKeyConstraint("compilation_id", name=op.f("pk_issued_volume")),
    )
    op.create_table(
        "sign_off",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("compilation_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("verdict", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("digest", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.CheckConstraint("verdict IN ('submitted', 'passed', 'returned')", name=op.f("ck_sign_off_verdict")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["staff_account.id"], name=op.f("fk_sign_off_account_id_staff_account")
        ),
        sa.ForeignKeyConstraint(
            ["compilation_id"],
            ["compilation.id"],
            name=op.f("fk_sign_off_compilation_id_compilation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
    )
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_off_compilation_id"), ["compilation_id"], unique=False)
        batch_op.create_index(
            "uq_sign_off_once",
            ["compilation_id", "round", "account_id"],
            unique=True,
            sqlite_where=sa.text("verdict = 'passed'"),
            postgresql_where=sa.text("verdict = 'passed'"),
        )

    op.create_table(
        "copy_stock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("compilation_id", sa.Integer(), nullable=False),
        sa.Column("service_point_id", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('delivered', 'closing')", name=op.f("ck_copy_stock_kind")),
        sa.CheckConstraint("copies >= 0", name=op.f("ck_copy_stock_copies")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["staff_account.id"],
            name=op.f("fk_copy_stock_account_id_staff_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["compilation_id"], ["compilation.id"], name=op.f("fk_copy_stock_compilation_id_compilation")
        ),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_point.id"], name=op.f("fk_copy_stock_service_point_id_service_point")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy_stock")),
    )
    with op.batch_alter_table("copy_stock", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_copy_stock_compilation_id"), ["compilation_id"], unique=False)
        batch_op.create_index(
            "uq_copy_stock_closing",
            ["compilation_id", "service_point_id"],
            unique=True,
            sqlite_where=sa.text("kind = 'closing'"),
            postgresql_where=sa.text("kind = 'closing'"),
        )

    op.create_table(
        "ecopy_fetch",
        sa.Column("permission", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("ecopy_id", sa.Integer(), nullable=False),
        sa.Column("suffix", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ecopy_id"], ["ecopy.id"], name=op.f("fk_ecopy_fetch_ecopy_id_ecopy"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("permission", name=op.f("pk_ecopy_fetch")),
    )
    with op.batch_alter_table("ecopy_fetch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ecopy_fetch_ecopy_id"), ["ecopy_id"], unique=False)

    op.create_table(
        "outside_source",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("issuing_body", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("document_number", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("data_year", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("page", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("issued_on", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("accessed_on", sa.Date(), nullable=True),
        sa.Column("legal_status", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("copy_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("copy_digest", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.CheckConstraint(
            "legal_status IN ('', 'in_force', 'amended', 'repealed')", name=op.f("ck_outside_source_legal_status")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_outside_source_entry_id_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_outside_source")),
    )
    with op.batch_alter_table("compilation", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="editing")
        )
        batch_op.add_column(sa.Column("round", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("edition_of", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("design", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="formal")
        )
        batch_op.add_column(
            sa.Column("type_size", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="normal")
        )
        batch_op.add_column(
            sa.Column("notes_at", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="foot")
        )
        batch_op.add_column(
            sa.Column("citation_style", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="2025")
        )
        batch_op.add_column(sa.Column("has_index", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("back_text", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("imprint_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="conference")
        )
        batch_op.add_column(sa.Column("permit", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("compiled_by", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("sent_to", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("printer", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("printed_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("print_run", sa.Integer(), nullable=True))
        batch_op.create_check_constraint(
            batch_op.f("ck_compilation_state"),
            "state IN ('editing', 'first_review', 'second_review', 'final_review', 'printing')",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_compilation_imprint_kind"), "imprint_kind IN ('conference', 'permit')"
        )
        batch_op.create_check_constraint(batch_op.f("ck_compilation_print_run"), "print_run IS NULL OR print_run > 0")
        batch_op.create_index(batch_op.f("ix_compilation_edition_of"), ["edition_of"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_compilation_edition_of_compilation"), "compilation", ["edition_of"], ["id"]
        )

    with op.batch_alter_table("copy_handout", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("origin", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="tap")
        )
        batch_op.create_check_constraint(batch_op.f("ck_copy_handout_origin"), "origin IN ('tap', 'stock', 'fetch')")

    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="text")
        )
        batch_op.add_column(
            sa.Column(
                "books", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False, server_default="[]"
            )
        )
        batch_op.add_column(
            sa.Column("rights", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="unclear")
        )
        batch_op.create_check_constraint(batch_op.f("ck_entry_kind"), "kind IN ('record', 'text', 'books')")
        batch_op.create_check_constraint(
            batch_op.f("ck_entry_rights"), "rights IN ('public', 'internal', 'licensed', 'unclear')"
        )
    op.execute("UPDATE entry SET kind = 'record' WHERE bib_record_id IS NOT NULL")

    with op.batch_alter_table("section", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_section_parent_id"), ["parent_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_section_parent_id_section"), "section", ["parent_id"], ["id"], ondelete="CASCADE"
        )
    op.create_table(
        "review_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("compilation_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("digest", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("received_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("received_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["compilation_id"],
            ["compilation.id"],
            name=op.f("fk_review_file_compilation_id_compilation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["received_by"],
            ["staff_account.id"],
            name=op.f("fk_review_file_received_by_staff_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_file")),
        sa.UniqueConstraint("compilation_id", "digest", name=op.f("uq_review_file_compilation_id_digest")),
    )
    with op.batch_alter_table("review_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_file_compilation_id"), ["compilation_id"], unique=False)
    op.create_table(
        "review_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_file_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("block", sa.Integer(), nullable=True),
        sa.Column("cell", sa.Integer(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("author", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("marked_at", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("paragraph", sa.Text(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("settled_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("(state = 'open') = (settled_at IS NULL)", name=op.f("ck_review_mark_settled")),
        sa.CheckConstraint(
            "kind IN ('inserted', 'deleted', 'replaced', 'paragraph', 'comment')", name=op.f("ck_review_mark_kind")
        ),
        sa.CheckConstraint("state IN ('open', 'taken', 'declined', 'done')", name=op.f("ck_review_mark_state")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.id"], name=op.f("fk_review_mark_entry_id_entry"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["review_file_id"],
            ["review_file.id"],
            name=op.f("fk_review_mark_review_file_id_review_file"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"],
            ["staff_account.id"],
            name=op.f("fk_review_mark_settled_by_staff_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_mark")),
    )
    with op.batch_alter_table("review_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_mark_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_mark_review_file_id"), ["review_file_id"], unique=False)


def downgrade() -> None:
    op.drop_table("review_mark")
    op.drop_table("review_file")
    with op.batch_alter_table("section", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_section_parent_id_section"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_section_parent_id"))
        batch_op.drop_column("parent_id")

    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_entry_kind"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_entry_rights"), type_="check")
        batch_op.drop_column("rights")
        batch_op.drop_column("books")
        batch_op.drop_column("kind")

    with op.batch_alter_table("copy_handout", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_copy_handout_origin"), type_="check")
        batch_op.drop_column("origin")

    with op.batch_alter_table("compilation", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_compilation_state"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_compilation_imprint_kind"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_compilation_print_run"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_compilation_edition_of_compilation"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_compilation_edition_of"))
        batch_op.drop_column("print_run")
        batch_op.drop_column("printed_on")
        batch_op.drop_column("printer")
        batch_op.drop_column("sent_to")
        batch_op.drop_column("compiled_by")
        batch_op.drop_column("permit")
        batch_op.drop_column("imprint_kind")
        batch_op.drop_column("back_text")
        batch_op.drop_column("has_index")
        batch_op.drop_column("citation_style")
        batch_op.drop_column("notes_at")
        batch_op.drop_column("type_size")
        batch_op.drop_column("design")
        batch_op.drop_column("edition_of")
        batch_op.drop_column("round")
        batch_op.drop_column("state")

    op.drop_table("outside_source")
    with op.batch_alter_table("ecopy_fetch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ecopy_fetch_ecopy_id"))

    op.drop_table("ecopy_fetch")
    with op.batch_alter_table("copy_stock", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_copy_stock_closing",
            sqlite_where=sa.text("kind = 'closing'"),
            postgresql_where=sa.text("kind = 'closing'"),
        )
        batch_op.drop_index(batch_op.f("ix_copy_stock_compilation_id"))

    op.drop_table("copy_stock")
    with op.batch_alter_table("sign_off", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_sign_off_once",
            sqlite_where=sa.text("verdict = 'passed'"),
            postgresql_where=sa.text("verdict = 'passed'"),
        )
        batch_op.drop_index(batch_op.f("ix_sign_off_compilation_id"))

    op.drop_table("sign_off")
    op.drop_table("issued_volume")
    with op.batch_alter_table("entry_revision", schema=None) as batch_op:
        batch_op.drop_index("ix_entry_revision_entry")
        batch_op.drop_index(batch_op.f("ix_entry_revision_compilation_id"))

    op.drop_table("entry_revision")
    with op.batch_alter_table("ecopy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ecopy_compilation_id"))

    op.drop_table("ecopy")
