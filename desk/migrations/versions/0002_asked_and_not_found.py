"""检索未果: searches that found nothing."""

import sqlalchemy as sa
import sqlmodel
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unmet_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conference_id", sa.Integer(), nullable=False),
        sa.Column("service_point_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("field", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("filters", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("language", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_unmet_search_conference_id_conference")
        ),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_point.id"], name=op.f("fk_unmet_search_service_point_id_service_point")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmet_search")),
    )
    with op.batch_alter_table("unmet_search", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unmet_search_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_unmet_search_conference_id"), ["conference_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_unmet_search_service_point_id"), ["service_point_id"], unique=False)


def downgrade() -> None:
    op.drop_table("unmet_search")
