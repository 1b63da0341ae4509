"""The record service's verbs, addresses and shapes (facts: netsuite §1.2)."""

import json
from decimal import Decimal
from typing import Any

import pytest

from simulators.control.vendor import Request
from tests.simulators.netsuite.account import (
    LOPEZ,
    ORIGIN,
    ROOT,
    Account,
    deposit,
    invoice,
    item_line,
    ref,
)

BROWN = {"companyName": "Brown", "subsidiary": ref("1"), "externalId": "C-1"}


def test_a_create_answers_204_without_a_body_and_with_the_location(account: Account) -> None:
    reply = account.send("POST", "customer", BROWN)
    assert (reply.status, reply.body) == (204, b"")
    assert reply.headers["location"].startswith(f"{ORIGIN}{ROOT}customer/")


def test_type_and_field_names_are_taken_in_any_case_and_given_in_camel_case(
    account: Account,
) -> None:
    key = account.create("CUSTOMER", {"COMPANYNAME": "Brown", "Subsidiary": ref("1")})
    shown = account.get(f"Customer/{key}")
    assert shown["companyName"] == "Brown"
    assert shown["links"][0]["href"].endswith(f"/customer/{key}")


def test_a_get_names_its_content_type_and_links_sublists(account: Account) -> None:
    key = account.create("invoice", invoice())
    reply = account.send("GET", f"invoice/{key}")
    assert reply.headers["content-type"] == "application/vnd.oracle.resource+json; type=singular"
    assert json.loads(reply.body)["item"] == {
        "links": [{"rel": "self", "href": f"{ORIGIN}{ROOT}invoice/{key}/item"}]
    }


def test_an_expanded_get_carries_the_lines(account: Account) -> None:
    key = account.create("invoice", invoice("100.00", "-10.00"))
    shown = account.whole(f"invoice/{key}")["item"]
    assert (shown["count"], shown["hasMore"], shown["totalResults"]) == (2, False, 2)
    assert [line["amount"] for line in shown["items"]] == [Decimal("100.00"), Decimal("-10.00")]
    assert shown["items"][0]["item"]["refName"] == "Repair"


def test_a_sublist_has_an_address_of_its_own(account: Account) -> None:
    key = account.create("invoice", invoice())
    assert account.get(f"invoice/{key}/ITEM")["items"][0]["rate"] == Decimal("100.00")
    assert account.refusal("GET", f"invoice/{key}/apply")["status"] == 404


def test_fields_selects_body_fields(account: Account) -> None:
    key = account.create("invoice", invoice())
    shown = account.get(f"invoice/{key}", fields="total,TRANDATE")
    assert shown.keys() == {"links", "id", "total", "tranDate"}


def test_money_is_written_with_the_digits_it_has(account: Account) -> None:
    key = account.create("invoice", invoice("0.10", "0.20"))
    assert b'"total":0.30,' in account.send("GET", f"invoice/{key}").body


@pytest.mark.parametrize("given", [Decimal("12.34"), "12.34"])
def test_money_is_taken_as_a_number_or_as_text(account: Account, given: object) -> None:
    key = account.create("customerDeposit", {"customer": ref(LOPEZ), "payment": given})
    assert account.get(f"customerDeposit/{key}")["payment"] == Decimal("12.34")


@pytest.mark.parametrize(
    "given", [True, "12,34", "NaN", [1], {"id": "1"}, "1e3", "1_0", Decimal("1e999"), 10**11]
)
def test_what_is_not_an_amount_is_refused_with_its_path(account: Account, given: object) -> None:
    body = {"customer": ref(LOPEZ), "payment": given}
    found = account.refusal("POST", "customerDeposit", body)
    assert (found["o:errorCode"], found["o:errorPath"]) == ("INVALID_CONTENT", "payment")


def test_a_rate_too_large_to_work_with_is_refused(account: Account) -> None:
    found = account.refusal("POST", "invoice", invoice("1e30"))
    assert found["o:errorPath"] == "item.items[0].rate"


def test_a_number_that_json_does_not_have_is_refused(account: Account) -> None:
    body = b'{"customer": {"id": "60"}, "payment": NaN}'
    reply = account.netsuite.handle(Request("POST", f"{ROOT}customerDeposit", (), {}, body))
    assert reply.status == 400


def test_a_patch_keeps_what_it_does_not_name_and_null_clears(account: Account) -> None:
    key = account.create("customer", {**BROWN, "phone": "555", "email": "b@example.com"})
    reply = account.send("PATCH", f"customer/{key}", {"phone": None})
    assert (reply.status, reply.headers["location"].endswith(f"/customer/{key}")) == (204, True)
    shown = account.get(f"customer/{key}")
    assert "phone" not in shown
    assert shown["email"] == "b@example.com"


def test_put_makes_a_record_once_and_changes_it_after(account: Account) -> None:
    body = {"companyName": "Brown", "subsidiary": ref("1")}
    first = account.send("PUT", "customer/eid:C-9", body)
    second = account.send("PUT", "customer/eid:c-9", {"phone": "555"})
    assert (first.status, second.status) == (204, 204)
    assert first.headers["location"] == second.headers["location"]
    shown = account.get("customer/eid:C-9")
    assert (shown["companyName"], shown["phone"], shown["externalId"]) == ("Brown", "555", "C-9")


