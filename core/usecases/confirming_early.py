"""Confirm while others are still written, so that little is left to read back at the end of a long run.

Only what no later step changes, and only what agrees and is marked counts: about all else the end of
the run asks again.
"""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from core.chart import Chart
from core.plan import Step
from core.ports import SystemUnavailableError
from core.records import (
    DepositRecord,
    ItemReceiptRecord,
    Key,
    PayableRecord,
    PaymentRecord,
    PurchaseOrderRecord,
    RemoteId,
    SalesRecord,
)
from core.together import together
from core.usecases.confirming import confirm
from core.usecases.connected import ConnectedTenant

LOT: Final = 250
"""Steps that are read back together: few queries for each document, and little left at the end."""
_FINAL: Final = (
    SalesRecord,
    PaymentRecord,
    DepositRecord,
    PurchaseOrderRecord,
    ItemReceiptRecord,
    PayableRecord,
)


@dataclass
class EarlyConfirmation:
    """`ids` is what is known while the run goes on; `confirmed` are the steps there is no doubt about."""

    tenant: ConnectedTenant
    chart: Chart
    ids: Mapping[Key, RemoteId]
    confirmed: frozenset[Key] = frozenset()
    _gathered: list[Step] = field(default_factory=list)
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    def done(self, step: Step) -> None:
        """The books have it since now."""
        if isinstance(step.record, _FINAL):
            self._gathered.append(step)
        if len(self._gathered) == LOT:
            self._begin()

    def _begin(self) -> None:
        lot, self._gathered = self._gathered, []
        task = asyncio.create_task(self._confirm(lot))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def finish(self) -> None:
        """All that was begun is done. What is still gathering goes beside it; where nothing is under
        way, it is left to the end of the run."""
        if self._under_way:
            self._begin()
        await together(*self._under_way)

    async def stop(self) -> None:
        """Nothing of it is under way any more."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def _confirm(self, lot: Sequence[Step]) -> None:
        with contextlib.suppress(SystemUnavailableError):
            found = await confirm(self.tenant, self.chart, lot, self.ids)
            self.confirmed |= found.confirmed - found.unmarked.keys()
