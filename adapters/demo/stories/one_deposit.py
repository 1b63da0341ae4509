"""The $1,000 story: a payment nobody applied yet is a deposit, and pays its invoice later (AR-11)."""

from collections.abc import AsyncIterator

from adapters.demo.company import DEPOSITS, RECEIVABLE, SALES, UNDEPOSITED
from adapters.demo.telling import Expected, Step, Story, Telling
from core.money import Money

AMOUNT = "1000.00"
INVOICED = {RECEIVABLE: AMOUNT, SALES: "-1000.00"}
PAID_AHEAD = {**INVOICED, UNDEPOSITED: AMOUNT, DEPOSITS: "-1000.00"}
APPLIED = {RECEIVABLE: "0.00", DEPOSITS: "0.00", UNDEPOSITED: AMOUNT, SALES: "-1000.00"}
WAITS = "It goes with the next record of Maria Lopez that moves."


async def tale(telling: Telling) -> AsyncIterator[Step]:
    company, amount = telling.company, Money.of(AMOUNT)
    maria = await company.customer("Maria Lopez")
    job = await company.job(maria)
    invoice = await company.invoice(maria, AMOUNT, jobId=job)
    await company.post(invoices=[invoice])
    yield await telling.run(
        "An invoice",
        f"The office posts invoice {invoice.number} to Maria Lopez for {amount}, and a run moves "
        "it. NetSuite does not know her yet, so she is created first.",
        Expected(INVOICED, written=4, open={invoice.number: AMOUNT}),
    )

    company.next_day()
    payment = await company.payment(maria, AMOUNT)
    await company.post(payments=[payment])
    yield await telling.run(
        "A payment, not applied",
        f"She pays {amount} by check and nobody says what for. It is no income and settles no "
        "invoice: it is a customer deposit, which we owe her.",
        Expected(PAID_AHEAD, written=1, open={payment.number: AMOUNT}),
    )

    company.next_day()
    await company.apply(payment, invoice, AMOUNT)
    yield await telling.run(
        "Applied in ServiceTitan, and nothing else happens",
        f"The office applies payment {payment.number} to invoice {invoice.number}. A later "
        "application goes with the next record of that customer; there is none, so it waits.",
        Expected(PAID_AHEAD, written=0, stays_out=(WAITS,)),
    )

    company.next_day()
    order, receipt = await company.received_order(job, "10", "4.80")
    await company.post(orders=[order], receipts=[receipt])
    yield await telling.run(
        "A purchase order for her job, and the deposit goes with it",
        f"Purchase order {order.number} for the same customer's job moves. It posts nothing, but "
        "it takes the application along, and nobody touches NetSuite.",
        Expected(APPLIED, written=3, open={invoice.number: "0.00", payment.number: "0.00"}),
    )


STORY = Story(
    "deposit",
    "The $1,000 story",
    "A deposit is taken before anybody says what for, and pays its invoice later.",
    tale,
)
