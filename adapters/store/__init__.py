"""The store: runs, the journal of steps, leases, choices of mapping and cursors, in SQL.

`open_store` is the way in; what it gives keeps every promise of `core.ports.Store`.
"""

from adapters.store.errors import FencedError, StoreError, StoreUnreachableError
from adapters.store.opening import open_store
from adapters.store.sql_store import SqlStore

__all__ = ["FencedError", "SqlStore", "StoreError", "StoreUnreachableError", "open_store"]
