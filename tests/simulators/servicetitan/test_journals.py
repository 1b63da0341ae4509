"""Journal entries: versions, sync statuses, lines and filters (facts §4.5)."""

import json
from decimal import Decimal
from typing import Any

import pytest

from simulators.servicetitan import ServiceTitan
from simulators.servicetitan.tenant import MistakeError
from tests.simulators.servicetitan.office import Api, Office, read

PATH = "accounting/journal-entries"


def entry(office: Office, amount: str = "60.00", **changed: Any) -> str:
    """Undeposited funds to service revenue, in the office's unit."""
    unit = {"businessUnitId": office.unit_id}
    lines = [
        {"glAccountNumber": "1200", "debit": amount, **unit},
        {"glAccountNumber": "4000", "credit": amount, **unit},
    ]
    given = {"postDate": "2026-10-01", "lines": lines, **changed}
    return str(office.st.act("create-journal-entry", **given)["id"])


def sync(api: Api, guid: str, **body: Any) -> tuple[int, dict[str, Any]]:
    reply = api.call("PATCH", f"{PATH}/{guid}/sync", json.dumps(body).encode())
    return reply.status, read(reply)


def test_an_entry_starts_unsynced_at_version_one(api: Api, office: Office) -> None:
    shown = api.get(f"{PATH}/{entry(office, number=77, name='October')}")
    assert (shown["number"], shown["name"], shown["status"]) == (77, "October", "Open")
    assert (shown["syncStatus"], shown["versionId"]) == ("NotSynced", 1)
    assert (shown["postDate"], shown["lastSyncVersionId"]) == ("2026-10-01T00:00:00", None)


def test_started_entries_are_in_progress(st: ServiceTitan, api: Api, office: Office) -> None:
    started, other = entry(office), entry(office)
    st.act("start-syncing", journalEntryIds=[started])
    found = api.rows(f"{PATH}?syncStatuses=InProgress&syncStatuses=Error")
    assert [row["id"] for row in found] == [started]
    assert [row["id"] for row in api.rows(f"{PATH}?syncStatuses=NotSynced")] == [other]


def test_synced_is_said_of_the_present_version_only(
    st: ServiceTitan, api: Api, office: Office
) -> None:
    guid = entry(office)
    st.act("start-syncing", journalEntryIds=[guid])
    st.act("edit-journal-entry", journalEntryId=guid, name="Corrected")
    status, told = sync(api, guid, syncStatus="Synced", versionId=1)
    assert (status, told["title"]) == (409, "Journal entry 9501 is at version 2, not 1.")
    assert api.get(f"{PATH}/{guid}")["syncStatus"] == "InProgress"
    assert sync(api, guid, syncStatus="Synced")[0] == 400
    status, told = sync(api, guid, syncStatus="Synced", versionId=2, message="Booked")
    assert (status, told["syncStatus"], told["lastSyncVersionId"]) == (200, "Synced", 2)
    assert told["message"] == "Booked"


def test_other_statuses_look_at_no_version(api: Api, office: Office) -> None:
    status, told = sync(api, entry(office), syncStatus="Error", versionId=9, message="No account")
    assert (status, told["syncStatus"], told["message"]) == (200, "Error", "No account")


def test_an_edit_after_the_sync_puts_it_out_of_sync(
    st: ServiceTitan, api: Api, office: Office
) -> None:
    guid = entry(office)
    sync(api, guid, syncStatus="Synced", versionId=1)
    st.act("edit-journal-entry", journalEntryId=guid, postDate="2026-10-02")
    shown = api.get(f"{PATH}/{guid}")
    assert (shown["syncStatus"], shown["versionId"]) == ("OutOfSync", 2)
    assert shown["lastSyncVersionId"] == 1
    st.act("start-syncing", journalEntryIds=[guid])
    assert api.get(f"{PATH}/{guid}")["syncStatus"] == "InProgress"


