"""What a person does at NetSuite's screens, what a test forces, and the wire around it all."""

import asyncio
import json
from decimal import Decimal

import httpx
import pytest

from simulators.control.plane import control
from simulators.control.served import served
from simulators.control.vendor import Reply, Request
from simulators.control.wire import InMemoryTransport, app
from simulators.netsuite.netsuite import NetSuite
from tests.simulators.netsuite.account import (
    LOPEZ,
    ROOT,
    Account,
    deposit,
    invoice,
    payment,
    ref,
)

CUSTOMER = {"companyName": "Brown", "subsidiary": ref("1"), "externalId": "C-1"}


def refused(account: Account, method: str, path: str, body: bytes = b"{}") -> str:
    """Why the control plane says no; nothing has changed."""
    before = account.state()
    reply = control(account.netsuite, Request(method, f"/_sim/{path}", (), {}, body))
    assert reply.status == 400, reply
    assert account.state() == before
    return reply.body.decode()


def test_a_reset_brings_the_default_account_back(account: Account) -> None:
    account.create("invoice", invoice())
    account.sim("POST", "reset")
    assert account.get("customer")["totalResults"] == 0
    assert account.rows("transaction") == []
    assert [row["acctnumber"] for row in account.rows("account")][:2] == ["1000", "1100"]


def test_two_accounts_with_the_same_history_have_the_same_state() -> None:
    accounts = Account(), Account()
    for one in accounts:
        one.create("invoice", invoice(externalId="INV-1"))
        one.create("customerPayment", payment("5.00"))
    assert accounts[0].state() == accounts[1].state()


def test_a_load_changes_what_it_knows_and_adds_the_rest(account: Account) -> None:
    changed = {"acctNumber": "1100", "acctName": "Trade Debtors", "acctType": {"id": "AcctRec"}}
    added = {"acctNumber": "1150", "acctName": "Other", "acctType": {"id": "OthCurrAsset"}}
    before = len(account.rows("account"))
    account.sim("POST", "load", {"accounts": [changed, added], "accountId": "TSTDRV1"})
    rows = {row["acctnumber"]: row["fullname"] for row in account.rows("account")}
    assert (rows["1100"], rows["1150"], len(rows)) == ("Trade Debtors", "Other", before + 1)
    assert account.netsuite.account_id == "TSTDRV1"


@pytest.mark.parametrize(
    "data",
    [
        {"nonsense": []},
        {"preferences": {"nonsense": True}},
        {"customers": [{"companyName": "A"}, {"companyName": "B", "subsidiary": {"id": "1"}}]},
        {"accounts": [{"acctName": "A", "acctType": {"id": "Nonsense"}}]},
        {"customFields": [{"scriptId": "custbody_a", "type": "nonsense"}]},
        {"customFields": [{"scriptId": "nonsense", "type": "text"}]},
        {"customFields": [{"scriptId": "custbody_batch", "type": "date"}]},
        {"customRecords": [{"scriptId": "nonsense"}]},
    ],
)
def test_a_load_that_does_not_fit_loads_nothing(account: Account, data: dict[str, object]) -> None:
    assert refused(account, "POST", "load", json.dumps(data).encode())


def test_custom_fields_exist_only_once_they_are_installed(account: Account) -> None:
    account.create("invoice", invoice(custbody_new="x", externalId="A"))
    assert "custbody_new" not in account.get("invoice/eid:A")
    account.sim("POST", "install", {"customFields": [{"scriptId": "custbody_new", "type": "text"}]})
    account.create("invoice", invoice(custbody_new="x", externalId="B"))
    assert account.get("invoice/eid:B")["custbody_new"] == "x"
    assert account.booked(account.get("invoice/eid:B")["id"])["customFields"]["custbody_new"] == "x"
    assert [row["custbody_new"] for row in account.rows("transaction")] == [None, "x"]


def test_an_installed_record_type_is_read_and_written_like_any_other(account: Account) -> None:
    path = "CustomRecord_Link"
    body = {"externalId": "L-1", "custrecord_link_customer": ref(LOPEZ)}
    key = account.create(path, {**body, "custrecord_link_due": "5.10"})
    shown = account.get("customrecord_link/eid:l-1")
    assert shown["custrecord_link_customer"]["refName"] == "Lopez"
    assert shown["custrecord_link_due"] == Decimal("5.10")
    account.patch(f"{path}/{key}", {"custrecord_link_customer": None})
    assert account.rows("customrecord_link")[0]["custrecord_link_customer"] is None
    bad = {"custrecord_link_customer": ref("63")}
    assert account.refusal("POST", path, bad)["o:errorPath"] == "custrecord_link_customer"


