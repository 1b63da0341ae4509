from typing import Any

import pytest

from core.money import Money
from core.refunds.standing import RefundStanding, move_due
from core.refunds.status import Move, Status
from tests.core.refunds.builders import standing

FULL, CENT_LESS, CENT_MORE = (Money.of(one) for one in ("500.00", "499.99", "500.01"))


@pytest.mark.parametrize(
    "figures",
    [
        {"applied": CENT_MORE},
        {"applied": Money(-1)},
        {"paid": CENT_MORE},
        {"paid": Money(-1)},
        {"on_its_way": Money(-1)},
        {"paid": CENT_LESS, "on_its_way": Money(2)},
    ],
)
def test_a_refund_is_never_covered_or_paid_beyond_its_amount(figures: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        standing("500.00", **figures)


def test_a_refund_over_nothing_is_none() -> None:
    with pytest.raises(AssertionError):
        standing("0.00")


@pytest.mark.parametrize(
    ("paid", "on_its_way", "remaining", "payable"),
    [
        ("0.00", "0.00", "500.00", True),
        ("499.99", "0.00", "0.01", True),
        ("500.00", "0.00", "0.00", False),
        ("200.00", "299.99", "0.01", True),
        ("200.00", "300.00", "0.00", False),
        ("0.00", "500.00", "0.00", False),
    ],
)
def test_what_is_on_its_way_cannot_be_paid_again(
    paid: str, on_its_way: str, remaining: str, payable: bool
) -> None:
    given = standing("500.00", paid=Money.of(paid), on_its_way=Money.of(on_its_way))
    assert (given.remaining, given.payable) == (Money.of(remaining), payable)


@pytest.mark.parametrize("status", Status)
def test_only_a_pending_refund_is_listed(status: Status) -> None:
    assert standing(status=status).payable is (status is Status.PENDING_REFUND)


PENDING, CHECKED, COMPLETE, BYPASS = Status
WAITING = standing(on_its_way=FULL)


@pytest.mark.parametrize(
    ("given", "due"),
    [
        (standing(), None),
        (standing(paid=CENT_LESS), None),
        (standing(paid=FULL), Move.PAY_IN_FULL),
        (WAITING, None),
        (standing(status=CHECKED, paid=FULL), None),
        (standing(status=CHECKED, paid=CENT_LESS), Move.VOID_CHECK),
        (standing(status=CHECKED), Move.VOID_CHECK),
        (standing(status=COMPLETE), None),
        (standing(status=BYPASS, paid=CENT_LESS), None),
    ],
)
def test_the_status_follows_the_approved_checks(given: RefundStanding, due: Move | None) -> None:
    assert move_due(given) is due
