"""`/accounting/v2/tenant/{tenant}/bank-deposits`: payments taken to the bank (facts §4.7).

Amounts are numbers on a deposit and text on its transactions, which are payments.
"""

import re
from collections.abc import Iterator
from typing import Final

from simulators.control.vendor import Reply, Request
from simulators.servicetitan import filters
from simulators.servicetitan.accounting.payments import payment
from simulators.servicetitan.bodies import read_object
from simulators.servicetitan.lists import Listing
from simulators.servicetitan.records import (
    DEPOSIT_STATUSES,
    DEPOSITED,
    EXPORTED,
    PENDING,
    STATUSES,
    BankDeposit,
    Payment,
)
from simulators.servicetitan.replies import bad
from simulators.servicetitan.shown import PERSON_NAME, Json, account, batch, stamps
from simulators.servicetitan.tenant import Tenant
from simulators.servicetitan.values import midnight

REVIEWS: Final = ("NeedsReview", "Reviewed")
TRANSACTIONS: Final = re.compile(r"accounting/bank-deposits/(\d+)/transactions")
DEPOSIT_REST: Final[Json] = {"importId": None, "reviewStatus": REVIEWS[0], "reviewedOn": None}
"""What a deposit has besides; nobody reviews one here."""


def bank_deposit(tenant: Tenant, one: BankDeposit) -> Json:
    return {
        **DEPOSIT_REST,
        "id": one.id,
        "name": one.number,
        "depositStatus": DEPOSITED,
        "syncStatus": one.sync_status,
        "batch": batch(tenant, one.batch_id),
        **stamps(one.stamp),
        "createdBy": PERSON_NAME,
        "active": one.active,
        "depositDate": midnight(one.date),
        "grossAmount": one.gross,
        "netAmount": one.net,
        "fees": one.fees,
        "bankAccount": account(tenant, one.bank_account_id),
        "feeAccount": account(tenant, one.fee_account_id),
    }


def transaction(tenant: Tenant, one: Payment) -> Json:
    """A payment but for what it refunds (facts §10 A)."""
    shown = payment(tenant, one)
    del shown["refundedPaymentId"]
    return shown


def transactions_of(path: str) -> Listing[Payment] | None:
    """What lists a deposit's payments, if that is where the path leads."""
    found = TRANSACTIONS.fullmatch(path)
    if found is None:
        return None
    deposit_id = int(found[1])
    return Listing[Payment](
        rows=lambda tenant: _payments(tenant, deposit_id), shown=transaction, filters={}, sorts={}
    )


def _payments(tenant: Tenant, deposit_id: int) -> Iterator[Payment]:
    """Of a deposit that there is none of, none (our choice)."""
    deposit = tenant.bank_deposits.get(deposit_id)
    return (tenant.payments[one] for one in (deposit.payment_ids if deposit else ()))


def mark_as_exported(tenant: Tenant, request: Request) -> Reply:
    """All the deposits named, or none: the reply has no body to tell them apart (facts §4.8)."""
    numbers = read_object(request).wholes("ids")
    deposits = [tenant.bank_deposits.get(number) for number in numbers]
    for number, one in zip(numbers, deposits, strict=True):
        if one is None:
            raise bad("ids", f"Bank deposit {number} was not found.")
        if one.sync_status == PENDING:
            raise bad("ids", f"Bank deposit {one.number} is not posted.")
    for one in filter(None, deposits):
        if one.sync_status != EXPORTED:
            one.sync_status = EXPORTED
            tenant.touch(one)
    return Reply(200)


BANK_DEPOSITS: Final = Listing[BankDeposit](
    rows=lambda tenant: tenant.bank_deposits.values(),
    shown=bank_deposit,
    filters={
        "ids": filters.ids(lambda row: row.id),
        "depositStatus": filters.comma_words(lambda _: DEPOSITED, DEPOSIT_STATUSES),
        "syncStatus": filters.comma_words(lambda row: row.sync_status, STATUSES),
        "reviewStatus": filters.comma_words(lambda _: REVIEWS[0], REVIEWS),
        "depositDateOnOrAfter": filters.from_on(lambda row: row.date),
        "depositDateBefore": filters.before(lambda row: row.date),
        "reviewedOnOrAfter": filters.from_on(lambda _: None),
        "reviewedBefore": filters.before(lambda _: None),
        "grossAmountGreater": filters.at_least(lambda row: row.gross),
        "grossAmountLess": filters.at_most(lambda row: row.gross),
        **filters.created_and_modified(),
    },
)
