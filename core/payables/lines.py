"""What bills and credits consist of: goods on their items, expenses, tax and shipping.

    quantity x cost, to the cent, of each line + expenses + tax + shipping = total

Tax and shipping are charged to the accounts that the tenant named for them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from returns.result import Failure, Result, Success

from core.documents import Bill, ExpenseLine, GlAccount, GoodsLine, VendorCredit
from core.ledger import Account, Entry, Line, Segments
from core.money import EXACT, ZERO, Money, total
from core.records import ExpenseItem, ItemLine
from core.refusals import Problem, Reason
from core.results import all_of
from core.situation import Situation, item_key, require

CENT: Final = Decimal("0.01")
Payable = Bill | VendorCredit


@dataclass(frozen=True, slots=True)
class Content:
    """All that a bill or a credit charges."""

    lines: tuple[ItemLine, ...]
    expenses: tuple[ExpenseItem, ...]

    @property
    def total(self) -> Money:
        return total((*(one.amount for one in self.lines), *(one.amount for one in self.expenses)))


def extended(quantity: Decimal, each: Decimal) -> Money:
    """So many at so much, to the cent; halves go away from zero, as both systems do it."""
    return Money.of(EXACT.multiply(quantity, each).quantize(CENT, ROUND_HALF_UP))


def content(
    document: Payable,
    expenses: Iterable[ExpenseLine],
    tied: Callable[[GoodsLine], bool],
    header: Segments,
    s: Situation,
) -> Result[Content, Problem]:
    """Its lines in the books, adding up to its total; `tied` lines name their order's line."""
    return Result.do(
        made
        for lines in all_of(_goods(one, tied(one), header, s) for one in document.lines)
        for charged in all_of(_expense(one, header, s) for one in expenses)
        for charges in _charges(document, header, s)
        for made in _adding_up(document, Content(lines, (*charged, *charges)))
    )


def entry(made: Content, payable: Account, accrued: Account, header: Segments) -> Entry:
    """As a bill posts it; a credit is the reverse. What is tied to an order was accrued."""
    goods = (
        Line(accrued if one.order_line is not None else one.account, one.amount, one.segments)
        for one in made.lines
    )
    expenses = (Line(one.account, one.amount, one.segments) for one in made.expenses)
    return Entry((*goods, *expenses, Line(payable, -made.total, header)))


def _goods(
    line: GoodsLine, tied: bool, header: Segments, s: Situation
) -> Result[ItemLine, Problem]:
    return _account(line.description, line.account, s).map(
        lambda account: ItemLine(
            item=item_key(account.id),
            account=account,
            description=line.description,
            quantity=line.quantity,
            rate=line.cost,
            amount=extended(line.quantity, line.cost),
            segments=header,
            order_line=line.received.order_line if line.received and tied else None,
        )
    )


def _expense(line: ExpenseLine, header: Segments, s: Situation) -> Result[ExpenseItem, Problem]:
    return Result.do(
        ExpenseItem(account, line.amount, line.description, segments)
        for account in _account(line.description, line.account, s)
        for segments in _segments_of(line, header, s)
    )


def _account(what: str, given: GlAccount | None, s: Situation) -> Result[Account, Problem]:
    if given is None:
        fact, subject = f"Its line {what} names no account.", f"{what} without an account"
        return Failure(Problem(Reason.ACCOUNT_UNMAPPED, fact, "Give its item one.", subject))
    return s.mapping.account(given)


def _segments_of(line: ExpenseLine, header: Segments, s: Situation) -> Result[Segments, Problem]:
    if line.business_unit is None:
        return Success(header)
    return s.segments(line.business_unit).bind(
        lambda own: require(
            own.subsidiary == header.subsidiary, _two_subsidiaries(line, header, own, s)
        ).map(lambda _: own)
    )


def _two_subsidiaries(line: ExpenseLine, header: Segments, own: Segments, s: Situation) -> Problem:
    first, second = (s.chart.subsidiary_name(one.subsidiary) for one in (header, own))
    fact = f"It belongs to {first}, but its line {line.description} to {second}."
    return Problem(Reason.SUBSIDIARIES_DIFFER, fact, "Split it in ServiceTitan.")


def _charges(
    document: Payable, header: Segments, s: Situation
) -> Result[tuple[ExpenseItem, ...], Problem]:
    named = (
        ("tax", document.tax, s.settings.bill_tax_account),
        ("shipping", document.shipping, s.settings.bill_shipping_account),
    )
    charged = [one for one in named if one[1] != ZERO]
    return all_of(_charge(*one, header, s) for one in charged)


def _charge(
    what: str, amount: Money, number: str | None, header: Segments, s: Situation
) -> Result[ExpenseItem, Problem]:
    if number is None:
        fact = f"It has {what} of {amount}, and no account is set for the {what} of bills."
        remedy = f"Set bill_{what}_account in the configuration."
        subject = f"account for the {what} of bills"
        return Failure(Problem(Reason.SET_UP_INCOMPLETE, fact, remedy, subject))
    account = s.mapping.account(GlAccount(number, f"for the {what} of bills"))
    return account.map(lambda found: ExpenseItem(found, amount, what.capitalize(), header))


def _adding_up(document: Payable, made: Content) -> Result[Content, Problem]:
    fact = f"Its lines, tax and shipping come to {made.total}, its total says {document.total}."
    problem = Problem(Reason.TOTALS_DISAGREE, fact, "Correct it in ServiceTitan.")
    return require(made.total == document.total, problem).map(lambda _: made)
