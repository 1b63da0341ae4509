"""Page endpoints: pages, filters, order."""

import pytest

from simulators.control.clock import SimClock
from simulators.servicetitan import ServiceTitan
from tests.simulators.servicetitan.office import Api, Office

INVOICES = "accounting/invoices"
PAYMENTS = "accounting/payments"


@pytest.fixture
def invoices(office: Office) -> list[int]:
    """Three invoices of 10, 20 and 30 dollars, dated a day apart."""
    customer = office.customer()
    return [
        office.invoice(customer, f"{day}0.00", date=f"2026-09-0{day}", number=f"N-{day}")
        for day in (1, 2, 3)
    ]


def test_pages_join_to_the_whole_and_the_last_has_no_more(api: Api, invoices: list[int]) -> None:
    first = api.get(f"{INVOICES}?pageSize=2")
    second = api.get(f"{INVOICES}?pageSize=2&page=2")
    assert [row["id"] for row in first["data"] + second["data"]] == invoices
    assert (first["hasMore"], second["hasMore"]) == (True, False)
    assert (second["page"], second["pageSize"]) == (2, 2)


def test_a_full_last_page_has_no_more(api: Api, invoices: list[int]) -> None:
    assert len(invoices) == 3
    assert api.get(f"{INVOICES}?pageSize=3")["hasMore"] is False


def test_a_page_past_the_end_is_empty(api: Api, invoices: list[int]) -> None:
    assert invoices
    past = api.get(f"{INVOICES}?page=2")
    assert (past["data"], past["hasMore"]) == ([], False)


def test_fifty_rows_come_unless_asked_otherwise(st: ServiceTitan, api: Api) -> None:
    for number in range(51):
        st.act("create-vendor", name=f"Vendor {number}")
    answer = api.get("inventory/vendors")
    assert (len(answer["data"]), answer["pageSize"], answer["hasMore"]) == (50, 50, True)


def test_the_total_is_counted_only_when_asked_for(api: Api, invoices: list[int]) -> None:
    assert api.get(f"{INVOICES}?pageSize=1")["totalCount"] is None
    assert api.get(f"{INVOICES}?pageSize=1&includeTotal=true")["totalCount"] == len(invoices)


@pytest.mark.parametrize("size", ["0", "5001", "-1", "many"])
def test_a_page_size_out_of_bounds_is_refused(api: Api, size: str) -> None:
    assert list(api.refusal(f"{INVOICES}?pageSize={size}")) == ["pageSize"]


def test_a_page_of_5000_is_allowed(api: Api) -> None:
    assert api.get(f"{INVOICES}?pageSize=5000")["pageSize"] == 5000


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("totalGreater=20.00", (1, 2)),
        ("totalLess=20.00", (0, 1)),
        ("number=N-2", (1,)),
        ("invoicedOnOrAfter=2026-09-02", (1, 2)),
        ("invoicedOnBefore=2026-09-02", (0,)),
        ("balanceFilter.Balance=20&balanceFilter.Comparer=Greater", (2,)),
        ("balanceFilter.Balance=20&balanceFilter.Comparer=NotEquals", (0, 2)),
        ("dueDateBefore=2026-09-03T00:00:00Z", (0, 1)),
        ("businessUnitId=101", (0, 1, 2)),
        ("businessUnitId=999", ()),
        ("businessUnitIds=999", (0, 1, 2)),
        ("balanceExcludeZero=true", (0, 1, 2)),
        ("invoiceConfigurations=JobInvoice&invoiceConfigurations=CounterSales", (0, 1, 2)),
        ("invoiceConfigurations=JobInvoice", ()),
    ],
)
def test_filters_choose_invoices_and_unknown_ones_are_passed_over(
    api: Api, invoices: list[int], query: str, kept: tuple[int, ...]
) -> None:
    assert api.ids(f"{INVOICES}?{query}") == [invoices[place] for place in kept]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("%2BId", (0, 1, 2)),
        ("-Id", (2, 1, 0)),
        ("-CreatedOn", (2, 1, 0)),
        ("-ModifiedOn", (0, 2, 1)),
    ],
)
def test_sort_orders_rows_up_or_down(
    st: ServiceTitan, clock: SimClock, api: Api, sort: str, order: tuple[int, ...]
) -> None:
    customers = []
    for name in ("Ann", "Bob", "Cy"):
        clock.advance(60)
        customers.append(st.act("create-customer", name=name, type="Residential")["id"])
    clock.advance(60)
    st.act("edit-customer", customerId=customers[0], name="Anna")
    assert api.ids(f"crm/customers?sort={sort}") == [customers[place] for place in order]


