"""A run's report as programs read it: money is decimal text, instants are ISO 8601 in UTC."""

from collections import Counter
from dataclasses import asdict
from typing import Any

from adapters.cli.report_view import MOVED
from core.documents import Kind, Label
from core.money import Money, total
from core.reports import Report, Row

Json = dict[str, Any]


def report_document(report: Report) -> Json:
    return {**summary_document(report), "documents": [row_document(row) for row in report.rows]}


def summary_document(report: Report) -> Json:
    """Without its documents, as the log shows it."""
    finished = report.finished
    return {
        "tenant": report.tenant,
        "run": report.run,
        "dry_run": report.dry,
        "status": report.status.name.lower(),
        "status_in_words": report.status.value,
        "started": report.started.isoformat(),
        "finished": finished.isoformat() if finished else None,
        "plan": report.plan_hash or None,
        "written": report.written,
        "confirmed": report.confirmed,
        "differences": report.differences,
        "failure": report.failure or None,
        "notices": list(report.notices),
        "usage": [asdict(one) for one in report.usage],
        "counts": {kind.value: _counts(report, kind) for kind in Kind if _rows(report, kind)},
        "money": {kind.value: _money(report, kind) for kind in Kind if _rows(report, kind)},
    }


def _rows(report: Report, kind: Kind) -> list[Row]:
    return [row for row in report.rows if row.document.kind is kind]


def _counts(report: Report, kind: Kind) -> dict[str, int]:
    return dict(Counter(row.fate.name.lower() for row in _rows(report, kind)))


def _money(report: Report, kind: Kind) -> str:
    moved = (row.document.amount for row in _rows(report, kind) if row.fate in MOVED)
    return total(one for one in moved if one is not None).text


def row_document(row: Row) -> Json:
    return {
        **label_document(row.document),
        "fate": row.fate.name.lower(),
        "code": row.code or None,
        "explanation": row.explanation or None,
        "cause": asdict(row.cause) if row.cause else None,
        "netsuite_id": row.remote,
    }


def label_document(label: Label) -> Json:
    return {
        "kind": label.kind.value,
        "id": label.id,
        "number": label.number,
        "customer": label.customer,
        "amount": money_text(label.amount),
    }


def money_text(money: Money | None) -> str | None:
    return None if money is None else money.text
