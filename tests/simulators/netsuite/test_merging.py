"""Merging customers as a queued task behind a RESTlet (facts: netsuite §6)."""

import pytest

from tests.simulators.netsuite.account import (
    CHEN,
    LOPEZ,
    ROOF,
    Account,
    applied,
    deposit,
    invoice,
    payment,
    ref,
)
from tests.simulators.netsuite.merging import (
    answer,
    customer,
    joining,
    kept,
    merge,
    pass_time,
    stands,
    tasks,
)

FIRST, SECOND = "ENTITYDEDUPLICATION_00000001", "ENTITYDEDUPLICATION_00000002"


@pytest.fixture
def account() -> Account:
    return joining()


# --- a merge that goes well -----------------------------------------------------------------------


def test_a_merge_waits_then_runs_then_is_complete(account: Account) -> None:
    said = merge(account)
    assert said == {
        "key": "m-1",
        "state": "PENDING",
        "taskId": FIRST,
        "masterId": CHEN,
        "duplicateIds": [LOPEZ],
        "message": "",
    }
    seen = []
    for seconds in (4, 1, 4, 1):
        pass_time(account, seconds)
        seen.append(answer(account, "GET", key="m-1"))
    assert [one["state"] for one in seen] == ["PENDING", "PROCESSING", "PROCESSING", "COMPLETE"]
    assert [{**one, "state": "PENDING"} for one in seen] == [said] * 4
    assert account.refusal("GET", f"customer/{LOPEZ}")["status"] == 404


def test_what_both_owe_and_hold_is_the_masters_and_no_account_moves(account: Account) -> None:
    bill = account.create("invoice", {**invoice("80.00"), "entity": ref(ROOF)})
    paid = account.create("customerPayment", payment("25.00", (bill, "20.00")))
    source = account.create("customerDeposit", deposit("30.00"))
    account.create("invoice", {**invoice("120.00"), "entity": ref(CHEN)})
    before = account.balances()
    merge(account)
    pass_time(account, 10)
    survivor = account.get(f"customer/{CHEN}")
    assert (survivor["balance"], survivor["depositBalance"]) == (175, 30)
    assert account.balances() == before
    assert account.get(f"job/{ROOF}")["parent"]["id"] == CHEN
    assert account.get(f"customerPayment/{paid}")["customer"]["id"] == CHEN
    path = f"customerDeposit/{source}/!transform/depositApplication"
    account.create(path, {"apply": applied((bill, "30.00"))})
    assert account.get(f"invoice/{bill}")["amountRemaining"] == 30


def test_moved_transactions_count_as_modified_when_the_task_ended(account: Account) -> None:
    moved = account.create("invoice", invoice())
    own = account.create("invoice", {**invoice(), "entity": ref(CHEN)})
    merge(account)
    pass_time(account, 3600)
    stamps = [account.get(f"invoice/{key}")["lastModifiedDate"] for key in (moved, own)]
    assert stamps == ["2026-03-15T12:00:10Z", "2026-03-15T12:00:00Z"]


def test_a_master_below_its_duplicate_stands_alone_afterwards(account: Account) -> None:
    account.patch(f"customer/{CHEN}", {"parent": ref(LOPEZ)})
    merge(account)
    pass_time(account, 10)
    assert "parent" not in account.get(f"customer/{CHEN}")
    account.sim("POST", "actions/delete", {"type": "job", "id": ROOF})
    account.sim("POST", "actions/delete", {"type": "customer", "id": CHEN})


def test_the_duplicates_address_book_is_lost(account: Account) -> None:
    line = {"label": "Old", "addressBookAddress": {"addr1": "1 High St"}}
    account.patch(f"customer/{LOPEZ}", {"addressBook": {"items": [line]}})
    merge(account)
    pass_time(account, 10)
    assert account.rows("customeraddressbook") == []
    assert account.rows("customeraddressbookentityaddress") == []


