"""Which documents go with a run when more stand in the queue than one run takes.

What depends on one another is one customer's, so a customer goes whole or waits whole: a plan of some
customers is what the plan of all says of them. Customers go in the order in which the queue names them,
but those with a sync error last, so that what stays out keeps nobody else out.
"""

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from core.documents import CustomerId, Invoice, Kind, Payment, Queue
from core.refusals import Notice

Survivor = Callable[[CustomerId], CustomerId]
Identified = tuple[Kind, int | str]
"""A document of ServiceTitan."""
Takes = Callable[[Identified, CustomerId], bool]
"""Whether a document of that customer is wanted."""
_Document = TypeVar("_Document", Invoice, Payment)


def everything(_document: Identified, _customer: CustomerId) -> bool:
    return True


@dataclass
class Portion:
    """What goes with one run: at most so many invoices and payments, except for a single customer with
    more. `troubled` are the documents that have a sync error.

    It is asked of each document as it is read, so that what waits takes no memory.
    """

    most: int
    troubled: Collection[Identified] = frozenset()
    _taken: Counter[CustomerId] = field(default_factory=Counter)
    _left: Counter[CustomerId] = field(default_factory=Counter)
    _in_trouble: set[CustomerId] = field(default_factory=set)
    _counted: Counter[bool] = field(default_factory=Counter)
    """Apart, by whether the customer is in trouble: those may have to wait for the others."""
    _are_invoices_seen: bool = False

    def takes(self, document: Identified, customer: CustomerId) -> bool:
        """Whether to keep this document until all have been seen, invoices first."""
        if document[0] is Kind.PAYMENT and not self._are_invoices_seen:
            self._make_room_for_payments()
        if document in self.troubled:
            self._in_trouble.add(customer)
        takes = customer in self._taken or self._has_room(customer)
        (self._taken if takes else self._left)[customer] += 1
        self._counted[customer in self._in_trouble] += takes
        return takes

    def _has_room(self, customer: CustomerId) -> bool:
        return (
            customer not in self._left and self._counted[customer in self._in_trouble] < self.most
        )

    def _make_room_for_payments(self) -> None:
        """When there are more invoices than go at all, half of what goes is for their payments."""
        self._are_invoices_seen = True
        if not self._left:
            return
        waiting = deque(sorted(self._taken, key=self._in_trouble.__contains__))
        room = self.most // 2
        while waiting and (room == self.most // 2 or self._taken[waiting[0]] <= room):
            room -= self._taken[waiting.popleft()]
        for one in waiting:
            self._counted[one in self._in_trouble] -= self._taken[one]
            self._left[one] += self._taken.pop(one)

    def of(self, queue: Queue, survivor: Survivor) -> Queue:
        """What goes of the documents that were kept."""
        if not self._left and self._taken.total() <= self.most:
            return queue
        going = set(self._going(survivor))
        all_there = self._left.total() + self._taken.total()
        return replace(
            queue,
            invoices=_theirs(queue.invoices, going),
            payments=_theirs(queue.payments, going),
            left=all_there - sum(self._taken[one] for one in going),
        )

    def _going(self, survivor: Survivor) -> Iterator[CustomerId]:
        """Merged customers go with their survivor."""
        room = self.most
        for group in self._groups(survivor):
            size = sum(self._taken[one] for one in group)
            if size > room and room < self.most:
                return
            room -= size
            yield from group

    def _groups(self, survivor: Survivor) -> list[list[CustomerId]]:
        """Those that are there whole, in the order in which they go; all there are if none is."""
        found: dict[CustomerId, list[CustomerId]] = {}
        for one in self._taken:
            found.setdefault(survivor(one), []).append(one)
        torn = {survivor(one) for one in self._left}
        whole = [group for one, group in found.items() if one not in torn] or list(found.values())
        return sorted(whole, key=lambda group: not self._in_trouble.isdisjoint(group))


def _theirs(
    documents: Iterable[_Document], customers: Collection[CustomerId]
) -> tuple[_Document, ...]:
    return tuple(one for one in documents if one.customer in customers)


def left_for_later(queue: Queue) -> tuple[Notice, ...]:
    """What the report says of those that wait."""
    if not queue.left:
        return ()
    one = queue.left == 1
    words = "1 document more waits" if one else f"{queue.left:,} documents more wait"
    return (Notice(None, f"{words} in ServiceTitan's queue: the next run takes more of it."),)
