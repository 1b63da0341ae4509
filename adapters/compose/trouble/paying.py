"""Refunds are listed, reviewed and paid by check, as an accountant does at the screens."""

from datetime import date
from typing import Final

from adapters.compose.simulation import TENANT
from adapters.compose.trouble.people import DATE, share_of
from adapters.demo.company import BANK
from core.money import Money
from core.ports import Clock, Store
from core.refunds.booked import RefundsNow
from core.refunds.checks import CheckRequest, Review
from core.refunds.worklist import worklist
from core.usecases.connected import ConnectedTenant
from core.usecases.refunds_as_they_stand import read_refunds, review_checks

WHOLE: Final = 100
"""Per cent."""


async def reviewed(
    tenant: ConnectedTenant, store: Store, clock: Clock, share: int, grouped: bool
) -> tuple[RefundsNow, CheckRequest, Review]:
    """A review of so much per cent of what each refund still waits for."""
    now = await read_refunds(tenant, store, clock)
    accounts = (await tenant.books.chart()).accounts
    bank = next(one.account for one in accounts if one.account.number == BANK)
    chosen = {
        one.key: Money(share_of(one.remaining.cents, share))
        for one in worklist(now.standings.values())
    }
    day = date.fromisoformat(DATE)
    request = CheckRequest(TENANT, day, bank, chosen, group_by_customer=grouped)
    return now, request, await review_checks(tenant, store, clock, request)
