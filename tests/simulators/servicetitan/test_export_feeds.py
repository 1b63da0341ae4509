"""Export feeds: changes in order, continued from a token."""

import pytest

from simulators.control.clock import SimClock
from simulators.servicetitan import ServiceTitan
from simulators.servicetitan.export_feeds import ROWS_PER_CALL
from tests.simulators.servicetitan.office import Api, Office

FEED = "accounting/export/payments"


@pytest.fixture
def payments(st: ServiceTitan, office: Office) -> list[int]:
    st.hold_back_seconds = 0
    customer = office.customer()
    return [office.payment(customer, "1.00") for _ in range(3)]


def test_a_feed_begins_at_the_beginning_and_then_shows_only_what_changed(
    st: ServiceTitan, api: Api, payments: list[int]
) -> None:
    first = api.get(FEED)
    assert [row["id"] for row in first["data"]] == payments
    assert first["hasMore"] is False
    again = f"{FEED}?from={first['continueFrom']}"
    assert api.ids(again) == []
    st.act("delete-payment", paymentId=payments[1])
    assert [(row["id"], row["active"]) for row in api.rows(again)] == [(payments[1], False)]


def test_a_token_of_nothing_new_stays_good(api: Api, payments: list[int]) -> None:
    assert payments
    first = api.get(FEED)["continueFrom"]
    assert api.get(f"{FEED}?from={first}")["continueFrom"] == first


def test_a_feed_can_begin_at_a_date(office: Office, clock: SimClock, payments: list[int]) -> None:
    clock.advance(86_400)
    late, api = office.payment(office.customer("Bob"), "2.00"), Api(office.st)
    assert api.ids(f"{FEED}?from=2026-10-06") == [late]
    assert api.ids(f"{FEED}?from=2020-01-01") == [*payments, late]


def test_long_feeds_come_in_parts(st: ServiceTitan, api: Api) -> None:
    st.hold_back_seconds = 0
    for number in range(ROWS_PER_CALL + 1):
        st.act("create-customer", name=f"Customer {number}", type="Residential")
    first = api.get("crm/export/customers")
    second = api.get(f"crm/export/customers?from={first['continueFrom']}")
    assert (len(first["data"]), first["hasMore"]) == (ROWS_PER_CALL, True)
    assert (len(second["data"]), second["hasMore"]) == (1, False)


def test_the_newest_changes_are_held_back_and_repeat_when_asked_for(
    st: ServiceTitan, clock: SimClock, api: Api, payments: list[int]
) -> None:
    st.hold_back_seconds = 300
    assert api.ids(FEED) == []
    for _ in range(2):
        recent = api.get(f"{FEED}?includeRecentChanges=true")
        assert [row["id"] for row in recent["data"]] == payments
    clock.advance(300)
    settled = api.get(f"{FEED}?from={recent['continueFrom']}")
    assert [row["id"] for row in settled["data"]] == payments


@pytest.mark.parametrize("token", ["garbage", "YWZ0ZXI6eA=="])
def test_a_token_that_is_none_is_refused(api: Api, token: str) -> None:
    assert list(api.refusal(f"{FEED}?from={token}")) == ["from"]
