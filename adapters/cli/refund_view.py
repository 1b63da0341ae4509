"""Refunds and their checks as people and programs see them."""

import shlex
from collections.abc import Iterator, Sequence
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from adapters.cli.refund_options import Asked
from adapters.cli.report_document import report_document
from adapters.cli.report_view import report_view
from adapters.cli.words import amount, counted, heading, indented, more, styled, table
from core.ledger import TrialBalance
from core.money import ZERO, Money, total
from core.refunds.booked import BookedCheck, CheckState
from core.refunds.checks import Review
from core.refunds.standing import RefundStanding
from core.refunds.written import CheckLine, CheckRecord, RefundPayment
from core.refusals import Refusal
from core.usecases.paying_refunds import Paid, WrittenCheck

Json = dict[str, Any]
COMMAND_WIDTH: Final = 56
"""Where a command goes on on the next line; a word and its value stay together."""


# the list


def list_document(tenant: str, found: Sequence[RefundStanding], unclear: Sequence[Refusal]) -> Json:
    return {
        "tenant": tenant,
        "left_to_pay": _left(found).text,
        "refunds": [standing_document(one) for one in found],
        "unclear": [refusal_document(one) for one in unclear],
    }


def standing_document(one: RefundStanding) -> Json:
    return {
        "id": one.label.id,
        "number": one.label.number,
        "date": one.date.isoformat(),
        "customer": {"netsuite_id": one.customer, "name": one.label.customer},
        "subsidiary": one.segments.subsidiary,
        "status": one.status.value,
        "amount": one.amount.text,
        "unapplied": one.unapplied.text,
        "paid": one.paid.text,
        "on_its_way": one.on_its_way.text,
        "remaining": one.remaining.text,
        "account": one.clearing.number,
        "memo": one.memo or None,
    }


def refusal_document(one: Refusal) -> Json:
    return {
        "number": one.document.number,
        "customer": one.document.customer,
        "code": one.reason.value,
        "explanation": one.explanation,
    }


def list_view(
    tenant: str,
    found: Sequence[RefundStanding],
    unclear: Sequence[Refusal],
    all_statuses: bool,
    limit: int,
) -> RenderableType:
    return Group(*_list(tenant, found, unclear, all_statuses, limit))


def _list(
    tenant: str,
    found: Sequence[RefundStanding],
    unclear: Sequence[Refusal],
    all_statuses: bool,
    limit: int,
) -> Iterator[RenderableType]:
    number = counted(len(found), "refund")
    words = f"{number}, {_left(found)} left to pay" if found else "No refund waits for a check."
    yield styled(f"{tenant} · {words}", "bold")
    if found:
        yield Text()
        yield indented(_standings(found[:limit], all_statuses))
        yield from more(len(found) - limit, "--json or a higher --limit")
    yield from _refusals("Figures that cannot be", unclear)
    yield Text()


def _standings(found: Sequence[RefundStanding], all_statuses: bool) -> Table:
    """A column for what is on its way only where something is."""
    on_its_way = any(one.on_its_way for one in found)
    heads = ["Status"] if all_statuses else []
    figures = ["Amount", "Paid", *(["On its way"] if on_its_way else []), "Left"]
    made = table("Date", "Refund", "Customer", *heads, *figures, right=figures)
    made.columns[0].no_wrap = True
    for one in found:
        status = [one.status.value] if all_statuses else []
        way = [amount(one.on_its_way)] if on_its_way else []
        left = amount(left_to_pay(one))
        cells = (amount(one.amount), amount(one.paid), *way, left)
        label = one.label
        made.add_row(one.date.isoformat(), label.number, label.customer or "", *status, *cells)
    return made


def left_to_pay(one: RefundStanding) -> Money:
    return one.remaining if one.payable else ZERO


def _left(found: Sequence[RefundStanding]) -> Money:
    return total(map(left_to_pay, found))


def _refusals(title: str, refused: Sequence[Refusal]) -> Iterator[RenderableType]:
    if not refused:
        return
    yield heading(f"{title} ({len(refused):,})", "bold red")
    for one in refused:
        yield indented(styled(f"{one.document}: {one.explanation}"))


# the review


def review_document(asked: Asked, review: Review) -> Json:
    return {
        "tenant": review.tenant,
        "review": review.hash,
        "total": review.total.text,
        "checks": [check_document(one) for one in review.checks],
        "refused": [refusal_document(one) for one in review.refused],
        "command": shlex.join(_command(asked, review)) if review.checks else None,
    }


