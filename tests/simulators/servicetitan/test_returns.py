"""Returns to vendors, and the credits they bring."""

from decimal import Decimal

import pytest

from simulators.servicetitan import MistakeError, ServiceTitan
from tests.simulators.servicetitan.office import Api, Json, Office, read

RETURNS = "inventory/returns"
CREDITS = "accounting/ap-credits"
SCREWS = {"description": "Screws", "quantity": "3", "cost": "1.00", "glAccountNumber": "1200"}


@pytest.fixture
def receipt(office: Office) -> Json:
    """Of ten pipes at 4.80."""
    return office.receive(office.purchase_order())


def test_a_return_is_of_what_was_received_at_its_cost(
    st: ServiceTitan, office: Office, api: Api, receipt: Json
) -> None:
    made = office.send_back(receipt, "2", tax="0.79", referenceNumber="RMA-1")
    (one,) = api.rows(RETURNS)
    assert (one["id"], one["returnAmount"], one["taxAmount"]) == (
        made["id"],
        Decimal("10.39"),
        Decimal("0.79"),
    )
    received = st.tenant.receipts[receipt["id"]]
    assert (one["vendorId"], one["purchaseOrderId"], one["businessUnitId"]) == (
        received.vendor_id,
        received.purchase_order_id,
        office.unit_id,
    )
    (line,) = one["items"]
    assert (line["receiptItemId"], line["quantity"], line["cost"]) == (
        receipt["itemIds"][0],
        Decimal(2),
        Decimal("4.80"),
    )
    assert line["generalLedgerAccount"]["number"] == "1200"


def test_a_return_goes_from_pending_to_credit_received(
    st: ServiceTitan, office: Office, api: Api, receipt: Json
) -> None:
    made = office.send_back(receipt, status="Pending")["id"]
    seen = [api.rows(RETURNS)[0]]
    st.act("change-return", returnId=made, status="Returned", date="2026-10-06")
    seen.append(api.rows(RETURNS)[0])
    st.act("receive-credit", returnId=made, date="2026-10-09")
    seen.append(api.rows(RETURNS)[0])
    assert [(one["status"], one["returnedOn"], one["creditReceivedOn"]) for one in seen] == [
        ("Pending", None, None),
        ("Returned", "2026-10-06T00:00:00Z", None),
        ("CreditReceived", "2026-10-06T00:00:00Z", "2026-10-09T00:00:00Z"),
    ]


