"""What documents refer to, and documents read again, as the port promises."""

from datetime import timedelta

import httpx
import pytest

from adapters.servicetitan.connection import ServiceTitanConnection, client, connect
from adapters.servicetitan.field_service import ServiceTitanFieldService
from core.documents import (
    Address,
    BusinessUnit,
    BusinessUnitId,
    CustomerId,
    CustomerKind,
    InvoiceId,
    Job,
    JobId,
    PaymentId,
    Vendor,
    VendorId,
)
from core.money import Money
from simulators.control.wire import InMemoryTransport, app
from simulators.servicetitan import ServiceTitan
from simulators.servicetitan.actions.jobs import JOB_STATUSES
from tests.adapters.servicetitan.changes import changed_payments
from tests.adapters.servicetitan.conftest import connected, settings
from tests.simulators.servicetitan.office import Office, line

CONTACTS = [
    {"type": "MobilePhone", "value": "775-555-0102"},
    {"type": "Phone", "value": "775-555-0100"},
    {"type": "Phone", "value": "775-555-0101"},
    {"type": "Email", "value": "maria@example.com"},
    {"type": "Fax", "value": "775-555-0103"},
]


async def test_a_customer_comes_with_the_first_contact_of_each_kind(
    office: Office, field_service: ServiceTitanFieldService
) -> None:
    maria = CustomerId(office.customer("Maria Lopez", contacts=CONTACTS))
    customer = (await field_service.customers([maria]))[maria]
    assert (customer.name, customer.kind) == ("Maria Lopez", CustomerKind.RESIDENTIAL)
    assert (customer.phone, customer.email) == ("775-555-0100", "maria@example.com")
    assert (customer.fax, customer.merged_to) == ("775-555-0103", None)
    assert customer.address == Address("1 Main St", "", "Reno", "NV", "89501", "USA")


async def test_a_mobile_phone_is_better_than_none(
    office: Office, field_service: ServiceTitanFieldService
) -> None:
    firm = CustomerId(office.customer("Acme", type="Commercial", contacts=CONTACTS[:1]))
    customer = (await field_service.customers([firm]))[firm]
    assert (customer.phone, customer.kind) == ("775-555-0102", CustomerKind.COMMERCIAL)
    assert (customer.email, customer.fax) == (None, None)


