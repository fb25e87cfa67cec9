"""索引词: the names and subjects under which the index has an entry."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    terms = sa.Column(
        "terms", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False, server_default="[]"
    )
    op.add_column("entry", terms)


def downgrade() -> None:
    op.drop_column("entry", "terms")