def test_a_record_type_nobody_installed_does_not_exist(account: Account) -> None:
    assert account.refusal("GET", "customrecord_other")["status"] == 404


@pytest.mark.parametrize(
    ("action", "body", "table"),
    [
        ("create-customer", CUSTOMER, "customer"),
        ("create-vendor", CUSTOMER, "vendor"),
        ("create-department", {"name": "Install"}, "department"),
        ("create-class", {"name": "Commercial"}, "classification"),
        ("create-location", {"name": "Yard"}, "location"),
        ("create-account", {"acctName": "Fees", "acctType": {"id": "Expense"}}, "account"),
    ],
)
def test_a_person_can_create_it(
    account: Account, action: str, body: dict[str, object], table: str
) -> None:
    made = account.sim("POST", f"actions/{action}", body)
    assert int(made["id"]) in [row["id"] for row in account.rows(table)]


def test_a_person_can_mark_an_account_and_delete_a_record(account: Account) -> None:
    marked = {"type": "account", "id": "40", "fields": {"custrecord_shared": True}}
    account.sim("POST", "actions/edit", marked)
    rows = {row["id"]: row["custrecord_shared"] for row in account.rows("account")}
    assert (rows[40], rows[14]) == (True, False)
    account.sim("POST", "actions/delete", {"type": "customer", "id": "61"})
    assert account.rows("deletedrecord")[0]["recordid"] == 61


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "actions/nonsense", b"{}"),
        ("POST", "nonsense", b"{}"),
        ("POST", "load", b"[]"),
        ("POST", "actions/merge-customers", b'{"master": "60", "duplicates": ["61", "60"]}'),
        ("POST", "periods/Mar 1999/close", b"{}"),
        ("POST", "periods/Mar 2026/nonsense", b"{}"),
        ("POST", "actions/make-inactive", b'{"type": "customer", "id": "999"}'),
    ],
)
def test_what_the_control_plane_does_not_know_it_refuses(
    account: Account, method: str, path: str, body: bytes
) -> None:
    assert refused(account, method, path, body)


def test_a_day_that_is_no_date_is_refused(account: Account) -> None:
    request = Request("GET", "/_sim/ledger/trial-balance", (("asOf", "x"),))
    assert control(account.netsuite, request).status == 400


def test_the_trial_balance_can_be_seen_as_of_a_day(account: Account) -> None:
    account.create("customerDeposit", deposit("5.00"))
    account.create("invoice", invoice("7.00"))
    rows = account.sim("GET", "ledger/trial-balance", asOf="2026-03-09")
    assert [(row["number"], row["debit"], row["credit"]) for row in rows] == [
        ("1499", "5.00", "0.00"),
        ("2200", "0.00", "5.00"),
    ]


def test_booked_transactions_tell_whom_what_and_what_they_pay(account: Account) -> None:
    bill = account.create("invoice", invoice("60.00", externalId="INV-1", tranId="4500"))
    paid = account.create("customerPayment", payment("100.00", (bill, "60.00"), memo="cheque"))
    booked = account.booked(paid)
    assert booked["entity"] == {"id": LOPEZ, "name": "Lopez"}
    assert (booked["total"], booked["open"], booked["memo"]) == ("100.00", "40.00", "cheque")
    assert [
        (one["externalId"], one["tranId"], one["amount"]) for one in booked["applications"]
    ] == [("INV-1", "4500", "60.00")]


def test_a_merge_moves_what_both_owe_to_the_master(account: Account) -> None:
    bill = account.create("invoice", {**invoice("80.00"), "entity": ref("62")})
    source = account.create("customerDeposit", deposit("30.00"))
    account.create("invoice", {**invoice("120.00"), "entity": ref("61")})
    account.create("customrecord_link", {"custrecord_link_customer": ref(LOPEZ)})
    before = account.balances()
    account.sim("POST", "periods/2026-03/close")
    account.sim("POST", "actions/merge-customers", {"master": "61", "duplicates": [LOPEZ]})
    account.sim("POST", "periods/2026-03/open")
    assert account.balances() == before
    survivor = account.get("customer/61")
    assert (survivor["balance"], survivor["depositBalance"]) == (200, 30)
    assert account.refusal("GET", f"customer/{LOPEZ}")["status"] == 404
    assert account.get(f"customerDeposit/{source}")["customer"]["id"] == "61"
    assert account.rows("customrecord_link")[0]["custrecord_link_customer"] == 61
    path = f"customerDeposit/{source}/!transform/depositApplication"
    account.create(path, {"apply": {"items": [{"doc": ref(bill), "amount": 30}]}})
    assert account.get(f"invoice/{bill}")["amountRemaining"] == 50


