"""Batches, posting, locking; what the API may mark exported."""

import pytest

from simulators.servicetitan import MistakeError, ServiceTitan
from tests.simulators.servicetitan.office import Api, Json, Office, line, read

MARK = "accounting/invoices/markasexported"
STATUS = "accounting/payments/status"


@pytest.fixture
def invoice(office: Office) -> int:
    return office.invoice(office.customer(), "100.00")


@pytest.fixture
def payment(office: Office) -> int:
    return office.payment(office.customer("Bob"), "100.00")


def status_of(api: Api, kind: str, record_id: int) -> str:
    return str(api.rows(f"accounting/{kind}s?ids={record_id}")[0]["syncStatus"])


def test_documents_of_an_open_batch_are_pending_and_of_a_posted_one_posted(
    st: ServiceTitan, office: Office, api: Api, invoice: int, payment: int
) -> None:
    batch = office.batch(post=False, invoiceIds=[invoice], paymentIds=[payment])
    assert (status_of(api, "invoice", invoice), status_of(api, "payment", payment)) == (
        "Pending",
        "Pending",
    )
    assert st.act("post-batch", batchId=batch) == {"id": batch, "number": 1}
    assert (status_of(api, "invoice", invoice), status_of(api, "payment", payment)) == (
        "Posted",
        "Posted",
    )
    row = api.rows(f"accounting/invoices?ids={invoice}")[0]
    assert row["batch"] == {"id": batch, "number": "1", "name": "September"}


