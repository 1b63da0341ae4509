"""A reply lost on its way: NetSuite booked the invoice, and nobody was told (writing exactly once)."""

from collections.abc import AsyncIterator

from adapters.demo.company import RECEIVABLE, SALES, Company
from adapters.demo.telling import Check, Expected, Step, Story, Telling

INVOICES = "/services/rest/record/v1/invoice"
BOOKED = {RECEIVABLE: "735.10", SALES: "-735.10"}


async def tale(telling: Telling) -> AsyncIterator[Step]:
    company = telling.company
    noor = await company.customer("Noor Rahman")
    invoice = await company.invoice(noor, "735.10")
    await company.post(invoices=[invoice])
    await company.lose_next_reply("POST", INVOICES)
    run = await company.run()
    yield await telling.step(
        "NetSuite books the invoice, and its answer is lost",
        f"The line breaks after NetSuite booked invoice {invoice.number}. Booked or not is unknown, "
        "so the run does not send it again: it looks for it by its key, and finds it.",
        run.report,
        Expected(BOOKED, written=4, checks=await _booked_once(company)),
    )


async def _booked_once(company: Company) -> tuple[Check, ...]:
    invoices = [one for one in await company.transactions() if one["type"] == "invoice"]
    return (
        Check("{} reply was lost", "1", str(await company.replies_lost())),
        Check("{} invoice is in NetSuite", "1", str(len(invoices))),
    )


STORY = Story(
    "lost-reply",
    "A lost reply",
    "When nobody knows whether something was booked, it is looked up, not sent again.",
    tale,
)
