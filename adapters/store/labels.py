"""Documents as people speak of them, in columns."""

from typing import Any

from sqlalchemy import Row

from core.documents import Kind, Label
from core.money import Money


def label_values(label: Label) -> dict[str, Any]:
    return {
        "kind": label.kind.value,
        "source_id": label.id,
        "number": label.number,
        "customer": label.customer,
        "amount": None if label.amount is None else label.amount.cents,
    }


def as_label(row: Row[Any]) -> Label:
    amount = None if row.amount is None else Money(row.amount)
    return Label(Kind(row.kind), row.source_id, row.number, row.customer, amount)