def test_the_journal_is_a_record_like_any_other(account: Account) -> None:
    merge(account)
    pass_time(account, 10)
    stands(account)
    shown = account.get("customrecord_joining/eid:m-1")
    assert shown["name"] == "m-1"
    assert shown["custrecord_joining_master"] == CHEN
    assert shown["custrecord_joining_duplicates"] == LOPEZ
    assert (shown["custrecord_joining_task"], shown["custrecord_joining_state"]) == (
        FIRST,
        "COMPLETE",
    )


def test_tasks_are_worked_off_one_at_a_time_in_the_order_they_came(account: Account) -> None:
    brown = customer(account, "Brown")
    merge(account, "m-1", CHEN, LOPEZ)
    merge(account, "m-2", brown, CHEN)
    seen = []
    for _ in range(4):
        pass_time(account, 5)
        seen.append([status for _, status in tasks(account)])
    assert seen == [
        ["PROCESSING", "PENDING"],
        ["COMPLETE", "PENDING"],
        ["COMPLETE", "PROCESSING"],
        ["COMPLETE", "COMPLETE"],
    ]
    assert account.get(f"job/{ROOF}")["parent"]["id"] == brown


def test_it_does_not_matter_how_often_one_looks() -> None:
    often, once = joining(), joining()
    for account in (often, once):
        account.create("invoice", invoice())
        merge(account)
    for _ in range(12):
        pass_time(often, 1)
        version = often.netsuite.version
        assert often.state() == often.state()
        assert often.netsuite.version in (version, version + 1)
    pass_time(once, 12)
    assert often.state() == once.state()


def test_a_look_at_a_waiting_merge_changes_nothing(account: Account) -> None:
    merge(account)
    before, version = account.state(), account.netsuite.version
    assert stands(account) == ("PENDING", "")
    assert (account.state(), account.netsuite.version) == (before, version)


# --- asked again ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "state"), [(0, "PENDING"), (5, "PROCESSING"), (10, "COMPLETE")]
)
def test_a_key_asked_again_queues_nothing(account: Account, seconds: int, state: str) -> None:
    brown = customer(account, "Brown")
    merge(account)
    pass_time(account, seconds)
    said = merge(account, "m-1", brown, CHEN)
    assert (said["state"], said["masterId"], said["duplicateIds"]) == (state, CHEN, [LOPEZ])
    assert tasks(account) == [(FIRST, state)]


def test_a_key_nobody_used_is_unknown(account: Account) -> None:
    said = answer(account, "GET", key="m-9")
    assert said["state"] == "UNKNOWN"
    assert (said["key"], said["taskId"], said["duplicateIds"]) == ("m-9", "", [])


def test_a_failure_changes_nothing_and_can_be_asked_for_anew(account: Account) -> None:
    account.create("invoice", invoice())
    brown = customer(account, "Brown")
    before = kept(account)
    account.sim("PUT", "deduplication", {"seconds": 10, "fail": "The tax numbers differ."})
    merge(account)
    account.sim("PUT", "deduplication", {"seconds": 10})
    pass_time(account, 10)
    assert stands(account) == ("FAILED", "The tax numbers differ.")
    assert kept(account) == before
    said = merge(account, "m-1", brown, LOPEZ)
    assert (said["state"], said["taskId"], said["masterId"]) == ("PENDING", SECOND, brown)
    pass_time(account, 10)
    assert stands(account) == ("COMPLETE", "")


def test_a_merge_noted_but_never_submitted_can_be_asked_for_anew(account: Account) -> None:
    noted = {"name": "m-1", "externalId": "m-1", "custrecord_joining_state": "PENDING"}
    account.create("customrecord_joining", noted)
    assert merge(account)["taskId"] == FIRST
    pass_time(account, 10)
    assert stands(account) == ("COMPLETE", "")
    account.create("customrecord_joining", {**noted, "name": "m-2", "externalId": "m-2"})
    state, message = stands(account, "m-2")
    assert state == "FAILED"
    assert "not submitted" in message


