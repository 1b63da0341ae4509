"""One person who was entered twice: ServiceTitan merges, NetSuite follows (CUS-15)."""

from collections.abc import AsyncIterator, Mapping, Sequence

from adapters.demo.company import RECEIVABLE, SALES, UNDEPOSITED
from adapters.demo.telling import Check, Expected, Step, Story, Telling

OPEN = {RECEIVABLE: "200.00", SALES: "-200.00"}
PAID = {UNDEPOSITED: "200.00", SALES: "-200.00"}


async def tale(telling: Telling) -> AsyncIterator[Step]:
    company = telling.company
    rosa, double = await company.customer("Rosa Diaz"), await company.customer("R. Diaz")
    first, second = await company.invoice(rosa, "120.00"), await company.invoice(double, "80.00")
    await company.post(invoices=[first, second])
    yield await telling.run(
        "One person, two customers",
        f"Rosa Diaz owes invoice {first.number}. The same person was entered once more as R. Diaz, "
        f"who owes invoice {second.number}. NetSuite has two customers.",
        Expected(OPEN, written=7),
    )
    await company.merge(double, rosa)
    yield await _merged(telling)
    paid = await company.payment(rosa, "200.00", {first.id: "120.00", second.id: "80.00"})
    await company.post(payments=[paid])
    yield await telling.run(
        "She pays both with one check",
        "In NetSuite both invoices are Rosa's now, so one payment settles both.",
        Expected(PAID, written=1, open={first.number: "0.00", second.number: "0.00"}),
    )


async def _merged(telling: Telling) -> Step:
    result = await telling.company.run()
    checks = (
        *_owed(await telling.company.owed()),
        _address_kept(await telling.company.addresses()),
    )
    return await telling.step(
        "The office merges them in ServiceTitan",
        "The next run merges the two in NetSuite as well. Rosa owes what both owed, the trial balance "
        "has not moved, the other name and address are kept with her, and both sync records name her.",
        result.report,
        Expected(OPEN, written=3, checks=checks),
    )


def _owed(found: Mapping[str, str]) -> tuple[Check, ...]:
    owed = "; ".join(f"{name.rsplit(' ', 1)[0]} {amount}" for name, amount in found.items())
    return (Check("NetSuite's customers owe: {}", "Rosa Diaz $200.00", owed),)


def _address_kept(addresses: Mapping[str, Sequence[str]]) -> Check:
    found = "; ".join(f"{name}: {', '.join(names)}" for name, names in addresses.items())
    return Check("addresses are kept for {}", "Rosa Diaz: Rosa Diaz, R. Diaz", found)


STORY = Story(
    "merge",
    "A customer entered twice",
    "A merge in ServiceTitan is made in NetSuite too; balances add up and nothing is posted.",
    tale,
)
