"""A dry run: the very plan a live run executes, and nothing is changed anywhere (TRG-08)."""

from collections.abc import AsyncIterator

from adapters.demo.company import RECEIVABLE, SALES, UNDEPOSITED
from adapters.demo.telling import Check, Expected, Step, Story, Telling

NOTHING: dict[str, str] = {}


async def tale(telling: Telling) -> AsyncIterator[Step]:
    company = telling.company
    rosa = await company.customer("Rosa Klein")
    invoice = await company.invoice(rosa, "250.00")
    payment = await company.payment(rosa, "100.00", {invoice.id: "100.00"})
    await company.post(invoices=[invoice], payments=[payment])
    before = await company.states()
    dry = await company.run(dry=True)
    assert dry.plan is not None, dry.report.failure
    unchanged = _unchanged(before, await company.states())
    yield await telling.step(
        "A dry run",
        f"Invoice {invoice.number} and payment {payment.number} of Rosa Klein are posted. A dry "
        "run shows every record it would write, with its debits and credits, and writes none.",
        dry.report,
        Expected(NOTHING, written=0, checks=unchanged),
        telling.planned(dry.plan),
    )

    live = await company.run(pinned=dry.report.plan_hash)
    same = Check("the plan is still {}", dry.report.plan_hash, live.report.plan_hash)
    balance = {RECEIVABLE: "150.00", UNDEPOSITED: "100.00", SALES: "-250.00"}
    yield await telling.step(
        "The same plan, live",
        "A live run is pinned to the plan's hash: had anything changed since, it would stop and "
        "write nothing.",
        live.report,
        Expected(balance, written=5, checks=(same,)),
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
