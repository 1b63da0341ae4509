"""PostgreSQL as we use it: all that is true of this database only.

A transaction that reads sees one instant. One that writes waits for rows that another has locked,
and then sees what the other wrote. What is committed is on the disk. A connection that died is
noticed within half a minute at both ends.
"""

from typing import Any, Final

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.types.string import StrDumperUnknown
from sqlalchemy import URL, Engine, NullPool, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from adapters.store.errors import StoreError

WAIT_SECONDS: Final = 30
"""How long a write waits for that of another process."""
QUEUE_CONNECTIONS: Final = 5
WRITES: Final = {"isolation_level": "READ COMMITTED"}
_READS: Final = "REPEATABLE READ"
_OPTIONS: Final[dict[str, Any]] = {
    "application_name": "crossfoot",
    "client_encoding": "utf8",
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": WAIT_SECONDS * 1000,
}
_SETTINGS: Final = f"""
    SET lock_timeout = '{WAIT_SECONDS}s';
    SET tcp_keepalives_idle = 10;
    SET tcp_keepalives_interval = 5;
    SET tcp_keepalives_count = 3;
    SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit') = 'off';
"""
_EXPLANATIONS: Final = {
    "25006": "may only be read. Give the address of the server that takes writes.",
    "3F000": "has no schema to put tables in. Create one, or correct the address.",
    "40001": "two programs were in each other's way. Run again.",
    "40P01": "two programs were in each other's way. Run again.",
    "42501": "this user may not do that. Let it create and write tables in its schema.",
    "53100": "the server's disk is full. Free some space, then run again.",
    "55P03": "another program keeps it locked. End that program, then run again.",
}
_SILENT: Final = ("08", "53300", "57P")
"""How the codes begin that say: no connection, no room for one, going down."""
_TURNED_AWAY: Final = (
    "authentication failed",
    "does not exist",
    "is not permitted to log in",
    "no password supplied",
    "no pg_hba.conf entry",
    "permission denied",
)
"""What a server says to those it lets not in; it gives no code with that."""


def name_of(url: URL) -> str:
    """The database as people know it: neither user nor password, nor options."""
    host = url.host or url.normalized_query.get("host", ("",))[0]
    port = f":{url.port}" if url.port else ""
    return f"postgresql://{host}{port}/{url.database or ''}"


def engine_for(url: URL) -> Engine:
    """An engine for one thread at a time."""
    return _engine(url, isolation_level=_READS, pool_size=1, pool_pre_ping=True)


def engine_for_locks(url: URL) -> Engine:
    """Each connection is one of its own, which ends when it is closed."""
    return _engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)


def engine_for_queue(url: URL) -> Engine:
    """For several threads: that of the queue of runs."""
    return _engine(url, pool_size=QUEUE_CONNECTIONS, max_overflow=0, pool_pre_ping=True)


def is_silence(error: psycopg.Error) -> bool:
    """Whether the server does not answer, as against one that says no."""
    if not isinstance(error, psycopg.OperationalError):
        return False
    if error.sqlstate is None:
        return not any(words in str(error) for words in _TURNED_AWAY)
    return error.sqlstate.startswith(_SILENT)


def explanation(error: psycopg.Error) -> str:
    """What is so and what to do, for a failure that PostgreSQL reported."""
    words = " ".join(str(error).split())
    if is_silence(error):
        return f"does not answer ({words}). See that it runs and can be reached, then run again."
    if error.sqlstate is None:
        return f"does not let us in ({words}). Correct the address of the store, or the server."
    known = _EXPLANATIONS.get(error.sqlstate)
    return known or f"the database failed ({words}). See to it, then run again."


def _engine(url: URL, **options: Any) -> Engine:
    defaults = {key: value for key, value in _OPTIONS.items() if key not in url.query}
    _check_options(url)
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args=defaults,
        hide_parameters=True,
        **options,
    )
    event.listen(engine, "connect", _prepare)
    return engine


def _check_options(url: URL) -> None:
    given = {key: ",".join(values) for key, values in url.normalized_query.items()}
    try:
        make_conninfo("", **given)
    except psycopg.ProgrammingError:
        names = ", ".join(given)
        raise StoreError(
            f"{name_of(url)}: PostgreSQL does not know each of these options: {names}. "
            "Correct the address of the store."
        ) from None


class _StorableText(StrDumperUnknown):
    """PostgreSQL keeps every character but NUL; for that one goes the sign that stands for it."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\0", "\N{SYMBOL FOR NULL}"))


def _prepare(connection: psycopg.Connection[Any], _entry: ConnectionPoolEntry) -> None:
    if connection.info.parameter_status("server_encoding") != "UTF8":
        raise StoreError(
            f"{connection.info.dbname}: the database does not keep all characters. "
            "Create one with the encoding UTF8."
        )
    connection.adapters.register_dumper(str, _StorableText)
    connection.autocommit = True
    connection.execute(_SETTINGS)
    connection.autocommit = False
