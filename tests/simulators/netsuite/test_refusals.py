"""What NetSuite refuses, in which words (facts: netsuite §3.1), and that nothing has changed."""

from collections.abc import Callable
from typing import Any

import pytest

from simulators.control.vendor import Request
from tests.simulators.netsuite.account import (
    CHEN,
    LOPEZ,
    NORTH,
    ROOT,
    Account,
    applied,
    deposit,
    invoice,
    item_line,
    journal,
    payment,
    ref,
)

EXISTS = "Error while accessing a resource. This entity already exists."
CLOSED = (
    "The transaction date you specified is not within the date range of your accounting period."
)
BROWN = {"companyName": "Brown", "subsidiary": ref("1")}


def test_a_refusal_has_netsuites_body(account: Account) -> None:
    reply = account.send("GET", "invoice/999")
    assert reply.status == 404
    assert reply.body == (
        b'{"type":"https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10.4.5",'
        b'"title":"Not Found","status":404,"o:errorDetails":[{"detail":"Record does not exist.",'
        b'"o:errorCode":"NONEXISTENT_ID"}]}'
    )


def test_the_id_of_another_transaction_type_is_a_refusal_of_its_own(account: Account) -> None:
    key = account.create("invoice", invoice())
    found = account.refusal("GET", f"customerPayment/{key}")
    text = "Error while accessing a resource. Transaction type specified is incorrect."
    assert (found["status"], found["detail"]) == (400, text)


def test_the_id_of_another_entity_type_does_not_exist(account: Account) -> None:
    assert account.refusal("GET", f"vendor/{LOPEZ}")["status"] == 404


def test_a_body_that_is_not_json_is_malformed(account: Account) -> None:
    for body in (b"{", b"[]"):
        reply = account.netsuite.handle(Request("POST", f"{ROOT}invoice", (), {}, body))
        assert (reply.status, b"INVALID_REQUEST" in reply.body) == (400, True)


def test_spaces_in_an_address_are_refused(account: Account) -> None:
    text = "Error while accessing a resource. Invalid url. Spaces are not allowed in the URL."
    assert account.text("GET", "customer/eid:A B") == text


# --- external ids and names -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("invoice", invoice(externalId="x-1")),
        ("customerDeposit", deposit("5.00", externalId="X-1")),
        ("journalEntry", journal(("1", "5", "0"), ("14", "0", "5"), externalId="X-1")),
    ],
)
def test_all_transactions_share_one_space_of_external_ids(
    account: Account, path: str, body: dict[str, Any]
) -> None:
    account.create("customerPayment", payment("5.00", externalId="X-1"))
    assert account.text("POST", path, body) == EXISTS


def test_all_entities_share_one_space_of_external_ids(account: Account) -> None:
    assert account.text("POST", "vendor", {**BROWN, "externalId": "c-60"}) == EXISTS
    assert account.text("PUT", "vendor/eid:C-60", BROWN) == EXISTS


def test_items_and_custom_records_have_external_ids_of_their_own(account: Account) -> None:
    account.create("invoice", invoice(externalId="C-60"))
    account.create("customrecord_link", {"externalId": "C-60"})
    assert account.text("POST", "customrecord_link", {"externalId": "c-60"}) == EXISTS


def test_a_changed_external_id_must_be_free_too(account: Account) -> None:
    assert account.text("PATCH", f"customer/{CHEN}", {"externalId": "C-60"}) == EXISTS
    account.patch(f"customer/{LOPEZ}", {"externalId": "C-99"})
    account.patch(f"customer/{CHEN}", {"externalId": "C-60"})
    assert account.get("customer/eid:C-60")["id"] == CHEN


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("customer", {**BROWN, "companyName": "LOPEZ"}),
        ("customer", {**BROWN, "entityId": "lopez"}),
        ("nonInventoryResaleItem", {"itemId": "repair", "incomeAccount": ref("14")}),
    ],
)
def test_a_name_that_is_taken_is_refused(account: Account, path: str, body: Any) -> None:
    if path != "customer":
        body = {**body, "subsidiary": {"items": [ref("1")]}}
    assert account.text("POST", path, body) == EXISTS


