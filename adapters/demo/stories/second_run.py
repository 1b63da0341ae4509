"""A second run sends nothing again: what is in the books is marked exported (TRG-11)."""

from collections.abc import AsyncIterator

from adapters.demo.company import DEPOSITS, RECEIVABLE, SALES, UNDEPOSITED
from adapters.demo.telling import Check, Expected, Step, Story, Telling

BOOKED = {RECEIVABLE: "410.25", UNDEPOSITED: "60.00", DEPOSITS: "-60.00", SALES: "-410.25"}


async def tale(telling: Telling) -> AsyncIterator[Step]:
    company = telling.company
    lena = await company.customer("Lena Fischer")
    invoice = await company.invoice(lena, "410.25")
    payment = await company.payment(lena, "60.00")
    await company.post(invoices=[invoice], payments=[payment])
    yield await telling.run(
        "A run",
        f"Invoice {invoice.number} and an unapplied payment move, are read back and compared to "
        "the cent, and are marked exported in ServiceTitan.",
        Expected(BOOKED, written=5),
    )
    yield await _again(telling)


async def _again(telling: Telling) -> Step:
    before = len(await telling.company.transactions())
    again = await telling.company.run()
    after = len(await telling.company.transactions())
    same = Check("{} transactions in NetSuite, as before", str(before), str(after))
    return await telling.step(
        "The same run again",
        "Somebody starts it once more. There is nothing to do, and nothing is booked twice.",
        again.report,
        Expected(BOOKED, written=0, checks=(same,)),
    )


STORY = Story(
    "second-run",
    "A second run",
    "Running again is harmless.",
    tale,
)