def test_duplicates_that_are_gone_count_as_merged(account: Account) -> None:
    account.sim("POST", "actions/merge-customers", {"master": CHEN, "duplicates": [LOPEZ]})
    brown = customer(account, "Brown")
    said = merge(account)
    assert (said["state"], said["taskId"], tasks(account)) == ("COMPLETE", "", [])
    assert stands(account) == ("COMPLETE", "")
    assert merge(account, "m-2", CHEN, LOPEZ, brown)["state"] == "PENDING"
    assert account.sim("GET", "state")["tasks"][0][1]["duplicates"] == [brown]
    pass_time(account, 10)
    assert stands(account, "m-2") == ("COMPLETE", "")


# --- what goes wrong ------------------------------------------------------------------------------


def test_a_master_that_is_gone_when_its_turn_comes_fails_the_task(account: Account) -> None:
    brown = customer(account, "Brown")
    merge(account, "m-1", CHEN, LOPEZ)
    merge(account, "m-2", LOPEZ, brown)
    pass_time(account, 20)
    assert stands(account, "m-1") == ("COMPLETE", "")
    assert stands(account, "m-2") == ("FAILED", "Record does not exist.")
    assert account.get(f"customer/{brown}")["companyName"] == "Brown"


def test_a_merge_netsuite_refuses_takes_everything_back(account: Account) -> None:
    """Both customers have a project of the same name; the first duplicate had gone over."""
    account.create("job", {"companyName": "Lopez roof", "parent": ref(CHEN)})
    brown = customer(account, "Brown")
    account.create("invoice", {**invoice(), "entity": ref(brown)})
    before = kept(account)
    merge(account, "m-1", CHEN, brown, LOPEZ)
    pass_time(account, 10)
    state, message = stands(account)
    assert (state, "already exists" in message) == ("FAILED", True)
    assert kept(account) == before


def test_a_task_that_left_a_duplicate_over_is_a_failure(account: Account) -> None:
    brown = customer(account, "Brown")
    account.sim("PUT", "deduplication", {"partly": True})
    merge(account, "m-1", CHEN, LOPEZ, brown)
    pass_time(account, 10)
    assert tasks(account) == [(FIRST, "COMPLETE")]
    state, message = stands(account)
    assert (state, brown in message, LOPEZ in message) == ("FAILED", True, False)
    assert account.refusal("GET", f"customer/{LOPEZ}")["status"] == 404


@pytest.mark.parametrize(("follow", "customer_id"), [(True, int(CHEN)), (False, int(LOPEZ))])
def test_custom_records_follow_or_point_at_the_dead_id(
    account: Account, follow: bool, customer_id: int
) -> None:
    account.create("customrecord_link", {"custrecord_link_customer": ref(LOPEZ)})
    bill = account.create("invoice", invoice())
    account.sim("PUT", "deduplication", {"customRecordsFollow": follow})
    merge(account)
    pass_time(account, 10)
    assert stands(account) == ("COMPLETE", "")
    assert account.rows("customrecord_link")[0]["custrecord_link_customer"] == customer_id
    assert account.get(f"invoice/{bill}")["entity"]["id"] == CHEN


@pytest.mark.parametrize(
    ("partly", "read", "expected"),
    [
        (False, False, "COMPLETE"),
        (False, True, "COMPLETE"),
        (True, False, "FAILED"),
        (True, True, "FAILED"),
    ],
)
def test_a_task_is_forgotten_seven_days_after_its_end(
    account: Account, partly: bool, read: bool, expected: str
) -> None:
    account.sim("PUT", "deduplication", {"seconds": 10, "partly": partly})
    merge(account)
    pass_time(account, 10 + 7 * 24 * 3600 - 1)
    assert tasks(account) == [(FIRST, "COMPLETE")]
    before = stands(account) if read else None
    pass_time(account, 1)
    assert tasks(account) == []
    assert stands(account)[0] == expected
    assert before is None or stands(account) == before


def test_a_forgotten_number_is_not_given_again(account: Account) -> None:
    merge(account)
    pass_time(account, 8 * 24 * 3600)
    brown = customer(account, "Brown")
    assert merge(account, "m-2", CHEN, brown)["taskId"] == SECOND