def test_put_with_an_internal_id_is_refused(account: Account) -> None:
    assert account.refusal("PUT", f"customer/{LOPEZ}", {"phone": "555"})["status"] == 405


def test_an_external_id_works_wherever_an_id_does(account: Account) -> None:
    key = account.create("invoice", invoice(externalId="INV-1"))
    assert account.get("invoice/eid:inv-1")["id"] == key
    assert account.get("invoice/eid:INV-1/item")["count"] == 1
    account.patch("invoice/eid:INV-1", {"memo": "seen"})
    assert account.get(f"invoice/{key}")["memo"] == "seen"
    assert account.send("DELETE", "invoice/eid:INV-1").status == 204
    assert account.refusal("GET", f"invoice/{key}")["status"] == 404


def test_an_external_id_is_free_again_after_its_record_is_gone(account: Account) -> None:
    key = account.create("customer", BROWN)
    account.send("DELETE", f"customer/{key}")
    assert account.create("customer", BROWN) != key


def test_a_reference_may_name_an_external_id(account: Account) -> None:
    key = account.create("invoice", {**invoice(), "entity": {"externalId": "c-60"}})
    assert account.get(f"invoice/{key}")["entity"]["id"] == LOPEZ


def test_a_list_holds_ids_and_links_only(account: Account) -> None:
    keys = [account.create("invoice", invoice()) for _ in range(3)]
    listed = account.get("invoice", limit="2", offset="2")
    assert [one["id"] for one in listed["items"]] == keys[2:]
    assert listed["items"][0].keys() == {"id", "links"}
    assert (listed["hasMore"], listed["totalResults"], listed["offset"]) == (False, 3, 2)
    assert account.get("invoice", limit="2")["hasMore"] is True


@pytest.mark.parametrize("query", [{"limit": "0"}, {"limit": "2", "offset": "1"}, {"limit": "x"}])
def test_a_page_that_cannot_be_is_refused(account: Account, query: dict[str, str]) -> None:
    assert account.refusal("GET", "invoice", **query)["o:errorCode"] == "INVALID_REQUEST"


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ('externalId IS "A|B"', 1),
        ('externalId IS "a|b" AND companyName CONTAIN "row"', 1),
        ('externalId IS "none"', 0),
        ("companyName START_WITH Bro", 1),
    ],
)
def test_a_filter_finds_what_it_says(account: Account, q: str, found: int) -> None:
    account.create("customer", {**BROWN, "externalId": "A|B"})
    assert account.get("customer", q=q)["count"] == found


def test_a_pipe_in_an_address_is_not_an_external_id(account: Account) -> None:
    account.create("customer", {**BROWN, "externalId": "A|B"})
    assert account.refusal("GET", "customer/eid:A|B")["status"] == 404


@pytest.mark.parametrize(
    ("method", "path", "query"),
    [
        ("GET", "salesOrder/1", {}),
        ("POST", "vendorPayment", {}),
        ("GET", "account/1", {}),
        ("POST", "invoice/1/!transform/creditMemo", {}),
        ("GET", "customer/60", {"expand": "addressBook"}),
        ("GET", "customer", {"q": "companyName EMPTY"}),
        ("POST", "customer/60/addressBook", {}),
    ],
)
def test_what_is_not_simulated_answers_501(
    account: Account, method: str, path: str, query: dict[str, str]
) -> None:
    account.create("invoice", invoice())
    assert account.refusal(method, path, {}, **query)["status"] == 501


@pytest.mark.parametrize(
    "more",
    [
        {"terms": ref("1")},
        {"shippingCost": 5},
        {"time": {"items": [{"apply": True}]}},
        {"exchangeRate": "1.5"},
    ],
)
def test_a_field_that_is_known_but_not_simulated_answers_501(
    account: Account, more: dict[str, Any]
) -> None:
    assert account.refusal("POST", "invoice", {**invoice(), **more})["status"] == 501


def test_calls_outside_the_record_service_answer_501(account: Account) -> None:
    for path in ("/services/rest/query/v1/suiteql", "/app/site/hosting/scriptlet.nl"):
        assert account.netsuite.handle(Request("POST", path)).status == 501


# --- names of properties --------------------------------------------------------------------------


def test_unknown_names_are_dropped_and_mentioned(account: Account) -> None:
    body = invoice()
    body["item"]["items"][0]["nonsense"] = 1
    reply = account.send("POST", "invoice", {**body, "custbody_unknown": "x"})
    assert reply.status == 204
    assert "custbody_unknown" in reply.headers["x-netsuite-warning"]
    assert "item.items[0].nonsense" in reply.headers["x-netsuite-warning"]


def test_unknown_names_are_refused_when_asked_to(account: Account) -> None:
    headers = {"x-netsuite-propertynamevalidation": "Error"}
    reply = account.send("POST", "customer", {**BROWN, "nonsense": 1}, headers)
    assert reply.status == 400
    assert account.get("customer", q='companyName IS "Brown"')["count"] == 0


