"""One payment, two invoices, two steps: a customer payment keeps what is left of it (AR-07, AR-13)."""

from collections.abc import AsyncIterator

from adapters.demo.company import RECEIVABLE, SALES, UNDEPOSITED
from adapters.demo.telling import Expected, Step, Story, Telling
from core.money import Money

FIRST, SECOND, PAID = "600.00", "400.00", "1000.00"


async def tale(telling: Telling) -> AsyncIterator[Step]:
    company, first, second, paid = telling.company, *map(Money.of, (FIRST, SECOND, PAID))
    omar = await company.customer("Omar Haddad")
    a = await company.invoice(omar, FIRST)
    b = await company.invoice(omar, SECOND)
    await company.post(invoices=[a, b])
    yield await telling.run(
        "Two invoices",
        f"Omar Haddad owes {first} on invoice {a.number} and {second} on invoice {b.number}.",
        Expected({RECEIVABLE: PAID, SALES: "-1000.00"}, written=5),
    )

    company.next_day()
    payment = await company.payment(omar, PAID, {a.id: FIRST})
    await company.post(payments=[payment])
    yield await telling.run(
        "A payment, applied in part",
        f"He pays {paid}; the office applies {first} of it to invoice {a.number}. Applied at all, "
        f"it goes whole as a customer payment, and {second} stays unapplied on it.",
        Expected(
            {RECEIVABLE: "0.00", UNDEPOSITED: PAID, SALES: "-1000.00"},
            written=1,
            open={a.number: "0.00", b.number: SECOND, payment.number: SECOND},
        ),
    )

    company.next_day()
    await company.apply(payment, b, SECOND)
    small = await company.invoice(omar, "75.50")
    await company.post(invoices=[small])
    yield await telling.run(
        "The rest is applied later",
        f"The office applies the other {second} to invoice {b.number}, and posts a new invoice, "
        f"{small.number}, that takes it along. Both sides stand in receivables: no new posting.",
        Expected(
            {RECEIVABLE: "75.50", UNDEPOSITED: PAID, SALES: "-1075.50"},
            written=2,
            open={a.number: "0.00", b.number: "0.00", payment.number: "0.00"},
        ),
    )


STORY = Story(
    "two-invoices",
    "One payment, two invoices",
    "A payment is spread over two invoices, in two steps.",
    tale,
)
