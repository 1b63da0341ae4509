"""The tables, in the words of the business.

Money is whole cents, instants are UTC. The migrations make these tables; a test holds the two
together.
"""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

VERSION_TABLE: Final = "schema_version"
metadata = MetaData()


class Instant(TypeDecorator[datetime]):
    """An instant, kept in UTC. It goes in with a time zone and comes back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        assert value is None or value.tzinfo is not None, f"{value} has no time zone"
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


runs = Table(
    "runs",
    metadata,
    Column("serial", Integer, primary_key=True),  # the order in which runs were started
    Column("id", String, nullable=False),
    Column("tenant", String, nullable=False),
    Column("started", Instant, nullable=False),
    Column("finished", Instant),
    Column("dry", Boolean, nullable=False),
    Column("status", String, nullable=False),
    Column("plan_hash", String, nullable=False),
    Column("notices", JSON, nullable=False),
    Column("written", Integer, nullable=False),
    Column("confirmed", Integer, nullable=False),
    Column("failure", Text, nullable=False),
    Column("usage", JSON),  # of each account: calls, time waited, calls turned away
    UniqueConstraint("id", name="runs_once"),
    Index("runs_of_tenant", "tenant", "serial"),
)

run_rows = Table(
    "run_rows",
    metadata,
    Column("run", String, ForeignKey("runs.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("source_id", BigInteger, nullable=False),
    Column("number", Text, nullable=False),
    Column("customer", Text),
    Column("amount", BigInteger),  # cents
    Column("fate", String, nullable=False),
    Column("code", String, nullable=False),
    Column("explanation", Text, nullable=False),
    Column("remote_id", String),
    Column("key", String),
    Column("cause_code", String),
    Column("cause_subject", Text),
    Column("cause_remedy", Text),
)

sync_errors = Table(
    "sync_errors",
    metadata,
    Column("id", Integer, primary_key=True),  # of all tenants; a number is never given out again
    Column("tenant", String, nullable=False),
    Column("key", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("source_id", BigInteger, nullable=False),
    Column("number", Text, nullable=False),
    Column("customer", Text),
    Column("amount", BigInteger),  # cents
    Column("code", String, nullable=False),
    Column("subject", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("first_seen", Instant, nullable=False),
    Column("last_seen", Instant, nullable=False),
    Column("run", String, ForeignKey("runs.id"), nullable=False),
    Column("rejected", Text),  # NetSuite's words, while the record lines up behind another
    Column("reset_at", Instant),
    Column("reset_by", Text),
    UniqueConstraint("tenant", "key", name="sync_errors_once"),
    sqlite_autoincrement=True,
)

steps = Table(
    "steps",
    metadata,
    Column("serial", Integer, primary_key=True),  # the order in which steps were announced
    Column("run", String, ForeignKey("runs.id"), nullable=False),
    Column("tenant", String, nullable=False),
    Column("key", String, nullable=False),
    Column("token", Integer, nullable=False),  # of the lease it was written under
    Column("sent_at", Instant, nullable=False),
    Column("state", String),  # empty while nothing is known of the outcome
    Column("remote_id", String),
    Column("explanation", Text, nullable=False),
    Column("settled_at", Instant),
    UniqueConstraint("run", "key", name="steps_once_in_run"),
    Index("steps_of_key", "tenant", "key", "serial"),
    Index("steps_in_state", "tenant", "state"),
)

leases = Table(
    "leases",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("token", Integer, nullable=False),  # one more at each lease; the newest writes
    Column("holder", Text),  # empty while nobody holds it
    Column("since", Instant),
)

watched_payments = Table(
    "watched_payments",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("payment", BigInteger, primary_key=True, autoincrement=False),
)

cursors = Table(
    "cursors",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("payments_read_to", Instant, nullable=False),
)

mapping_choices = Table(
    "mapping_choices",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("topic", String, primary_key=True),
    Column("source", String, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("target", JSON, nullable=False),
    Column("chosen_by", Text, nullable=False),
    Column("chosen_at", Instant, nullable=False),
)

schedules = Table(
    "schedules",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("version", Integer, nullable=False),  # one more with each change by a person
    Column("dates", JSON, nullable=False),
    Column("at", String, nullable=False),  # the local time, 18:30
    Column("zone", String, nullable=False),
    Column("status", String, nullable=False),
    Column("set_by", Text, nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("status_by", Text, nullable=False),
    Column("status_at", Instant, nullable=False),
    Column("last_slot", Instant),
    Column("last_run", String),
    Column("next_at", Instant),  # when to look at it next; empty when it has no slot to come
    Index("schedules_by_next", "next_at"),
)

budgets = Table(
    "budgets",
    metadata,
    Column("account", String, primary_key=True),
    Column("configured", Integer, nullable=False),
    Column("allowed", Integer, nullable=False),
    Column("too_much", Integer),
    Column("version", Integer, nullable=False),  # one more with each change of what is allowed
    Column("lowerings", Integer, nullable=False),
    Column("turn", Integer, nullable=False),  # one more each time somebody says what it uses
    Column("changed_at", Instant, nullable=False),
    Column("turned_away", Integer, nullable=False),
    Column("last_turned_away", Instant),
)

budget_users = Table(
    "budget_users",
    metadata,
    Column("account", String, primary_key=True),
    Column("user", String, primary_key=True),  # a process
    Column("place", Text, nullable=False),
    Column("tenants", JSON, nullable=False),
    Column("configured", Integer, nullable=False),
    Column("wanted", Integer, nullable=False),
    Column("in_use", Integer, nullable=False),
    Column("holds", Integer, nullable=False),  # its share, or more while calls are still under way
    Column("beat", Integer, nullable=False),
    Column("had_turn", Integer, nullable=False),  # when it had a share last
    Column("heard_at", Instant, nullable=False),
)