def test_orders_show_their_batch_and_receipts_their_status(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    order = office.purchase_order()
    receipt = st.act("receive-purchase-order", purchaseOrderId=order, date="2026-10-03")["id"]
    batch = office.batch(purchaseOrderIds=[order], receiptIds=[receipt])
    assert api.get(f"inventory/purchase-orders/{order}")["batchId"] == batch
    row = api.rows("inventory/receipts")[0]
    assert (row["batchId"], row["syncStatus"]) == (batch, "Posted")


def test_a_posted_batch_takes_no_more_documents(
    st: ServiceTitan, office: Office, invoice: int, payment: int
) -> None:
    batch = office.batch(invoiceIds=[invoice])
    with pytest.raises(MistakeError, match="is posted"):
        st.act("add-to-batch", batchId=batch, paymentIds=[payment])


def test_a_posted_document_enters_no_batch(office: Office, invoice: int) -> None:
    office.batch(invoiceIds=[invoice])
    with pytest.raises(MistakeError, match="is Posted already"):
        office.batch(invoiceIds=[invoice])


def test_a_document_is_in_one_batch_only(office: Office, invoice: int) -> None:
    batch = office.batch(post=False, invoiceIds=[invoice])
    with pytest.raises(MistakeError, match=f"is in batch {batch}"):
        office.batch(invoiceIds=[invoice])


def test_a_refused_addition_adds_nothing(office: Office, api: Api, invoice: int) -> None:
    with pytest.raises(MistakeError, match="There is no payment 1"):
        office.batch(invoiceIds=[invoice], paymentIds=[1])
    assert api.rows(f"accounting/invoices?ids={invoice}")[0]["batch"] is None


@pytest.mark.parametrize("post", [True, False])
def test_a_batch_is_posted_once_and_never_empty(
    st: ServiceTitan, office: Office, post: bool
) -> None:
    members = {"invoiceIds": [office.invoice(office.customer())]} if post else {}
    batch = office.batch(post=post, **members)
    with pytest.raises(MistakeError, match="posted already" if post else "is empty"):
        st.act("post-batch", batchId=batch)


def test_an_unposted_batch_has_pending_documents_even_exported_ones(
    st: ServiceTitan, office: Office, api: Api, invoice: int, payment: int
) -> None:
    batch = office.batch(invoiceIds=[invoice], paymentIds=[payment])
    api.post(MARK, [{"invoiceId": invoice, "externalId": "NS-9"}])
    st.act("unpost-batch", batchId=batch)
    assert status_of(api, "invoice", invoice) == "Pending"
    st.act("post-batch", batchId=batch)
    row = api.rows(f"accounting/invoices?ids={invoice}")[0]
    assert (row["syncStatus"], row["exportId"]) == ("Posted", "NS-9")


def test_a_batch_that_is_not_posted_is_not_unposted(
    st: ServiceTitan, office: Office, invoice: int
) -> None:
    batch = office.batch(post=False, invoiceIds=[invoice])
    with pytest.raises(MistakeError, match="is not posted"):
        st.act("unpost-batch", batchId=batch)


def test_a_posted_invoice_is_locked_and_support_can_change_it_anyway(
    st: ServiceTitan, office: Office, api: Api, invoice: int
) -> None:
    st.act("edit-invoice", invoiceId=invoice, items=[line("90.00")])
    office.batch(invoiceIds=[invoice])
    given = {"invoiceId": invoice, "items": [line("80.00")]}
    with pytest.raises(MistakeError, match="is Posted and locked"):
        st.act("edit-invoice", **given)
    assert api.rows(f"accounting/invoices?ids={invoice}")[0]["total"] == "90.00"
    st.act("edit-invoice", **given, force=True)
    row = api.rows(f"accounting/invoices?ids={invoice}")[0]
    assert (row["total"], row["syncStatus"]) == ("80.00", "Posted")


def test_editing_the_summary_leaves_a_typed_tax_alone(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    invoice = office.invoice(office.customer(), "10.00", salesTax="0.07")
    st.act("edit-invoice", invoiceId=invoice, summary="Second visit")
    row = api.rows(f"accounting/invoices?ids={invoice}")[0]
    assert (row["summary"], row["salesTax"]) == ("Second visit", "0.07")


def test_an_invoice_cannot_be_edited_below_what_was_paid(
    st: ServiceTitan, office: Office, invoice: int
) -> None:
    customer = st.tenant.invoices[invoice].customer_id
    office.payment(customer, "50.00", applications=[{"invoiceId": invoice, "amount": "50.00"}])
    st.act("edit-invoice", invoiceId=invoice, items=[line("50.00")])
    with pytest.raises(MistakeError, match=r"cannot be 49\.99"):
        st.act("edit-invoice", invoiceId=invoice, items=[line("49.99")])


def test_auto_batching_posts_what_is_in_no_batch(
    st: ServiceTitan, office: Office, api: Api, invoice: int, payment: int
) -> None:
    kept = office.batch(post=False, invoiceIds=[office.invoice(office.customer(), "1.00")])
    st.act("auto-batching", enabled=True, name="Nightly")
    made = st.act("run-auto-batching")
    assert api.ids(f"accounting/invoices?batchId={made['id']}") == [invoice]
    assert api.ids(f"accounting/payments?batchId={made['id']}") == [payment]
    assert (status_of(api, "invoice", invoice), made["number"]) == ("Posted", 2)
    assert st.tenant.batches[kept].posted is False
    assert st.act("run-auto-batching") == {"id": None, "number": None}


def test_auto_batching_leaves_out_project_invoices_of_nothing(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    customer = office.customer()
    empty = office.invoice(customer, invoiceConfiguration="ProjectInvoice")
    counter = office.invoice(customer)
    st.act("auto-batching", enabled=True)
    st.act("run-auto-batching")
    assert status_of(api, "invoice", empty) == "Pending"
    assert status_of(api, "invoice", counter) == "Posted"


def test_auto_batching_must_be_switched_on(st: ServiceTitan, invoice: int) -> None:
    with pytest.raises(MistakeError, match="switched off"):
        st.act("run-auto-batching")
    assert st.tenant.invoices[invoice].batch_id is None


def test_marking_as_exported_has_an_outcome_for_each_row(
    office: Office, api: Api, invoice: int
) -> None:
    pending = office.invoice(office.customer(), "5.00")
    office.batch(invoiceIds=[invoice])
    body = [{"invoiceId": number, "externalId": f"NS-{number}"} for number in (invoice, pending, 7)]
    answer: list[Json] = read(api.post(MARK, body))
    assert [row["success"] for row in answer] == [True, False, False]
    assert [row["errorMessage"] is None for row in answer] == [True, False, False]
    row = api.rows(f"accounting/invoices?ids={invoice}")[0]
    assert (row["syncStatus"], row["exportId"]) == ("Exported", f"NS-{invoice}")
    assert status_of(api, "invoice", pending) == "Pending"


def test_marking_again_changes_nothing(
    st: ServiceTitan, office: Office, api: Api, invoice: int
) -> None:
    office.batch(invoiceIds=[invoice])
    body = [{"invoiceId": invoice, "externalId": "NS-1"}]
    api.post(MARK, body)
    changes = st.tenant.changes
    assert read(api.post(MARK, body))[0]["success"] is True
    assert st.tenant.changes == changes


def test_members_that_are_unknown_are_passed_over(
    office: Office, api: Api, invoice: int, payment: int
) -> None:
    office.batch(invoiceIds=[invoice], paymentIds=[payment])
    api.post(MARK, [{"invoiceId": invoice, "exportID": "NS-1", "colour": "red"}])
    row = api.rows(f"accounting/invoices?ids={invoice}")[0]
    assert (row["syncStatus"], row["exportId"]) == ("Exported", None)
    body = {"paymentIds": [payment], "status": "Exported", "colour": "red"}
    assert api.post(STATUS, body).status == 200


@pytest.mark.parametrize(
    ("path", "body", "named"),
    [
        (MARK, {}, "$"),
        (MARK, [7], "[0]"),
        (MARK, [{"externalId": "NS-1"}], "[0].invoiceId"),
        (MARK, [{"invoiceId": 1}, {"invoiceId": "2"}], "[1].invoiceId"),
        (MARK, [{"invoiceId": 1, "externalId": 5}], "[0].externalId"),
        (STATUS, [], "$"),
        (STATUS, {"status": "Exported"}, "paymentIds"),
        (STATUS, {"paymentIds": "1", "status": "Exported"}, "paymentIds"),
        (STATUS, {"paymentIds": [True], "status": "Exported"}, "paymentIds"),
        (STATUS, {"paymentIds": []}, "status"),
        (STATUS, {"paymentIds": [], "status": "Done"}, "status"),
    ],
)
def test_a_body_that_does_not_fit_is_refused_with_the_members_name(
    api: Api, path: str, body: object, named: str
) -> None:
    reply = api.post(path, body)
    assert (reply.status, list(read(reply)["errors"])) == (400, [named])


def test_payments_are_marked_together_or_not_at_all(office: Office, api: Api, payment: int) -> None:
    pending = office.payment(office.customer(), "5.00")
    office.batch(paymentIds=[payment])
    for others in ([pending], [1]):
        body = {"paymentIds": [payment, *others], "status": "Exported"}
        assert api.post(STATUS, body).status == 400
        assert status_of(api, "payment", payment) == "Posted"
    reply = api.post(STATUS, {"paymentIds": [payment], "status": "Exported"})
    assert (reply.status, reply.body) == (200, b"")
    assert status_of(api, "payment", payment) == "Exported"


@pytest.mark.parametrize(
    ("was", "asked", "allowed"),
    [
        ("Pending", "Pending", True),
        ("Pending", "Posted", False),
        ("Pending", "Exported", False),
        ("Posted", "Pending", False),
        ("Posted", "Posted", True),
        ("Posted", "Exported", True),
        ("Exported", "Pending", False),
        ("Exported", "Posted", True),
        ("Exported", "Exported", True),
    ],
)
def test_which_status_a_payment_can_be_given(
    office: Office, api: Api, payment: int, was: str, asked: str, allowed: bool
) -> None:
    if was != "Pending":
        office.batch(paymentIds=[payment])
        assert api.post(STATUS, {"paymentIds": [payment], "status": was}).status == 200
    reply = api.post(STATUS, {"paymentIds": [payment], "status": asked})
    assert reply.status == (200 if allowed else 400)
    assert status_of(api, "payment", payment) == (asked if allowed else was)
