"""What stays out is listed by its cause, and clears by itself once that is mended (TRG-13)."""

from collections.abc import AsyncIterator
from dataclasses import replace

from adapters.demo.company import HVAC_NORTH, RECEIVABLE, SALES, UNDEPOSITED, Document
from adapters.demo.telling import Check, Expected, Step, Story, Telling
from core.errors import Blocked
from core.reports import Status

REFUSED = (
    'Business unit "HVAC North" (42) has no NetSuite subsidiary. '
    "Map it: crossfoot mapping set business-unit 42 --subsidiary ID"
)
BEFORE = {RECEIVABLE: "95.00", SALES: "-95.00"}
AFTER = {RECEIVABLE: "1152.90", UNDEPOSITED: "150.25", SALES: "-1303.15"}


async def tale(telling: Telling) -> AsyncIterator[Step]:
    company = telling.company
    nina, mila = await company.customer("Nina Petrov"), await company.customer("Mila Novak")
    mapped = await company.invoice(nina, "95.00")
    unmapped = [await company.invoice(mila, amount, HVAC_NORTH) for amount in AMOUNTS]
    paid = await company.payment(mila, "150.25", {unmapped[1].id: "150.25"})
    await company.post(invoices=[mapped, *unmapped], payments=[paid])
    yield await _one_cause(telling, unmapped[1])
    yield await _cleared(telling)


AMOUNTS = ("480.00", "150.25", "77.90", "500.00")


async def _one_cause(telling: Telling, waited_for: Document) -> Step:
    result = await telling.company.run()
    inbox = await telling.company.errors()
    waiting = f"Waiting for invoice {waited_for.number}: {REFUSED}"
    step = await telling.step(
        "One cause keeps five documents out",
        "Four invoices are of a business unit that nobody mapped, and a payment waits for one of "
        "them. The list has one entry, not five: what is at fault, what to do, what it releases.",
        result.report,
        Expected(
            BEFORE,
            written=4,
            status=Status.INCOMPLETE,
            stays_out=(*[REFUSED] * len(AMOUNTS), waiting),
            checks=_listed(inbox),
        ),
    )
    return replace(step, inbox=inbox)


def _listed(inbox: tuple[Blocked, ...]) -> tuple[Check, ...]:
    found = "; ".join(f"{one.documents} documents, {one.money}" for one in inbox)
    return (Check("one cause blocks {}", "5 documents, $1,358.40", found),)


async def _cleared(telling: Telling) -> Step:
    await telling.company.map_unit(HVAC_NORTH, "1")
    result = await telling.company.run()
    left = len(await telling.company.errors())
    return await telling.step(
        "The one thing is done",
        "The accountant maps the unit. The next run moves all five, and the list is empty: nobody "
        "has to tick anything off.",
        result.report,
        Expected(AFTER, written=7, checks=(Check("{} errors are left", "0", str(left)),)),
    )


STORY = Story(
    "errors",
    "The list of what stays out",
    "Errors are grouped by what is at fault, with the documents and the money that mending it releases.",
    tale,
)
