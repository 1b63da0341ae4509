"""Money paid ahead goes back in two checks, and never a cent too much (REF-06, REF-15)."""

from collections.abc import AsyncIterator

from adapters.demo.company import BANK, DEPOSITS, NOT_USED, PAYABLE, UNDEPOSITED, Document
from adapters.demo.paying import pay
from adapters.demo.telling import Expected, Step, Story, Telling
from core.money import Money
from core.reports import Status

AMOUNT, FIRST, REST = "500.00", "200.00", "300.00"
TOO_MUCH = "300.01"
PAID_AHEAD = {UNDEPOSITED: AMOUNT, DEPOSITS: "-500.00"}
TO_PAY_BACK = {UNDEPOSITED: AMOUNT, PAYABLE: "-500.00"}
PARTLY_PAID = {UNDEPOSITED: AMOUNT, PAYABLE: "-300.00", BANK: "-200.00"}
PAID_BACK = {UNDEPOSITED: AMOUNT, BANK: "-500.00"}
REFUSED = "It has $300.00 left to pay; $300.01 would overpay it. Pay at most $300.00."


async def tale(telling: Telling) -> AsyncIterator[Step]:
    company = telling.company
    sam = await company.customer("Sam Whitaker")
    payment = await company.payment(sam, AMOUNT)
    yield await _paid_ahead(telling, payment)
    company.next_day()
    refund, _ = await company.refund(payment, AMOUNT, NOT_USED)
    yield await _refunded(telling, payment, refund)
    company.next_day()
    yield await _paid_in_part(telling, refund)
    yield await _a_cent_too_much(telling, refund)
    company.next_day()
    yield await _paid_in_full(telling, refund)


async def _paid_ahead(telling: Telling, payment: Document) -> Step:
    await telling.company.post(payments=[payment])
    return await telling.run(
        "A payment ahead of any work",
        f"Sam Whitaker pays {Money.of(AMOUNT)} ahead: a customer deposit, which we owe him.",
        Expected(PAID_AHEAD, written=3, open={payment.number: AMOUNT}),
    )


async def _refunded(telling: Telling, payment: Document, refund: Document) -> Step:
    await telling.company.post(payments=[refund])
    return await telling.run(
        "He wants it back",
        f"No work was done, and the office refunds payment {payment.number} by check. The deposit is "
        "released to the refund's journal: what was a deposit is now a payable.",
        Expected(
            TO_PAY_BACK,
            written=4,
            open={payment.number: "0.00", f"{refund.number}-J": "0.00"},
            refunds={refund.number: "Pending Refund, $0.00 paid"},
        ),
    )


async def _paid_in_part(telling: Telling, refund: Document) -> Step:
    return await pay(
        telling,
        f"A check over {Money.of(FIRST)}",
        "Money is short, and the controller pays a part. The refund stays Pending Refund, and on the "
        "list with the rest.",
        Expected(PARTLY_PAID, written=2, refunds={refund.number: "Pending Refund, $200.00 paid"}),
        left="$300.00",
        amount=FIRST,
    )


async def _a_cent_too_much(telling: Telling, refund: Document) -> Step:
    return await pay(
        telling,
        "A cent too much",
        f"Somebody tries {Money.of(TOO_MUCH)}. It is refused in words, and no check is written.",
        Expected(
            PARTLY_PAID,
            written=0,
            refunds={refund.number: "Pending Refund, $200.00 paid"},
            status=Status.INCOMPLETE,
            stays_out=(REFUSED,),
        ),
        left="$300.00",
        amount=TOO_MUCH,
    )


async def _paid_in_full(telling: Telling, refund: Document) -> Step:
    return await pay(
        telling,
        "A check over the rest",
        f"The second check is over the {Money.of(REST)} that are left. The refund is Check Refunded, "
        "and the list is empty.",
        Expected(PAID_BACK, written=2, refunds={refund.number: "Check Refunded, $500.00 paid"}),
        left="$0.00",
    )


STORY = Story(
    "refund-deposit",
    "A deposit paid back in two checks",
    "A refund may be paid in parts; together they are never more than it.",
    tale,
)