def check_document(one: RefundPayment) -> Json:
    return {
        "type": "check" if isinstance(one, CheckRecord) else "customer refund",
        "payee": {"netsuite_id": one.payee, "name": one.payee_name},
        "date": one.date.isoformat(),
        "bank_account": one.bank.number,
        "subsidiary": one.segments.subsidiary,
        "amount": one.amount.text,
        "to_be_printed": one.to_be_printed,
        "memo": one.memo or None,
        "lines": [_line_document(line) for line in one.lines],
    }


def _line_document(line: CheckLine) -> Json:
    return {
        "refund": line.label.number,
        "account": line.account.number,
        "amount": line.amount.text,
        "left_afterwards": (line.left_before - line.amount).text,
        "memo": line.memo or None,
    }


def review_view(asked: Asked, review: Review) -> RenderableType:
    return Group(*_review(asked, review))


def _review(asked: Asked, review: Review) -> Iterator[RenderableType]:
    checks = counted(len(review.checks), "check")
    yield styled(f"{review.tenant} · {checks} over {review.total}, nothing is written yet", "bold")
    if review.checks:
        yield styled(_how(review.checks[0]), "dim")
        yield Text()
        yield indented(_checks(review.checks))
        yield heading("They would post")
        yield indented(_posting(review))
    yield from _refusals("Refused: these are on no check", review.refused)
    if review.checks:
        yield styled("\nTo write exactly these checks:")
        yield from (indented(styled(line)) for line in _folded(_command(asked, review)))
    yield Text()


def _command(asked: Asked, review: Review) -> list[str]:
    return asked.command(review.tenant, review.hash)


def _folded(words: Sequence[str]) -> list[str]:
    """On lines that a shell reads as one, however wide the terminal is."""
    lines = [shlex.quote(words[0])]
    for word in map(shlex.quote, words[1:]):
        if len(lines[-1]) + len(word) > COMMAND_WIDTH and word.startswith("--"):
            lines[-1] += " \\"
            lines.append(f"  {word}")
        else:
            lines[-1] += f" {word}"
    return lines


def _how(one: RefundPayment) -> str:
    printed = "to be printed" if one.to_be_printed else "not to be printed"
    memo = f' · memo "{one.memo}"' if one.memo else ""
    return f"drawn on {one.bank} · {one.date} · {printed}{memo}"


def _checks(checks: Sequence[RefundPayment]) -> Table:
    """The check on its first line, a line for each refund it pays."""
    figures = ("Check", "Pays", "Left then")
    made = table("Payee", "Refund", "Account", *figures, right=figures)
    for one in checks:
        for place, line in enumerate(one.lines):
            head = (one.payee_name, amount(one.amount)) if place == 0 else ("", "")
            left = amount(line.left_before - line.amount)
            account = line.account.number
            made.add_row(head[0], line.label.number, account, head[1], amount(line.amount), left)
    return made


def _posting(review: Review) -> Table:
    made = table("Account", "Debit", "Credit", right=("Debit", "Credit"))
    for account, net in TrialBalance.of(one.entry for one in review.checks).balances:
        sides = (amount(net), "") if net > ZERO else ("", amount(-net))
        made.add_row(str(account), *sides)
    return made


# what was paid


def paid_document(paid: Paid) -> Json:
    return {
        "tenant": paid.report.tenant,
        "review": paid.review.hash,
        "checks": [_written_document(one) for one in paid.checks],
        "run": report_document(paid.report),
    }


def _written_document(one: WrittenCheck) -> Json:
    booked = one.booked
    return {
        **check_document(one.record),
        "netsuite_id": booked.id if booked else None,
        "number": (booked.number or None) if booked else None,
        "state": booked.state.value if booked else None,
    }


def paid_view(paid: Paid) -> RenderableType:
    return Group(*_paid(paid))


def _paid(paid: Paid) -> Iterator[RenderableType]:
    there = [one for one in paid.checks if one.booked is not None]
    if there:
        yield styled(f"{paid.report.tenant} · {counted(len(there), 'check')} in NetSuite", "bold")
        yield Text()
        yield indented(_written(there))
        yield Text()
    yield report_view(paid.report)


def _written(checks: Sequence[WrittenCheck]) -> Table:
    made = table("Check", "Payee", "Refunds", "Amount", "", right=("Amount",))
    for one in checks:
        assert one.booked is not None, one
        refunds = ", ".join(line.label.number for line in one.record.lines)
        payee, cents = one.record.payee_name, amount(one.record.amount)
        made.add_row(check_number(one.booked), payee, refunds, cents, _state(one.booked))
    return made


def check_number(one: BookedCheck) -> str:
    return one.number or "to be printed"


def _state(one: BookedCheck) -> Text:
    waits = one.state is not CheckState.APPROVED
    return styled(one.state.value if waits else "", "yellow")
