"""Customers: the fields they can have, and what becomes of them when they are merged."""

from decimal import Decimal
from typing import Any

import pytest

from simulators.control.clock import SimClock
from simulators.servicetitan import MistakeError, ServiceTitan
from tests.simulators.servicetitan.office import Api, Json, Office, line

FIELDS = "crm/customers/custom-fields"


def shown(api: Api, kind: str, record_id: int) -> Json:
    return api.rows(f"accounting/{kind}s?ids={record_id}&activeState=All")[0]


def balance_of(api: Api, customer_id: int) -> Decimal:
    return Decimal(api.get(f"crm/customers/{customer_id}")["balance"])


def merge(st: ServiceTitan, merged: int, survivor: int) -> None:
    st.act("merge-customers", survivorId=survivor, mergedId=merged)


def test_a_field_is_there_before_any_customer_has_it(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    made = st.act("create-customer-field", name="NetSuite ID", dataType="Numeric")["id"]
    rows = api.rows(FIELDS)
    assert [(row["id"], row["name"], row["dataType"]) for row in rows] == [
        (made, "NetSuite ID", "Numeric")
    ]
    office.customer(customFields=[{"name": "NetSuite ID", "value": "512"}])
    assert api.ids(FIELDS) == [made]
    (customer,) = api.rows("crm/customers")
    assert customer["customFields"] == [{"typeId": made, "name": "NetSuite ID", "value": "512"}]


def test_a_field_comes_into_being_with_the_first_customer_that_has_it(
    office: Office, api: Api
) -> None:
    given = [{"name": "Gate code", "value": "7"}]
    office.customer("Ann", customFields=given)
    office.customer("Bob", customFields=given)
    assert [(row["name"], row["dataType"]) for row in api.rows(FIELDS)] == [("Gate code", "Text")]


def test_fields_come_in_pages_and_are_chosen_by_date(
    st: ServiceTitan, clock: SimClock, api: Api
) -> None:
    made = []
    for name in ("A", "B", "C"):
        made.append(st.act("create-customer-field", name=name)["id"])
        clock.advance(60)
    first = api.get(f"{FIELDS}?pageSize=2&includeTotal=true")
    assert ([row["id"] for row in first["data"]], first["hasMore"]) == (made[:2], True)
    assert first["totalCount"] == 3
    assert api.ids(f"{FIELDS}?pageSize=2&page=2") == made[2:]
    assert api.ids(f"{FIELDS}?createdOnOrAfter=2026-10-05T09:01:00Z") == made[1:]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"name": "NetSuite ID"}, "There is a customer field NetSuite ID already"),
        ({"name": " "}, "name is text"),
        ({"name": "Gate code", "dataType": "Dropdown"}, "dataType is one of Text, Numeric"),
    ],
)
def test_a_field_that_cannot_be_is_a_mistake(
    st: ServiceTitan, api: Api, body: Json, why: str
) -> None:
    st.act("create-customer-field", name="NetSuite ID")
    with pytest.raises(MistakeError, match=why):
        st.act("create-customer-field", **body)
    assert [row["name"] for row in api.rows(FIELDS)] == ["NetSuite ID"]


def test_a_field_of_a_refused_customer_leaves_no_trace(st: ServiceTitan, api: Api) -> None:
    fields = [{"name": "Gate code", "value": "7"}, {"name": "Gate code", "value": 7}]
    with pytest.raises(MistakeError, match="value is text"):
        st.act("create-customer", name="Ann", type="Residential", customFields=fields)
    assert api.ids(FIELDS) == []


def test_a_file_brings_fields_of_its_own(st: ServiceTitan, api: Api) -> None:
    customer = {"name": "Ann", "type": "Residential", "customFields": [{"name": "A", "value": "1"}]}
    st.load({"customerFields": [{"id": 9_000, "name": "A"}], "customers": [customer]})
    assert api.ids(FIELDS) == [9_000]
    assert api.rows("crm/customers")[0]["customFields"][0]["typeId"] == 9_000