def test_a_vendor_may_have_a_customers_name(account: Account) -> None:
    assert account.create("vendor", {**BROWN, "companyName": "Lopez"})


def test_auto_numbering_lets_names_repeat(account: Account) -> None:
    account.sim("POST", "load", {"preferences": {"autoNumberEntities": True}})
    key = account.create("customer", {**BROWN, "companyName": "Lopez"})
    assert account.get(f"customer/{key}")["entityId"] == "1 Lopez"


# --- what is missing, too long or unknown ---------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "body", "labels"),
    [
        ("customer", {"companyName": "Brown"}, "Subsidiary"),
        ("customer", {"subsidiary": ref("1")}, "Company Name"),
        ("customer", {"subsidiary": ref("1"), "isPerson": True, "firstName": "A"}, "Last Name"),
        ("invoice", {"item": {"items": [item_line("1")]}}, "Customer"),
        ("customerPayment", {"customer": ref(LOPEZ)}, "Payment Amount"),
        ("journalEntry", {"line": {"items": [{"debit": 1}]}}, "Subsidiary, Account"),
        ("purchaseOrder", {}, "Vendor"),
        ("invoice", {"entity": ref(LOPEZ), "item": {"items": [{"quantity": 1}]}}, "Item"),
    ],
)
def test_what_is_missing_is_named(account: Account, path: str, body: Any, labels: str) -> None:
    assert account.text("POST", path, body) == f"Please enter value(s) for: {labels}."


@pytest.mark.parametrize(
    ("field", "longest"),
    [("phone", 32), ("fax", 32), ("companyName", 83), ("entityId", 83), ("email", 254)],
)
def test_a_text_is_refused_one_character_past_its_limit(
    account: Account, field: str, longest: int
) -> None:
    account.create("customer", {**BROWN, field: "x" * longest})
    text = account.text("POST", "customer", {**BROWN, "entityId": "B2", field: "x" * (longest + 1)})
    words = f"field {field} contained more than the maximum number ( {longest} ) of characters"
    assert words in text


@pytest.mark.parametrize(
    ("change", "value", "field", "path"),
    [
        (lambda body: body.update(entity=ref("9999")), "9999", "entity", "entity"),
        (lambda body: body.update(entity=ref("63")), "63", "entity", "entity"),
        (lambda body: body.update(job=ref(CHEN)), CHEN, "job", "job"),
        (lambda body: body.update(tranDate="10/3/2026"), "10/3/2026", "tranDate", "tranDate"),
        (lambda body: body.update(tranDate="20260310"), "20260310", "tranDate", "tranDate"),
        (lambda body: body.update(entity=LOPEZ), LOPEZ, "entity", "entity"),
        (
            lambda body: body["item"]["items"][0].update(item=ref("9999")),
            "9999",
            "item",
            "item.items[0].item",
        ),
    ],
)
def test_a_value_that_does_not_exist_is_refused_with_its_path(
    account: Account, change: Callable[[Any], None], value: str, field: str, path: str
) -> None:
    body = invoice()
    change(body)
    found = account.refusal("POST", "invoice", body)
    words = f"You have entered an Invalid Field Value {value} for the following field: {field}"
    assert found["detail"] == f"Error while accessing resource: {words}"
    assert (found["o:errorCode"], found["o:errorPath"]) == ("INVALID_CONTENT", path)


@pytest.mark.parametrize("lines", [[item_line("1")], item_line("1"), "x", {"items": "x"}])
def test_a_sublist_of_another_shape_is_malformed(account: Account, lines: Any) -> None:
    found = account.refusal("POST", "invoice", {**invoice(), "item": lines})
    assert (found["status"], found["o:errorCode"]) == (400, "INVALID_REQUEST")


def test_an_inactive_record_cannot_be_chosen(account: Account) -> None:
    account.sim("POST", "actions/make-inactive", {"type": "department", "id": "10"})
    found = account.refusal("POST", "invoice", invoice(department=ref("10")))
    assert found["o:errorPath"] == "department"
    account.sim("POST", "actions/make-active", {"type": "department", "id": "10"})
    assert account.create("invoice", invoice(department=ref("10")))


