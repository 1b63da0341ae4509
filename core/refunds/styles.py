"""What each style of refund posts, as it arrives and as its money leaves.

Record and journal post on arrival, and a check clears the account they credit. A Customer Refund that
a check pays posts nothing before the money leaves; then it takes it straight from the bank:

    Dr Accounts receivable        500.00
        Cr Checking                   500.00

Once the money has left, the balances are the same in every style.
"""

from dataclasses import dataclass

from core.ledger import Account, Entry, credit, debit
from core.money import ZERO, Money
from core.records import RefundRecord
from core.refunds.credits import release_entry
from core.refunds.status import Status
from core.settings import RefundStyle


@dataclass(frozen=True, slots=True)
class RefundAccounts:
    receivable: Account
    deposits: Account


def posted_on_arrival(
    style: RefundStyle, record: RefundRecord, accounts: RefundAccounts, released: Money = ZERO
) -> tuple[Entry, ...]:
    """`record` as it arrives; `released` is how much of it, in cents, a deposit covers."""
    if _posts_with_the_money(style, record):
        return ()
    return (record.entry(accounts.receivable), *_released(record, accounts, released))


def posted_on_payment(
    style: RefundStyle,
    record: RefundRecord,
    amount: Money,
    bank: Account,
    accounts: RefundAccounts,
    released: Money = ZERO,
) -> tuple[Entry, ...]:
    """What paying `amount` of it by check posts; `released` is what a deposit covers of that."""
    if _posts_with_the_money(style, record):
        paid = _paid(record, accounts.receivable, amount, bank)
        return (paid, *_released(record, accounts, released))
    return (_paid(record, record.clearing, amount, bank),)


def _posts_with_the_money(style: RefundStyle, record: RefundRecord) -> bool:
    return style is RefundStyle.CUSTOMER_REFUND and record.status is Status.PENDING_REFUND


def _paid(record: RefundRecord, cleared: Account, amount: Money, bank: Account) -> Entry:
    lines = (debit(cleared, amount, record.segments), credit(bank, amount, record.segments))
    return Entry(lines)


def _released(record: RefundRecord, accounts: RefundAccounts, released: Money) -> tuple[Entry, ...]:
    if not released:
        return ()
    return (release_entry(released, record.segments, accounts.deposits, accounts.receivable),)