@pytest.mark.parametrize("value", ["", "  512 ", None])
def test_a_value_is_shown_as_it_was_typed(office: Office, api: Api, value: str | None) -> None:
    office.customer(customFields=[{"name": "NetSuite ID", "value": value}])
    (field,) = api.rows("crm/customers")[0]["customFields"]
    assert (field["name"], field["value"]) == ("NetSuite ID", value)


@pytest.mark.parametrize(
    ("query", "kept"),
    [("", (0,)), ("?active=False", (1, 2)), ("?active=Any", (0, 1, 2))],
)
def test_a_merged_customer_is_among_the_inactive_ones(
    st: ServiceTitan, office: Office, api: Api, query: str, kept: tuple[int, ...]
) -> None:
    customers = [office.customer(name) for name in ("Ann", "Annie", "Bob")]
    merge(st, customers[1], customers[0])
    st.act("deactivate-customer", customerId=customers[2])
    rows = api.rows(f"crm/customers{query}")
    assert [row["id"] for row in rows] == [customers[place] for place in kept]
    named = [row["mergedToId"] for row in rows if not row["active"]]
    assert named == [customers[0], None][: len(named)]


def test_documents_are_found_by_their_customer(st: ServiceTitan, office: Office, api: Api) -> None:
    ann, bob = office.customer("Ann"), office.customer("Bob")
    invoices = [office.invoice(who, "10.00") for who in (ann, bob, ann)]
    payments = [office.payment(who, "1.00") for who in (ann, bob, ann)]
    st.act("delete-invoice", invoiceId=invoices[2])
    st.act("delete-payment", paymentId=payments[2])
    for kind, ids in (("invoices", invoices), ("payments", payments)):
        path = f"accounting/{kind}?customerId"
        assert api.ids(f"{path}={ann}") == [ids[0]]
        assert api.ids(f"{path}={ann}&activeState=All") == [ids[0], ids[2]]
        assert api.ids(f"{path}={ann}&activeState=InactiveOnly") == [ids[2]]
        assert api.ids(f"{path}=1&activeState=All") == []


