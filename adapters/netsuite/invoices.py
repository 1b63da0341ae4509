"""Invoices and credit memos as NetSuite takes them (facts/netsuite 4).

ServiceTitan's tax is given, never calculated: each taxed line names a tax detail of its own, and the
override keeps NetSuite's tax engine out.
"""

from decimal import Decimal
from typing import Final

from adapters.netsuite.json_text import Json, JsonValue
from adapters.netsuite.requests import Ids, Write, batch, creation, id_, line_segments, segments
from core.money import Money
from core.records import CreditMemoRecord, InvoiceRecord, ItemLine, Key, SalesRecord, TaxCode

PER_CENT: Final = Decimal(100)


def sale(key: Key, record: InvoiceRecord | CreditMemoRecord, ids: Ids) -> Write:
    """A credit memo is applied to nothing, whatever the account prefers."""
    body = _sale(key, record, ids)
    if isinstance(record, InvoiceRecord):
        return creation("invoice", body)
    return creation("creditMemo", {**body, "autoApply": False})


def _sale(key: Key, record: SalesRecord, ids: Ids) -> Json:
    return {
        "externalId": key,
        "entity": id_(ids(record.customer)),
        "tranId": record.number,
        "tranDate": record.date,
        "dueDate": record.due_date,
        **segments(record.segments),
        "memo": record.memo or None,
        "job": id_(ids(record.project)) if record.project else None,
        **batch(record.batch),
        "item": {"items": [_line(at, line, ids) for at, line in enumerate(record.lines, 1)]},
        **_taxes(record),
    }


def _line(at: int, line: ItemLine, ids: Ids) -> Json:
    reference: Json = {"taxDetailsReference": _reference(at)} if line.tax else {}
    return {**item_line(line, ids), **reference}


def item_line(line: ItemLine, ids: Ids) -> Json:
    return {
        "item": id_(ids(line.item)),
        "description": line.description,
        "quantity": line.quantity,
        "rate": line.rate,
        "amount": line.amount,
        **line_segments(line.segments),
    }


def _taxes(record: SalesRecord) -> Json:
    taxed = [(at, line, line.tax) for at, line in enumerate(record.lines, 1) if line.tax]
    if not taxed:
        return {"taxDetailsOverride": True}
    assert record.tax_code is not None, "the plan taxes nothing without a tax code"
    details = [
        _tax_detail(at, line.amount, tax, record.tax_code, record.tax_rate)
        for at, line, tax in taxed
    ]
    return {"taxDetailsOverride": True, "taxDetails": {"items": details}}


def _tax_detail(at: int, basis: Money, tax: Money, code: TaxCode, rate: Decimal) -> Json:
    """`rate` is a fraction, as ServiceTitan's is; NetSuite's is per cent."""
    detail: dict[str, JsonValue] = {
        "taxDetailsReference": _reference(at),
        "taxType": id_(code.type),
        "taxCode": id_(code.code),
        "taxBasis": basis,
        "taxRate": rate * PER_CENT,
        "taxAmount": tax,
    }
    return detail


def _reference(at: int) -> str:
    return f"line-{at}"
