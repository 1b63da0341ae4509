"""Bills as two lists show them: those that stand alone, how they are chosen and marked."""

import pytest

from simulators.control.clock import SimClock
from simulators.servicetitan import MistakeError, ServiceTitan
from tests.simulators.servicetitan.office import Api, Office, read

BILLS = "accounting/ap-bills"
INVENTORY_BILLS = "accounting/inventory-bills/paginated"


@pytest.fixture
def order(office: Office) -> int:
    """Of ten pipes at 4.80."""
    return office.purchase_order(number="PO-7")


def test_a_bill_that_stands_alone_has_expenses_and_no_order(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    job = st.act("create-job", customerId=office.customer(), businessUnitId=office.unit_id)
    expense = {"description": "Crane", "amount": "75.50", "glAccountNumber": "4000"}
    office.bill(expenseItems=[{**expense, "jobId": job["id"]}, expense], vendorNumber="RP-1")
    (one,) = api.rows(f"{BILLS}?billType=ApBill")
    assert (one["source"], one["purchaseOrderId"], one["billAmount"]) == (
        "Standalone",
        None,
        "151.00",
    )
    assert [item["amount"] for item in one["expenseItems"]] == ["75.50", "75.50"]
    assert one["expenseItems"][0]["job"] == {"id": job["id"], "name": job["number"]}
    assert one["expenseItems"][1]["job"] is None
    assert one["items"] is None


def test_a_bill_has_at_least_one_line(st: ServiceTitan, office: Office) -> None:
    with pytest.raises(MistakeError, match="at least one item"):
        office.bill(expenseItems=[])
    bill = office.bill()["id"]
    with pytest.raises(MistakeError, match="at least one item"):
        st.act("change-bill", billId=bill, expenseItems=[])


def test_ap_bills_are_those_of_receipts_unless_asked_and_inventory_bills_are_all(
    office: Office, api: Api, order: int
) -> None:
    bought, alone = office.receive(order)["bill"]["id"], office.bill()["id"]
    assert api.ids(BILLS) == api.ids(f"{BILLS}?billType=Procurement") == [bought]
    assert api.ids(f"{BILLS}?billType=ApBill") == [alone]
    assert api.ids(INVENTORY_BILLS) == [bought, alone]
    assert api.ids(f"{INVENTORY_BILLS}?billType=RecurringBill") == []
    assert list(api.refusal(f"{BILLS}?billType=RecurringBill")) == ["billType"]


def test_inventory_bills_are_a_bare_array_or_an_envelope(
    office: Office, api: Api, order: int
) -> None:
    office.receive(order)
    bare = read(api.call("GET", "accounting/inventory-bills"))
    assert bare == api.rows(INVENTORY_BILLS)
    assert read(api.call("GET", "accounting/inventory-bills?page=2")) == []
    assert bare[0]["items"][0]["inventoryLocation"] == "Warehouse"
    assert api.rows(BILLS)[0]["items"][0]["inventoryLocation"]["name"] == "Warehouse"


@pytest.mark.parametrize("path", [BILLS, INVENTORY_BILLS])
@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("ids={bill}", True),
        ("ids=1", False),
        ("billNumber=b-7", True),
        ("billNumber=8", False),
        ("purchaseOrderNumber=8", False),
        ("purchaseOrderNumber=o-7", True),
        ("jobNumber=1", False),
        ("minCost=48.00", True),
        ("minCost=48.01", False),
        ("maxCost=47.99", False),
        ("maxCost=48", True),
        ("syncStatuses=Pending&syncStatuses=Posted", True),
        ("syncStatuses=PostedAndExported", False),
        ("dateFrom=2026-10-05T09:00:00Z", True),
        ("dateTo=2026-10-05T09:00:00Z", True),
        ("dateTo=2026-10-05", False),
        ("sort=-Nothing", True),
    ],
)
def test_bills_are_chosen_by(
    office: Office, api: Api, order: int, path: str, chosen: str, found: bool
) -> None:
    bill = office.receive(order, bill={"number": "B-7"})["bill"]["id"]
    assert api.ids(f"{path}?{chosen.format(bill=bill)}") == ([bill] if found else [])


def test_bills_are_chosen_by_batch_and_by_what_became_of_it(
    office: Office, api: Api, order: int
) -> None:
    bill = office.receive(order)["bill"]["id"]
    batch = office.batch(billIds=[bill])
    for chosen in (f"batchId={batch}", "batchNumber=1", "syncStatuses=PostedAndExported"):
        assert api.ids(f"{BILLS}?{chosen}") == [bill]
    api.post(f"{BILLS}/markasexported", {"billIds": [bill]})
    assert api.ids(f"{BILLS}?syncStatuses=PostedAndExported") == [bill]
    assert api.ids(f"{BILLS}?syncStatuses=Posted") == []


def test_a_bill_is_read_by_its_id_as_an_ap_bill_only(office: Office, api: Api, order: int) -> None:
    bill = office.receive(order)["bill"]["id"]
    assert api.get(f"{BILLS}/{bill}")["id"] == bill
    assert "traceId" in read(api.call("GET", f"{BILLS}/1"))
    assert "traceId" not in read(api.call("GET", f"accounting/inventory-bills/{bill}"))


@pytest.mark.parametrize(
    ("kind", "asked", "answered"),
    [
        ("ap-bills", "billIds", "billId"),
        ("inventory-bills", "inventoryBillIds", "inventoryBillId"),
    ],
)
def test_marking_bills_has_an_outcome_for_each_row(
    office: Office, api: Api, order: int, kind: str, asked: str, answered: str
) -> None:
    posted, pending = office.receive(order)["bill"]["id"], office.bill(number="B-8")["id"]
    office.batch(billIds=[posted])
    for _ in range(2):
        reply = api.post(f"accounting/{kind}/markasexported", {asked: [posted, pending, 1]})
        rows = read(reply)
        assert [(row[answered], row["success"]) for row in rows] == [
            (posted, True),
            (pending, False),
            (1, False),
        ]
        assert "B-8 is not posted" in rows[1]["errorMessage"]
    assert api.get(f"{BILLS}/{posted}")["syncStatus"] == "Exported"
    assert api.get(f"{BILLS}/{pending}")["syncStatus"] == "Pending"


def test_marking_a_bill_again_does_not_move_when_it_was_modified(
    office: Office, api: Api, clock: SimClock, order: int
) -> None:
    bill = office.receive(order)["bill"]["id"]
    office.batch(billIds=[bill])
    api.post(f"{BILLS}/markasexported", {"billIds": [bill]})
    clock.advance(60)
    api.post(f"{BILLS}/markasexported", {"billIds": [bill]})
    assert api.ids(f"{BILLS}?modifiedOnOrAfter=2026-10-05T09:01:00Z") == []


def test_ids_to_mark_must_be_there(api: Api) -> None:
    reply = api.post(f"{BILLS}/markasexported", {"ids": [1]})
    assert (reply.status, list(read(reply)["errors"])) == (400, ["billIds"])