def test_adjustments_are_found_by_their_original_deleted_ones_if_asked_for(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    customer = office.customer()
    originals = [office.invoice(customer, "100.00") for _ in range(2)]
    office.batch(invoiceIds=originals)
    given = {"date": "2026-10-04", "items": [line("-5.00")]}
    made = [
        st.act("create-adjustment", adjustmentToId=original, **given)["id"]
        for original in (originals[0], originals[1], originals[0])
    ]
    st.act("delete-invoice", invoiceId=made[2])
    path = f"accounting/invoices?adjustmentToId={originals[0]}"
    assert api.ids(path) == [made[0]]
    assert api.ids(f"{path}&activeState=All") == [made[0], made[2]]
    assert api.ids(f"accounting/invoices?adjustmentToId={made[0]}") == []


def test_a_merge_moves_everything_to_the_survivor(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    survivor, merged = office.customer("Ann"), office.customer("Annie")
    invoice, payment = office.invoice(merged, "80.00"), office.payment(merged, "10.00")
    office.invoice(survivor, "120.00")
    job = st.act("create-job", customerId=merged, businessUnitId=office.unit_id)["id"]
    st.act("merge-customers", survivorId=survivor, mergedId=merged)
    gone = api.get(f"crm/customers/{merged}")
    assert (gone["active"], gone["mergedToId"], gone["balance"]) == (False, survivor, 0)
    assert balance_of(api, survivor) == Decimal("190.00")
    assert shown(api, "invoice", invoice)["customer"] == {"id": survivor, "name": "Ann"}
    assert shown(api, "payment", payment)["customer"]["id"] == survivor
    assert api.get(f"jpm/jobs/{job}")["customerId"] == survivor


def test_a_merged_customer_gets_no_new_documents(st: ServiceTitan, office: Office) -> None:
    survivor, merged = office.customer("Ann"), office.customer("Annie")
    st.act("merge-customers", survivorId=survivor, mergedId=merged)
    with pytest.raises(MistakeError, match=f"was merged into {survivor}"):
        office.invoice(merged, "1.00")
    with pytest.raises(MistakeError, match="was merged into"):
        st.act("merge-customers", survivorId=survivor, mergedId=merged)


def test_a_chain_of_merges_keeps_each_step_and_hands_everything_to_its_end(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    first, middle, last = (office.customer(name) for name in ("A", "B", "C"))
    invoice, payment = office.invoice(first, "80.00"), office.payment(middle, "10.00")
    merge(st, first, middle)
    merge(st, middle, last)
    rows = {row["id"]: row for row in api.rows("crm/customers?active=Any")}
    assert [rows[one]["mergedToId"] for one in (first, middle, last)] == [middle, last, None]
    assert [rows[one]["balance"] for one in (first, middle, last)] == [0, 0, 70]
    assert shown(api, "invoice", invoice)["customer"] == {"id": last, "name": "C"}
    assert shown(api, "payment", payment)["customer"] == {"id": last, "name": "C"}
    assert api.ids(f"accounting/invoices?customerId={first}&activeState=All") == []


def test_nobody_is_merged_into_a_merged_customer_nor_into_himself(
    st: ServiceTitan, office: Office
) -> None:
    survivor, merged, third = (office.customer(name) for name in ("A", "B", "C"))
    merge(st, merged, survivor)
    with pytest.raises(MistakeError, match=f"Customer {merged} was merged into {survivor}"):
        merge(st, third, merged)
    with pytest.raises(MistakeError, match="merged into itself"):
        merge(st, third, third)


def exported_with_money_applied(office: Office, api: Api, customer: int) -> tuple[int, int]:
    """An invoice of $60.00 and a payment of $100.00, of which $40.00 are applied to it."""
    invoice = office.invoice(customer, "60.00", number="4500")
    applied = [{"invoiceId": invoice, "amount": "40.00"}]
    payment = office.payment(customer, "100.00", applications=applied)
    office.batch(invoiceIds=[invoice], paymentIds=[payment])
    api.post("accounting/invoices/markasexported", [{"invoiceId": invoice, "externalId": "NS-1"}])
    api.post("accounting/payments/status", {"paymentIds": [payment], "status": "Exported"})
    return invoice, payment


def test_exported_documents_go_to_the_survivor_with_all_that_is_applied(
    st: ServiceTitan, office: Office, clock: SimClock, api: Api
) -> None:
    survivor, merged = office.customer("Ann"), office.customer("Annie")
    invoice, payment = exported_with_money_applied(office, api, merged)
    clock.advance(60)
    merge(st, merged, survivor)
    moved: dict[str, Any] = {"customer": {"id": survivor, "name": "Ann"}, "syncStatus": "Exported"}
    one, other = shown(api, "invoice", invoice), shown(api, "payment", payment)
    assert {**one, **moved} == one
    assert {**other, **moved} == other
    assert (one["exportId"], one["balance"], other["unappliedAmount"]) == ("NS-1", "20.00", "60.00")
    assert [part["appliedTo"] for part in other["appliedTo"]] == [invoice]
    after = "modifiedOnOrAfter=2026-10-05T09:01:00Z"
    assert api.ids(f"accounting/payments?{after}") == [payment]
    st.act("apply-payment", paymentId=payment, invoiceId=invoice, amount="20.00")
    assert balance_of(api, survivor) == Decimal("-40.00")


def test_an_invoice_of_a_merged_customer_is_adjusted_for_the_survivor(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    survivor, merged = office.customer("Ann"), office.customer("Annie")
    job = st.act("create-job", customerId=merged, businessUnitId=office.unit_id)["id"]
    invoice = office.invoice(merged, "60.00", jobId=job)
    office.batch(invoiceIds=[invoice])
    merge(st, merged, survivor)
    given = {"adjustmentToId": invoice, "date": "2026-10-04", "items": [line("-5.00")]}
    one = shown(api, "invoice", st.act("create-adjustment", **given)["id"])
    assert (one["customer"]["id"], one["job"]["id"]) == (survivor, job)
    with pytest.raises(MistakeError, match=f"was merged into {survivor}"):
        st.act("create-adjustment", **given, customerId=merged)
