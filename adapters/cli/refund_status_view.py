"""One refund as people and programs see it: its checks, its history, and a change by hand."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from adapters.cli.refund_view import check_number, left_to_pay, standing_document
from adapters.cli.report_document import report_document
from adapters.cli.report_view import report_view
from adapters.cli.words import amount, heading, indented, styled, table
from core.refunds.booked import BookedRefund
from core.refunds.history import changes_in
from core.refunds.standing import RefundStanding
from core.refunds.status import StatusChange
from core.usecases.moving_refunds import Moved

Json = dict[str, Any]


def refund_document(booked: BookedRefund, standing: RefundStanding) -> Json:
    checks = [
        {
            "netsuite_id": one.id,
            "number": one.number or None,
            "amount": one.amount.text,
            "state": one.state.value,
        }
        for one in booked.checks
    ]
    history = [change_document(one) for one in changes_in(booked.history)]
    return {**standing_document(standing), "checks": checks, "history": history}


def change_document(one: StatusChange) -> Json:
    return {
        "when": one.when.isoformat(),
        "who": one.who,
        "from": one.status_before.value,
        "to": one.status_after.value,
        "why": one.why,
    }


def refund_view(booked: BookedRefund, standing: RefundStanding) -> RenderableType:
    return Group(*_refund(booked, standing))


def _refund(booked: BookedRefund, standing: RefundStanding) -> Iterator[RenderableType]:
    yield styled(f"{booked.label} · {standing.status.value}", "bold")
    figures = f"{standing.paid} paid, {standing.on_its_way} on its way, "
    yield styled(f"{figures}{left_to_pay(standing)} left to pay")
    if booked.checks:
        yield heading("Checks")
        made = table("Check", "Pays", "", right=("Pays",))
        for one in booked.checks:
            made.add_row(check_number(one), amount(one.amount), one.state.value)
        yield indented(made)
    changes = changes_in(booked.history)
    if changes:
        yield heading("History")
        yield indented(_history(changes))
    yield Text()


def _history(changes: Sequence[StatusChange]) -> Table:
    made = table("When, UTC", "Who", "From", "To", "Why")
    made.columns[0].no_wrap = True
    for one in changes:
        before, after = one.status_before.value, one.status_after.value
        made.add_row(_minute(one.when), one.who, before, after, one.why)
    return made


def _minute(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"


def moved_document(moved: Moved) -> Json:
    return {
        "tenant": moved.report.tenant,
        "refund": {"id": moved.refund.source, "number": moved.refund.number},
        "change": change_document(moved.change),
        "run": report_document(moved.report),
    }


def moved_view(moved: Moved) -> RenderableType:
    change = moved.change
    if moved.report.written:
        words = f"{change.status_before.value} → {change.status_after.value}"
        return styled(f"{moved.report.tenant} · {moved.refund.label}: {words}", "bold")
    return report_view(moved.report)