def test_a_field_that_cannot_be_sorted_by_is_refused(api: Api) -> None:
    assert list(api.refusal("crm/customers?sort=%2BShoeSize")) == ["sort"]


def test_invoices_are_ordered_by_order_by_too(api: Api, invoices: list[int]) -> None:
    query = "orderBy=Id&orderByDirection=desc"
    assert api.ids(f"{INVOICES}?{query}") == invoices[::-1]


def test_fifty_ids_are_taken_and_fifty_one_are_refused(api: Api, invoices: list[int]) -> None:
    fifty = ",".join(str(number) for number in [invoices[1], *range(49)])
    assert api.ids(f"{INVOICES}?ids={fifty}") == [invoices[1]]
    assert list(api.refusal(f"{INVOICES}?ids={fifty},1")) == ["ids"]


def test_ids_that_are_no_numbers_are_refused(api: Api) -> None:
    assert list(api.refusal(f"{PAYMENTS}?ids=7,x")) == ["ids"]


@pytest.mark.parametrize(
    ("limit", "found"),
    [
        ("modifiedOnOrAfter=2026-10-05T09:00:00Z", 1),
        ("modifiedOnOrAfter=2026-10-05T09:00:00.0000001Z", 1),
        ("modifiedOnOrAfter=2026-10-05T09:00:00.000001Z", 0),
        ("modifiedBefore=2026-10-05T09:00:00Z", 0),
        ("modifiedBefore=2026-10-05T09:00:01Z", 1),
        ("createdOnOrAfter=2026-10-05", 1),
        ("createdBefore=2026-10-05T09:00:00", 0),
    ],
)
def test_on_or_after_takes_the_instant_and_before_does_not(
    office: Office, api: Api, limit: str, found: int
) -> None:
    office.customer()
    assert len(api.ids(f"crm/customers?{limit}")) == found


def test_a_date_that_is_none_is_refused(api: Api) -> None:
    assert list(api.refusal("crm/customers?createdBefore=yesterday")) == ["createdBefore"]


@pytest.mark.parametrize(
    ("query", "kept"),
    [("", (0,)), ("?active=True", (0,)), ("?active=False", (1,)), ("?active=Any", (0, 1))],
)
def test_inactive_customers_are_hidden_unless_asked_for(
    st: ServiceTitan, office: Office, api: Api, query: str, kept: tuple[int, ...]
) -> None:
    customers = [office.customer("Ann"), office.customer("Bob")]
    st.act("deactivate-customer", customerId=customers[1])
    assert api.ids(f"crm/customers{query}") == [customers[place] for place in kept]


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", (0,)),
        ("?activeState=ActiveOnly", (0,)),
        ("?activeState=InactiveOnly", (1,)),
        ("?activeState=All", (0, 1)),
        ("?active=Any", (0,)),
    ],
)
def test_deleted_invoices_and_payments_are_hidden_unless_asked_for(
    st: ServiceTitan, office: Office, api: Api, query: str, kept: tuple[int, ...]
) -> None:
    customer = office.customer()
    invoices = [office.invoice(customer, "1.00") for _ in range(2)]
    payments = [office.payment(customer, "1.00") for _ in range(2)]
    st.act("delete-invoice", invoiceId=invoices[1])
    st.act("delete-payment", paymentId=payments[1])
    assert api.ids(INVOICES + query) == [invoices[place] for place in kept]
    assert api.ids(PAYMENTS + query) == [payments[place] for place in kept]


@pytest.fixture
def by_status(office: Office) -> dict[str, dict[str, int]]:
    """A pending and a posted invoice and payment."""
    customer = office.customer()
    found = {
        status: {
            "invoice": office.invoice(customer, "5.00"),
            "payment": office.payment(customer, "5.00"),
        }
        for status in ("Pending", "Posted")
    }
    posted = found["Posted"]
    office.batch(invoiceIds=[posted["invoice"]], paymentIds=[posted["payment"]])
    return found


