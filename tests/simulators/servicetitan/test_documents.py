"""Invoices, adjustments, payments and their applications, orders and receipts, as the API shows
them after people worked in the screens."""

from decimal import Decimal
from typing import Any

import pytest

from simulators.control.clock import SimClock
from simulators.servicetitan import MistakeError, ServiceTitan
from tests.simulators.servicetitan.office import Api, Json, Office, line


def shown(api: Api, kind: str, record_id: int) -> Json:
    return api.rows(f"accounting/{kind}s?ids={record_id}&activeState=All")[0]


def balance_of(api: Api, customer_id: int) -> Decimal:
    return Decimal(api.get(f"crm/customers/{customer_id}")["balance"])


def test_money_on_an_invoice_is_text_with_two_decimals(office: Office, api: Api) -> None:
    items = [line("33.335", quantity="2"), line("-10", type="PriceModifier")]
    one = shown(api, "invoice", office.invoice(office.customer(), items=items))
    assert (one["subTotal"], one["salesTax"], one["total"]) == ("56.67", "0.00", "56.67")
    assert [item["total"] for item in one["items"]] == ["66.67", "-10.00"]
    assert [item["price"] for item in one["items"]] == ["33.335", "-10.00"]


@pytest.mark.parametrize(
    ("price", "rate", "tax"),
    [("10.00", "0.0825", "0.83"), ("100.00", "0.08264", "8.26"), ("-10.00", "0.0825", "-0.83")],
)
def test_tax_is_on_taxable_lines_with_halves_away_from_zero(
    st: ServiceTitan, office: Office, api: Api, price: str, rate: str, tax: str
) -> None:
    zone = st.act("create-tax-zone", name="Washoe", rate=rate)["id"]
    items = [line(price, taxable=True), line("50.00")]
    one = shown(api, "invoice", office.invoice(office.customer(), items=items, taxZoneId=zone))
    assert one["salesTax"] == tax
    assert one["salesTaxCode"]["taxRate"] == Decimal(rate)


def test_a_tax_that_was_typed_stays_as_it_is(office: Office, api: Api) -> None:
    one = shown(api, "invoice", office.invoice(office.customer(), "10.00", salesTax="0.07"))
    assert (one["salesTax"], one["total"]) == ("0.07", "10.07")


def test_an_invoice_without_lines_has_null_items(office: Office, api: Api) -> None:
    one = shown(api, "invoice", office.invoice(office.customer()))
    assert (one["items"], one["total"]) == (None, "0.00")


def test_nothing_has_no_sign(office: Office, api: Api) -> None:
    one = shown(api, "invoice", office.invoice(office.customer(), items=[line("0", quantity="-1")]))
    assert (one["total"], one["items"][0]["total"]) == ("0.00", "0.00")


def test_dates_are_midnight_and_instants_have_seven_digits(office: Office, api: Api) -> None:
    one = shown(api, "invoice", office.invoice(office.customer(), dueDate="2026-10-30"))
    assert one["invoiceDate"] == "2026-09-30T00:00:00Z"
    assert one["dueDate"] == "2026-10-30T00:00:00Z"
    assert one["modifiedOn"] == "2026-10-05T09:00:00.0000000Z"


