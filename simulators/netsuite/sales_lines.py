"""Item lines and their taxes on sales documents: invoices and credit memos (facts §4, §9.9).

The simulated account has SuiteTax without an engine: a document carries the taxes it is given
(`taxDetailsOverride` and `taxDetails`, joined to the lines by `taxDetailsReference`), or none.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.fields import NOT_SIMULATED, Field, Sublist, ref, text
from simulators.netsuite.ledger import Row
from simulators.netsuite.records import ZERO, Line, Record
from simulators.netsuite.transactions import (
    SEGMENT_FIELDS,
    check_item,
    check_segments,
    line_row,
    needs_lines,
)
from simulators.netsuite.values import cents

ITEM_FIELDS: Final[dict[str, Field]] = {
    "line": Field("integer"),
    "item": ref("item", required=True, label="Item"),
    "quantity": Field("number"),
    "rate": Field("number"),
    "amount": Field("money"),
    "description": text(4000),
    **SEGMENT_FIELDS,
    "grossAmt": NOT_SIMULATED,
    "price": NOT_SIMULATED,
    "inventoryDetail": NOT_SIMULATED,
    "orderLine": NOT_SIMULATED,
    "orderDoc": NOT_SIMULATED,
}
RATE_PLACES: Final = 8
RECOMPUTED: Final = {
    "amount": frozenset({"quantity", "rate"}),
    "rate": frozenset({"amount"}),
}
ITEMS: Final = Sublist(
    {**ITEM_FIELDS, "taxDetailsReference": text()},
    key=("line",),
    numbered=True,
    custom_prefix="custcol",
    follows=RECOMPUTED,
)
TAX_DETAILS: Final = Sublist(
    {
        "taxDetailsReference": text(required=True, label="Tax Details Reference"),
        "taxType": ref("taxType", required=True, label="Tax Type"),
        "taxCode": ref("taxCode", required=True, label="Tax Code"),
        "taxBasis": Field("money"),
        "taxRate": Field("number"),
        "taxAmount": Field("money", required=True, label="Tax Amount"),
    },
    numbered=True,
)
MONEY_FIELDS: Final[dict[str, Field]] = {
    "taxDetailsOverride": Field("bool"),
    "subTotal": Field("money", read_only=True),
    "taxTotal": Field("money", read_only=True),
    "total": Field("money", read_only=True),
}


def with_amount(line: Line, path: str) -> Line:
    """The line with quantity, rate and amount; the amount sent wins over quantity times rate."""
    quantity = line.get("quantity", Decimal(1))
    if quantity < 0:
        raise refusals.rule_broken("The quantity of this item cannot be negative.").at(
            f"{path}.quantity"
        )
    if "amount" not in line and "rate" not in line:
        raise refusals.values_missing(["Amount"]).at(f"{path}.amount")
    if "amount" not in line:
        return {**line, "quantity": quantity, "amount": cents(quantity * line["rate"])}
    rate = round(line["amount"] / quantity, RATE_PLACES) if quantity else line["amount"]
    return {"rate": rate, **line, "quantity": quantity}


def complete_sales_lines(company: Company, record: Record) -> Record:
    """Lines with amounts, and the totals; RefusedError where lines or taxes do not fit."""
    needs_lines(record, "item")
    lines = []
    for at, line in enumerate(record.lines("item")):
        check_item(company, record, line["item"])
        check_segments(company, record, line)
        lines.append(with_amount(line, f"item.items[{at}]"))
    record = record.listing(item=tuple(lines))
    _check_taxes(company, record)
    return _with_totals(record)


def _with_totals(record: Record) -> Record:
    sub_total = sum((line["amount"] for line in record.lines("item")), ZERO)
    taxes = sum((line["taxAmount"] for line in record.lines("taxDetails")), ZERO)
    if sub_total + taxes < ZERO:
        raise refusals.rule_broken("The total of this transaction cannot be negative.")
    return record.holding(subTotal=sub_total, taxTotal=taxes, total=sub_total + taxes)


def _check_taxes(company: Company, record: Record) -> None:
    taxes = record.lines("taxDetails")
    if taxes and not record.is_on("taxDetailsOverride"):
        raise refusals.rule_broken("Tax details need Tax Details Override.")
    named = [line["taxDetailsReference"] for line in record.lines("item") if _refers(line)]
    if len(set(named)) != len(named):
        raise refusals.rule_broken("Two lines have the same tax details reference.")
    for at, tax in enumerate(taxes):
        _check_tax(company, tax, set(named), f"taxDetails.items[{at}]")


def _refers(line: Line) -> bool:
    return "taxDetailsReference" in line


def _check_tax(company: Company, tax: Line, named: set[Any], path: str) -> None:
    reference = tax["taxDetailsReference"]
    if reference not in named:
        field = "taxDetailsReference"
        raise refusals.invalid_value(reference, field, f"{path}.{field}")
    if company.get("taxCode", tax["taxCode"]).ref("taxType") != tax["taxType"]:
        raise refusals.invalid_value(tax["taxCode"], "taxCode", f"{path}.taxCode")


def sales_rows(company: Company, record: Record, sign: int) -> Iterator[Row]:
    """Each line on its item's income account, each tax on its code's account."""
    for line in record.lines("item"):
        item = check_item(company, record, line["item"])
        yield line_row(
            record,
            line,
            item.ref("incomeAccount"),
            _signed(sign, line["amount"]),
            entity=record.ref("entity"),
            item=item.id,
            quantity=_signed(sign, line["quantity"]),
            rate=line["rate"],
            sublist="item",
        )
    for tax in record.lines("taxDetails"):
        account = company.get("taxCode", tax["taxCode"]).ref("account")
        amount = _signed(sign, tax["taxAmount"])
        yield line_row(record, tax, account, amount, role="tax", entity=record.ref("entity"))


def _signed(sign: int, amount: Decimal) -> Decimal:
    """Without a negative zero."""
    return -amount if sign < 0 else amount
