"""Invoices and credit memos."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from core.documents import Batch
from core.keys import Key
from core.ledger import Segments
from core.money import Money
from core.records.lines import ItemLine, TaxCode


@dataclass(frozen=True, slots=True)
class SalesRecord:
    """What an invoice and a credit memo have in common; amounts as their own screens show them."""

    number: str
    date: dt.date
    customer: Key
    segments: Segments
    lines: tuple[ItemLine, ...]
    total: Money
    tax: Money
    tax_rate: Decimal
    tax_code: TaxCode | None
    due_date: dt.date | None
    project: Key | None
    batch: Batch | None
    memo: str


@dataclass(frozen=True, slots=True)
class InvoiceRecord(SalesRecord):
    """An invoice (AR-01, AR-04)."""


@dataclass(frozen=True, slots=True)
class CreditMemoRecord(SalesRecord):
    """A credit memo, applied to nothing and never due (AR-05); what it takes back is positive."""
