"""Who may run a tenant, exactly: a lock of the operating system, never a guess by the clock.

The system frees the lock when its process ends, however it ends.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from filelock import FileLock, Timeout

from adapters.store.errors import StoreError

Release = Callable[[], None]


class TenantLocks(Protocol):
    def take(self, tenant: str) -> Release | None:
        """Takes the tenant's lock and says how to give it back; None while another has it."""
        ...


class FileLocks:
    """Locks between processes: one file beside the database for each tenant."""

    def __init__(self, database: Path) -> None:
        self._database = database

    def take(self, tenant: str) -> Release | None:
        file = self._database.with_name(f"{self._database.name}.{quote(tenant, safe='')}.lock")
        lock = FileLock(file, thread_local=False, fallback_to_soft=False)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            return None
        except OSError as error:
            raise StoreError(f"{file}: cannot be locked ({error}). Use a local disk.") from error
        return lock.release


class InProcessLocks:
    """Locks for a database in memory, which no other process can see."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, tenant: str) -> Release | None:
        if tenant in self._taken:
            return None
        self._taken.add(tenant)
        return lambda: self._taken.discard(tenant)
