"""A reply lost on its way: NetSuite booked the invoice, and nobody was told (writing exactly once)."""

from collections.abc import AsyncIterator

from adapters.demo.company import RECEIVABLE, SALES
from adapters.demo.telling import Check, Expected, Step, Story, Telling

INVOICES = "/services/rest/record/v1/invoice"


async def tale(telling: Telling) -> AsyncIterator[Step]:
    company = telling.company
    noor = await company.customer("Noor Rahman")
    invoice = await company.invoice(noor, "735.10")
    await company.post(invoices=[invoice])
    await company.lose_next_reply("POST", INVOICES)
    run = await company.run()
    records = [one for one in await company.transactions() if one["type"] == "invoice"]
    yield await telling.step(
        "NetSuite books the invoice, and its answer is lost",
        f"The line breaks after NetSuite booked invoice {invoice.number}. Booked or not is unknown, "
        "so the run does not send it again: it looks for it by its key, and finds it.",
        run.report,
        Expected(
            {RECEIVABLE: "735.10", SALES: "-735.10"},
            written=4,
            checks=(
                Check("{} reply was lost", "1", str(await company.replies_lost())),
                Check("{} invoice is in NetSuite", "1", str(len(records))),
            ),
        ),
    )


STORY = Story(
    "lost-reply",
    "A lost reply",
    "When nobody knows whether something was booked, it is looked up, not sent again.",
    tale,
)