def test_unknown_names_pass_in_silence_when_asked_to(account: Account) -> None:
    headers = {"x-netsuite-propertynamevalidation": "Ignore"}
    reply = account.send("POST", "customer", {**BROWN, "nonsense": 1}, headers)
    assert (reply.status, "x-netsuite-warning" in reply.headers) == (204, False)


# --- sublists -------------------------------------------------------------------------------------


def amounts(account: Account, key: str) -> list[tuple[int, Decimal]]:
    lines = account.whole(f"invoice/{key}")["item"]["items"]
    return [(line["line"], line["amount"]) for line in lines]


def test_a_line_without_its_number_is_appended(account: Account) -> None:
    key = account.create("invoice", invoice("100.00"))
    account.patch(f"invoice/{key}", {"item": {"items": [item_line("100.00")]}})
    assert amounts(account, key) == [(1, Decimal("100.00")), (2, Decimal("100.00"))]
    assert account.balances() == {"1100": "200.00", "4010": "-200.00"}


def test_a_line_with_its_number_is_changed(account: Account) -> None:
    key = account.create("invoice", invoice("100.00", "50.00"))
    account.patch(f"invoice/{key}", {"item": {"items": [{"line": 2, "rate": 70}]}})
    assert amounts(account, key) == [(1, Decimal("100.00")), (2, Decimal("70.00"))]


def test_replace_takes_away_what_is_not_sent(account: Account) -> None:
    key = account.create("invoice", invoice("100.00", "50.00"))
    lines = {"item": {"items": [{"line": 2}, item_line("7.00")]}}
    account.patch(f"invoice/{key}", lines, replace="item")
    assert amounts(account, key) == [(2, Decimal("50.00")), (3, Decimal("7.00"))]


def test_a_sublist_without_a_key_grows_with_every_line_sent(account: Account) -> None:
    key = account.create("customer", {**BROWN, "addressBook": {"items": [{"label": "A"}]}})
    account.patch(f"customer/{key}", {"addressBook": {"items": [{"label": "A"}]}})
    assert account.get(f"customer/{key}/addressBook")["count"] == 2
    account.patch(f"customer/{key}", {"addressBook": None})
    assert account.get(f"customer/{key}/addressBook")["count"] == 0


def test_a_mandatory_sublist_cannot_be_emptied(account: Account) -> None:
    key = account.create("invoice", invoice())
    text = account.text("PATCH", f"invoice/{key}", {"item": None})
    assert "at least one line item" in text


def test_the_addressbook_holds_addresses_and_one_default(account: Account) -> None:
    book = {
        "addressbook": {
            "items": [
                {"defaultBilling": True, "addressbookaddress": {"addr1": "1 High St"}},
                {"defaultBilling": True, "addressBookAddress": {"country": {"id": "US"}}},
            ]
        }
    }
    key = account.create("customer", {**BROWN, **book})
    lines = account.get(f"customer/{key}/addressBook")["items"]
    assert [line["defaultBilling"] for line in lines] == [False, True]
    assert lines[0]["addressBookAddress"] == {"addr1": "1 High St"}


def test_an_address_without_an_id_is_added_and_one_with_its_id_is_changed(account: Account) -> None:
    def book(*lines: dict[str, Any]) -> dict[str, Any]:
        return {"addressBook": {"items": list(lines)}}

    def labels() -> list[tuple[str, int, bool]]:
        lines = account.get(f"{path}/addressBook")["items"]
        return [(one["label"], one["id"], one["defaultBilling"]) for one in lines]

    path = f"customer/{account.create('customer', BROWN)}"
    account.patch(path, book({"label": "Home", "defaultBilling": True}))
    account.patch(path, book({"label": "Shop"}, {"label": "Yard"}))
    assert labels() == [("Home", 1, True), ("Shop", 2, False), ("Yard", 3, False)]
    account.patch(path, book({"id": 2, "label": "Store"}, {"label": "Barn"}))
    assert [label for label, _, _ in labels()] == ["Home", "Store", "Yard", "Barn"]


# --- transforms -----------------------------------------------------------------------------------


def test_an_invoice_becomes_its_payment(account: Account) -> None:
    bill = account.create("invoice", invoice("80.00"))
    key = account.create(f"invoice/{bill}/!transform/customerpayment", {"externalId": "P-1"})
    shown = account.get(f"customerPayment/{key}")
    assert (shown["payment"], shown["unapplied"]) == (Decimal("80.00"), 0)
    assert account.get(f"invoice/{bill}")["amountRemaining"] == 0


def test_a_deposit_application_is_made_by_transform_only(account: Account) -> None:
    body = {"customer": ref(LOPEZ), "externalId": "DA-1"}
    assert account.refusal("POST", "depositApplication", body)["status"] == 400
    assert account.refusal("PUT", "depositApplication/eid:DA-1", body)["status"] == 400
    source = account.create("customerDeposit", deposit("100.00"))
    assert "at least one" in account.text(
        "POST", f"customerDeposit/{source}/!transform/depositApplication", {}
    )
