"""SuiteQL tables of transactions: headers, lines, the ledger and the links (facts §1.5).

Amounts are debit minus credit, so revenue lines are negative.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from simulators.netsuite.columns import (
    KINDS,
    column_value,
    custom_targets,
    custom_values,
    names,
)
from simulators.netsuite.company import Company
from simulators.netsuite.ledger import Entry
from simulators.netsuite.ledger import Row as LedgerRow
from simulators.netsuite.order_progress import progress_of
from simulators.netsuite.records import ZERO, Record
from simulators.netsuite.reports import entity_of, total_of
from simulators.netsuite.sqltable import Columns, Kind, PartedRows, Row, Table
from simulators.netsuite.transactions import MAIN_LINE

PRIMARY_BOOK: Final = 1
TRANSACTION: Final[dict[str, Kind]] = {
    "id": "id",
    "tranid": "text",
    "transactionnumber": "text",
    "type": "text",
    "recordtype": "text",
    "trandate": "date",
    "postingperiod": "id",
    "posting": "bool",
    "status": "text",
    "approvalstatus": "id",
    "entity": "id",
    "currency": "id",
    "exchangerate": "number",
    "foreigntotal": "money",
    "subsidiary": "id",
    "memo": "text",
    "externalid": "text",
    "createddate": "datetime",
    "lastmodifieddate": "datetime",
    "reversal": "id",
    "isreversal": "bool",
}
LINE: Final[dict[str, Kind]] = {
    "id": "id",
    "transaction": "id",
    "linesequencenumber": "number",
    "mainline": "bool",
    "taxline": "bool",
    "iscogs": "bool",
    "item": "id",
    "quantity": "number",
    "rate": "number",
    "netamount": "money",
    "foreignamount": "money",
    "entity": "id",
    "department": "id",
    "class": "id",
    "location": "id",
    "subsidiary": "id",
    "eliminate": "bool",
    "cleared": "bool",
    "expenseaccount": "id",
    "memo": "text",
    "createdfrom": "id",
    "quantitybilled": "number",
    "quantityshiprecv": "number",
}
LEDGER: Final[dict[str, Kind]] = {
    "transaction": "id",
    "transactionline": "id",
    "accountingbook": "id",
    "account": "id",
    "posting": "bool",
    "debit": "money",
    "credit": "money",
    "amount": "money",
    "netamount": "money",
    "amountpaid": "money",
    "amountunpaid": "money",
    "amountlinked": "money",
    "exchangerate": "number",
}
LINK: Final[dict[str, Kind]] = {
    "previousdoc": "id",
    "previousline": "id",
    "previoustype": "text",
    "nextdoc": "id",
    "nextline": "id",
    "nexttype": "text",
    "linktype": "text",
    "foreignamount": "money",
}
POINTS_TO: Final = {
    "entity": ("entity",),
    "postingperiod": ("accountingPeriod",),
    "currency": ("currency",),
    "subsidiary": ("subsidiary",),
    "account": ("account",),
    "expenseaccount": ("account",),
    "item": ("item",),
    "department": ("department",),
    "class": ("classification",),
    "location": ("location",),
}


def table(company: Company, columns: Columns, rows: PartedRows, prefix: str | None = None) -> Table:
    custom = company.custom_fields(prefix)
    columns = {**columns, **{name: KINDS[field.kind] for name, field in custom.items()}}
    targets = {name: to for name, to in POINTS_TO.items() if name in columns}
    return Table(columns, rows, names(company, {**targets, **custom_targets(custom)}))


def header_rows(company: Company, record: Record) -> list[Row]:
    record_type = company.type_of(record)
    live = record_type.live(company, record)
    told = {
        "id": record.id,
        "type": record_type.code,
        "recordtype": record.kind.lower(),
        "posting": company.state.entries[record.id].posting,
        "status": live.get("status"),
        "entity": entity_of(record),
        "foreigntotal": _header_amount(company, record),
        "createddate": record.created,
        "lastmodifieddate": record.modified,
    }
    lower = {name.lower(): value for name, value in record.fields.items()}
    held = {**lower, **told}
    row = {name: column_value(kind, held.get(name)) for name, kind in TRANSACTION.items()}
    return [row | custom_values(company.custom_fields("custbody"), record.fields)]


def _header_amount(company: Company, record: Record) -> Decimal:
    """The header line's amount, debit minus credit; without such a line, what it is for."""
    rows = company.state.entries[record.id].rows
    return rows[0].amount if rows and rows[0].role == "main" else total_of(record)


