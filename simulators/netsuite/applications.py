"""Applications: which credit pays which open item, and what stays open on either side.

A refund is an open item too: it uses up credits, as an invoice does.

Applying posts nothing, both sides sit in accounts receivable (facts §5.2). It never takes more
than the item still owes, nor more than the credit still holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.records import ZERO, Line


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An invoice, a refund, or a journal's receivable line: what it was for and what it still owes."""

    doc: str
    line: int
    customer: str
    account: str
    subsidiary: str
    total: Decimal
    due: Decimal


@dataclass(frozen=True, slots=True)
class Credit:
    """A payment, credit memo or deposit: what it was for and what it still holds."""

    doc: str
    customer: str
    account: str
    subsidiary: str
    total: Decimal
    left: Decimal


def customer_of(company: Company, entity: str) -> str:
    """A project's customer; any other entity is its own."""
    record = company.state.of("entity")[entity]
    return record.text("parent") or entity if record.kind == "job" else entity


def put_item(company: Company, item: OpenItem) -> None:
    """A new or edited open item; what was applied to it stays applied."""
    before = company.state.open_items.get((item.doc, item.line))
    applied = before.total - before.due if before else ZERO
    if applied > item.total or (applied and before and _moved(before, item)):
        raise refusals.rule_broken("This transaction is paid by others and cannot change so.")
    kept = replace(item, due=item.total - applied)
    company.state.open_items.put((item.doc, item.line), kept)


def _moved(before: OpenItem | Credit, after: OpenItem | Credit) -> bool:
    """Items and credits meet only with one customer, receivables account and subsidiary."""
    return (before.customer, before.account, before.subsidiary) != (
        after.customer,
        after.account,
        after.subsidiary,
    )


def drop_item(company: Company, doc: str, line: int) -> None:
    """Records that others link to are never deleted, so nothing is applied to it here."""
    item = company.state.open_items[(doc, line)]
    if item.due != item.total:
        raise refusals.rule_broken("This line is paid by others and cannot be taken away.")
    company.state.open_items.drop((doc, line))


def put_credit(company: Company, credit: Credit) -> None:
    """A new or edited credit; what it pays stays paid."""
    before = company.state.credits.get(credit.doc)
    used = before.total - before.left if before else ZERO
    if used > credit.total:
        raise refusals.rule_broken("The amount applied cannot be more than the total.")
    if used and before and _moved(before, credit):
        raise refusals.rule_broken("This transaction is applied and cannot change so.")
    company.state.credits.put(credit.doc, replace(credit, left=credit.total - used))


def drop_credit(company: Company, doc: str) -> None:
    company.state.credits.drop(doc)


def move_open(company: Company, old: str, new: str) -> None:
    """Everything open for one customer is the other's now."""
    state = company.state
    for doc, credit in state.credits.items():
        if credit.customer == old:
            state.credits.put(doc, replace(credit, customer=new))
    for key, item in state.open_items.items():
        if item.customer == old:
            state.open_items.put(key, replace(item, customer=new))


def applied(lines: Iterable[Line]) -> Decimal:
    return sum((line["amount"] for line in lines), ZERO)


def give_back(company: Company, source: str, lines: Iterable[Line]) -> None:
    """Undo these applications of the credit `source`."""
    for line in lines:
        item = company.state.open_items[(line["doc"], line["line"])]
        company.state.open_items.put(
            (item.doc, item.line), replace(item, due=item.due + line["amount"])
        )
        _move_credit(company, source, line["amount"])


def apply(company: Company, source: str, lines: Iterable[Line]) -> None:
    """Let the credit `source` pay these items; RefusedError with the line's path when it cannot."""
    for at, line in enumerate(lines):
        path = f"apply.items[{at}]"
        item = _item(company, source, line, path)
        if line["amount"] > item.due:
            text = f"Amount {line['amount']} is more than the {item.due} that is due."
            raise refusals.rule_broken(text).at(f"{path}.amount")
        company.state.open_items.put(
            (item.doc, item.line), replace(item, due=item.due - line["amount"])
        )
        _move_credit(company, source, -line["amount"])


def _item(company: Company, source: str, line: Line, path: str) -> OpenItem:
    item = company.state.open_items.get((line["doc"], line["line"]))
    credit = company.state.credits[source]
    if item is None or _moved(credit, item) or line["amount"] == ZERO:
        raise refusals.invalid_value(line["doc"], "doc", f"{path}.doc")
    return item


def use_credit(
    company: Company, doc: str, item: tuple[str, int], amount: Decimal, path: str
) -> None:
    """Let the open item take so much of the credit `doc`, or give it back when negative;
    RefusedError at `path` when it cannot."""
    held, credit = company.state.open_items[item], company.state.credits.get(doc)
    if credit is None or _moved(credit, held) or amount == ZERO:
        raise refusals.invalid_value(doc, "doc", f"{path}.doc")
    if amount > credit.left:
        text = f"Amount {amount} is more than the {credit.left} that is left."
        raise refusals.rule_broken(text).at(f"{path}.amount")
    company.state.open_items.put(item, replace(held, due=held.due - amount))
    _move_credit(company, doc, -amount)


def _move_credit(company: Company, source: str, by: Decimal) -> None:
    credit = company.state.credits[source]
    if credit.left + by < ZERO:
        raise refusals.rule_broken("The amount applied cannot be more than the total.")
    company.state.credits.put(source, replace(credit, left=credit.left + by))


def with_line(company: Company, line: Line) -> Line:
    """An apply line with the transaction line it means: the only open one of its document."""
    if line.get("line") is not None or line.get("doc") is None:
        return line
    open_lines = [at for _, at in _lines_of(company, line["doc"])]
    return {**line, "line": open_lines[0] if len(open_lines) == 1 else 0}


def _lines_of(company: Company, doc: str) -> list[tuple[str, int]]:
    entry = company.state.entries.get(doc)
    rows = entry.rows if entry else ()
    keys = [(doc, row.line) for row in rows]
    return [key for key in keys if key in company.state.open_items]