def test_an_invoice_of_a_job_names_it_and_its_project(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    customer = office.customer()
    project = st.act("create-project", customerId=customer, name="Remodel")["id"]
    given = {"customerId": customer, "businessUnitId": office.unit_id, "projectId": project}
    job = st.act("create-job", **given)
    invoice = office.invoice(customer, "5.00", jobId=job["id"])
    one = shown(api, "invoice", invoice)
    assert (one["job"]["number"], one["projectId"]) == (job["number"], project)
    assert one["invoiceConfiguration"] == "JobInvoice"
    assert api.get(f"jpm/jobs/{job['id']}")["invoiceId"] == invoice


def test_an_invoice_without_a_job_is_a_counter_sale(office: Office, api: Api) -> None:
    one = shown(api, "invoice", office.invoice(office.customer(), "5.00"))
    assert (one["job"], one["invoiceConfiguration"]) == (None, "CounterSales")


def test_adjustments_of_an_invoice_are_numbered_in_one_sequence(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    parent = office.invoice(office.customer(), "100.00", number="4500")
    office.batch(invoiceIds=[parent])
    for price in ("-20.00", "15.00"):
        st.act("create-adjustment", adjustmentToId=parent, date="2026-10-04", items=[line(price)])
    rows = api.rows(f"accounting/invoices?adjustmentToId={parent}")
    assert [(one["referenceNumber"], one["total"]) for one in rows] == [
        ("4500-1", "-20.00"),
        ("4500-2", "15.00"),
    ]
    assert shown(api, "invoice", parent)["total"] == "100.00"


def test_a_pending_invoice_has_no_adjustments(st: ServiceTitan, office: Office) -> None:
    parent = office.invoice(office.customer(), "100.00")
    with pytest.raises(MistakeError, match="is Pending"):
        st.act("create-adjustment", adjustmentToId=parent, date="2026-10-04", items=[line()])


@pytest.mark.parametrize(
    ("items", "sub_total", "tax", "quantities"),
    [
        ([line("-20.00", taxable=True)], "-20.00", "-1.65", ["1"]),
        ([line("20.00", quantity="-1", taxable=True)], "-20.00", "-1.65", ["-1"]),
        ([line("20.00", quantity="-2.5", taxable=True)], "-50.00", "-4.13", ["-2.5"]),
        ([line("-30.00", taxable=True), line("10.00")], "-20.00", "-2.48", ["1", "1"]),
    ],
)
def test_an_adjustment_is_negative_by_its_price_or_by_its_quantity(
    st: ServiceTitan,
    office: Office,
    api: Api,
    items: list[Json],
    sub_total: str,
    tax: str,
    quantities: list[str],
) -> None:
    customer = office.customer()
    parent = office.invoice(customer, "100.00")
    office.batch(invoiceIds=[parent])
    zone = st.act("create-tax-zone", name="Washoe", rate="0.0825")["id"]
    given = {"adjustmentToId": parent, "date": "2026-10-04", "items": items, "taxZoneId": zone}
    one = shown(api, "invoice", st.act("create-adjustment", **given)["id"])
    assert (one["subTotal"], one["salesTax"]) == (sub_total, tax)
    assert Decimal(one["total"]) == Decimal(sub_total) + Decimal(tax) == Decimal(one["balance"])
    assert [item["quantity"] for item in one["items"]] == quantities
    assert balance_of(api, customer) == Decimal("100.00") + Decimal(one["total"])


def test_an_adjustment_of_another_customer_has_no_job(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    customer, other = office.customer("Ann"), office.customer("Bob")
    job = st.act("create-job", customerId=customer, businessUnitId=office.unit_id)["id"]
    parent = office.invoice(customer, "100.00", jobId=job)
    office.batch(invoiceIds=[parent])
    given = {"adjustmentToId": parent, "date": "2026-10-04", "items": [line("5.00")]}
    for customer_id, job_shown in ((customer, True), (other, False)):
        made = st.act("create-adjustment", **given, customerId=customer_id)["id"]
        one = shown(api, "invoice", made)
        assert (one["customer"]["id"], one["job"] is not None) == (customer_id, job_shown)


def test_a_payment_shows_what_is_applied_and_what_is_left(office: Office, api: Api) -> None:
    customer = office.customer()
    invoices = [office.invoice(customer, "60.00"), office.invoice(customer, "30.00")]
    applications = [
        {"invoiceId": invoices[0], "amount": "60.00"},
        {"invoiceId": invoices[1], "amount": "10.50"},
    ]
    one = shown(api, "payment", office.payment(customer, "100.00", applications=applications))
    assert (one["total"], one["unappliedAmount"]) == ("100.00", "29.50")
    assert [(part["appliedTo"], part["appliedAmount"]) for part in one["appliedTo"]] == [
        (invoices[0], "60.00"),
        (invoices[1], "10.50"),
    ]
    assert [shown(api, "invoice", number)["balance"] for number in invoices] == ["0.00", "19.50"]


def test_a_payments_type_id_is_text(office: Office, api: Api) -> None:
    one = shown(api, "payment", office.payment(office.customer(), "1.00", checkNumber="1044"))
    assert (one["type"], one["typeId"], one["checkNumber"]) == ("Check", "2001", "1044")
    assert one["generalLedgerAccount"]["number"] == "1200"


@pytest.mark.parametrize(("amount", "why"), [("60.01", "owes 60.00"), ("100.01", "100.00 left")])
def test_an_application_is_refused_a_cent_past_the_limit(
    st: ServiceTitan, office: Office, amount: str, why: str
) -> None:
    customer = office.customer()
    owed = "60.00" if amount == "60.01" else "200.00"
    invoice, payment = office.invoice(customer, owed), office.payment(customer, "100.00")
    with pytest.raises(MistakeError, match=why):
        st.act("apply-payment", paymentId=payment, invoiceId=invoice, amount=amount)


def test_a_payment_cannot_be_taken_with_more_applied_than_it_is(office: Office) -> None:
    customer = office.customer()
    invoice = office.invoice(customer, "60.00")
    with pytest.raises(MistakeError, match=r"20\.00 of it cannot be applied"):
        office.payment(
            customer,
            "19.99",
            applications=[
                {"invoiceId": invoice, "amount": "10.00"},
                {"invoiceId": invoice, "amount": "10.00"},
            ],
        )


def test_one_customers_payment_does_not_pay_anothers_invoice(
    st: ServiceTitan, office: Office
) -> None:
    invoice = office.invoice(office.customer("Ann"), "60.00")
    payment = office.payment(office.customer("Bob"), "60.00")
    with pytest.raises(MistakeError, match="another customer's"):
        st.act("apply-payment", paymentId=payment, invoiceId=invoice, amount="1.00")


@pytest.mark.parametrize("exported", [False, True])
def test_applying_and_unapplying_moves_modified_on_of_both_even_after_export(
    st: ServiceTitan, office: Office, clock: SimClock, api: Api, exported: bool
) -> None:
    customer = office.customer()
    invoice, payment = office.invoice(customer, "60.00"), office.payment(customer, "100.00")
    if exported:
        office.batch(invoiceIds=[invoice], paymentIds=[payment])
        api.post("accounting/invoices/markasexported", [{"invoiceId": invoice}])
        api.post("accounting/payments/status", {"paymentIds": [payment], "status": "Exported"})
    clock.advance(60)
    applied = st.act("apply-payment", paymentId=payment, invoiceId=invoice, amount="60.00")
    after = "modifiedOnOrAfter=2026-10-05T09:01:00Z"
    assert api.ids(f"accounting/payments?{after}") == [payment]
    assert api.ids(f"accounting/invoices?{after}") == [invoice]
    clock.advance(60)
    st.act("unapply-payment", **applied)
    assert shown(api, "payment", payment)["unappliedAmount"] == "100.00"
    assert shown(api, "invoice", invoice)["balance"] == "60.00"
    after = "modifiedOnOrAfter=2026-10-05T09:02:00Z"
    assert api.ids(f"accounting/payments?{after}") == [payment]
    assert api.ids(f"accounting/invoices?{after}") == [invoice]


def test_an_application_can_be_removed_only_once(st: ServiceTitan, office: Office) -> None:
    customer = office.customer()
    invoice, payment = office.invoice(customer, "60.00"), office.payment(customer, "60.00")
    applied = st.act("apply-payment", paymentId=payment, invoiceId=invoice, amount="60.00")
    st.act("unapply-payment", **applied)
    with pytest.raises(MistakeError, match="There is no application"):
        st.act("unapply-payment", **applied)


def test_a_customer_owes_invoices_less_payments(office: Office, api: Api) -> None:
    customer = office.customer()
    invoice = office.invoice(customer, "120.00")
    office.payment(customer, "50.00", applications=[{"invoiceId": invoice, "amount": "20.00"}])
    assert balance_of(api, customer) == Decimal("70.00")


def test_a_balance_goes_out_as_a_number_digit_for_digit(office: Office, api: Api) -> None:
    customer = office.customer()
    office.invoice(customer, "12345678901234567.10")
    reply = api.call("GET", f"crm/customers/{customer}")
    assert b'"balance":12345678901234567.10,' in reply.body


def test_a_canceled_job_keeps_when_it_was_completed(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    job = st.act("create-job", customerId=office.customer(), businessUnitId=office.unit_id)["id"]
    assert api.get(f"jpm/jobs/{job}")["completedOn"] is None
    for status in ("Completed", "Canceled"):
        st.act("set-job-status", jobId=job, status=status)
    assert api.get(f"jpm/jobs/{job}")["completedOn"] is not None


def test_an_order_is_received_in_parts(st: ServiceTitan, office: Office, api: Api) -> None:
    order = office.purchase_order()
    item = api.get(f"inventory/purchase-orders/{order}")["items"][0]["id"]
    given: Json = {"purchaseOrderId": order, "date": "2026-10-03"}
    statuses = [api.get(f"inventory/purchase-orders/{order}")["status"]]
    part = [{"purchaseOrderItemId": item, "quantity": "4"}]
    for more in ({"items": part}, {}):
        st.act("receive-purchase-order", **given, **more)
        statuses.append(api.get(f"inventory/purchase-orders/{order}")["status"])
    assert statuses == ["Pending", "PartiallyReceived", "Received"]
    amounts = [row["receiptAmount"] for row in api.rows("inventory/receipts")]
    assert amounts == [Decimal("19.20"), Decimal("28.80")]


@pytest.mark.parametrize("items", [None, [{"quantity": "11"}], [{"quantity": "5"}] * 2])
def test_no_more_is_received_than_was_ordered(
    st: ServiceTitan, office: Office, api: Api, items: list[Json] | None
) -> None:
    order = office.purchase_order()
    item = api.get(f"inventory/purchase-orders/{order}")["items"][0]["id"]
    given: dict[str, Any] = {"purchaseOrderId": order, "date": "2026-10-03"}
    if items is None:
        st.act("receive-purchase-order", **given)
    else:
        given["items"] = [{**one, "purchaseOrderItemId": item} for one in items]
    with pytest.raises(MistakeError):
        st.act("receive-purchase-order", **given)
