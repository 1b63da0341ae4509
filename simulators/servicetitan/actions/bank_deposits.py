"""Bank deposits: payments are put together and taken to the bank.

A payment is in one deposit only, and in none if it went straight to a bank account.
"""

from decimal import Decimal
from typing import Any, Final

from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.actions.setup import account_numbered
from simulators.servicetitan.records import ZERO, BankDeposit, Payment
from simulators.servicetitan.tenant import MistakeError, Tenant, known

BANK: Final = "Bank"
"""The type of GL accounts that are a bank's."""
MEMBERS: Final = (
    *("name", "paymentIds", "bankAccountNumber", "fees", "feeAccountNumber", "date"),
    "grossAmount",
)


def make_deposit(tenant: Tenant, given: Given) -> dict[str, Any]:
    """`grossAmount` is the sum of the payments, unless something else is typed."""
    given.only("id", *MEMBERS)
    payments = _payments(tenant, given, None)
    new_id = tenant.new_id("bank deposit", given.maybe_whole("id"))
    number = given.maybe_text("name") or f"Deposit {tenant.new_id('deposit number')}"
    deposit = BankDeposit(
        id=new_id,
        stamp=tenant.stamp(),
        number=number,
        date=given.day("date"),
        bank_account_id=account_numbered(tenant, given.text("bankAccountNumber")).id,
        payment_ids=[one.id for one in payments],
        gross=_gross(given, payments),
        fees=_fees(given, ZERO),
        fee_account_id=_fee_account(tenant, given, None),
    )
    tenant.bank_deposits[deposit.id] = deposit
    _put(tenant, deposit, payments)
    return {"id": deposit.id, "name": deposit.number}


def change_deposit(tenant: Tenant, given: Given) -> dict[str, Any]:
    """What is given is changed. One that is posted or exported needs `force`, as by support."""
    given.only("depositId", "force", *MEMBERS)
    deposit = known(tenant.bank_deposits, "bank deposit", given.whole("depositId"))
    if deposit.locked and not given.flag("force"):
        raise MistakeError(f"Bank deposit {deposit.number} is {deposit.sync_status} already.")
    payments = (
        _payments(tenant, given, deposit)
        if given.has("paymentIds")
        else [tenant.payments[one] for one in deposit.payment_ids]
    )
    deposit.gross = _gross(given, payments)
    deposit.number = given.maybe_text("name") or deposit.number
    deposit.date = given.maybe_day("date") or deposit.date
    deposit.fees = _fees(given, deposit.fees)
    deposit.fee_account_id = _fee_account(tenant, given, deposit.fee_account_id)
    if given.has("bankAccountNumber"):
        number = given.text("bankAccountNumber")
        deposit.bank_account_id = account_numbered(tenant, number).id
    _put(tenant, deposit, payments)
    tenant.touch(deposit)
    return {"id": deposit.id}


def _payments(tenant: Tenant, given: Given, deposit: BankDeposit | None) -> list[Payment]:
    payments = [known(tenant.payments, "payment", one) for one in given.wholes("paymentIds")]
    if not payments:
        raise MistakeError("A bank deposit has at least one payment.")
    if len({one.id for one in payments}) < len(payments):
        raise MistakeError("A payment is in a bank deposit only once.")
    for one in payments:
        _may_be_deposited(tenant, one, deposit)
    return payments


def _may_be_deposited(tenant: Tenant, payment: Payment, deposit: BankDeposit | None) -> None:
    if not payment.active:
        raise MistakeError(f"Payment {payment.number} was deleted.")
    if payment.deposit_id is not None and (deposit is None or payment.deposit_id != deposit.id):
        name = tenant.bank_deposits[payment.deposit_id].number
        raise MistakeError(f"Payment {payment.number} is in bank deposit {name} already.")
    account = tenant.gl_accounts.get(payment.account_id or 0)
    if account is not None and account.type == BANK:
        raise MistakeError(
            f"Payment {payment.number} went to {account.number} {account.name} already."
        )


def _put(tenant: Tenant, deposit: BankDeposit, payments: list[Payment]) -> None:
    """These payments are in it now, and no others."""
    wanted = {one.id for one in payments}
    for one in (tenant.payments[number] for number in deposit.payment_ids):
        if one.id not in wanted:
            one.deposit_id = None
            tenant.touch(one)
    for one in payments:
        if one.deposit_id != deposit.id:
            one.deposit_id = deposit.id
            tenant.touch(one)
    deposit.payment_ids = [one.id for one in payments]


def _gross(given: Given, payments: list[Payment]) -> Decimal:
    if given.has("grossAmount"):
        return given.money("grossAmount")
    return sum((one.amount for one in payments), ZERO)


def _fees(given: Given, before: Decimal) -> Decimal:
    return given.money("fees") if given.has("fees") else before


def _fee_account(tenant: Tenant, given: Given, before: int | None) -> int | None:
    number = given.maybe_text("feeAccountNumber")
    return account_numbered(tenant, number).id if number else before
