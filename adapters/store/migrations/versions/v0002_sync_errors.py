"""What stays out, run after run, and the cause of every row that does."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _instant() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def upgrade() -> None:
    _causes_of_rows()
    _sync_errors()


def _causes_of_rows() -> None:
    op.add_column("run_rows", sa.Column("key", sa.String))
    op.add_column("run_rows", sa.Column("cause_code", sa.String))
    op.add_column("run_rows", sa.Column("cause_subject", sa.Text))
    op.add_column("run_rows", sa.Column("cause_remedy", sa.Text))


def _sync_errors() -> None:
    op.create_table(
        "sync_errors",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("source_id", sa.BigInteger, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("customer", sa.Text),
        sa.Column("amount", sa.BigInteger),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("remedy", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("first_seen", _instant(), nullable=False),
        sa.Column("last_seen", _instant(), nullable=False),
        sa.Column("run", sa.String, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("rejected", sa.Text),
        sa.Column("reset_at", _instant()),
        sa.Column("reset_by", sa.Text),
        sa.UniqueConstraint("tenant", "key", name="sync_errors_once"),
        sqlite_autoincrement=True,
    )
