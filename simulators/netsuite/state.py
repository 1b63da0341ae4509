"""Everything the simulator remembers, on shelves whose changes can be taken back.

A call either keeps all its changes or none: what it changed before a refusal is put back.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from simulators.netsuite.records import Record

if TYPE_CHECKING:
    from simulators.netsuite.applications import Credit, OpenItem
    from simulators.netsuite.async_jobs import Job
    from simulators.netsuite.custom import CustomField, CustomRecord
    from simulators.netsuite.custom_transactions import CustomTransaction
    from simulators.netsuite.ledger import Entry
    from simulators.netsuite.order_progress import Progress
    from simulators.netsuite.restlets import Restlet
    from simulators.netsuite.tasks import Task

K = TypeVar("K")
V = TypeVar("V")
Undo = list[Callable[[], None]]


class Shelf(Generic[K, V]):
    """Values by key. `changed` are the keys of all changes, those taken back too, in their order."""

    def __init__(self, undo: Undo) -> None:
        self._held: dict[K, V] = {}
        self._undo = undo
        self.changed: list[K] = []
        self._in_order: tuple[int, list[tuple[K, V]]] = (0, [])
        """As they were after so many changes."""

    @property
    def touched(self) -> int:
        return len(self.changed)

    def copy_from(self, other: "Shelf[K, V]") -> None:
        """All that is on the other one; values are never changed, so both may hold them."""
        self._held, self.changed = dict(other._held), list(other.changed)
        self._in_order = other._in_order

    def put(self, key: K, value: V) -> None:
        self._remember(key)
        self._held[key] = value

    def drop(self, key: K) -> None:
        self._remember(key)
        del self._held[key]

    def _remember(self, key: K) -> None:
        self.changed.append(key)
        if key in self._held:
            before = self._held[key]
            self._undo.append(lambda: self._back(key, before))
        else:
            self._undo.append(lambda: self._gone(key))

    def _back(self, key: K, before: V) -> None:
        self.changed.append(key)
        self._held[key] = before

    def _gone(self, key: K) -> None:
        self.changed.append(key)
        del self._held[key]

    def get(self, key: K) -> V | None:
        return self._held.get(key)

    def __getitem__(self, key: K) -> V:
        return self._held[key]

    def __contains__(self, key: K) -> bool:
        return key in self._held

    def __len__(self) -> int:
        return len(self._held)

    def items(self) -> list[tuple[K, V]]:
        """In the order of the keys."""
        changes, in_order = self._in_order
        if changes != self.touched:
            in_order = sorted(self._held.items(), key=lambda item: _order(item[0]))
            self._in_order = (self.touched, in_order)
        return [*in_order]

    def values(self) -> list[V]:
        return [value for _, value in self.items()]


def _order(key: Any) -> Any:
    """Ids in numeric order, then names in theirs."""
    if isinstance(key, tuple):
        return tuple(_order(part) for part in key)
    if isinstance(key, str) and key.isdecimal():
        return (0, int(key), "")
    return (0, key, "") if isinstance(key, int) else (1, 0, str(key))


@dataclass(frozen=True, slots=True)
class Deleted:
    """A row of NetSuite's `deletedrecord` table; the instant is UTC."""

    kind: str
    id: str
    name: str
    at: datetime


class State:
    """One account's memory. `version` grows with every call that changed something."""

    def __init__(self) -> None:
        self._undo: Undo = []
        self._depth = 0
        self.version = 0
        self._spaces: dict[str, Shelf[str, Record]] = {}
        self.last_ids: Shelf[str, int] = Shelf(self._undo)
        self.external_ids: Shelf[tuple[str, str], str] = Shelf(self._undo)
        self.names: Shelf[tuple[str, ...], str] = Shelf(self._undo)
        self.references: Shelf[tuple[str, str], int] = Shelf(self._undo)
        self.secondary_subsidiaries: Shelf[str, tuple[str, ...]] = Shelf(self._undo)
        self.document_numbers: Shelf[str, int] = Shelf(self._undo)
        self.numbers_used: Shelf[tuple[str, str], int] = Shelf(self._undo)
        self.periods_by_month: Shelf[tuple[int, int], str] = Shelf(self._undo)
        self.entries: Shelf[str, Entry] = Shelf(self._undo)
        self.balances: Shelf[tuple[str, str], Decimal] = Shelf(self._undo)
        self.open_items: Shelf[tuple[str, int], OpenItem] = Shelf(self._undo)
        self.credits: Shelf[str, Credit] = Shelf(self._undo)
        self.order_progress: Shelf[tuple[str, int], Progress] = Shelf(self._undo)
        self.deleted: Shelf[int, Deleted] = Shelf(self._undo)
        self.custom_fields: Shelf[str, CustomField] = Shelf(self._undo)
        self.custom_records: Shelf[str, CustomRecord] = Shelf(self._undo)
        self.custom_transactions: Shelf[str, CustomTransaction] = Shelf(self._undo)
        self.features: Shelf[str, bool] = Shelf(self._undo)
        self.preferences: Shelf[str, bool] = Shelf(self._undo)
        self.restlets: Shelf[tuple[str, str], Restlet] = Shelf(self._undo)
        self.tasks: Shelf[str, Task] = Shelf(self._undo)
        self.jobs: Shelf[str, Job] = Shelf(self._undo)
        self.jobs_by_key: Shelf[str, str] = Shelf(self._undo)
        self.jobs_under_way: Shelf[str, bool] = Shelf(self._undo)
        self.processors_busy: Shelf[int, datetime] = Shelf(self._undo)

    def copy_from(self, other: "State") -> None:
        """All that another account remembers."""
        for space, shelf in other._spaces.items():
            self.of(space).copy_from(shelf)
        for name, shelf in vars(other).items():
            if isinstance(shelf, Shelf):
                getattr(self, name).copy_from(shelf)
        self.version = other.version

    def of(self, space: str) -> Shelf[str, Record]:
        """The records that share one space of internal ids."""
        if space not in self._spaces:
            self._spaces[space] = Shelf(self._undo)
        return self._spaces[space]

    def spaces(self) -> list[str]:
        return sorted(name for name, shelf in self._spaces.items() if len(shelf))

    def next_id(self, space: str) -> str:
        number = (self.last_ids.get(space) or 0) + 1
        while str(number) in self.of(space):
            number += 1
        self.last_ids.put(space, number)
        return str(number)

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """What is changed inside is kept at the end, or put back when anything is raised."""
        mark = len(self._undo)
        self._depth += 1
        try:
            yield
        except BaseException:
            self._take_back(mark)
            raise
        finally:
            self._depth -= 1
        if self._depth == 0 and self._undo:
            self._undo.clear()
            self.version += 1

    def _take_back(self, mark: int) -> None:
        while len(self._undo) > mark:
            self._undo.pop()()
