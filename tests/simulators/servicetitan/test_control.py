"""The control plane that is ServiceTitan's own: actions, state, load, reset."""

import json
from typing import Any

import pytest

from simulators.control.plane import control
from simulators.control.vendor import Reply, Request
from simulators.servicetitan import MistakeError, ServiceTitan
from simulators.servicetitan.actions import ACTIONS
from tests.simulators.servicetitan.office import Api, Office, line, read

DATA: dict[str, Any] = {
    "tenant": {"id": 2002, "name": "Truckee Plumbing"},
    "businessUnits": [{"id": 11, "name": "Plumbing"}],
    "glAccounts": [{"id": 21, "number": "4000", "name": "Service revenue"}],
    "paymentTypes": [{"id": 31, "name": "Card"}],
    "refundReasons": [{"id": 35, "name": "Overpaid", "effect": "unapplied"}],
    "taxZones": [{"id": 41, "name": "Washoe", "rate": "0.08"}],
    "vendors": [{"id": 51, "name": "Pipe Supply"}],
    "customers": [{"id": 61, "name": "Lopez, Maria", "type": "Residential"}],
    "jobs": [{"id": 71, "customerId": 61, "businessUnitId": 11}],
    "invoices": [
        {
            "id": 81,
            "customerId": 61,
            "businessUnitId": 11,
            "jobId": 71,
            "date": "2026-09-30",
            "number": "4500",
            "items": [line("100.00")],
        }
    ],
    "payments": [
        {
            "id": 91,
            "customerId": 61,
            "businessUnitId": 11,
            "amount": "100.00",
            "date": "2026-10-01",
            "typeId": 31,
            "applications": [{"invoiceId": 81, "amount": "100.00"}],
        }
    ],
    "batches": [{"name": "September", "invoiceIds": [81], "paymentIds": [91], "posted": True}],
    "actions": [
        {
            "action": "create-adjustment",
            "id": 82,
            "adjustmentToId": 81,
            "date": "2026-10-04",
            "items": [line("-20.00")],
        }
    ],
}


def do(st: ServiceTitan, name: str, body: Any) -> Reply:
    return control(st, Request("POST", f"/_sim/actions/{name}", body=json.dumps(body).encode()))


def state(st: ServiceTitan) -> bytes:
    return control(st, Request("GET", "/_sim/state")).body


def test_an_action_answers_the_ids_it_made(st: ServiceTitan) -> None:
    reply = do(st, "create-vendor", {"name": "Pipe Supply"})
    assert (reply.status, read(reply)) == (200, {"id": 7001})
    assert read(do(st, "create-vendor", {"name": "Valve World"})) == {"id": 7002}


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("create-vendor", {}, "create-vendor needs name."),
        ("create-vendor", {"name": 5}, "create-vendor: name is text, not 5."),
        ("create-vendor", {"name": "A", "colour": "red"}, "create-vendor does not know colour."),
        ("post-batch", {"batchId": 1}, "There is no batch 1."),
        ("create-job", {"customerId": 1}, "There is no customer 1."),
    ],
)
def test_a_mistake_is_told_in_plain_words_and_changes_nothing(
    st: ServiceTitan, name: str, body: dict[str, Any], why: str
) -> None:
    before = state(st)
    reply = do(st, name, body)
    assert (reply.status, read(reply)) == (400, {"error": why})
    assert state(st) == before


@pytest.mark.parametrize("price", [1.5, "1.5 dollars", "NaN", True])
def test_money_is_never_a_float_nor_nonsense(office: Office, price: object) -> None:
    items = [{**line(), "price": price}]
    with pytest.raises(MistakeError, match="price is a number"):
        office.invoice(office.customer(), items=items)


def test_a_part_of_a_cent_is_no_payment(office: Office) -> None:
    with pytest.raises(MistakeError, match="whole cents"):
        office.payment(office.customer(), "1.005")


def test_a_refused_invoice_leaves_no_trace(st: ServiceTitan, office: Office) -> None:
    customer = office.customer()
    before = state(st)
    items = [line(), line(glAccountNumber="9999")]
    with pytest.raises(MistakeError, match="There is no GL account 9999"):
        office.invoice(customer, items=items)
    assert state(st) == before


