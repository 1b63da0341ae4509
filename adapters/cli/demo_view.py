"""The demonstration as people read it: what happened, what moved, and how the books stand."""

import json
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from adapters.cli.errors import cause_parts
from adapters.cli.plan_view import ACCOUNT_WIDTH, FIGURE_WIDTH, entry_table
from adapters.cli.refund_view import list_view
from adapters.cli.t_accounts import Mark, TAccounts
from adapters.cli.words import amount, counted, heading, indented, styled, table
from adapters.demo.telling import (
    STAYING_OUT,
    Check,
    Movement,
    PlannedWrite,
    Step,
    Story,
    Told,
)
from adapters.netsuite.objects import REFUND
from core.documents import Kind
from core.ledger import Account
from core.money import ZERO, Money, total
from core.refunds.checks import Review
from core.reports import Report

MOST_SHOWN: Final = 10
"""Documents of one cause, or refunds of one list."""
_KINDS: Final = {
    "invoice": "Invoice",
    "creditMemo": "Credit memo",
    "customerDeposit": "Customer deposit",
    "customerPayment": "Customer payment",
    "depositApplication": "Deposit application",
    "purchaseOrder": "Purchase order",
    "itemReceipt": "Item receipt",
    "vendorBill": "Vendor bill",
    "vendorCredit": "Vendor credit",
    "journalEntry": "Journal entry",
    "check": "Check",
    REFUND: "Refund record",
}


def beginning(stories: Collection[Story]) -> RenderableType:
    words = (
        f"{counted(len(stories), 'story', 'stories')} of a small contractor, in memory: simulated "
        "ServiceTitan and NetSuite, and between them Crossfoot as it is. Each story begins with "
        "empty books. T-accounts and trial balances are NetSuite's own."
    )
    return Group(Text("Crossfoot", "bold"), styled(words))


def story_heading(number: int, story: Story) -> RenderableType:
    title = Text(f"{number} · {story.title}", "bold")
    return Group(Text(), Rule(title, align="left", style="dim"), styled(story.about, "italic"))


def step_view(steps: Sequence[Step]) -> RenderableType:
    """The last of these steps; the earlier ones stand in the T-accounts."""
    return Group(*_parts(steps))


def _parts(steps: Sequence[Step]) -> Iterator[RenderableType]:
    step = steps[-1]
    yield heading(f"({step.number}) {step.title}", "bold cyan")
    yield indented(styled(step.words))
    yield from _planned(step)
    yield from _to_pay(step)
    yield from _inbox(step) if step.inbox else _staying_out(step.report)
    yield from _moved(step)
    if step.balance:
        yield Text()
        yield indented(TAccounts(_marks(steps), step.number))
        yield indented(_trial_balance(step))
    yield Text()
    yield indented(_verdict(step.checks))


def _marks(steps: Sequence[Step]) -> list[Mark]:
    return [
        Mark(step.number, line.account, line.amount)
        for step in steps
        for movement in step.movements
        for line in movement.entry.lines
    ]


# what a dry run shows


def _planned(step: Step) -> Iterator[RenderableType]:
    if not step.writes:
        return
    title = f"Plan {step.report.plan_hash}: {counted(len(step.writes), 'record')} would be written"
    yield indented(heading(title))
    for write in step.writes:
        yield indented(styled(f"{write.document}"))
        if write.entry.lines:
            yield indented(entry_table(write.entry), 4)
    shown = next(one for one in step.writes if one.document.kind is Kind.INVOICE)
    yield from _payload(shown)


def _payload(write: PlannedWrite) -> Iterator[RenderableType]:
    payload = write.payload
    yield indented(heading(f"What would be sent for {write.document}", ""))
    yield indented(styled(f"{payload.verb} {payload.path}", "dim"), 4)
    body = json.loads(payload.body, parse_float=Decimal)
    yield indented(styled("\n".join(_laid_out(body)), "dim"), 4)


def _laid_out(value: Any, name: str = "") -> list[str]:
    """JSON, a member a line, with every figure as it was written."""
    start = f"{json.dumps(name)}: " if name else ""
    if not isinstance(value, dict | list) or not value:
        return [f"{start}{_scalar(value)}"]
    opens, closes = "{}" if isinstance(value, dict) else "[]"
    named = value.items() if isinstance(value, dict) else (("", one) for one in value)
    members = [_laid_out(one, member) for member, one in named]
    for member in members[:-1]:
        member[-1] += ","
    inside = (f"  {line}" for member in members for line in member)
    return [f"{start}{opens}", *inside, closes]


