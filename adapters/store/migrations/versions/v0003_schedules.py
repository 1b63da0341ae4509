"""When each tenant is run by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "schedules",
        sa.Column("tenant", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("dates", sa.JSON, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("set_by", sa.Text, nullable=False),
        sa.Column("set_at", _instant(), nullable=False),
        sa.Column("status_by", sa.Text, nullable=False),
        sa.Column("status_at", _instant(), nullable=False),
        sa.Column("last_slot", _instant()),
        sa.Column("last_run", sa.String),
        sa.Column("next_at", _instant()),
    )
    op.create_index("schedules_by_next", "schedules", ["next_at"])


def _instant() -> sa.DateTime:
    return sa.DateTime(timezone=True)