def test_an_action_that_is_not_there_says_so(st: ServiceTitan) -> None:
    assert do(st, "x", {}).status == 404


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_every_action_refuses_members_it_does_not_know(st: ServiceTitan, action: str) -> None:
    with pytest.raises(MistakeError, match=f"{action} does not know nonsense"):
        st.act(action, nonsense=True)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "actions/create-vendor"),
        ("POST", "load"),
        ("PUT", "limits"),
        ("PUT", "tokens"),
    ],
)
@pytest.mark.parametrize("body", [b"[]", b"7", b"{"])
def test_a_body_that_is_no_object_is_refused(
    st: ServiceTitan, method: str, path: str, body: bytes
) -> None:
    assert control(st, Request(method, f"/_sim/{path}", body=body)).status == 400


def test_an_unknown_control_path_is_not_found(st: ServiceTitan) -> None:
    assert control(st, Request("GET", "/_sim/nothing")).status == 404


def test_a_file_is_loaded_with_its_own_ids(st: ServiceTitan) -> None:
    body = json.dumps(DATA).encode()
    assert control(st, Request("POST", "/_sim/load", body=body)).status == 200
    api = Api(st)
    rows = api.rows("accounting/invoices")
    assert [(row["id"], row["referenceNumber"], row["syncStatus"]) for row in rows] == [
        (81, "4500", "Posted"),
        (82, "4500-1", "Pending"),
    ]
    assert api.rows("accounting/payments")[0]["appliedTo"][0]["appliedTo"] == 81
    assert api.get("settings/business-units/11")["tenant"]["name"] == "Truckee Plumbing"


def test_new_ids_follow_those_of_the_file(st: ServiceTitan) -> None:
    st.load(DATA)
    assert st.act("create-customer", name="Bob", type="Residential")["id"] > 61
    assert st.act("create-business-unit", name="HVAC")["id"] == 101
    st.load({"vendors": [{"id": 90_000, "name": "A"}]})
    assert st.act("create-vendor", name="B")["id"] == 90_001


def test_loading_twice_gives_the_same_state(st: ServiceTitan) -> None:
    st.load(DATA)
    before = state(st)
    st.load(DATA)
    assert state(st) == before


@pytest.mark.parametrize(
    "changed",
    [
        {"colours": []},
        {"invoices": [{"id": 81}]},
        {"vendors": ["Pipe Supply"]},
        {"batches": {}},
        {"batches": [{"name": "October", "invoiceIds": [7]}]},
        {"actions": [{"action": "dance"}]},
    ],
)
def test_a_file_that_does_not_fit_leaves_everything_as_it_was(
    st: ServiceTitan, office: Office, changed: dict[str, Any]
) -> None:
    office.customer()
    before = state(st)
    body = json.dumps({**DATA, **changed}).encode()
    assert control(st, Request("POST", "/_sim/load", body=body)).status == 400
    assert state(st) == before


def test_credentials_of_a_file_are_the_ones_to_use(st: ServiceTitan) -> None:
    given = {"appKey": "ak1.new", "clientId": "cid.new", "clientSecret": "cs1.new"}
    st.load({**DATA, "credentials": given})
    api = Api(st)
    assert api.headers["st-app-key"] == "ak1.new"
    assert api.ids("jpm/jobs") == [71]


@pytest.mark.parametrize(
    ("changed", "good"),
    [({}, False), ({"tenant": {"id": 1001}}, True), ({"tenant": {"id": 1001, "name": "X"}}, True)],
)
def test_a_token_is_worth_nothing_in_another_tenant(
    st: ServiceTitan, api: Api, changed: dict[str, Any], good: bool
) -> None:
    st.load({**DATA, **changed})
    assert api.call("GET", "jpm/jobs").status == (200 if good else 401)


def test_a_reset_empties_the_tenant_and_keeps_token_and_name(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    office.customer()
    control(st, Request("POST", "/_sim/reset"))
    assert api.ids("crm/customers") == []
    assert st.tenant.id == 1001


def test_reading_changes_nothing(st: ServiceTitan, office: Office, api: Api) -> None:
    customer = office.customer()
    office.invoice(customer, "5.00")
    before = state(st)
    for path in ("accounting/invoices", "crm/customers", "accounting/export/invoices"):
        api.get(path)
    assert state(st) == before


def test_the_state_writes_money_as_text(st: ServiceTitan, office: Office) -> None:
    office.payment(office.customer(), "12.30")
    payments = json.loads(state(st))["payments"]
    assert [one["amount"] for one in payments.values()] == ["12.30"]
