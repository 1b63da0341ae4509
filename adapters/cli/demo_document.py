"""The demonstration as programs read it: money is decimal text."""

from collections.abc import Sequence
from typing import Any

from adapters.cli.errors import cause_document
from adapters.cli.exits import ExitCode
from adapters.cli.refund_view import check_document, refusal_document, standing_document
from adapters.cli.report_document import label_document, report_document
from adapters.demo.telling import Check, Movement, PlannedWrite, Step, Told
from core.ledger import Account, Entry
from core.money import ZERO, Money
from core.refunds.checks import Review
from core.tieout import Tie

Json = dict[str, Any]


def demo_document(told: Sequence[Told], code: ExitCode) -> Json:
    return {
        "stories": [_story(one) for one in told],
        "agrees": all(one.tie.agrees for one in told),
        "holds": code is ExitCode.WELL,
        "exit_code": code,
    }


def _story(told: Told) -> Json:
    return {
        "name": told.story.name,
        "title": told.story.title,
        "about": told.story.about,
        "holds": told.holds,
        "steps": [_step(step) for step in told.steps],
        "tie": _tie(told.tie),
    }


def _step(step: Step) -> Json:
    return {
        "step": step.number,
        "title": step.title,
        "words": step.words,
        "holds": step.holds,
        "run": report_document(step.report),
        "errors": [cause_document(one) for one in step.inbox],
        "planned": [_planned(write) for write in step.writes],
        "refunds": [standing_document(one) for one in step.listed],
        "review": _review(step.review) if step.review else None,
        "booked": [_movement(one) for one in step.movements],
        "trial_balance": [_side(account, amount) for account, amount in step.balance],
        "checks": [_check(check) for check in step.checks],
    }


def _planned(write: PlannedWrite) -> Json:
    payload = write.payload
    return {
        "document": label_document(write.document),
        "verb": payload.verb,
        "path": payload.path,
        "body": payload.body or None,
        "entry": _entry(write.entry),
    }


def _review(review: Review) -> Json:
    return {
        "hash": review.hash,
        "checks": [check_document(one) for one in review.checks],
        "refused": [refusal_document(one) for one in review.refused],
    }


def _movement(one: Movement) -> Json:
    return {
        "type": one.kind,
        "number": one.number,
        "entity": one.entity,
        "amount": one.amount.text,
        "entry": _entry(one.entry),
    }


def _entry(entry: Entry) -> list[Json]:
    return [_side(line.account, line.amount) for line in entry.lines]


def _side(account: Account, amount: Money) -> Json:
    return {
        "account": account.number,
        "name": account.name,
        "debit": max(amount, ZERO).text,
        "credit": max(-amount, ZERO).text,
    }


def _check(check: Check) -> Json:
    return {
        "claim": str(check),
        "expected": check.expected,
        "found": check.found,
        "holds": check.holds,
    }


def _tie(tie: Tie) -> Json:
    return {
        "agrees": tie.agrees,
        **_figures(tie.servicetitan, tie.netsuite),
        "customers": [
            {"customer": row.customer, **_figures(row.servicetitan, row.netsuite)}
            for row in tie.rows
        ],
    }


def _figures(servicetitan: Money, netsuite: Money) -> Json:
    difference = netsuite - servicetitan
    return {
        "servicetitan": servicetitan.text,
        "netsuite": netsuite.text,
        "difference": difference.text,
    }
