"""A dry run as people read it: every step with its mappings and its predicted entry (TRG-08)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from adapters.cli.mappings_used import UsedMappings
from adapters.cli.report_view import report_view
from adapters.cli.words import amount, counted, heading, indented, listed, styled, table
from core.ledger import Entry, Line, TrialBalance
from core.money import ZERO
from core.plan import Plan, Step
from core.ports import Preview
from core.reports import Report

ACCOUNT_WIDTH: Final = 36
FIGURE_WIDTH: Final = 12
"""Columns, so that entries under one another line up."""


@dataclass(frozen=True, slots=True)
class PreviewedStep:
    step: Step
    payload: Preview


@dataclass(frozen=True, slots=True)
class DryRun:
    """A plan with the payload of each of its writes, in the order of the plan."""

    report: Report
    plan: Plan
    steps: tuple[PreviewedStep, ...]
    mappings: UsedMappings


def dry_run_view(dry: DryRun, full: bool = False, payloads: bool = False) -> RenderableType:
    return Group(*_parts(dry, full, payloads))


def _parts(dry: DryRun, full: bool, payloads: bool) -> Iterator[RenderableType]:
    if dry.steps:
        title = f"{dry.report.tenant} · {counted(len(dry.steps), 'record')} would be written"
        yield Text(title, "bold")
        yield listed(dry.steps, partial(_step, dry, payloads), full)
        yield from _trial_balance(dry.plan)
        yield Text()
    yield report_view(dry.report, full)
    if dry.steps:
        yield styled("\nNothing was written. To write exactly this, and nothing if it has changed:")
        yield indented(styled(f"crossfoot run --tenant {dry.plan.tenant} --plan {dry.plan.hash}"))


def _step(dry: DryRun, payloads: bool, one: PreviewedStep) -> RenderableType:
    step, payload = one.step, one.payload
    parts: list[RenderableType] = [
        heading(str(step.document), ""),
        indented(styled(f"{payload.verb} {payload.path}{_as_named(step)}", "dim")),
    ]
    if payloads and payload.body:
        parts.append(indented(styled(payload.body, "dim"), 4))
    parts += (indented(styled(str(used), "dim")) for used in dry.mappings.of(step.document))
    if step.entry.lines:
        parts.append(indented(entry_table(step.entry), 4))
    return Group(*parts)


def _as_named(step: Step) -> str:
    """What NetSuite will call it, where that is not what ServiceTitan does."""
    return f" as {step.name}" if step.name != step.document.number else ""


def entry_table(entry: Entry) -> Table:
    """Debits first, credits set in, as accountants write them."""
    made = table("", "Debit", "Credit", right=("Debit", "Credit"))
    made.show_header = False
    made.columns[0].min_width = ACCOUNT_WIDTH
    made.columns[1].min_width = made.columns[2].min_width = FIGURE_WIDTH
    for line in sorted(entry.lines, key=lambda one: one.amount < ZERO):
        made.add_row(_side(line), amount(line.debit or None), amount(line.credit or None))
    return made


def _side(line: Line) -> str:
    return f"Dr {line.account}" if line.amount >= ZERO else f"    Cr {line.account}"


def _trial_balance(plan: Plan) -> Iterator[RenderableType]:
    balance = TrialBalance.of(step.entry for step in plan.writes)
    if balance.balances:
        yield heading("Predicted totals per account")
        yield indented(trial_balance_table(balance))


def trial_balance_table(balance: TrialBalance) -> Table:
    made = table("Account", "Debit", "Credit", right=("Debit", "Credit"))
    for account, net in balance.balances:
        debit, credit = (net, None) if net > ZERO else (None, -net)
        made.add_row(str(account), amount(debit), amount(credit))
    made.add_section()
    made.add_row("", amount(balance.debits), amount(balance.credits), style="bold")
    return made
