"""Every reply against ServiceTitan's own OpenAPI documents."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from simulators.control.vendor import Reply
from simulators.servicetitan import ServiceTitan
from tests.simulators.servicetitan import openapi
from tests.simulators.servicetitan.office import Api, Office, line, read

pytestmark = openapi.needs_documents

LISTS = [
    "accounting/invoices",
    "accounting/payments",
    "accounting/bank-deposits",
    "accounting/journal-entries",
    "accounting/payment-types",
    "accounting/gl-accounts",
    "accounting/tax-zones",
    "accounting/ap-bills",
    "accounting/inventory-bills/paginated",
    "accounting/ap-credits",
    "crm/customers",
    "crm/customers/custom-fields",
    "crm/locations",
    "jpm/jobs",
    "jpm/job-types",
    "jpm/projects",
    "settings/business-units",
    "inventory/purchase-orders",
    "inventory/receipts",
    "inventory/returns",
    "inventory/adjustments",
    "inventory/vendors",
]
BY_ID = {
    "accounting/journal-entries": "journal-entries/{id}",
    "accounting/payment-types": "payment-types/{id}",
    "accounting/gl-accounts": "gl-accounts/{accountId}",
    "accounting/ap-bills": "ap-bills/{billId}",
    "crm/customers": "customers/{id}",
    "crm/locations": "locations/{id}",
    "jpm/jobs": "jobs/{id}",
    "jpm/job-types": "job-types/{id}",
    "jpm/projects": "projects/{id}",
    "settings/business-units": "business-units/{id}",
    "inventory/purchase-orders": "purchase-orders/{id}",
    "inventory/vendors": "vendors/{id}",
}
FEEDS = ["accounting/export/invoices", "accounting/export/payments", "crm/export/customers"]


@pytest.fixture
def full(st: ServiceTitan, office: Office, api: Api) -> Api:
    """A tenant that has some of everything, in every state."""
    st.hold_back_seconds = 0
    zone = st.act("create-tax-zone", name="Washoe", rate="0.08265")["id"]
    contacts = [{"type": "Phone", "value": "775-555-0100"}, {"type": "Email", "value": "m@x.org"}]
    customer = office.customer(
        contacts=contacts,
        customFields=[{"name": "NetSuite ID", "value": "512"}, {"name": "Gate", "value": None}],
    )
    project = st.act("create-project", customerId=customer, name="Remodel")["id"]
    job = st.act(
        "create-job", customerId=customer, businessUnitId=office.unit_id, projectId=project
    )["id"]
    st.act("set-job-status", jobId=job, status="Completed")
    invoice = office.invoice(customer, jobId=job, taxZoneId=zone, items=[line(taxable=True)])
    office.invoice(customer)
    payment = office.payment(
        customer, "60.00", applications=[{"invoiceId": invoice, "amount": "40.00"}]
    )
    office.payment(customer, "10.00", glAccountNumber=None)
    office.deposit(payment)
    order = office.purchase_order(jobId=job)
    receipt = office.receive(order, tax="1.00", shipping="2.50", memo="Dock")
    office.purchase_order()
    returned, bill = office.send_back(receipt), receipt["bill"]["id"]
    credit = st.act("receive-credit", returnId=returned["id"], date="2026-10-05")
    office.send_back(receipt, status="Pending")
    canceled = office.send_back(receipt)["id"]
    st.act("change-return", returnId=canceled, status="Canceled", date="2026-10-05")
    _stand_alone_bill(office, job)
    office.batch(
        invoiceIds=[invoice],
        paymentIds=[payment],
        purchaseOrderIds=[order],
        receiptIds=[receipt["id"]],
        billIds=[bill],
        returnIds=[returned["id"]],
        apCreditIds=[credit["id"]],
        adjustmentIds=[office.count()["id"], office.count("4", invoiceId=invoice)["id"]],
    )
    st.act("create-adjustment", adjustmentToId=invoice, date="2026-10-04", items=[line("-20.00")])
    office.refund(payment, "revenue", amount="7.00")
    office.refund(payment, "unapplied")
    st.act("create-journal-entry", postDate="2026-10-05", lines=journal_lines(office, customer))
    st.act("merge-customers", survivorId=customer, mergedId=office.customer("Lopez"))
    return api


def _stand_alone_bill(office: Office, job_id: int) -> None:
    expense = {"description": "Crane", "amount": "50.00", "glAccountNumber": "4000"}
    where = {"jobId": job_id, "businessUnitId": office.unit_id}
    goods = {"description": "Pipe", "quantity": "2", "cost": "4.805", "glAccountNumber": "1200"}
    accounts = {"costOfSaleAccountNumber": "4000", "assetAccountNumber": "1200"}
    items, expenses = [{**goods, **accounts}], [{**expense, **where}]
    given = {"jobId": job_id, "items": items, "expenseItems": expenses}
    office.bill(**given, vendorNumber="RP-77", summary="October")


def journal_lines(office: Office, customer: int) -> list[dict[str, Any]]:
    bill = {"type": "Bill", "id": 5, "refNumber": "B-5"}
    vendor = office.st.act("create-vendor", name="Valve World")["id"]
    given = {"businessUnitId": office.unit_id, "memo": "Tune-up", "transaction": bill}
    return [
        {"glAccountNumber": "1200", "debit": "60.00", "customerId": customer, **given},
        {"glAccountNumber": "4000", "credit": "60.00", "vendorId": vendor},
    ]


def wrong(path: str, called: str, reply: Reply, method: str = "GET") -> list[str]:
    module, _, _ = path.partition("/")
    return openapi.complaints(module, method, called, reply.status, read(reply))


@pytest.mark.parametrize("path", LISTS)
def test_a_list_has_rows_and_follows_the_document(full: Api, path: str) -> None:
    reply = full.call("GET", f"{path}?includeTotal=true")
    assert read(reply)["data"]
    assert wrong(path, path.partition("/")[2], reply) == []


def test_contacts_follow_the_document(full: Api) -> None:
    reply = full.call("GET", "crm/customers/contacts?modifiedOnOrAfter=2020-01-01")
    assert [row["type"] for row in read(reply)["data"]] == ["Phone", "Email"]
    assert wrong("crm/", "customers/contacts", reply) == []


@pytest.mark.parametrize("path", FEEDS)
def test_an_export_feed_has_rows_and_follows_the_document(full: Api, path: str) -> None:
    reply = full.call("GET", path)
    assert read(reply)["data"]
    assert wrong(path, path.partition("/")[2], reply) == []


@pytest.mark.parametrize(("path", "called"), BY_ID.items())
def test_one_record_by_id_follows_the_document(full: Api, path: str, called: str) -> None:
    row = full.rows(path)[0]
    reply = full.call("GET", f"{path}/{row['id']}")
    assert read(reply) == row
    assert wrong(path, called, reply) == []


def test_marking_as_exported_answers_rows_that_follow_the_document(full: Api) -> None:
    invoices = full.ids("accounting/invoices")
    body = [{"invoiceId": number, "externalId": "NS-1"} for number in [*invoices, 1]]
    reply = full.post("accounting/invoices/markasexported", body)
    assert {row["success"] for row in read(reply)} == {True, False}
    assert wrong("accounting/", "invoices/markasexported", reply, "POST") == []


def test_a_deposits_transactions_follow_the_document(full: Api) -> None:
    (deposit,) = full.ids("accounting/bank-deposits")
    reply = full.call("GET", f"accounting/bank-deposits/{deposit}/transactions?includeTotal=true")
    assert [row["deposit"]["id"] for row in read(reply)["data"]] == [deposit]
    assert wrong("accounting/", "bank-deposits/{id}/transactions", reply) == []


def test_stand_alone_bills_follow_the_document(full: Api) -> None:
    reply = full.call("GET", "accounting/ap-bills?billType=ApBill")
    assert [len(row["expenseItems"]) for row in read(reply)["data"]] == [1]
    assert wrong("accounting/", "ap-bills", reply) == []


def test_the_bare_list_of_inventory_bills_follows_the_document(full: Api) -> None:
    reply = full.call("GET", "accounting/inventory-bills")
    assert len(read(reply)) == 2
    assert wrong("accounting/", "inventory-bills", reply) == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("ap-bills", lambda ids: {"billIds": ids}),
        ("inventory-bills", lambda ids: {"inventoryBillIds": ids}),
        ("ap-credits", lambda ids: [{"apCreditId": number} for number in ids]),
    ],
)
def test_marking_payables_as_exported_follows_the_document(
    full: Api, kind: str, body: Callable[[list[int]], Any]
) -> None:
    listed = "inventory-bills/paginated" if kind == "inventory-bills" else kind
    ids = full.ids(f"accounting/{listed}")
    reply = full.post(f"accounting/{kind}/markasexported", body([*ids, 1]))
    assert {row["success"] for row in read(reply)} == {True, False}
    assert wrong("accounting/", f"{kind}/markasexported", reply, "POST") == []


@pytest.mark.parametrize("lines", ["summary", "details"])
def test_lines_of_a_journal_entry_follow_the_document(full: Api, lines: str) -> None:
    path = "accounting/journal-entries"
    reply = full.call("GET", f"{path}/{full.rows(path)[0]['id']}/{lines}")
    assert len(read(reply)["data"]) == 2
    assert wrong(path, f"journal-entries/{{id}}/{lines}", reply) == []


@pytest.mark.parametrize("call", ["", "/sync"])
def test_a_changed_journal_entry_follows_the_document(full: Api, call: str) -> None:
    path = "accounting/journal-entries"
    body = b'{"syncStatus": "Synced", "versionId": 1, "message": "Booked", "status": "Closed"}'
    reply = full.call("PATCH", f"{path}/{full.rows(path)[0]['id']}{call}", body)
    assert reply.status == 200
    assert wrong(path, f"journal-entries/{{id}}{call}", reply, "PATCH") == []


@pytest.mark.parametrize("path", [*LISTS[:3], "crm/customers", "jpm/jobs"])
def test_a_refused_list_follows_the_document(full: Api, path: str) -> None:
    reply = full.call("GET", f"{path}?pageSize=many")
    assert reply.status == 400
    assert wrong(path, path.partition("/")[2], reply) == []


def test_a_customer_that_is_not_there_follows_the_document(full: Api) -> None:
    reply = full.call("GET", "crm/customers/1")
    assert reply.status == 404
    assert wrong("crm/", "customers/{id}", reply) == []


@pytest.mark.parametrize("module", openapi.MODULES)
def test_every_call_of_the_document_is_simulated_or_answers_501(full: Api, module: str) -> None:
    withdrawn = ("POST", "payments")
    for method, path in openapi.operations(module):
        concrete = re.sub(r"\{[^}]+\}", "1", path)
        reply = full.call(method, f"{module}/{concrete}", b"{}")
        assert reply.status != 404 or _says_why(reply) or (method, path) == withdrawn, path


def _says_why(reply: Reply) -> bool:
    """The API's own 404, for a record 1 that is not there."""
    body: dict[str, Any] = read(reply)
    return "traceId" in body