def line_rows(company: Company, record: Record) -> list[Row]:
    entry = company.state.entries[record.id]
    return [
        _line_row(company, record, entry, row, sequence) for sequence, row in enumerate(entry.rows)
    ]


def _line_row(company: Company, record: Record, entry: Entry, row: LedgerRow, sequence: int) -> Row:
    department, klass, location = row.segments
    told = {
        "id": row.line,
        "transaction": record.id,
        "linesequencenumber": sequence,
        "mainline": row.role == "main",
        "taxline": row.role == "tax",
        "item": row.item,
        "quantity": row.quantity,
        "rate": row.rate,
        "netamount": row.amount,
        "foreignamount": row.amount,
        "entity": row.entity,
        "department": department,
        "class": klass,
        "location": location,
        "subsidiary": entry.subsidiary,
        "expenseaccount": row.account,
        "memo": row.memo,
    }
    sent = _sent_line(record, row)
    told |= _ordered(company, record, row, sent)
    values = {name: column_value(kind, told.get(name)) for name, kind in LINE.items()}
    return values | custom_values(company.custom_fields("custcol"), sent)


def _ordered(
    company: Company, record: Record, row: LedgerRow, sent: Mapping[str, Any]
) -> dict[str, Any]:
    """Where a line comes from; how far an order's own item line is."""
    if record.kind != "purchaseOrder" or row.sublist != "item":
        return {"createdfrom": sent.get("orderDoc") or record.text("createdFrom")}
    held = progress_of(company, record.id, row.line)
    return {"quantitybilled": held.billed, "quantityshiprecv": held.received}


def _sent_line(record: Record, row: LedgerRow) -> Mapping[str, Any]:
    lines = record.lines(row.sublist) if row.sublist else ()
    return next((line for line in lines if line["line"] == row.line), {})


def ledger_rows(company: Company, record: Record) -> list[Row]:
    entry = company.state.entries[record.id]
    return [_ledger_row(company, record, entry, row) for row in entry.rows]


def _ledger_row(company: Company, record: Record, entry: Entry, row: LedgerRow) -> Row:
    item = company.state.open_items.get((record.id, row.line))
    return {
        "transaction": int(record.id),
        "transactionline": row.line,
        "accountingbook": PRIMARY_BOOK,
        "account": int(row.account),
        "posting": entry.posting,
        "debit": row.amount if row.amount > ZERO else None,
        "credit": -row.amount if row.amount < ZERO else None,
        "amount": row.amount,
        "netamount": row.amount,
        "amountpaid": item.total - item.due if item else None,
        "amountunpaid": item.due if item else None,
        "amountlinked": None,
        "exchangerate": Decimal(1),
    }


def link_rows(company: Company, record: Record) -> list[Row]:
    """What the transaction pays, and the deposit it uses."""
    return list(_links(company, record))


def _links(company: Company, record: Record) -> Iterator[Row]:
    for line in record.lines("apply"):
        yield _link(company, record, (line["doc"], line["line"]), "Payment", line["amount"])
    yield from _order_links(company, record)
    deposit = record.text("deposit")
    if deposit is not None:
        yield _link(company, record, (deposit, MAIN_LINE), "DepAppl", record.amount("total"))


def _order_links(company: Company, record: Record) -> Iterator[Row]:
    """From an order's line to the line that receives or bills it."""
    kind = "ShipRcpt" if record.kind == "itemReceipt" else "OrdBill"
    for line in (*record.lines("item"), *record.lines("expense")):
        order = line.get("orderDoc") or record.text("createdFrom")
        if order is not None and "orderLine" in line:
            link = _link(company, record, (order, line["orderLine"]), kind, line["amount"])
            yield {**link, "nextline": line["line"]}


def _link(
    company: Company, record: Record, previous: tuple[str, int], kind: str, amount: Decimal
) -> Row:
    doc, line = previous
    return {
        "previousdoc": int(doc),
        "previousline": line,
        "previoustype": company.type_of(company.transaction(doc)).code,
        "nextdoc": int(record.id),
        "nextline": MAIN_LINE,
        "nexttype": company.type_of(record).code,
        "linktype": kind,
        "foreignamount": amount,
    }
