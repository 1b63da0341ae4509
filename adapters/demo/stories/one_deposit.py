"""The $1,000 story: a payment nobody applied yet is a deposit, and pays its invoice later (AR-11)."""

from collections.abc import AsyncIterator

from adapters.demo.company import (
    ACCRUED,
    DEPOSITS,
    INVENTORY,
    RECEIVABLE,
    SALES,
    UNDEPOSITED,
    Document,
)
from adapters.demo.telling import Expected, Step, Story, Telling
from core.money import Money

AMOUNT = "1000.00"
INVOICED = {RECEIVABLE: AMOUNT, SALES: "-1000.00"}
PAID_AHEAD = {**INVOICED, UNDEPOSITED: AMOUNT, DEPOSITS: "-1000.00"}
RECEIVED = {INVENTORY: "48.00", ACCRUED: "-48.00"}
APPLIED = {RECEIVABLE: "0.00", DEPOSITS: "0.00", UNDEPOSITED: AMOUNT, SALES: "-1000.00", **RECEIVED}
WAITS = "It goes with the next record of Maria Lopez that moves."


async def tale(telling: Telling) -> AsyncIterator[Step]:
    company = telling.company
    maria = await company.customer("Maria Lopez")
    job = await company.job(maria)
    invoice = await company.invoice(maria, AMOUNT, jobId=job)
    yield await _invoiced(telling, invoice)
    company.next_day()
    payment = await company.payment(maria, AMOUNT)
    yield await _paid(telling, payment)
    company.next_day()
    yield await _applied_alone(telling, payment, invoice)
    company.next_day()
    yield await _applied_with_an_order(telling, job, payment, invoice)


async def _invoiced(telling: Telling, invoice: Document) -> Step:
    await telling.company.post(invoices=[invoice])
    return await telling.run(
        "An invoice",
        f"The office posts invoice {invoice.number} to Maria Lopez for {Money.of(AMOUNT)}, and a "
        "run moves it. NetSuite does not know her yet, so she is created first, and with her the "
        "project of her job.",
        Expected(INVOICED, written=5, open={invoice.number: AMOUNT}),
    )


async def _paid(telling: Telling, payment: Document) -> Step:
    await telling.company.post(payments=[payment])
    return await telling.run(
        "A payment, not applied",
        f"She pays {Money.of(AMOUNT)} by check and nobody says what for. It is no income and "
        "settles no invoice: it is a customer deposit, which we owe her.",
        Expected(PAID_AHEAD, written=1, open={payment.number: AMOUNT}),
    )


async def _applied_alone(telling: Telling, payment: Document, invoice: Document) -> Step:
    await telling.company.apply(payment, invoice, AMOUNT)
    return await telling.run(
        "Applied in ServiceTitan, and nothing else happens",
        f"The office applies payment {payment.number} to invoice {invoice.number}. A later "
        "application goes with the next record of that customer; there is none, so it waits.",
        Expected(PAID_AHEAD, written=0, stays_out=(WAITS,)),
    )


async def _applied_with_an_order(
    telling: Telling, job: int, payment: Document, invoice: Document
) -> Step:
    order, receipt = await telling.company.received_order(job, "10", "4.80")
    await telling.company.post(orders=[order], receipts=[receipt])
    return await telling.run(
        "A purchase order for her job, and the deposit goes with it",
        f"Purchase order {order.number} for the same customer's job moves with its receipt. "
        "The order posts nothing, but it takes the application along, and nobody touches NetSuite.",
        Expected(APPLIED, written=4, open={invoice.number: "0.00", payment.number: "0.00"}),
    )


STORY = Story(
    "deposit",
    "The $1,000 story",
    "A deposit is taken before anybody says what for, and pays its invoice later.",
    tale,
)
