"""What accounts allow, and who uses them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "budgets",
        sa.Column("account", sa.String, primary_key=True),
        sa.Column("configured", sa.Integer, nullable=False),
        sa.Column("allowed", sa.Integer, nullable=False),
        sa.Column("too_much", sa.Integer),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("lowerings", sa.Integer, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("changed_at", _instant(), nullable=False),
        sa.Column("turned_away", sa.Integer, nullable=False),
        sa.Column("last_turned_away", _instant()),
    )
    op.create_table(
        "budget_users",
        sa.Column("account", sa.String, primary_key=True),
        sa.Column("user", sa.String, primary_key=True),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("tenants", sa.JSON, nullable=False),
        sa.Column("configured", sa.Integer, nullable=False),
        sa.Column("wanted", sa.Integer, nullable=False),
        sa.Column("in_use", sa.Integer, nullable=False),
        sa.Column("holds", sa.Integer, nullable=False),
        sa.Column("beat", sa.Integer, nullable=False),
        sa.Column("had_turn", sa.Integer, nullable=False),
        sa.Column("heard_at", _instant(), nullable=False),
    )
    op.add_column("runs", sa.Column("usage", sa.JSON))


def _instant() -> sa.DateTime:
    return sa.DateTime(timezone=True)
