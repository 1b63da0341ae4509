"""What ServiceTitan's own journal entries say of each posted document.

The API tells of journal entries only which types of transaction their lines come from (facts §4.5,
§10 A); which accounts each of them debits and credits is our choice, and common practice:

Invoice               Dr receivable               Cr each line's account, sales tax
Payment               Dr the payment's account    Cr customer deposits
PaymentApplication    Dr customer deposits        Cr receivable
BankDeposit           Dr bank (net), fees         Cr the payments' accounts (gross)
Receipt               Dr the goods' account       Cr goods received, not invoiced
Bill                  Dr that, or each account    Cr payable
VendorCredit          Dr payable                  Cr the goods' account
InventoryAdjustment   Dr inventory                Cr inventory adjustments

A negative amount stands on the other side.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from simulators.servicetitan.journals import JournalLine, JournalTransaction
from simulators.servicetitan.records import (
    PENDING,
    ZERO,
    APCredit,
    BankDeposit,
    Bill,
    Document,
    InventoryAdjustment,
    Invoice,
    Payment,
    Receipt,
)
from simulators.servicetitan.tenant import MistakeError, Tenant

D = TypeVar("D", bound=Document)
RECEIVABLE: Final = "AccountsReceivable"
DEPOSITS: Final = "CustomerDeposits"
TAX: Final = "SalesTaxPayable"
PAYABLE: Final = "AccountsPayable"
RECEIVED: Final = "GoodsReceivedNotInvoiced"
INVENTORY: Final = "Inventory"
ADJUSTMENTS: Final = "InventoryAdjustments"
UNDEPOSITED: Final = "UndepositedFunds"
DEFAULT_ACCOUNTS: Final = (
    *(RECEIVABLE, DEPOSITS, TAX, PAYABLE, RECEIVED, INVENTORY, ADJUSTMENTS, UNDEPOSITED),
)
"""The default accounts of the tenant that are used here, as ServiceTitan names them (§10 A)."""


@dataclass(frozen=True)
class Booking:
    """One transaction's lines: account id and dollars, debit positive. They balance."""

    transaction: JournalTransaction
    day: date
    business_unit_id: int | None
    amounts: tuple[tuple[int, Decimal], ...]
    customer_id: int | None = None
    vendor_id: int | None = None

    @property
    def lines(self) -> Iterator[JournalLine]:
        for account, amount in self.amounts:
            if amount:
                yield self._line(account, amount)

    def _line(self, account: int, amount: Decimal) -> JournalLine:
        return JournalLine(
            post_date=self.day,
            account_id=account,
            debit=max(amount, ZERO),
            credit=max(-amount, ZERO),
            memo=f"{self.transaction.type} {self.transaction.number}",
            business_unit_id=self.business_unit_id,
            customer_id=self.customer_id,
            vendor_id=self.vendor_id,
            transaction=self.transaction,
        )


