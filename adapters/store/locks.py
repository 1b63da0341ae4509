"""Who may run a tenant, exactly: a lock, never a guess by the clock.

The operating system, or PostgreSQL, frees it when its process ends, however it ends. Lock files
stay; they are empty.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from filelock import BaseFileLock, FileLock, Timeout

from adapters.store.errors import StoreError
from adapters.store.sqlite import WAIT_SECONDS

Release = Callable[[], Awaitable[None]]


class TenantLocks(Protocol):
    async def take(self, tenant: str) -> Release | None:
        """Takes the tenant's lock and says how to give it back; None while another has it."""
        ...


class FileLocks:
    """Locks between processes: one file beside the database for each tenant."""

    def __init__(self, database: Path) -> None:
        self._database = database

    async def take(self, tenant: str) -> Release | None:
        lock = _lock_beside(self._database, f".{quote(tenant, safe='')}.lock")
        if not _is_acquired(lock, wait_seconds=0):
            return None

        async def release() -> None:
            lock.release()

        return release


@contextmanager
def opening(database: Path) -> Iterator[None]:
    """Processes that open one database take turns: SQLite cannot do all of it for two at once."""
    lock = _lock_beside(database, ".lock")
    if not _is_acquired(lock, WAIT_SECONDS):
        raise StoreError(f"{database}: another process keeps opening it. End that process.")
    try:
        yield
    finally:
        lock.release()


def _lock_beside(database: Path, ending: str) -> BaseFileLock:
    file = database.with_name(database.name + ending)
    return FileLock(file, thread_local=False, fallback_to_soft=False)


def _is_acquired(lock: BaseFileLock, wait_seconds: int) -> bool:
    """False while another has it. StoreError when nobody can, for then waiting is in vain."""
    try:
        Path(lock.lock_file).touch()
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        return False
    except OSError as error:
        raise StoreError(
            f"{lock.lock_file}: cannot be written and locked ({error.strerror}). "
            "Use a folder on a local disk that this user may write to."
        ) from error
    return True


class InProcessLocks:
    """Locks for a database in memory, which no other process can see."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    async def take(self, tenant: str) -> Release | None:
        if tenant in self._taken:
            return None
        self._taken.add(tenant)

        async def release() -> None:
            self._taken.discard(tenant)

        return release
