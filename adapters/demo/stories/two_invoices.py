"""One payment, two invoices, two steps: a customer payment keeps what is left of it (AR-07, AR-13)."""

from collections.abc import AsyncIterator

from adapters.demo.company import RECEIVABLE, SALES, UNDEPOSITED, Document
from adapters.demo.telling import Expected, Step, Story, Telling
from core.money import Money

FIRST, SECOND, PAID, NEW = "600.00", "400.00", "1000.00", "75.50"
INVOICED = {RECEIVABLE: PAID, SALES: "-1000.00"}
PARTLY_APPLIED = {RECEIVABLE: "0.00", UNDEPOSITED: PAID, SALES: "-1000.00"}
APPLIED = {RECEIVABLE: NEW, UNDEPOSITED: PAID, SALES: "-1075.50"}


async def tale(telling: Telling) -> AsyncIterator[Step]:
    company = telling.company
    omar = await company.customer("Omar Haddad")
    a, b = await company.invoice(omar, FIRST), await company.invoice(omar, SECOND)
    yield await _invoiced(telling, a, b)
    company.next_day()
    payment = await company.payment(omar, PAID, {a.id: FIRST})
    yield await _paid(telling, payment, a, b)
    company.next_day()
    await company.apply(payment, b, SECOND)
    yield await _applied(telling, payment, b, await company.invoice(omar, NEW))


async def _invoiced(telling: Telling, a: Document, b: Document) -> Step:
    await telling.company.post(invoices=[a, b])
    return await telling.run(
        "Two invoices",
        f"Omar Haddad owes {Money.of(FIRST)} on invoice {a.number} and {Money.of(SECOND)} on "
        f"invoice {b.number}.",
        Expected(INVOICED, written=5, open={a.number: FIRST, b.number: SECOND}),
    )


async def _paid(telling: Telling, payment: Document, a: Document, b: Document) -> Step:
    await telling.company.post(payments=[payment])
    left = {a.number: "0.00", b.number: SECOND, payment.number: SECOND}
    return await telling.run(
        "A payment, applied in part",
        f"He pays {Money.of(PAID)}; the office applies {Money.of(FIRST)} of it to invoice "
        f"{a.number}. It goes whole, as a customer payment, and {Money.of(SECOND)} stays "
        "unapplied on it.",
        Expected(PARTLY_APPLIED, written=1, open=left),
    )


async def _applied(telling: Telling, payment: Document, b: Document, new: Document) -> Step:
    await telling.company.post(invoices=[new])
    left = {b.number: "0.00", payment.number: "0.00", new.number: NEW}
    return await telling.run(
        "The rest is applied later",
        f"The office applies the other {Money.of(SECOND)} to invoice {b.number}, and posts invoice "
        f"{new.number}, which takes it along. Both sides stand in receivables: nothing is posted "
        "for it.",
        Expected(APPLIED, written=2, open=left),
    )


STORY = Story(
    "two-invoices",
    "One payment, two invoices",
    "A payment is spread over two invoices, in two steps.",
    tale,
)
