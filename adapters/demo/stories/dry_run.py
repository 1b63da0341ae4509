"""A dry run: the very plan a live run executes, and nothing is changed anywhere (TRG-08)."""

from collections.abc import AsyncIterator

from adapters.demo.company import RECEIVABLE, SALES, UNDEPOSITED, Document
from adapters.demo.telling import Check, Expected, Step, Story, Telling

BOOKED = {RECEIVABLE: "150.00", UNDEPOSITED: "100.00", SALES: "-250.00"}


async def tale(telling: Telling) -> AsyncIterator[Step]:
    company = telling.company
    rosa = await company.customer("Rosa Klein")
    invoice = await company.invoice(rosa, "250.00")
    payment = await company.payment(rosa, "100.00", {invoice.id: "100.00"})
    await company.post(invoices=[invoice], payments=[payment])
    dry = await _dry(telling, invoice, payment)
    yield dry
    yield await _live(telling, dry.report.plan_hash)


async def _dry(telling: Telling, invoice: Document, payment: Document) -> Step:
    before = await telling.company.states()
    result = await telling.company.run(dry=True)
    unchanged = _unchanged(before, await telling.company.states())
    assert result.plan is not None, result.report.failure
    return await telling.step(
        "A dry run",
        f"Invoice {invoice.number} and payment {payment.number} of Rosa Klein are posted. A dry "
        "run shows every record it would write, with its debits and credits, and writes none.",
        result.report,
        Expected({}, written=0, checks=unchanged),
        telling.planned(result.plan),
    )


async def _live(telling: Telling, shown: str) -> Step:
    live = await telling.company.run(pinned=shown)
    same = Check("the plan is still {}", shown, live.report.plan_hash)
    return await telling.step(
        "The same plan, live",
        "A live run is pinned to the plan's hash: had anything changed since, it would stop and "
        "write nothing.",
        live.report,
        Expected(BOOKED, written=5, checks=(same,)),
    )


def _unchanged(before: tuple[object, object], after: tuple[object, object]) -> tuple[Check, ...]:
    """Everything the two systems remember, compared."""
    names = ("ServiceTitan", "NetSuite")
    return tuple(
        Check(f"{name} is {{}}", "unchanged", "unchanged" if was == now else "changed")
        for name, was, now in zip(names, before, after, strict=True)
    )


STORY = Story(
    "dry-run",
    "A dry run",
    "What a run would do is seen first, to the last line, and changes nothing.",
    tale,
)