async def test_a_merged_customer_and_an_inactive_one_are_still_read(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    survivor, merged, gone = (CustomerId(office.customer(name)) for name in ("A", "B", "C"))
    st.act("merge-customers", survivorId=survivor, mergedId=merged)
    st.act("deactivate-customer", customerId=gone)
    found = await field_service.customers([survivor, merged, gone, CustomerId(1)])
    assert {one: found[one].merged_to for one in found} == {
        survivor: None,
        merged: survivor,
        gone: None,
    }


async def test_more_ids_than_a_filter_takes_are_all_read(
    office: Office, field_service: ServiceTitanFieldService
) -> None:
    names = {CustomerId(office.customer(f"C{n}")): f"C{n}" for n in range(101)}
    found = await field_service.customers([*names, *names])
    assert {one.id: one.name for one in found.values()} == names


async def test_of_no_ids_nothing_is_read(field_service: ServiceTitanFieldService) -> None:
    assert await field_service.customers([]) == {}
    assert list(await field_service.payments([])) == []
    assert await field_service.vendors(set()) == {}


async def test_payments_are_read_active_or_not(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    maria = office.customer()
    kept, deleted = (PaymentId(office.payment(maria, amount)) for amount in ("1.00", "2.00"))
    st.act("delete-payment", paymentId=deleted)
    found = await field_service.payments([kept, deleted, PaymentId(1)])
    assert {one.id: one.amount for one in found} == {
        kept: Money.of("1.00"),
        deleted: Money.of("2.00"),
    }


async def test_invoices_are_read_as_they_are_now(
    office: Office, field_service: ServiceTitanFieldService
) -> None:
    maria = office.customer()
    invoice_id = InvoiceId(office.invoice(maria, "10.00"))
    office.payment(maria, "4.00", applications=[{"invoiceId": invoice_id, "amount": "4.00"}])
    (invoice,) = await field_service.invoices([invoice_id, InvoiceId(1)])
    assert (invoice.id, invoice.balance) == (invoice_id, Money.of("6.00"))


async def test_adjustments_are_read_active_or_not_oldest_first(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    maria = office.customer()
    originals = [InvoiceId(office.invoice(maria, "10.00")) for _ in range(3)]
    office.batch(invoiceIds=list(originals))
    one, other, third = originals
    made = [
        adjust(st, to, amount) for to, amount in ((one, "1.00"), (other, "-2.00"), (one, "3.00"))
    ]
    adjust(st, third, "4.00")
    st.act("delete-invoice", invoiceId=made[0])
    found = await field_service.adjustments([other, one, InvoiceId(1)])
    assert [(each.id, each.adjustment_to, each.active) for each in found] == [
        (made[0], one, False),
        (made[1], other, True),
        (made[2], one, True),
    ]
    assert await field_service.adjustments([]) == []


def adjust(st: ServiceTitan, original: InvoiceId, amount: str) -> int:
    given = {"adjustmentToId": original, "date": "2026-10-02", "items": [line(amount)]}
    return int(st.act("create-adjustment", **given)["id"])


async def test_a_changed_payment_is_one_that_is_exported_and_changed_since(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    maria = office.customer()
    invoice_id = office.invoice(maria, "9.00")
    early, late, queued = (office.payment(maria, amount) for amount in ("1.00", "2.00", "3.00"))
    for one in st.tenant.payments.values():
        one.sync_status = "Exported" if one.id != queued else "Posted"
    st.clock.advance(3600)
    since = st.clock.now()
    for one_id in (late, queued):
        st.act("apply-payment", paymentId=one_id, invoiceId=invoice_id, amount="1.00")
    assert [one.id for one in await changed_payments(field_service, since)] == [late]
    assert await changed_payments(field_service, since + timedelta(seconds=1)) == []
    everything = await changed_payments(field_service, since - timedelta(hours=1))
    assert [one.id for one in everything] == [early, late]
    assert all(one.exported for one in everything)


async def test_business_units_are_all_read_with_their_currency(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    other = st.act("create-business-unit", name="Plumbing", currency="CAD")["id"]
    st.tenant.business_units[other].active = False
    assert await field_service.business_units() == {
        office.unit_id: BusinessUnit(BusinessUnitId(office.unit_id), "HVAC", None),
        other: BusinessUnit(BusinessUnitId(other), "Plumbing", "CAD"),
    }


async def test_jobs_and_vendors_are_read_by_id(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    maria, kind = office.customer(), st.act("create-job-type", name="Repair")["id"]
    given = {"customerId": maria, "businessUnitId": office.unit_id, "jobTypeId": kind}
    job = st.act("create-job", **given)
    job_id = JobId(job["id"])
    assert await field_service.jobs([job_id, JobId(1)]) == {
        job_id: Job(
            job_id,
            st.tenant.jobs[job_id].number,
            CustomerId(maria),
            BusinessUnitId(office.unit_id),
        )
    }
    vendors = [VendorId(st.act("create-vendor", name=f"V{n}")["id"]) for n in range(3)]
    st.tenant.vendors[vendors[0]].active = False
    assert await field_service.vendors(vendors[:2]) == {
        vendors[0]: Vendor(vendors[0], "V0"),
        vendors[1]: Vendor(vendors[1], "V1"),
    }


async def test_open_jobs_are_those_of_four_statuses(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    given = {"customerId": office.customer(), "businessUnitId": office.unit_id}
    ids = {one: st.act("create-job", **given, status=one)["id"] for one in JOB_STATUSES}
    found = await field_service.open_jobs()
    wanted = ("Scheduled", "Dispatched", "InProgress", "Hold")
    assert {one.id for one in found.jobs} == {ids[one] for one in wanted}
    assert {one.business_unit for one in found.jobs} == {office.unit_id}


async def test_many_open_jobs_cost_a_call_for_each_page_and_status(
    st: ServiceTitan, office: Office
) -> None:
    given = {"customerId": office.customer(), "businessUnitId": office.unit_id}
    for _ in range(10):
        st.act("create-job", **given)
    paths: list[str] = []

    async def note(request: httpx.Request) -> None:
        paths.append(request.url.path.rsplit("/", 1)[1])

    connection = ServiceTitanConnection.model_validate(settings(st))
    async with client(connection, InMemoryTransport(app(st))) as http:
        http.event_hooks["request"].append(note)
        found = await connect(connection, http, st.clock.now, page_size=4).open_jobs()
    assert len(found.jobs) == 10
    assert paths.count("jobs") == 3 + 1 + 1 + 1


@pytest.mark.parametrize(
    ("units", "words"), [(1, "tenant 1001: 1 business unit"), (3, "tenant 1001: 3 business units")]
)
async def test_ping_says_who_answered(st: ServiceTitan, units: int, words: str) -> None:
    for number in range(units):
        st.act("create-business-unit", name=f"Unit {number}")
    async with connected(st, page_size=2) as field_service:
        assert await field_service.ping() == words