def _scalar(value: Any) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False)


# what the controller sees before paying


def _to_pay(step: Step) -> Iterator[RenderableType]:
    if step.review is None:
        return
    yield indented(heading("crossfoot refunds list"))
    yield indented(list_view(step.report.tenant, step.listed, (), False, MOST_SHOWN), 4)
    yield from _review(step.review)


def _review(review: Review) -> Iterator[RenderableType]:
    checks = counted(len(review.checks), "check")
    yield indented(styled(f"Review {review.hash}: {checks} would be written", "bold"))
    for one in review.checks:
        yield indented(styled(f"Check to {one.payee_name}, {one.amount}"), 4)
        yield indented(entry_table(one.entry), 6)


# what a run did


def _staying_out(report: Report) -> Iterator[RenderableType]:
    for row in report.rows:
        if row.fate in STAYING_OUT:
            yield Text()
            yield indented(styled(f"{row.fate.value.capitalize()}: {row.document}", "yellow"))
            yield indented(styled(row.explanation), 4)


def _inbox(step: Step) -> Iterator[RenderableType]:
    """In place of the documents one by one."""
    yield indented(heading("crossfoot errors"))
    for one in step.inbox:
        yield from (indented(part, 4) for part in cause_parts(one, MOST_SHOWN))


def _moved(step: Step) -> Iterator[RenderableType]:
    yield indented(heading("What moved"))
    if not step.movements:
        yield indented(styled("Nothing."), 4)
    for one in step.movements:
        yield indented(_title(one), 4)
        if one.entry.lines:
            yield indented(entry_table(one.entry), 6)


def _title(one: Movement) -> Text:
    """A journal entry and a refund record have no customer in their head."""
    named = f"{_KINDS.get(one.kind, one.kind)} {one.number}"
    words = styled(" · ".join(filter(None, (named, one.entity, f"{one.amount}"))))
    return words if one.entry.lines else words.append("  posts nothing", "dim")


def _trial_balance(step: Step) -> Table:
    made = table("Trial balance", "Debit", "Credit", right=("Debit", "Credit"))
    made.columns[0].min_width = ACCOUNT_WIDTH
    made.columns[1].min_width = made.columns[2].min_width = FIGURE_WIDTH
    for account, net in step.balance:
        made.add_row(*_sides(account, net))
    made.add_section()
    debits = total(net for _, net in step.balance if net > ZERO)
    credits_ = -total(net for _, net in step.balance if net < ZERO)
    made.add_row("", amount(debits), amount(credits_), style="bold")
    return made


def _sides(account: Account, net: Money) -> tuple[str, str, str]:
    if not net:
        return str(account), "·", "·"
    return str(account), amount(net if net > ZERO else None), amount(-net if net < ZERO else None)


def _verdict(checks: Sequence[Check]) -> RenderableType:
    """What was checked, in a few lines; what does not hold, each with both figures."""
    failed = [check for check in checks if not check.holds]
    if not failed:
        return Text("✓ ", "green").append(" · ".join(map(str, checks)), "dim")
    return Group(*map(_failure, failed))


def _failure(check: Check) -> Text:
    expected, found = check.expected or "nothing", check.found or "nothing"
    return styled(f"✗ {check}: expected {expected}; the systems say {found}", "red")


# the end


def closing(told: Sequence[Told]) -> RenderableType:
    """Both systems, customer by customer, over all stories."""
    agree = all(one.tie.agrees for one in told)
    words = "Both systems agree to the cent." if agree else "The systems do not agree."
    return Group(
        Text(),
        Rule(Text("What every customer owes", "bold"), align="left", style="dim"),
        indented(_customers(told)),
        Text(),
        indented(styled(words, "bold green" if agree else "bold red")),
        *_not_as_told(told),
    )


def _customers(told: Sequence[Told]) -> Table:
    sides = ("ServiceTitan", "NetSuite", "Difference")
    made = table("Customer", *sides, right=sides)
    for row in (row for one in told for row in one.tie.rows):
        made.add_row(row.customer, *map(amount, (row.servicetitan, row.netsuite, row.difference)))
    made.add_section()
    first = total(one.tie.servicetitan for one in told)
    second = total(one.tie.netsuite for one in told)
    made.add_row("Total", *map(amount, (first, second, second - first)), style="bold")
    return made


def _not_as_told(told: Sequence[Told]) -> Iterator[RenderableType]:
    for one in told:
        if not one.holds:
            yield indented(styled(f"Not as it must be: {one.story.title}", "bold red"))
