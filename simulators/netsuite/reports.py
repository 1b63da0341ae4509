"""What the simulator's own books say: trial balance, transactions, and the whole state.

Amounts are decimal text; everything comes in a fixed order, so that two looks can be compared.
"""

from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from types import NoneType
from typing import Any, Final

from simulators.netsuite.company import Company
from simulators.netsuite.fields import RecordType
from simulators.netsuite.jsontext import instant
from simulators.netsuite.ledger import SEGMENTS, Entry, Row, account_balances
from simulators.netsuite.records import ZERO, Record
from simulators.netsuite.showing import shown_value
from simulators.netsuite.state import Shelf, State

Json = dict[str, Any]
_AS_IT_IS: Final = frozenset({str, int, bool, NoneType})
"""Most values by far."""


def trial_balance(company: Company, as_of: date | None = None) -> list[Json]:
    """Each account with its net balance on one side; accounts never posted to are left out."""
    balances = account_balances(company, as_of)
    accounts = (company.get("account", key) for key in balances)
    rows = [_balance(account, balances[account.id]) for account in accounts]
    return sorted(rows, key=lambda row: (row["number"] or "", row["account"]))


def _balance(account: Record, amount: Decimal) -> Json:
    return {
        "account": account.id,
        "number": account.text("acctNumber"),
        "name": account.text("acctName"),
        "debit": str(max(amount, ZERO)),
        "credit": str(max(-amount, ZERO)),
    }


def transactions(company: Company) -> list[Json]:
    """Every transaction with its lines and what it pays."""
    return [_transaction(company, record) for record in company.state.of("transaction").values()]


def entity_of(record: Record) -> str | None:
    return record.text("entity") or record.text("customer")


def total_of(record: Record) -> Decimal:
    """What the document is for, in dollars; a journal's is its debits."""
    if "total" in record.fields or "payment" in record.fields:
        return record.amount("total" if "total" in record.fields else "payment")
    return sum((line.get("debit", ZERO) for line in record.lines("line")), ZERO)


def open_amount(company: Company, record: Record) -> Decimal | None:
    """What it still owes or still holds; None for what never is open."""
    rows = company.state.entries[record.id].rows
    items = (company.state.open_items.get((record.id, row.line)) for row in rows)
    due = [item.due for item in items if item is not None]
    credit = company.state.credits.get(record.id)
    if due:
        return sum(due, ZERO)
    return credit.left if credit else None


def _transaction(company: Company, record: Record) -> Json:
    entity = entity_of(record)
    amount = open_amount(company, record)
    record_type = company.type_of(record)
    return {
        "id": record.id,
        "type": record.kind,
        "tranId": record.text("tranId"),
        "externalId": record.text("externalId"),
        "date": record.day("tranDate").isoformat(),
        "period": company.name("accountingPeriod", record.ref("postingPeriod")),
        "subsidiary": company.name("subsidiary", record.ref("subsidiary")),
        "entity": {"id": entity, "name": company.display(("entity",), entity)} if entity else None,
        "total": str(total_of(record)),
        "open": None if amount is None else str(amount),
        "memo": record.text("memo"),
        "posting": company.state.entries[record.id].posting,
        "deposit": record.text("deposit"),
        "customFields": _custom_fields(company, record_type, record),
        "applications": [_application(company, line) for line in record.lines("apply")],
        "lines": _lines(company, company.state.entries[record.id]),
    }


def _custom_fields(company: Company, record_type: RecordType, record: Record) -> Json:
    fields = company.custom_fields(record_type.custom_prefix)
    return {
        name: plain(shown_value(company, field, record.fields[name], ""))
        for name, field in fields.items()
        if name in record.fields
    }


def _application(company: Company, line: Mapping[str, Any]) -> Json:
    doc = company.transaction(line["doc"])
    return {
        "doc": doc.id,
        "line": line["line"],
        "type": doc.kind,
        "tranId": doc.text("tranId"),
        "externalId": doc.text("externalId"),
        "amount": str(line["amount"]),
    }


def _lines(company: Company, entry: Entry) -> list[Json]:
    return [_line(company, row) for row in entry.rows]


def _line(company: Company, row: Row) -> Json:
    account = company.get("account", row.account)
    names = ("department", "classification", "location")
    kinds = zip(SEGMENTS, names, row.segments, strict=True)
    return {
        "line": row.line,
        "account": account.text("acctNumber"),
        "accountName": account.text("acctName"),
        "debit": str(row.debit),
        "credit": str(row.credit),
        "entity": row.entity,
        "memo": row.memo,
        **{name: company.name(kind, key) or None for name, kind, key in kinds},
    }


# --- the whole state ------------------------------------------------------------------------------


def whole_state(state: State) -> Json:
    """Everything remembered, but for what follows from the rest."""
    shelves: dict[str, Shelf[Any, Any]] = {
        "entries": state.entries,
        "openItems": state.open_items,
        "credits": state.credits,
        "orderProgress": state.order_progress,
        "secondarySubsidiaries": state.secondary_subsidiaries,
        "documentNumbers": state.document_numbers,
        "lastIds": state.last_ids,
        "deleted": state.deleted,
        "customFields": state.custom_fields,
        "customRecords": state.custom_records,
        "customTransactions": state.custom_transactions,
        "features": state.features,
        "preferences": state.preferences,
        "restlets": state.restlets,
        "tasks": state.tasks,
        "jobs": state.jobs,
        "jobsByKey": state.jobs_by_key,
        "processorsBusy": state.processors_busy,
        "externalIds": state.external_ids,
        "names": state.names,
        "references": state.references,
        "numbersUsed": state.numbers_used,
        "balances": state.balances,
    }
    records = {space: records_of(state, space) for space in state.spaces()}
    return {"records": records, **{name: shelf(one) for name, one in shelves.items()}}


def records_of(state: State, space: str) -> list[Json]:
    """The records that share one space of internal ids."""
    return [plain(record) for record in state.of(space).values()]


def shelf(kept: Shelf[Any, Any]) -> list[Any]:
    """Pairs of key and value."""
    return [[plain(key), plain(value)] for key, value in kept.items()]


def plain(value: Any) -> Any:
    """Text, numbers and lists only; amounts as decimal text."""
    if type(value) in _AS_IT_IS:
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return plain(_parts(value))
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, datetime):
        return instant(value)
    return str(value) if isinstance(value, Decimal | date) else value


def _parts(value: Any) -> Json:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}