# --- subsidiaries ---------------------------------------------------------------------------------


def test_a_transactions_subsidiary_is_one_of_the_entitys(account: Account) -> None:
    body = invoice(subsidiary=ref(NORTH))
    text = f"Invalid subsidiary reference key {NORTH} for entity {LOPEZ}."
    assert account.text("POST", "invoice", body) == text
    account.sim("POST", "actions/assign-subsidiary", {"id": LOPEZ, "subsidiary": NORTH})
    key = account.create("invoice", body)
    assert account.get(f"invoice/{key}")["subsidiary"]["refName"] == "North"


def test_a_segment_belongs_to_the_subsidiary(account: Account) -> None:
    text = "Invalid department reference key 11 for subsidiary 1."
    assert account.text("POST", "invoice", invoice(department=ref("11"))) == text
    body = invoice()
    body["item"]["items"][0]["department"] = ref("11")
    assert account.text("POST", "invoice", body) == text


def test_an_account_belongs_to_the_subsidiary(account: Account) -> None:
    body = deposit("5.00", undepFunds={"id": "F"}, account=ref("41"))
    text = "The 1050 North Bank account cannot be used with the Parent Company subsidiary."
    assert account.text("POST", "customerDeposit", body) == text


def test_another_currency_is_refused(account: Account) -> None:
    account.sim("POST", "load", {"currencies": [{"id": "2", "name": "Euro", "symbol": "EUR"}]})
    text = "Invalid currency reference key 2 for subsidiary 1."
    assert account.text("POST", "invoice", invoice(currency=ref("2"))) == text


def test_the_vendor_of_an_order_is_in_its_subsidiary(account: Account) -> None:
    body = {"entity": ref("63"), "subsidiary": ref(NORTH), "item": {"items": [item_line("5")]}}
    text = "Invalid subsidiary reference key 2 for entity 63."
    assert account.text("POST", "purchaseOrder", body) == text


def test_the_subsidiary_is_final_once_something_was_booked(account: Account) -> None:
    account.patch(f"customer/{CHEN}", {"subsidiary": ref(NORTH)})
    account.create("customerDeposit", deposit("5.00"))
    text = account.text("PATCH", f"customer/{LOPEZ}", {"subsidiary": ref(NORTH)})
    assert "subsidiary of an entity with transactions cannot be changed" in text


# --- sales documents ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([item_line("10", quantity=-1)], "quantity of this item cannot be negative"),
        ([item_line("10"), item_line("-10.01")], "total of this transaction cannot be negative"),
        ([], "at least one line item"),
    ],
)
def test_a_sale_that_cannot_be_is_refused(account: Account, lines: Any, words: str) -> None:
    body = {**invoice(), "item": {"items": lines}}
    assert words in account.text("POST", "invoice", body)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"taxDetailsReference": "none"}, "Invalid Field Value none"),
        ({"taxCode": ref("2")}, "Invalid Field Value 2"),
        ({"taxAmount": None}, "Please enter value(s) for: Tax Amount."),
    ],
)
def test_a_tax_detail_must_fit(account: Account, change: dict[str, Any], words: str) -> None:
    other = {"id": "2", "name": "Other", "taxType": ref("2"), "account": ref("9")}
    kinds = [{"id": "2", "name": "Other tax"}]
    account.sim("POST", "load", {"taxTypes": kinds, "taxCodes": [other]})
    detail = {"taxDetailsReference": "T", "taxType": ref("1"), "taxCode": ref("1"), "taxAmount": 1}
    body = {
        **invoice(),
        "item": {"items": [item_line("10", taxDetailsReference="T")]},
        "taxDetailsOverride": True,
        "taxDetails": {"items": [{**detail, **change}]},
    }
    assert words in account.text("POST", "invoice", body)


