"""What must hold after every scenario, whatever it was about.

Debits equal credits in NetSuite's own ledger; receivables and customer deposits equal the sum of
their open documents; every confirmed posting was the predicted one; and nothing in ServiceTitan
changed but export marks.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from features.office import Office
from features.premises import Json

RECEIVABLE: Final = "1100"
MARKS: Final = frozenset(
    {"sync_status", "export_id", "stamp", "changes"}
    | {"last_sync_version_id", "message", "exported_on"}
)
"""What marking a document exported changes in ServiceTitan's state: the mark, when, and how often."""


def books_are_whole(office: Office) -> None:
    transactions = office.transactions()
    for one in transactions:
        assert _sum(one["lines"], "debit") == _sum(one["lines"], "credit"), one
    _control_accounts(office, transactions)
    if office.last is not None:
        assert office.report.differences == 0, office.report.rows
        assert _unmarked(office.after_run) == _unmarked(office.before_run)


def _control_accounts(office: Office, transactions: list[Json]) -> None:
    balances = {row["number"]: _net(row) for row in office.trial_balance()}
    receivable = sum((_open_receivable(one) for one in transactions), Decimal(0))
    assert balances.get(RECEIVABLE, Decimal(0)) == receivable
    held = (_amount(one["open"]) for one in transactions if one["type"] == "customerDeposit")
    assert balances.get("2200", Decimal(0)) == -sum(held, Decimal(0))


def _open_receivable(one: Json) -> Decimal:
    if one["type"] == "invoice":
        return _amount(one["open"])
    if one["type"] == "journalEntry":
        return _amount(one["open"]) + _no_open_item(one)
    if one["type"] in ("customerPayment", "creditMemo"):
        return -_amount(one["open"])
    return Decimal(0)


def _no_open_item(journal: Json) -> Decimal:
    """What a journal moves receivables by besides customers' debits: sums, and credits."""
    lines = [line for line in journal["lines"] if line["account"] == RECEIVABLE]
    return sum((_net(line) for line in lines if not line["entity"] or _net(line) < 0), Decimal(0))


def _amount(text: str | None) -> Decimal:
    return Decimal(text or "0")


def _net(row: Json) -> Decimal:
    return Decimal(row["debit"]) - Decimal(row["credit"])


def _sum(lines: Iterable[Json], side: str) -> Decimal:
    return sum((_amount(line[side]) for line in lines), Decimal(0))


def _unmarked(value: Any) -> Any:
    """The state without export marks and their times."""
    if isinstance(value, dict):
        return {name: _unmarked(one) for name, one in value.items() if name not in MARKS}
    return [_unmarked(one) for one in value] if isinstance(value, list) else value
