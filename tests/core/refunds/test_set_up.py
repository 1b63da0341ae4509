from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from returns.result import Success

from core.documents import GlAccount
from core.refunds.record import refund_record
from core.refunds.status import Status
from core.refusals import Hold, Reason, Refusal
from core.settings import RefundStyle
from tests.core.refunds.builders import CHECK, SET_UP, office, refund


@pytest.mark.parametrize(
    ("payment_type", "status"),
    [
        ("Refund Check", Status.PENDING_REFUND),
        ("  Refund Check ", Status.PENDING_REFUND),
        ("Refund check", Status.COMPLETE),
        ("Refund  Check", Status.COMPLETE),
        ("Refund", Status.COMPLETE),
        ("", Status.COMPLETE),
    ],
)
def test_only_the_very_name_of_the_payment_type_makes_a_refund_pending(
    payment_type: str, status: Status
) -> None:
    for configured in (CHECK, f" {CHECK} "):
        set_up = replace(SET_UP, check_refund_payment_type=configured)
        assert set_up.status_on_arrival(payment_type) == Success(status)


@pytest.mark.parametrize(
    ("changes", "subject", "words"),
    [
        ({"check_refund_payment_type": None}, "check refund payment type", "names no payment type"),
        ({"check_refund_payment_type": " "}, "check refund payment type", "names no payment type"),
        ({"automated": False}, "automated refund workflow", "Setup > Invoicing"),
        (
            {"custom_transactions": False},
            "feature Custom Transactions",
            "Setup > Company > Enable Features",
        ),
    ],
)
def test_each_missing_piece_is_named_and_keeps_refunds_out(
    changes: dict[str, Any], subject: str, words: str
) -> None:
    set_up = replace(SET_UP, **changes)
    (gap,) = set_up.gaps
    assert (gap.reason, gap.subject) == (Reason.SET_UP_INCOMPLETE, subject)
    assert words in gap.words
    assert refund_record(refund("5.00"), {}, set_up, office()).failure() == gap.of(
        refund("5.00").label
    )


@pytest.mark.parametrize("style", RefundStyle)
def test_only_the_journal_alone_needs_no_custom_transactions(style: RefundStyle) -> None:
    set_up = replace(SET_UP, automated=False, custom_transactions=False, style=style)
    assert (set_up.gaps == ()) == (style is RefundStyle.JOURNAL_ENTRY)


def test_all_that_is_missing_is_told_at_once() -> None:
    set_up = replace(
        SET_UP, check_refund_payment_type=None, automated=False, custom_transactions=False
    )
    assert len(set_up.gaps) == 3


def why_out(**changes: Any) -> Refusal | Hold:
    return refund_record(refund("5.00", **changes), {}, SET_UP, office()).failure()


@pytest.mark.parametrize(
    ("account", "words"),
    [
        (None, 'Payment type "Refund Check" has no general ledger account.'),
        (GlAccount("2999", "Refunds"), "Account 2999 Refunds is not mapped"),
    ],
)
def test_a_refund_whose_payment_type_has_no_account_is_refused(
    account: GlAccount | None, words: str
) -> None:
    refusal = why_out(account=account)
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.ACCOUNT_UNMAPPED
    assert words in refusal.explanation


def test_a_refund_in_a_closed_period_is_refused() -> None:
    refusal = why_out(date=date(2026, 10, 31))
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.CLOSED_PERIOD