def test_document_numbers_may_repeat_unless_the_account_says_not(account: Account) -> None:
    key = account.create("invoice", invoice(tranId="4500"))
    account.create("invoice", invoice(tranId="4500"))
    account.sim("POST", "load", {"preferences": {"allowDuplicateTranIds": False}})
    assert "already exists" in account.text("POST", "invoice", invoice(tranId="4500"))
    account.patch(f"invoice/{key}", {"memo": "same number, same record"})


# --- deleting -------------------------------------------------------------------------------------


def test_what_others_link_to_cannot_be_deleted(account: Account) -> None:
    bill = account.create("invoice", invoice("10.00"))
    paid = account.create("customerPayment", payment("10.00", (bill, "10.00")))
    assert "linked to by" in account.text("DELETE", f"invoice/{bill}")
    assert "dependent records" in account.text("DELETE", f"customer/{LOPEZ}")
    assert account.send("DELETE", f"customerPayment/{paid}").status == 204
    assert account.send("DELETE", f"invoice/{bill}").status == 204


def test_a_deposit_in_use_cannot_be_deleted(account: Account) -> None:
    bill = account.create("invoice", invoice("10.00"))
    source = account.create("customerDeposit", deposit("10.00"))
    use = account.create(
        f"customerDeposit/{source}/!transform/depositApplication",
        {"apply": applied((bill, "4.00"))},
    )
    assert "linked to by" in account.text("DELETE", f"customerDeposit/{source}")
    account.send("DELETE", f"depositApplication/{use}")
    assert account.send("DELETE", f"customerDeposit/{source}").status == 204


# --- periods --------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["close", "lock"])
def test_nothing_is_posted_into_a_closed_or_locked_period(account: Account, verb: str) -> None:
    key = account.create("invoice", invoice())
    account.sim("POST", f"periods/Mar 2026/{verb}")
    assert account.text("POST", "invoice", invoice()) == CLOSED
    assert account.text("PATCH", f"invoice/{key}", {"department": ref("10")}) == CLOSED
    assert account.text("PATCH", f"invoice/{key}", {"tranDate": "2026-04-01"}) == CLOSED
    assert account.text("DELETE", f"invoice/{key}") == CLOSED


def test_what_the_ledger_does_not_see_stays_editable_in_a_closed_period(account: Account) -> None:
    bill = account.create("invoice", invoice("10.00"))
    paid = account.create("customerPayment", payment("10.00", tranDate="2026-03-11"))
    account.sim("POST", "periods/2026-03/close")
    account.patch(f"invoice/{bill}", {"memo": "late note", "tranId": "4501"})
    account.patch(f"customerPayment/{paid}", {"apply": applied((bill, "10.00"))})
    assert account.get(f"invoice/{bill}")["amountRemaining"] == 0


def test_a_receivables_lock_stops_receivables_only(account: Account) -> None:
    account.sim("POST", "periods/2026-03/lock", {"ar": True})
    assert account.text("POST", "customerDeposit", deposit("5.00")) == CLOSED
    assert account.create("journalEntry", journal(("1", "5", "0"), ("14", "0", "5")))
    touching = journal(("2", "5", "0"), ("14", "0", "5"))
    assert account.text("POST", "journalEntry", touching) == CLOSED


def test_an_order_posts_nothing_so_no_period_stops_it(account: Account) -> None:
    account.sim("POST", "periods/2026-03/close")
    body = {"entity": ref("63"), "tranDate": "2026-03-10", "item": {"items": [item_line("5")]}}
    assert account.create("purchaseOrder", body)


def test_reopening_a_period_reopens_the_later_ones(account: Account) -> None:
    for month in ("2026-02", "2026-03"):
        account.sim("POST", f"periods/{month}/close")
    account.sim("POST", "periods/2026-02/open")
    assert account.create("invoice", invoice())


def test_a_date_without_a_period_and_a_period_without_the_date_are_refused(
    account: Account,
) -> None:
    assert account.text("POST", "invoice", invoice(tranDate="2031-01-01")) == CLOSED
    february = next(r for r in account.rows("accountingperiod") if r["periodname"] == "Feb 2026")
    body = invoice(postingPeriod=ref(str(february["id"])))
    assert account.text("POST", "invoice", body) == CLOSED
