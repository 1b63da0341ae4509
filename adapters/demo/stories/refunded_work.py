"""Work that was paid is taken back, and a check returns the money (REF-07, REF-13)."""

from collections.abc import AsyncIterator

from adapters.demo.company import (
    BANK,
    PAYABLE,
    RENO,
    SALES,
    TAKEN_BACK,
    TAX,
    UNDEPOSITED,
    Document,
)
from adapters.demo.paying import pay
from adapters.demo.telling import Expected, Step, Story, Telling
from core.money import Money

PRICE, AMOUNT = "1000.00", "1070.00"
PAID = {UNDEPOSITED: AMOUNT, SALES: "-1000.00", TAX: "-70.00"}
TO_PAY_BACK = {UNDEPOSITED: AMOUNT, PAYABLE: "-1070.00"}
PAID_BACK = {UNDEPOSITED: AMOUNT, BANK: "-1070.00"}


async def tale(telling: Telling) -> AsyncIterator[Step]:
    company = telling.company
    eva = await company.customer("Eva Brandt")
    invoice = await company.invoice(eva, PRICE, taxZoneId=RENO)
    payment = await company.payment(eva, AMOUNT, {invoice.id: AMOUNT})
    yield await _paid(telling, invoice, payment)
    company.next_day()
    refund, (credit,) = await company.refund(payment, AMOUNT, TAKEN_BACK)
    yield await _taken_back(telling, payment, refund, credit)
    company.next_day()
    yield await _paid_back(telling, refund, credit)


async def _paid(telling: Telling, invoice: Document, payment: Document) -> Step:
    await telling.company.post(invoices=[invoice], payments=[payment])
    return await telling.run(
        "Work is billed and paid",
        f"Eva Brandt pays invoice {invoice.number}: {Money.of(PRICE)} and 7% tax.",
        Expected(PAID, written=5, open={invoice.number: "0.00", payment.number: "0.00"}),
    )


async def _taken_back(
    telling: Telling, payment: Document, refund: Document, credit: Document
) -> Step:
    await telling.company.post(invoices=[credit], payments=[refund])
    return await telling.run(
        "The work is taken back",
        f"The office refunds payment {payment.number} by check, for a reason that reverses revenue. "
        f"ServiceTitan makes adjustment {credit.number}: it becomes a credit memo, tax and all. The "
        f"refund becomes a record, Pending Refund, and a journal: we owe her {Money.of(AMOUNT)}. The "
        "credit memo is applied to the journal, and noted on the record.",
        Expected(
            TO_PAY_BACK,
            written=5,
            open={credit.number: "0.00", f"{refund.number}-J": "0.00"},
            refunds={refund.number: "Pending Refund, $0.00 paid"},
        ),
    )


async def _paid_back(telling: Telling, refund: Document, credit: Document) -> Step:
    return await pay(
        telling,
        "The controller pays it by check",
        f"Refund {refund.number} waits for a check. The controller reviews the check, and pays what "
        "was reviewed: had anything changed since, nothing would be written. The check clears the "
        "payable, and the record becomes Check Refunded.",
        Expected(
            PAID_BACK,
            written=2,
            open={credit.number: "0.00", f"{refund.number}-J": "0.00"},
            refunds={refund.number: "Check Refunded, $1,070.00 paid"},
        ),
        left="$0.00",
    )


STORY = Story(
    "refund-check",
    "Work taken back, and a check for it",
    "Revenue and tax are reversed, what we owe is a payable, and one check settles it.",
    tale,
)
