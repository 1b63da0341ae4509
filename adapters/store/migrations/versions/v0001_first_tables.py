"""Runs, the journal of steps, leases, watched payments, cursors and choices of mapping."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _instant() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def upgrade() -> None:
    _runs()
    _run_rows()
    _steps()
    _leases()
    _what_to_read_again()
    _mapping_choices()


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("serial", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("started", _instant(), nullable=False),
        sa.Column("finished", _instant()),
        sa.Column("dry", sa.Boolean, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("plan_hash", sa.String, nullable=False),
        sa.Column("notices", sa.JSON, nullable=False),
        sa.Column("written", sa.Integer, nullable=False),
        sa.Column("confirmed", sa.Integer, nullable=False),
        sa.Column("failure", sa.Text, nullable=False),
        sa.UniqueConstraint("id", name="runs_once"),
    )
    op.create_index("runs_of_tenant", "runs", ["tenant", "serial"])


def _run_rows() -> None:
    op.create_table(
        "run_rows",
        sa.Column("run", sa.String, sa.ForeignKey("runs.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("source_id", sa.BigInteger, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("customer", sa.Text),
        sa.Column("amount", sa.BigInteger),
        sa.Column("fate", sa.String, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("explanation", sa.Text, nullable=False),
        sa.Column("remote_id", sa.String),
    )


def _steps() -> None:
    op.create_table(
        "steps",
        sa.Column("serial", sa.Integer, primary_key=True),
        sa.Column("run", sa.String, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("token", sa.Integer, nullable=False),
        sa.Column("sent_at", _instant(), nullable=False),
        sa.Column("state", sa.String),
        sa.Column("remote_id", sa.String),
        sa.Column("explanation", sa.Text, nullable=False),
        sa.Column("settled_at", _instant()),
        sa.UniqueConstraint("run", "key", name="steps_once_in_run"),
    )
    op.create_index("steps_of_key", "steps", ["tenant", "key", "serial"])
    op.create_index("steps_in_state", "steps", ["tenant", "state"])


def _leases() -> None:
    op.create_table(
        "leases",
        sa.Column("tenant", sa.String, primary_key=True),
        sa.Column("token", sa.Integer, nullable=False),
        sa.Column("holder", sa.Text),
        sa.Column("since", _instant()),
    )


def _what_to_read_again() -> None:
    op.create_table(
        "watched_payments",
        sa.Column("tenant", sa.String, primary_key=True),
        sa.Column("payment", sa.BigInteger, primary_key=True, autoincrement=False),
    )
    op.create_table(
        "cursors",
        sa.Column("tenant", sa.String, primary_key=True),
        sa.Column("payments_read_to", _instant(), nullable=False),
    )


def _mapping_choices() -> None:
    op.create_table(
        "mapping_choices",
        sa.Column("tenant", sa.String, primary_key=True),
        sa.Column("topic", sa.String, primary_key=True),
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("target", sa.JSON, nullable=False),
        sa.Column("chosen_by", sa.Text, nullable=False),
        sa.Column("chosen_at", _instant(), nullable=False),
    )
