"""A dry run as programs read it: every step with its payload, mappings and predicted entry."""

from typing import Any

from adapters.cli.mappings_used import MappingUsed
from adapters.cli.plan_view import DryRun, PreviewedStep
from adapters.cli.report_document import label_document, report_document
from core.ledger import Account, Line, TrialBalance
from core.money import ZERO, Money

Json = dict[str, Any]


def dry_run_document(dry: DryRun) -> Json:
    """The report, with `steps` and the predicted `trial_balance` of all of them."""
    return {
        **report_document(dry.report),
        "steps": [_step(dry, one) for one in dry.steps],
        "trial_balance": _trial_balance(dry),
    }


def _step(dry: DryRun, one: PreviewedStep) -> Json:
    """`body` is the text that would be sent, so that no figure in it changes on the way."""
    step, payload = one.step, one.payload
    return {
        "key": step.key,
        "document": label_document(step.document),
        "needs": list(step.needs),
        "verb": payload.verb,
        "path": payload.path,
        "body": payload.body or None,
        "mappings": [_mapping(used) for used in dry.mappings.of(step.document)],
        "entry": [_line(line) for line in step.entry.lines],
    }


def _mapping(used: MappingUsed) -> Json:
    return {
        "topic": used.topic.value,
        "source": used.source,
        "target": used.target,
        "how": used.how,
    }


def _line(line: Line) -> Json:
    segments = line.segments
    return {
        **_account(line.account),
        **_sides(line.amount),
        "subsidiary": segments.subsidiary,
        "department": segments.department,
        "class": segments.class_,
        "location": segments.location,
    }


def _trial_balance(dry: DryRun) -> list[Json]:
    balance = TrialBalance.of(one.step.entry for one in dry.steps)
    return [{**_account(account), **_sides(net)} for account, net in balance.balances]


def _account(account: Account) -> Json:
    return {"account": account.number, "name": account.name, "account_id": account.id}


def _sides(amount: Money) -> Json:
    return {"debit": max(amount, ZERO).text, "credit": max(-amount, ZERO).text}
