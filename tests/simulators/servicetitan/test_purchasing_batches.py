"""Purchasing documents in batches, and from a data file."""

import json

import pytest

from simulators.control.clock import SimClock
from simulators.servicetitan import ServiceTitan
from tests.simulators.servicetitan.office import Api, Json, Office, read

RETURNS = "inventory/returns"
DOCUMENTS = (
    *("inventory/receipts", "accounting/ap-bills", RETURNS),
    *("accounting/ap-credits", "inventory/adjustments"),
)
SCREWS = {"description": "Screws", "quantity": "3", "cost": "1.00", "glAccountNumber": "1200"}


@pytest.fixture
def receipt(office: Office) -> Json:
    """Of ten pipes at 4.80."""
    return office.receive(office.purchase_order())


@pytest.mark.parametrize("kind", ["receipts", "returns", "adjustments"])
def test_inventory_documents_are_posted_and_no_call_marks_them_exported(
    office: Office, api: Api, receipt: Json, kind: str
) -> None:
    batch = office.batch(
        receiptIds=[receipt["id"]],
        returnIds=[office.send_back(receipt)["id"]],
        adjustmentIds=[office.count()["id"]],
    )
    (one,) = api.rows(f"inventory/{kind}?syncStatuses=Posted")
    assert one["batchId"] == batch
    assert api.post(f"inventory/{kind}/markasexported", {"ids": [one["id"]]}).status == 501
    assert "traceId" not in read(api.call("GET", f"inventory/{kind}/{one['id']}"))


def test_auto_batching_takes_all_purchasing_documents_but_canceled_returns(
    st: ServiceTitan, office: Office, api: Api, receipt: Json
) -> None:
    returned, canceled = office.send_back(receipt)["id"], office.send_back(receipt)["id"]
    st.act("change-return", returnId=canceled, status="Canceled", date="2026-10-05")
    st.act("receive-credit", returnId=returned, date="2026-10-05")
    office.count()
    st.act("auto-batching", enabled=True)
    batch = st.act("run-auto-batching")["id"]
    statuses = {path: [row["syncStatus"] for row in api.rows(path)] for path in DOCUMENTS}
    assert statuses == {**{path: ["Posted"] for path in DOCUMENTS}, RETURNS: ["Posted", "Pending"]}
    assert [row["id"] for row in api.rows(RETURNS) if row["batchId"] == batch] == [returned]


def test_unposting_a_batch_makes_an_exported_bill_pending(
    st: ServiceTitan, office: Office, api: Api, clock: SimClock, receipt: Json
) -> None:
    bill = receipt["bill"]["id"]
    batch = office.batch(billIds=[bill])
    api.post("accounting/ap-bills/markasexported", {"billIds": [bill]})
    clock.advance(60)
    st.act("unpost-batch", batchId=batch)
    (one,) = api.rows("accounting/ap-bills?modifiedOnOrAfter=2026-10-05T09:01:00Z")
    assert one["syncStatus"] == "Pending"
    st.act("change-bill", billId=bill, tax="1.00")


FILE: Json = {
    "businessUnits": [{"id": 11, "name": "Plumbing"}],
    "glAccounts": [{"id": 21, "number": "1200", "name": "Inventory"}],
    "vendors": [{"id": 51, "name": "Pipe Supply"}],
    "purchaseOrders": [
        {
            "id": 101,
            "vendorId": 51,
            "businessUnitId": 11,
            "date": "2026-10-02",
            "items": [{**SCREWS, "id": 102, "quantity": "10"}],
        }
    ],
    "receipts": [
        {
            "id": 111,
            "purchaseOrderId": 101,
            "date": "2026-10-03",
            "items": [
                {"id": 112, "purchaseOrderItemId": 102, "quantity": "10", "billedCost": "1.50"}
            ],
            "bill": {"id": 121, "number": "B-1", "vendorNumber": "PS-1"},
        }
    ],
    "bills": [
        {"id": 122, "vendorId": 51, "businessUnitId": 11, "date": "2026-10-03", "items": [SCREWS]}
    ],
    "returns": [
        {
            "id": 131,
            "purchaseOrderId": 101,
            "date": "2026-10-04",
            "items": [{"receiptItemId": 112, "quantity": "2"}],
        }
    ],
    "apCredits": [{"id": 141, "returnId": 131, "date": "2026-10-05"}],
    "inventoryAdjustments": [
        {
            "id": 151,
            "date": "2026-10-05",
            "items": [{"description": "Screws", "quantity": "-1", "cost": "1.00"}],
        }
    ],
    "batches": [
        {
            "name": "Purchasing",
            "receiptIds": [111],
            "billIds": [121, 122],
            "returnIds": [131],
            "apCreditIds": [141],
            "adjustmentIds": [151],
            "posted": True,
        }
    ],
}


def test_a_file_brings_purchasing_documents_with_their_own_ids(st: ServiceTitan) -> None:
    st.load(json.loads(json.dumps(FILE)))
    api, chosen = Api(st), "syncStatuses=Posted"
    assert api.ids(f"inventory/receipts?{chosen}&billId=121") == [111]
    amounts = [row["billAmount"] for row in api.rows("accounting/inventory-bills/paginated")]
    assert amounts == ["15.00", "3.00"]
    assert api.ids(f"accounting/ap-bills?{chosen}&billType=ApBill") == [122]
    assert api.ids(f"inventory/returns?{chosen}") == [131]
    assert api.ids(f"accounting/ap-credits?{chosen}") == [141]
    assert api.ids(f"inventory/adjustments?{chosen}") == [151]