@dataclass(frozen=True)
class Bookkeeping:
    """The bookings of all that is posted or exported, in the order of kinds and ids."""

    tenant: Tenant

    def bookings(self) -> Iterator[Booking]:
        tenant = self.tenant
        for invoice in _posted(tenant.invoices):
            yield self._of_invoice(invoice)
        for payment in _posted(tenant.payments):
            yield self._of_payment(payment)
            yield from self._of_applications(payment)
        for deposit in _posted(tenant.bank_deposits):
            yield self._of_deposit(deposit)
        for receipt in _posted(tenant.receipts):
            yield self._of_receipt(receipt)
        for bill in _posted(tenant.bills):
            yield self._of_bill(bill)
        for credit in _posted(tenant.ap_credits):
            yield self._of_credit(credit)
        for adjustment in _posted(tenant.inventory_adjustments):
            yield self._of_adjustment(adjustment)

    def _of_invoice(self, one: Invoice) -> Booking:
        items = [(item.account_id, -item.total) for item in one.items]
        amounts = [(self._default(RECEIVABLE), one.total), *items]
        if one.sales_tax:
            amounts.append((self._default(TAX), -one.sales_tax))
        return Booking(
            _of("Invoice", one), one.date, one.business_unit_id, tuple(amounts), one.customer_id
        )

    def _of_payment(self, one: Payment) -> Booking:
        account = one.account_id or self._default(UNDEPOSITED)
        amounts = ((account, one.amount), (self._default(DEPOSITS), -one.amount))
        return Booking(
            _of("Payment", one), one.date, one.business_unit_id, amounts, one.customer_id
        )

    def _of_applications(self, one: Payment) -> Iterator[Booking]:
        for part in one.applications:
            amounts = (
                (self._default(DEPOSITS), part.amount),
                (self._default(RECEIVABLE), -part.amount),
            )
            transaction = JournalTransaction(part.id, "PaymentApplication", one.number)
            day = max(part.applied_on.date(), one.date)
            yield Booking(transaction, day, one.business_unit_id, amounts, one.customer_id)

    def _of_deposit(self, one: BankDeposit) -> Booking:
        payments = [self.tenant.payments[each] for each in one.payment_ids]
        taken = [(each.account_id or self._default(UNDEPOSITED), -each.amount) for each in payments]
        amounts = [(one.bank_account_id, one.gross - one.fees), *taken]
        if one.fees and one.fee_account_id is not None:
            amounts.append((one.fee_account_id, one.fees))
        unit = payments[0].business_unit_id
        return Booking(_of("BankDeposit", one), one.date, unit, tuple(amounts))

    def _of_receipt(self, one: Receipt) -> Booking:
        goods = [(self._goods(item.goods.asset_account_id), item.total) for item in one.items]
        received = sum((amount for _, amount in goods), ZERO)
        amounts = (*goods, (self._default(RECEIVED), -received))
        return self._bought("Receipt", one, one.business_unit_id, one.vendor_id, amounts)

    def _of_bill(self, one: Bill) -> Booking:
        received = self._default(RECEIVED)
        goods = [
            (
                received if item.receipt_item_id else self._goods(item.goods.asset_account_id),
                item.total,
            )
            for item in one.items
        ]
        expenses = [(item.account_id, item.amount) for item in one.expense_items]
        billed = sum((amount for _, amount in (*goods, *expenses)), ZERO)
        amounts = (*goods, *expenses, (self._default(PAYABLE), -billed))
        return self._bought("Bill", one, one.business_unit_id, one.vendor_id, amounts)

    def _of_credit(self, one: APCredit) -> Booking:
        items = self.tenant.returns[one.inventory_return_id].items
        goods = [(self._goods(item.goods.asset_account_id), -item.total) for item in items]
        amounts = (*goods, (self._default(PAYABLE), one.amount))
        return self._bought("VendorCredit", one, one.business_unit_id, one.vendor_id, amounts)

    def _of_adjustment(self, one: InventoryAdjustment) -> Booking:
        value = sum((item.total for item in one.items), ZERO)
        amounts = ((self._default(INVENTORY), value), (self._default(ADJUSTMENTS), -value))
        return self._bought("InventoryAdjustment", one, one.business_unit_id, None, amounts)

    def _bought(
        self,
        kind: str,
        one: Document,
        unit: int | None,
        vendor: int | None,
        amounts: tuple[tuple[int, Decimal], ...],
    ) -> Booking:
        return Booking(_of(kind, one), one.date, unit, amounts, vendor_id=vendor)

    def _goods(self, account: int | None) -> int:
        return account or self._default(INVENTORY)

    def _default(self, name: str) -> int:
        number = self.tenant.default_accounts.get(name)
        for account in self.tenant.gl_accounts.values():
            if account.number == number:
                return account.id
        raise MistakeError(f"The tenant has no default account {name}.")


def _posted(documents: dict[int, D]) -> Iterator[D]:
    return (one for one in documents.values() if one.active and one.sync_status != PENDING)


def _of(kind: str, one: Document) -> JournalTransaction:
    return JournalTransaction(one.id, kind, one.number)
