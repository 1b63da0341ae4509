"""Transforms: a new record made from another (facts §1.4).

Simulated: customerDeposit into depositApplication, invoice into customerPayment, and creditMemo,
customerPayment and customerDeposit into customerRefund.
"""

from collections.abc import Callable
from typing import Final

from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.drafts import Draft, SublistChange
from simulators.netsuite.invoice import due
from simulators.netsuite.records import Record
from simulators.netsuite.saving import create
from simulators.netsuite.transactions import MAIN_LINE, SEGMENT_FIELDS

COPIED: Final = ("subsidiary", "currency", *SEGMENT_FIELDS)


def transformed(company: Company, source: Record, target: str, draft: Draft) -> Record:
    """The new record: what the source gives, then what the body says."""
    made = TRANSFORMS.get((source.kind, target))
    record_type = company.record_type(target)
    if made is None or record_type is None:
        raise refusals.not_simulated(f"Transforming {source.kind} into {target}")
    base = made(company, source)
    pinned = {n: v for n, v in base.fields.items() if record_type.fields[n].fixed}
    fields = {**_copied(source), **base.fields, **draft.fields, **pinned}
    return create(company, record_type, Draft(fields, {**base.sublists, **draft.sublists}))


def _copied(source: Record) -> dict[str, object]:
    return {name: source.fields[name] for name in COPIED if name in source.fields}


def _deposit_application(_company: Company, deposit: Record) -> Draft:
    return Draft({"customer": deposit.ref("customer"), "deposit": deposit.id})


def _payment(company: Company, invoice: Record) -> Draft:
    amount = due(company, invoice)
    line = {"doc": invoice.id, "line": MAIN_LINE, "amount": amount}
    fields = {
        "customer": invoice.ref("entity"),
        "payment": amount,
        "arAcct": invoice.ref("account"),
    }
    return Draft(fields, {"apply": SublistChange([line])})


def _refund(company: Company, source: Record) -> Draft:
    """All that the credit memo, payment or deposit still holds."""
    customer = source.text("customer") or source.ref("entity")
    line = {"doc": source.id, "amount": company.state.credits[source.id].left}
    if source.kind == "customerDeposit":
        return Draft({"customer": customer}, {"deposit": SublistChange([line])})
    receivable = source.ref("account" if source.kind == "creditMemo" else "arAcct")
    apply = SublistChange([{**line, "line": MAIN_LINE}])
    return Draft({"customer": customer, "arAcct": receivable}, {"apply": apply})


TRANSFORMS: Final[dict[tuple[str, str], Callable[[Company, Record], Draft]]] = {
    ("customerDeposit", "depositApplication"): _deposit_application,
    ("invoice", "customerPayment"): _payment,
    ("creditMemo", "customerRefund"): _refund,
    ("customerPayment", "customerRefund"): _refund,
    ("customerDeposit", "customerRefund"): _refund,
}
