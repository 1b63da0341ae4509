from datetime import date

import pytest

from core.ledger import Segments
from core.money import Money
from core.records import RemoteId
from core.refunds.status import Status
from core.refunds.worklist import Filters, worklist
from tests.core.refunds.builders import standing

BO = RemoteId("c8")
MARIAS = standing("500.00", "P-18", date=date(2026, 11, 10), memo="Leaks again")
BOS = standing(
    "250.00",
    "P-19",
    date=date(2026, 11, 12),
    name="Bo Chen",
    customer=BO,
    segments=Segments("2"),
    paid=Money.of("50.00"),
)
LIST = (BOS, MARIAS)


def numbers(filters: Filters) -> list[str]:
    return [one.label.number for one in worklist(LIST, filters)]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ["P-18", "P-19"]),
        (Filters(customer=BO), ["P-19"]),
        (Filters(since=date(2026, 11, 10)), ["P-18", "P-19"]),
        (Filters(since=date(2026, 11, 11)), ["P-19"]),
        (Filters(until=date(2026, 11, 12)), ["P-18", "P-19"]),
        (Filters(until=date(2026, 11, 11)), ["P-18"]),
        (Filters(least=Money.of("200.00")), ["P-18", "P-19"]),
        (Filters(least=Money.of("200.01")), ["P-18"]),
        (Filters(most=Money.of("500.00")), ["P-18", "P-19"]),
        (Filters(most=Money.of("499.99")), ["P-19"]),
        (Filters(most=Money.of("199.99")), []),
        (Filters(subsidiary="2"), ["P-19"]),
        (Filters(text="p-19"), ["P-19"]),
        (Filters(text=" LOPEZ "), ["P-18"]),
        (Filters(text="leaks"), ["P-18"]),
        (Filters(text="nobody"), []),
        (Filters(customer=BO, text="lopez"), []),
    ],
)
def test_filters_narrow_the_list(filters: Filters, expected: list[str]) -> None:
    assert numbers(filters) == expected


@pytest.mark.parametrize("status", [Status.CHECK_REFUNDED, Status.COMPLETE, Status.BYPASS])
def test_only_pending_refunds_are_listed(status: Status) -> None:
    assert worklist([standing(status=status)]) == ()


def test_a_refund_whose_check_waits_for_approval_is_not_listed() -> None:
    assert worklist([standing("500.00", on_its_way=Money.of("500.00"))]) == ()
