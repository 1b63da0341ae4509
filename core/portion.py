"""Which documents go with a run when more stand in the queue than one run takes.

What depends on one another is one customer's, so a customer goes whole or waits whole: a plan of some
customers is what the plan of all says of them. Customers go in the order in which the queue names them,
but those with a sync error last, so that what stays out keeps nobody else out.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final, Protocol, TypeVar

from core.documents import CustomerId, Invoice, Job, JobId, Kind, Payment, Queue
from core.refusals import Notice

Survivor = Callable[[CustomerId], CustomerId]
Identified = tuple[Kind, int | str]
"""A document of ServiceTitan."""
Jobs = Mapping[JobId, Job]
_Document = TypeVar("_Document", Invoice, Payment)


class Selection(Protocol):
    """What a reader of documents asks of each as it comes, so that what waits takes no memory."""

    def takes(self, document: Identified, customer: CustomerId) -> bool:
        """Whether to keep it for now."""
        ...

    def keeps(self, customer: CustomerId) -> bool:
        """Whether what was kept of this customer is still wanted."""
        ...


class _Everything(Selection):
    def takes(self, document: Identified, customer: CustomerId) -> bool:
        del document, customer
        return True

    def keeps(self, customer: CustomerId) -> bool:
        del customer
        return True


EVERYTHING: Final = _Everything()


@dataclass
class Portion(Selection):
    """What goes with one run: at most so many invoices, payments and jobs, except for a single customer
    with more. `troubled` are the documents that have a sync error.

    Customers in trouble are counted apart, for they may have to wait for the others.
    """

    most: int
    troubled: Collection[Identified] = frozenset()
    _taken: tuple[Counter[CustomerId], Counter[CustomerId]] = field(
        default_factory=lambda: (Counter(), Counter())
    )
    """How many documents of whom; then the same of those in trouble."""
    _sizes: list[int] = field(default_factory=lambda: [0, 0])
    _left: Counter[CustomerId] = field(default_factory=Counter)

    def takes(self, document: Identified, customer: CustomerId) -> bool:
        if customer in self._left:
            self._left[customer] += 1
            return False
        apart = self._apart(document, customer)
        self._taken[apart][customer] += 1
        self._sizes[apart] += 1
        self._give_back(apart)
        return customer not in self._left

    def keeps(self, customer: CustomerId) -> bool:
        return customer not in self._left

    def of(self, queue: Queue, jobs: Jobs, survivor: Survivor) -> tuple[Queue, Jobs]:
        """What goes of the documents that were kept, and of the jobs that are to become projects: those
        that an invoice names or whose customer goes, and others while there is room."""
        sizes = self._taken[0] + self._taken[1]
        if not self._left and sizes.total() + len(jobs) <= self.most:
            return queue, jobs
        going = set(self._going(survivor))
        invoices, payments = _theirs(queue.invoices, going), _theirs(queue.payments, going)
        room = self.most - len(invoices) - len(payments)
        named = {one.job for one in invoices}
        first = {at: one for at, one in jobs.items() if at in named or one.customer in going}
        chosen = {**first, **_others(jobs, {*self._left, *sizes}, room - len(first))}
        waiting = self._left.total() + sizes.total() - sum(sizes[one] for one in going)
        left = waiting + len(jobs) - len(chosen)
        return replace(queue, invoices=invoices, payments=payments, left=left), chosen

    def _apart(self, document: Identified, customer: CustomerId) -> int:
        """Who turns out to be in trouble is counted among those from now on."""
        well, troubled = self._taken
        if document in self.troubled and customer in well:
            count = well.pop(customer)
            troubled[customer] = count
            self._sizes[0] -= count
            self._sizes[1] += count
        return int(customer in troubled or document in self.troubled)

    def _give_back(self, apart: int) -> None:
        """The customers that came last wait, when there are too many documents."""
        taken = self._taken[apart]
        while self._sizes[apart] > self.most and len(taken) > 1:
            customer, count = taken.popitem()
            self._sizes[apart] -= count
            self._left[customer] = count

    def _going(self, survivor: Survivor) -> Iterator[CustomerId]:
        """Merged customers go with their survivor."""
        room = self.most
        sizes = self._taken[0] + self._taken[1]
        for group in self._groups(survivor):
            size = sum(sizes[one] for one in group)
            if size > room and room < self.most:
                return
            room -= size
            yield from group

    def _groups(self, survivor: Survivor) -> list[list[CustomerId]]:
        """Those that are there whole, in the order in which they go; all there are if none is."""
        found: dict[CustomerId, list[CustomerId]] = {}
        for one in (*self._taken[0], *self._taken[1]):
            found.setdefault(survivor(one), []).append(one)
        torn = {survivor(one) for one in self._left}
        whole = [group for one, group in found.items() if one not in torn] or list(found.values())
        return sorted(whole, key=lambda group: not self._taken[1].keys().isdisjoint(group))


def _theirs(
    documents: Iterable[_Document], customers: Collection[CustomerId]
) -> tuple[_Document, ...]:
    return tuple(one for one in documents if one.customer in customers)


def _others(jobs: Jobs, queued: Collection[CustomerId], room: int) -> Jobs:
    """A job of a customer with documents goes when these go."""
    others = (one for one in jobs.items() if one[1].customer not in queued)
    return dict(islice(others, max(0, room)))


def left_for_later(queue: Queue) -> tuple[Notice, ...]:
    """What the report says of those that wait."""
    if not queue.left:
        return ()
    waits = (
        "1 document or job waits" if queue.left == 1 else f"{queue.left:,} documents and jobs wait"
    )
    return (Notice(None, f"{waits} in ServiceTitan for the next run: this one takes no more."),)
