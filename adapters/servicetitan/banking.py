"""Bank deposits: from ServiceTitan's rows to documents (facts 4.7, 10 A).

Amounts are numbers on a deposit and text on its payments. A deposit of which a payment cannot be read
cannot be read either: its credits would not be known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pydantic import ValidationError

from adapters.servicetitan import translate
from adapters.servicetitan.lists import Row
from adapters.servicetitan.reading import (
    NotADocumentError,
    label_of,
    member,
    problem_of,
    read_row,
)
from adapters.servicetitan.wire import Cents, Day, Wire, WireAccount, WireBatch, WireNamed
from core.documents import (
    BankDeposit,
    BankDepositId,
    DepositedPayment,
    Kind,
    PaymentId,
    Queue,
    Unreadable,
)
from core.money import ZERO


class WireDeposit(Wire):
    id: int
    name: str | None = None
    batch: WireBatch | None = None
    deposit_date: Day
    gross_amount: Cents
    net_amount: Cents
    fees: Cents | None = None
    bank_account: WireAccount | None = None
    fee_account: WireAccount | None = None


class WireDepositedPayment(Wire):
    id: int
    reference_number: str | None = None
    customer: WireNamed | None = None
    total: Cents
    type: str | None = None


def deposits_of(rows: Iterable[tuple[Row, Sequence[Row]]]) -> Queue:
    """Deposits, each with the rows of its payments."""
    read = [_deposit_of(row, payments) for row, payments in rows]
    return Queue(
        bank_deposits=tuple(one for one in read if isinstance(one, BankDeposit)),
        unreadable=tuple(one for one in read if isinstance(one, Unreadable)),
    )


def _deposit_of(row: Row, payments: Sequence[Row]) -> BankDeposit | Unreadable:
    def with_payments(wire: WireDeposit) -> BankDeposit:
        active = (one for one in payments if member(one, "active") is not False)
        return _deposit(wire, tuple(map(_payment, active)))

    read = read_row(row, Kind.BANK_DEPOSIT, WireDeposit, with_payments)
    if not isinstance(read, Unreadable):
        return read
    name = member(row, "name")
    return replace(read, label=replace(read.label, number=str(name))) if name else read


def _deposit(wire: WireDeposit, payments: tuple[DepositedPayment, ...]) -> BankDeposit:
    return BankDeposit(
        id=BankDepositId(wire.id),
        number=wire.name or str(wire.id),
        date=wire.deposit_date,
        bank_account=translate.account(wire.bank_account),
        gross=wire.gross_amount,
        fees=wire.fees or ZERO,
        net=wire.net_amount,
        fee_account=translate.account(wire.fee_account),
        payments=payments,
        batch=translate.batch(wire.batch),
    )


def _payment(row: Row) -> DepositedPayment:
    """NotADocumentError when it does not say what it must."""
    try:
        wire = WireDepositedPayment.model_validate(row)
    except ValidationError as error:
        number = label_of(row, Kind.PAYMENT).number
        raise NotADocumentError(f"payment {number} in it: {problem_of(row, error)}") from None
    return DepositedPayment(
        id=PaymentId(wire.id),
        number=wire.reference_number or str(wire.id),
        customer_name=(wire.customer.name if wire.customer else None) or "",
        amount=wire.total,
        type=wire.type or "",
    )