STEPS = {
    "Returned": ("change-return", {"status": "Returned"}),
    "Canceled": ("change-return", {"status": "Canceled"}),
    "CreditReceived": ("receive-credit", {}),
}
REACHED: dict[str, list[str]] = {
    "Pending": [],
    "Returned": ["Returned"],
    "CreditReceived": ["Returned", "CreditReceived"],
    "Canceled": ["Canceled"],
}
ALLOWED = {
    ("Pending", "Returned"),
    ("Pending", "Canceled"),
    ("Returned", "Canceled"),
    ("Returned", "CreditReceived"),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("status", REACHED)
def test_which_steps_a_return_takes(
    st: ServiceTitan, office: Office, api: Api, receipt: Json, status: str, step: str
) -> None:
    made = {"returnId": office.send_back(receipt, status="Pending")["id"], "date": "2026-10-06"}
    for before in REACHED[status]:
        st.act(STEPS[before][0], **made, **STEPS[before][1])
    credits_before = api.ids(CREDITS)
    action, members = STEPS[step]
    if (status, step) in ALLOWED:
        st.act(action, **made, **members)
        assert api.rows(RETURNS)[0]["status"] == step
    else:
        with pytest.raises(MistakeError, match=f"is {status}; it cannot become {step}"):
            st.act(action, **made, **members)
        assert (api.rows(RETURNS)[0]["status"], api.ids(CREDITS)) == (status, credits_before)


def test_a_credit_that_is_received_is_one_ap_credit(
    st: ServiceTitan, office: Office, api: Api, receipt: Json
) -> None:
    made = office.send_back(receipt, "2")["id"]
    given = {"returnId": made, "date": "2026-10-09", "number": "C-1", "referenceNumber": "PS-C-4"}
    credit = st.act("receive-credit", **given)
    (one,) = api.rows(CREDITS)
    assert (one["id"], one["inventoryReturnId"]) == (credit["id"], made)
    assert (one["amount"], one["appliedAmount"], one["splits"]) == (Decimal("9.60"), 0, [])
    assert (one["number"], one["referenceNumber"], one["date"]) == (
        "C-1",
        "PS-C-4",
        "2026-10-09T00:00:00Z",
    )
    assert (one["status"], one["paymentStatus"], one["syncStatus"]) == (
        "Unreconciled",
        "Unpaid",
        "Pending",
    )
    with pytest.raises(MistakeError, match="is CreditReceived"):
        st.act("receive-credit", returnId=made, date="2026-10-10")


@pytest.mark.parametrize(("canceled", "left"), [(False, "2"), (True, "10")])
def test_no_more_goes_back_than_was_received_and_is_still_there(
    st: ServiceTitan, office: Office, receipt: Json, canceled: bool, left: str
) -> None:
    first = office.send_back(receipt, "8")["id"]
    if canceled:
        st.act("change-return", returnId=first, status="Canceled", date="2026-10-05")
    with pytest.raises(MistakeError, match=f"Of Pipe {left} can go back, not"):
        office.send_back(receipt, str(Decimal(left) + Decimal("0.5")))
    office.send_back(receipt, left)


def test_a_return_names_a_received_item_once(office: Office, receipt: Json) -> None:
    item = {"receiptItemId": receipt["itemIds"][0], "quantity": "1"}
    with pytest.raises(MistakeError, match="twice"):
        office.send_back(receipt, items=[item, item])


def test_only_what_the_order_brought_goes_back_for_it(office: Office, receipt: Json) -> None:
    other = office.receive(office.purchase_order())
    item = {"receiptItemId": other["itemIds"][0], "quantity": "1"}
    with pytest.raises(MistakeError, match="brought no item"):
        office.send_back(receipt, items=[item])
    with pytest.raises(MistakeError, match="does not know"):
        office.send_back(receipt, items=[SCREWS])


def test_a_return_of_no_order_names_vendor_and_unit(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    vendor = st.act("create-vendor", name="Pipe Supply")["id"]
    given = {"vendorId": vendor, "businessUnitId": office.unit_id, "date": "2026-10-05"}
    st.act("return-to-vendor", **given, items=[SCREWS])
    (one,) = api.rows(RETURNS)
    assert (one["vendorId"], one["purchaseOrderId"], one["returnAmount"]) == (
        vendor,
        None,
        Decimal("3.00"),
    )
    assert one["items"][0]["receiptItemId"] is None


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("referenceNumber=RMA-1", True),
        ("referenceNumber=RMA", False),
        ("syncStatuses=Posted,Exported", False),
        ("syncStatuses=Pending", True),
        ("inventoryLocationIds=1", False),
        ("active=False", False),
        ("returnDateOnOrAfter=2026-10-05", True),
        ("returnDateBefore=2026-10-05", False),
        ("batchId=1", False),
        ("purchaseOrderId=1", False),
    ],
)
def test_returns_are_chosen_by(
    office: Office, api: Api, receipt: Json, chosen: str, found: bool
) -> None:
    made = office.send_back(receipt, referenceNumber="RMA-1")["id"]
    assert api.ids(f"{RETURNS}?{chosen}") == ([made] if found else [])


def test_a_canceled_return_is_listed_and_enters_no_batch(
    st: ServiceTitan, office: Office, api: Api, receipt: Json
) -> None:
    made = office.send_back(receipt)["id"]
    st.act("change-return", returnId=made, status="Canceled", date="2026-10-05")
    (one,) = api.rows(RETURNS)
    assert (one["status"], one["dateCanceled"]) == ("Canceled", "2026-10-05T00:00:00Z")
    with pytest.raises(MistakeError, match="was canceled"):
        office.batch(returnIds=[made])


def test_a_return_in_a_batch_is_not_canceled(
    st: ServiceTitan, office: Office, receipt: Json
) -> None:
    made = office.send_back(receipt)["id"]
    office.batch(post=False, returnIds=[made])
    with pytest.raises(MistakeError, match="in batch"):
        st.act("change-return", returnId=made, status="Canceled", date="2026-10-05")


def test_marking_ap_credits_has_an_outcome_for_each_row(
    st: ServiceTitan, office: Office, api: Api, receipt: Json
) -> None:
    made = [office.send_back(receipt)["id"] for _ in range(2)]
    posted, pending = (
        st.act("receive-credit", returnId=one, date="2026-10-09")["id"] for one in made
    )
    office.batch(apCreditIds=[posted])
    body = [{"apCreditId": number} for number in (posted, pending, 1)]
    rows = read(api.post(f"{CREDITS}/markasexported", body))
    assert [(row["apCreditId"], row["success"]) for row in rows] == [
        (posted, True),
        (pending, False),
        (1, False),
    ]
    assert api.ids(f"{CREDITS}?syncStatuses=PostedAndExported") == [posted]
    assert api.ids(f"{CREDITS}?syncStatuses=Pending") == [pending]