@pytest.mark.parametrize("status", ["Synced", "Excluded"])
def test_what_is_synced_or_excluded_is_not_started(
    st: ServiceTitan, api: Api, office: Office, status: str
) -> None:
    guid = entry(office)
    sync(api, guid, syncStatus=status, versionId=1)
    with pytest.raises(MistakeError, match=f"Journal entry 9501 is {status}"):
        st.act("start-syncing", journalEntryIds=[entry(office), guid])
    assert [row["syncStatus"] for row in api.rows(f"{PATH}?sort=Number")] == [status, "NotSynced"]


def test_the_summary_has_one_row_an_account_and_unit(
    st: ServiceTitan, api: Api, office: Office
) -> None:
    south = st.act("create-business-unit", name="South")["id"]
    lines = [
        {"glAccountNumber": "1200", "debit": "10.10", "businessUnitId": office.unit_id},
        {"glAccountNumber": "1200", "debit": "20.20", "businessUnitId": south},
        {"glAccountNumber": "1200", "credit": "5.00", "businessUnitId": south},
        {"glAccountNumber": "1200", "debit": "1.00", "businessUnitId": office.unit_id},
        {"glAccountNumber": "4000", "credit": "26.30"},
    ]
    guid = entry(office, lines=lines)
    rows = api.rows(f"{PATH}/{guid}/summary")
    sums = [(row["account"]["number"], row["debit"], row["credit"]) for row in rows]
    assert sums == [
        ("1200", Decimal("11.10"), Decimal("0.00")),
        ("1200", Decimal("20.20"), Decimal("5.00")),
        ("4000", Decimal("0.00"), Decimal("26.30")),
    ]
    assert [row["businessUnit"] and row["businessUnit"]["name"] for row in rows] == [
        "HVAC",
        "South",
        None,
    ]


def test_details_come_in_pages_of_at_most_500(api: Api, office: Office) -> None:
    guid = entry(office)
    first = api.get(f"{PATH}/{guid}/details?pageSize=1&page=1&includeTotal=true")
    assert (first["hasMore"], first["totalCount"], len(first["data"])) == (True, 2, 1)
    second = api.get(f"{PATH}/{guid}/details?pageSize=1&page=2")
    assert (second["hasMore"], second["data"][0]["credit"]) == (False, Decimal("60.00"))
    assert api.refusal(f"{PATH}/{guid}/details?pageSize=501")
    assert api.refusal(f"{PATH}?pageSize=501")


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("postedFrom=2026-10-02", [2]),
        ("postedTo=2026-10-01T23:00:00", [1, 3]),
        ("name=second", [2]),
        ("numberFrom=2&numberTo=3", [2, 3]),
        ("transactionTypes=Bill&transactionTypes=Payment", [3]),
        ("refNumber=B-1,B-5", [3]),
        ("customerName=lopez", [3]),
        ("empty=Exclude", [1, 2, 3]),
        ("empty=Include", [1, 2, 3, 4]),
    ],
)
def test_filters(api: Api, office: Office, query: str, numbers: list[int]) -> None:
    entry(office, number=1)
    entry(office, number=2, name="The second", postDate="2026-10-02")
    bill = {"type": "Bill", "id": 5, "refNumber": "B-5"}
    side = {"glAccountNumber": "1200", "debit": "1.00"}
    entry(office, number=3, lines=[{**side, "transaction": bill, "customerId": office.customer()}])
    entry(office, number=4, lines=[])
    assert [row["number"] for row in api.rows(f"{PATH}?{query}&sort=Number")] == numbers


def test_an_unknown_entry_is_not_found(api: Api) -> None:
    assert api.call("GET", f"{PATH}/nonsense").status == 404
    assert api.call("PATCH", f"{PATH}/nonsense/sync", b"{}").status == 404


def test_entries_are_loaded_with_a_data_file(st: ServiceTitan, api: Api) -> None:
    account = {"number": "1200", "name": "Undeposited funds"}
    line = {"glAccountNumber": "1200", "debit": "1.00"}
    given = {"id": "6F1C0C1E-0000-4000-8000-000000000001", "postDate": "2026-10-01"}
    st.load({"glAccounts": [account], "journalEntries": [{**given, "lines": [line]}]})
    assert [row["id"] for row in api.rows(PATH)] == ["6f1c0c1e-0000-4000-8000-000000000001"]
