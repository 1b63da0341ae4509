"""How far purchase orders are received and billed, by line (facts §4).

Receipts and bills move it as they are saved and deleted. An item line counts quantities, an
expense line dollars billed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.records import ZERO, Line, Record

STATUSES: Final = {
    "B": "Pending Receipt",
    "D": "Partially Received",
    "E": "Pending Billing/Partially Received",
    "F": "Pending Bill",
    "G": "Fully Billed",
    "H": "Closed",
}
OrderLine = tuple[str, int]
"""An order's internal id and its line."""


@dataclass(frozen=True, slots=True)
class Progress:
    received: Decimal = ZERO
    billed: Decimal = ZERO


NOTHING: Final = Progress()


def progress_of(company: Company, order: str, line: int) -> Progress:
    return company.state.order_progress.get((order, line)) or NOTHING


def move(
    company: Company, order_line: OrderLine, *, received: Decimal = ZERO, billed: Decimal = ZERO
) -> None:
    """So much more is received or billed; less where it is negative."""
    before = progress_of(company, *order_line)
    after = Progress(before.received + received, before.billed + billed)
    if after != NOTHING:
        company.state.order_progress.put(order_line, after)
    elif order_line in company.state.order_progress:
        company.state.order_progress.drop(order_line)


def remaining(company: Company, order: Record, line: Line) -> Decimal:
    """What of an item line is still to be received; nothing of a closed one."""
    if line.get("isClosed"):
        return ZERO
    received = progress_of(company, order.id, line["line"]).received
    return max(Decimal(line["quantity"]) - received, ZERO)


def unbilled(company: Company, order: Record, line: Line) -> Decimal:
    """A quantity for an item line, dollars for an expense line."""
    if line.get("isClosed"):
        return ZERO
    billed = progress_of(company, order.id, line["line"]).billed
    return max(Decimal(line.get("quantity", line["amount"])) - billed, ZERO)


def status(company: Company, order: Record) -> str:
    """The letter of its status; letters are inferred, the statuses are not (facts §4)."""
    lines = [*order.lines("item"), *order.lines("expense")]
    if all(line.get("isClosed") for line in lines):
        return "H"
    begun = _any_received(company, order)
    pending = any(remaining(company, order, line) for line in order.lines("item"))
    if not pending:
        return "F" if any(unbilled(company, order, line) for line in lines) else "G"
    if not begun:
        return "B"
    return "E" if _received_unbilled(company, order) else "D"


def _any_received(company: Company, order: Record) -> bool:
    lines = order.lines("item")
    return any(progress_of(company, order.id, line["line"]).received for line in lines)


def _received_unbilled(company: Company, order: Record) -> bool:
    held = (progress_of(company, order.id, line["line"]) for line in order.lines("item"))
    return any(one.received > one.billed for one in held)


def check_kept(company: Company, order: Record, before: Record) -> None:
    """An order keeps what is received or billed: its lines, items, vendor; RefusedError if not."""
    begun = [one for one in _numbers(before) if progress_of(company, before.id, one) != NOTHING]
    if not begun:
        return
    if any(order.fields[name] != before.fields[name] for name in ("entity", "subsidiary")):
        raise refusals.rule_broken("This order is received or billed: its vendor cannot change.")
    old, new = _numbers(before), _numbers(order)
    for number in begun:
        _check_line_kept(progress_of(company, order.id, number), new.get(number), old[number])


def _numbers(order: Record) -> Mapping[int, Line]:
    return {line["line"]: line for line in (*order.lines("item"), *order.lines("expense"))}


def _check_line_kept(held: Progress, line: Line | None, before: Line) -> None:
    if line is None or line.get("item") != before.get("item"):
        raise refusals.rule_broken("A line that is received or billed cannot be taken away.")
    if "quantity" in line and line["quantity"] < held.received:
        text = f"Quantity {line['quantity']} is less than the {held.received} that is received."
        raise refusals.rule_broken(text)


def order_line(order: Record, sublist: str, number: int | None, path: str) -> Line:
    """The order's line of that number; RefusedError at `path` when it has none there."""
    for line in order.lines(sublist):
        if line["line"] == number:
            return line
    raise refusals.invalid_value(number, "orderLine", path)


def summed(pairs: Iterable[tuple[OrderLine, Decimal]]) -> dict[OrderLine, Decimal]:
    found: dict[OrderLine, Decimal] = {}
    for key, amount in pairs:
        found[key] = found.get(key, ZERO) + amount
    return found
