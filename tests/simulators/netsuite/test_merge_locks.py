"""What a merge under way locks, and which merges are refused (facts: netsuite §6)."""

import json
from typing import Any

import pytest

from simulators.control.plane import control
from simulators.control.vendor import Request
from tests.simulators.netsuite.account import CHEN, LOPEZ, ROOF, Account, invoice, payment, ref
from tests.simulators.netsuite.merging import (
    asked,
    customer,
    joining,
    merge,
    pass_time,
    request,
    stands,
    tasks,
)


@pytest.fixture
def account() -> Account:
    return joining()


def refusal(account: Account, body: Any) -> tuple[str, str]:
    """The RESTlet's error; the state is as it was before."""
    before = account.state()
    reply = account.netsuite.handle(request("POST", body))
    assert reply.status == 400, reply
    assert account.state() == before
    error = json.loads(reply.body)["error"]
    return error["code"], error["message"]


# --- locks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", f"customer/{LOPEZ}", {"phone": "1"}),
        ("DELETE", f"customer/{LOPEZ}", None),
        ("POST", "invoice", invoice()),
        ("POST", "invoice", {**invoice(), "entity": ref(ROOF)}),
        ("POST", "customerPayment", payment("5.00")),
    ],
)
@pytest.mark.parametrize("seconds", [0, 9])
def test_a_duplicate_is_locked_until_the_task_ends(
    account: Account, method: str, path: str, body: Any, seconds: int
) -> None:
    merge(account)
    pass_time(account, seconds)
    assert "Lopez is locked" in account.text(method, path, body)


def test_no_transaction_goes_over_to_a_locked_duplicate(account: Account) -> None:
    own = account.create("invoice", invoice())
    other = account.create("invoice", {**invoice(), "entity": ref(CHEN)})
    merge(account)
    account.patch(f"invoice/{own}", {"memo": "still editable"})
    assert "locked" in account.text("PATCH", f"invoice/{other}", {"entity": ref(LOPEZ)})


def test_the_master_is_not_locked_and_a_failure_unlocks(account: Account) -> None:
    account.sim("PUT", "deduplication", {"seconds": 10, "fail": "No."})
    merge(account)
    account.patch(f"customer/{CHEN}", {"phone": "1"})
    account.create("invoice", {**invoice(), "entity": ref(CHEN)})
    pass_time(account, 10)
    account.patch(f"customer/{LOPEZ}", {"phone": "1"})
    account.create("invoice", invoice())


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "JOINER_KEY_MISSING"),
        ([], "JOINER_KEY_MISSING"),
        ({**asked(), "key": ""}, "JOINER_KEY_MISSING"),
        ({**asked(), "masterId": None}, "JOINER_INVALID_ID"),
        ({**asked(), "duplicateIds": []}, "JOINER_INVALID_ID"),
        ({**asked(), "duplicateIds": LOPEZ}, "JOINER_INVALID_ID"),
        ({**asked(), "masterId": "C-61"}, "JOINER_INVALID_ID"),
        ({**asked(), "duplicateIds": ["6.0"]}, "JOINER_INVALID_ID"),
        ({**asked(), "duplicateIds": [True]}, "JOINER_INVALID_ID"),
        (asked("m-1", CHEN, LOPEZ, CHEN), "JOINER_MASTER_AMONG_DUPLICATES"),
        (asked("m-1", "999", LOPEZ), "JOINER_NOT_A_CUSTOMER"),
        (asked("m-1", "63", LOPEZ), "JOINER_NOT_A_CUSTOMER"),
        (asked("m-1", CHEN, "63"), "JOINER_NOT_A_CUSTOMER"),
        (asked("m-1", CHEN, ROOF), "JOINER_NOT_A_CUSTOMER"),
    ],
)
def test_what_cannot_be_merged_is_refused(account: Account, body: Any, code: str) -> None:
    assert refusal(account, body)[0] == code


def test_a_task_takes_two_hundred_records_and_not_one_more(account: Account) -> None:
    many = [customer(account, f"Twin {number}") for number in range(200)]
    assert refusal(account, asked("m-1", CHEN, *many))[0] == "JOINER_TOO_MANY_RECORDS"
    assert merge(account, "m-1", CHEN, *many[1:])["state"] == "PENDING"
    pass_time(account, 10)
    assert stands(account) == ("COMPLETE", "")
    assert len(account.rows("customer")) == 3


@pytest.mark.parametrize(
    "settings", [{"seconds": -1}, {"seconds": "2"}, {"seconds": True}, {"minutes": 1}]
)
def test_settings_that_make_no_sense_are_refused(account: Account, settings: Any) -> None:
    body = json.dumps(settings).encode()
    call = Request("PUT", "/_sim/deduplication", (), {}, body)
    assert control(account.netsuite, call).status == 400


def test_a_reset_empties_the_queue_and_makes_it_quick_again(account: Account) -> None:
    merge(account)
    account.sim("POST", "reset")
    assert tasks(account) == []
    usual = {"seconds": 2, "fail": None, "customRecordsFollow": True, "partly": False}
    assert account.sim("PUT", "deduplication", {}) == usual