# --- calls at once --------------------------------------------------------------------------------


def test_calls_over_the_limit_are_blocked_and_do_nothing(account: Account) -> None:
    account.sim("PUT", "limits", {"concurrency": 1})
    call = Request("POST", f"{ROOT}invoice")
    assert account.netsuite.admit(call) is None
    blocked = account.netsuite.admit(call)
    assert blocked is not None
    assert blocked.status == 429
    body = json.loads(blocked.body)
    assert body["o:errorDetails"][0] == {
        "detail": "Concurrent request limit exceeded. Request blocked.",
        "o:errorCode": "CONCURRENCY_LIMIT_EXCEEDED",
    }
    assert (body["title"], body["o:errorCode"]) == ("Bad Request", "USER_ERROR")
    account.netsuite.leave(call)
    assert account.netsuite.admit(call) is None


def test_signing_in_and_the_control_plane_are_not_counted() -> None:
    netsuite = NetSuite(concurrency=0)
    assert netsuite.admit(Request("POST", "/services/rest/auth/oauth2/v1/token")) is None
    query = netsuite.admit(Request("POST", "/services/rest/query/v1/suiteql"))
    assert query is not None
    netsuite.concurrency = None
    assert netsuite.admit(Request("GET", f"{ROOT}customer")) is None


async def test_in_memory_calls_at_once_meet_the_limit() -> None:
    netsuite = NetSuite(concurrency=2)
    netsuite.latency_seconds = "0.05"
    async with httpx.AsyncClient(
        transport=InMemoryTransport(app(netsuite)), base_url="http://netsuite"
    ) as client:
        replies = await asyncio.gather(*(client.get(f"{ROOT}customer") for _ in range(5)))
    assert sorted(reply.status_code for reply in replies) == [200, 200, 429, 429, 429]
    assert netsuite.in_flight == 0
    told = netsuite.control(Request("GET", "/_sim/limits"))
    assert json.loads(told.body) == {"concurrency": 2, "mostInFlight": 2, "turnedAway": 3}


async def test_a_served_account_books_what_it_is_sent() -> None:
    netsuite = NetSuite()
    async with served(app(netsuite)) as url, httpx.AsyncClient(base_url=url) as client:
        made = await client.post(f"{ROOT}customer", json=CUSTOMER)
        assert (made.status_code, made.content) == (204, b"")
        assert made.headers["location"].startswith(f"{url}{ROOT}customer/")
        shown = await client.get(made.headers["location"])
        assert shown.json()["externalId"] == "C-1"
        state = await client.get("/_sim/state")
        assert len(state.json()["records"]["entity"]) == 1


# --- who may come in ------------------------------------------------------------------------------


class Doorkeeper:
    """Lets in whoever says the word, until the word is void."""

    word = "open"

    def token(self, request: Request) -> Reply:
        return Reply(200, request.body)

    def refusal(self, request: Request) -> Reply | None:
        return None if request.headers.get("authorization") == self.word else Reply(401)

    def expire_all(self) -> None:
        self.word = "void"


def test_the_gate_stands_before_every_call() -> None:
    netsuite = NetSuite(gate=Doorkeeper())
    call = Request("GET", f"{ROOT}customer", (), {"authorization": "open"})
    assert netsuite.handle(Request("GET", f"{ROOT}customer")).status == 401
    assert netsuite.handle(call).status == 200
    control(netsuite, Request("POST", "/_sim/tokens/expire"))
    assert netsuite.handle(call).status == 401
    token = Request("POST", "/services/rest/auth/oauth2/v1/token", body=b"grant")
    assert netsuite.handle(token).body == b"grant"


class Echo:
    def run(self, request: Request) -> Reply:
        return Reply(200, request.body)


def test_queries_go_to_the_query_engine() -> None:
    netsuite = NetSuite(query=Echo())
    call = Request("POST", "/services/rest/query/v1/suiteql", body=b"SELECT")
    assert netsuite.handle(call).body == b"SELECT"
