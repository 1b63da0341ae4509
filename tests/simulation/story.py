"""One story, told calmly or with trouble: an autumn is moved, then its money is applied, then not.

Chapter one moves everything that is queued. In chapter two a deposit and the remainder of a payment
are used on new invoices; in chapter three the deposit is taken off again.
"""

from typing import Any, Final

from adapters.compose.trouble.ledgers import books, by_key, in_balance, trial_balance
from tests.simulation.company import Company, company

DOCUMENTS: Final = 16
SEED: Final = 5


def use_money(one: Company) -> None:
    """Chapter two: a new invoice for a customer with a deposit, and one for one with a remainder."""
    payments = one.servicetitan("GET", "state")["payments"].values()
    deposit = next(row for row in payments if not row["applications"])
    remaining = next(row for row in payments if row["applications"] and money_left(row) > 0)
    for payment in (deposit, remaining):
        invoice = bill(one, payment["customer_id"], payment["business_unit_id"], "60.00")
        one.act("apply-payment", paymentId=payment["id"], invoiceId=invoice, amount="40.00")


def take_off(one: Company) -> None:
    """Chapter three: the deposit is taken off its invoice, and the customer is billed once more."""
    payments = one.servicetitan("GET", "state")["payments"].values()
    deposit = next(row for row in payments if _is_used_deposit(row, one))
    one.act("unapply-payment", appliedId=deposit["applications"][0]["id"])
    bill(one, deposit["customer_id"], deposit["business_unit_id"], "25.00")


CHAPTERS: Final = (lambda _: None, use_money, take_off)


def bill(one: Company, customer: int, unit: int, amount: str, **given: Any) -> int:
    """A new invoice in a posted batch; its id."""
    item = {"description": "Repair", "price": amount, "glAccountNumber": "4010"}
    made = one.act(
        "create-invoice",
        **{
            "customerId": customer,
            "businessUnitId": unit,
            "date": "2026-11-30",
            "items": [item],
            **given,
        },
    )
    batch = one.act("create-batch", name="Later")["id"]
    one.act("add-to-batch", batchId=batch, invoiceIds=[made["id"]])
    one.act("post-batch", batchId=batch)
    return int(made["id"])


def money_left(payment: Any) -> int:
    """Cents that are not applied."""
    applied = sum(_cents(one["amount"]) for one in payment["applications"])
    return _cents(payment["amount"]) - applied


def _cents(amount: str) -> int:
    whole, _, part = amount.partition(".")
    return int(whole) * 100 + int(f"{part}00"[:2])


def _is_used_deposit(payment: Any, one: Company) -> bool:
    if len(payment["applications"]) != 1:
        return False
    kinds = {row["externalId"]: row["type"] for row in one.transactions}
    return kinds.get(f"demo-payment-{payment['id']}") == "customerDeposit"


Told = tuple[dict[str, Any], dict[str, Any]]
_calm: dict[tuple[int, int, int], Told] = {}


async def calm(chapters: int, seed: int = SEED, documents: int = DOCUMENTS) -> Told:
    """NetSuite's records and trial balance when nothing goes wrong; told once a process."""
    if (chapters, seed, documents) not in _calm:
        async with company(seed, documents) as one:
            for chapter in CHAPTERS[:chapters]:
                chapter(one)
                await one.run()
                await one.run_until_complete()
            _calm[chapters, seed, documents] = books(one), trial_balance(one)
    return _calm[chapters, seed, documents]


async def assert_as_if_calm(
    one: Company, chapters: int, seed: int = SEED, documents: int = DOCUMENTS
) -> None:
    """One record for each document, in balance, just as without the trouble; all is exported."""
    records, balance = await calm(chapters, seed, documents)
    assert books(one) == records
    assert in_balance(by_key(one.transactions).values())
    assert trial_balance(one) == balance
    assert one.to_export() == []
    again = await one.run()
    assert again.report.written == 0
    assert (await one.tie()).agrees