@pytest.mark.parametrize("statuses", [["Pending"], ["Posted"], ["Pending", "Posted"], ["Exported"]])
def test_statuses_are_repeated_for_invoices_and_joined_by_commas_for_payments(
    api: Api, by_status: dict[str, dict[str, int]], statuses: list[str]
) -> None:
    repeated = "&".join(f"statuses={status}" for status in statuses)
    wanted = [by_status[status] for status in statuses if status in by_status]
    assert api.ids(f"{INVOICES}?{repeated}") == [one["invoice"] for one in wanted]
    joined = ",".join(statuses)
    assert api.ids(f"{PAYMENTS}?statuses={joined}") == [one["payment"] for one in wanted]


def test_a_status_that_is_none_is_refused(api: Api) -> None:
    assert list(api.refusal(f"{INVOICES}?statuses=Draft")) == ["statuses"]


@pytest.mark.parametrize("kind", ["invoice", "payment"])
def test_documents_are_found_by_their_batch(
    api: Api, by_status: dict[str, dict[str, int]], kind: str
) -> None:
    path = f"accounting/{kind}s"
    row = api.rows(f"{path}?batchNumber=1")[0]
    assert row["id"] == by_status["Posted"][kind]
    assert row["batch"]["number"] == "1"
    assert api.ids(f"{path}?batchId={row['batch']['id']}") == [row["id"]]
    assert api.ids(f"{path}?batchNumber=2") == []


def test_payments_are_found_by_what_they_are_applied_to(office: Office, api: Api) -> None:
    customer = office.customer()
    invoice = office.invoice(customer, "50.00", number="4500")
    payment = office.payment(
        customer, "50.00", applications=[{"invoiceId": invoice, "amount": "50.00"}]
    )
    office.payment(customer, "7.00")
    assert api.ids(f"{PAYMENTS}?appliedToInvoiceIds={invoice},1") == [payment]
    assert api.ids(f"{PAYMENTS}?appliedToReferenceNumber=4500") == [payment]


def test_jobs_are_chosen_by_job_status_and_status_is_passed_over(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    given = {"customerId": office.customer(), "businessUnitId": office.unit_id}
    open_job = st.act("create-job", **given)["id"]
    done = st.act("create-job", **given, status="Completed")["id"]
    assert api.ids("jpm/jobs?jobStatus=Completed") == [done]
    assert api.ids("jpm/jobs?status=Completed") == [open_job, done]


def test_vendors_take_repeated_ids(st: ServiceTitan, api: Api) -> None:
    made = [st.act("create-vendor", name=name)["id"] for name in "ABC"]
    assert api.ids(f"inventory/vendors?ids={made[0]}&ids={made[2]}") == [made[0], made[2]]


def test_receipts_are_chosen_by_sync_status(st: ServiceTitan, office: Office, api: Api) -> None:
    receipts = [
        st.act("receive-purchase-order", purchaseOrderId=office.purchase_order(), date="2026-10-03")
        for _ in range(2)
    ]
    office.batch(receiptIds=[receipts[1]["id"]])
    assert api.ids("inventory/receipts?syncStatuses=Posted,Exported") == [receipts[1]["id"]]
    assert api.ids("inventory/receipts?syncStatuses=Pending") == [receipts[0]["id"]]


def test_contacts_need_a_customer_or_a_date(office: Office, api: Api) -> None:
    contacts = [{"type": "Email", "value": "ann@example.org"}]
    customer = office.customer(contacts=contacts)
    assert list(api.refusal("crm/customers/contacts")) == ["customerIds"]
    rows = api.rows(f"crm/customers/contacts?customerIds={customer}")
    assert [row["value"] for row in rows] == ["ann@example.org"]


def test_a_balance_moves_modified_on_unless_accounting_is_excluded(
    office: Office, clock: SimClock, api: Api
) -> None:
    customer = office.customer()
    clock.advance(60)
    office.invoice(customer, "5.00")
    after = "crm/customers?modifiedOnOrAfter=2026-10-05T09:01:00Z"
    assert api.ids(after) == [customer]
    assert api.ids(f"{after}&excludeAccountingChangesFromModifiedDateRange=true") == []


def test_new_contacts_do_not_move_a_customers_modified_on(
    st: ServiceTitan, office: Office, clock: SimClock, api: Api
) -> None:
    customer = office.customer()
    clock.advance(60)
    contacts = [{"type": "Phone", "value": "775-555-0111"}]
    st.act("edit-customer", customerId=customer, contacts=contacts)
    after = "modifiedOnOrAfter=2026-10-05T09:01:00Z"
    assert api.ids(f"crm/customers?{after}") == []
    assert len(api.ids(f"crm/customers/contacts?{after}")) == 1
