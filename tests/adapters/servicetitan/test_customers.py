"""All customers, merged ones, the fields they have, and what is exported of one of them."""

from typing import Any

import pytest

from adapters.servicetitan.field_service import ServiceTitanFieldService
from core.documents import CustomerId, Queue
from core.money import Money
from simulators.servicetitan import ServiceTitan
from tests.adapters.servicetitan.conftest import connected
from tests.adapters.servicetitan.spoiling import setting, spoil
from tests.simulators.servicetitan.office import Office

NETSUITE_ID = "NetSuite ID"


def customers_of(office: Office, *names: str) -> list[CustomerId]:
    return [CustomerId(office.customer(name)) for name in names]


def merge(st: ServiceTitan, merged: int, survivor: int) -> None:
    st.act("merge-customers", survivorId=survivor, mergedId=merged)


def ids_of(found: Queue) -> list[int]:
    return [*(one.id for one in found.invoices), *(one.id for one in found.payments)]


def export_everything(st: ServiceTitan) -> None:
    for one in (*st.tenant.invoices.values(), *st.tenant.payments.values()):
        one.sync_status = "Exported"


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ([], ()),
        ([{"name": NETSUITE_ID, "value": "512"}], ((NETSUITE_ID, "512"),)),
        ([{"name": NETSUITE_ID, "value": ""}], ()),
        ([{"name": NETSUITE_ID, "value": None}], ()),
        ([{"name": NETSUITE_ID, "value": "  512 "}], ((NETSUITE_ID, "  512 "),)),
        ([{"name": NETSUITE_ID, "value": "  "}], ((NETSUITE_ID, "  "),)),
        ([{"name": " Gate ", "value": "7"}], ((" Gate ", "7"),)),
        (
            [{"name": "Gate", "value": "7"}, {"name": NETSUITE_ID, "value": "512"}],
            (("Gate", "7"), (NETSUITE_ID, "512")),
        ),
    ],
)
async def test_fields_that_are_filled_in_are_read_as_they_were_typed(
    office: Office,
    field_service: ServiceTitanFieldService,
    given: list[dict[str, Any]],
    read: tuple[tuple[str, str], ...],
) -> None:
    maria = CustomerId(office.customer(customFields=given))
    assert (await field_service.customers([maria]))[maria].custom_fields == read
    assert [one.custom_fields for one in await field_service.all_customers()] == [read]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (None, ()),
        ([{"typeId": 1, "name": None, "value": "512"}], ()),
        ([{"typeId": 1, "name": NETSUITE_ID}], ()),
        ([{"typeId": 1, "name": NETSUITE_ID, "value": 512}], ((NETSUITE_ID, "512"),)),
    ],
)
async def test_fields_come_in_forms_that_are_not_documented(
    st: ServiceTitan,
    office: Office,
    field_service: ServiceTitanFieldService,
    sent: object,
    read: tuple[tuple[str, str], ...],
) -> None:
    (maria,) = customers_of(office, "Maria Lopez")
    spoil(st, "crm/customers", lambda rows: setting("customFields", to=sent)(rows[0]))
    assert (await field_service.customers([maria]))[maria].custom_fields == read


@pytest.mark.parametrize("page_size", [1, 2, 5000])
async def test_the_fields_customers_can_have_are_all_named(
    st: ServiceTitan, office: Office, page_size: int
) -> None:
    for name in ("Gate", NETSUITE_ID, "netsuite id"):
        st.act("create-customer-field", name=name)
    office.customer(customFields=[{"name": " Gate ", "value": "7"}])
    async with connected(st, page_size) as field_service:
        fields = await field_service.customer_fields()
    assert fields == {"Gate", NETSUITE_ID, "netsuite id", " Gate "}


async def test_a_field_without_a_name_is_not_named(
    st: ServiceTitan, field_service: ServiceTitanFieldService
) -> None:
    assert await field_service.customer_fields() == frozenset()
    for name in ("A", "B", "C", "D"):
        st.act("create-customer-field", name=name)

    def change(rows: list[Any]) -> None:
        rows[0]["name"], rows[1]["name"], rows[2] = None, "", "C"

    spoil(st, "crm/customers/custom-fields", change)
    assert await field_service.customer_fields() == {"D"}


@pytest.mark.parametrize("page_size", [1, 2, 5000])
async def test_every_customer_is_read_once_active_or_not(
    st: ServiceTitan, office: Office, page_size: int
) -> None:
    ann, annie, bob, cy = customers_of(office, "Ann", "Annie", "Bob", "Cy")
    merge(st, annie, ann)
    st.act("deactivate-customer", customerId=bob)
    async with connected(st, page_size) as field_service:
        found = await field_service.all_customers()
    assert [(one.id, one.active, one.merged_to) for one in found] == [
        (ann, True, None),
        (annie, False, ann),
        (bob, False, None),
        (cy, True, None),
    ]


@pytest.mark.parametrize("page_size", [1, 2, 5000])
async def test_each_merge_of_a_chain_is_read_as_it_was_made(
    st: ServiceTitan, office: Office, page_size: int
) -> None:
    first, middle, last, gone, other = customers_of(office, "A", "B", "C", "D", "E")
    merge(st, first, middle)
    merge(st, middle, last)
    merge(st, other, last)
    st.act("deactivate-customer", customerId=gone)
    async with connected(st, page_size) as field_service:
        merged = await field_service.merged_customers()
    assert [(one.id, one.name, one.merged_to) for one in merged] == [
        (first, "A", middle),
        (middle, "B", last),
        (other, "E", last),
    ]
    assert not any(one.active for one in merged)


async def test_nobody_was_merged(office: Office, field_service: ServiceTitanFieldService) -> None:
    customers_of(office, "Ann", "Bob")
    assert list(await field_service.merged_customers()) == []


async def test_who_was_not_merged_and_who_cannot_be_read_is_left_out(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    survivor, first, second = customers_of(office, "A", "B", "C")
    merge(st, first, survivor)
    merge(st, second, survivor)
    spoil(st, "crm/customers?active=Any", lambda _: None)
    assert [one.id for one in await field_service.merged_customers()] == [first, second]
    spoil(st, "crm/customers?active=False", lambda rows: setting("type", to=None)(rows[0]))
    assert [one.id for one in await field_service.merged_customers()] == [second]


async def test_contacts_are_not_read_with_all_customers(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    contacts = [{"type": "Phone", "value": "775-555-0100"}]
    merged = office.customer("Annie", contacts=contacts)
    merge(st, merged, office.customer("Ann"))
    (one,) = await field_service.merged_customers()
    assert (one.id, one.phone) == (merged, None)
    assert {one.phone for one in await field_service.all_customers()} == {None}


@pytest.mark.parametrize("page_size", [1, 5000])
async def test_the_exported_documents_of_one_customer_are_read(
    st: ServiceTitan, office: Office, page_size: int
) -> None:
    ann, bob = customers_of(office, "Ann", "Bob")
    invoices = [office.invoice(who, "60.00") for who in (ann, bob, ann)]
    applied = [{"invoiceId": invoices[0], "amount": "60.00"}]
    payments = [office.payment(ann, "100.00", applications=applied), office.payment(bob, "1.00")]
    export_everything(st)
    office.batch(invoiceIds=[office.invoice(ann, "7.00")], paymentIds=[office.payment(ann, "7.00")])
    async with connected(st, page_size) as field_service:
        found = await field_service.documents_of(ann)
    assert [(one.id, one.balance) for one in found.invoices] == [
        (invoices[0], Money.of("0.00")),
        (invoices[2], Money.of("60.00")),
    ]
    assert [(one.id, one.unapplied) for one in found.payments] == [(payments[0], Money.of("40.00"))]
    assert (found.purchase_orders, found.unreadable) == ((), ())


async def test_payments_of_one_customer_are_read_whatever_their_batch(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    ann, bob = customers_of(office, "Ann", "Bob")
    first, bobs = office.payment(ann, "1.00"), office.payment(bob, "1.00")
    exported = office.payment(ann, "2.00")
    export_everything(st)
    posted, pending = office.payment(ann, "3.00"), office.payment(ann, "4.00")
    office.batch(paymentIds=[posted])
    deleted = office.payment(ann, "5.00")
    st.act("delete-payment", paymentId=deleted)
    found = await field_service.payments_of(ann)
    assert bobs not in {one.id for one in found}
    assert [(one.id, one.exported) for one in found] == [
        (first, True),
        (exported, True),
        (posted, False),
        (pending, False),
    ]


async def test_deleted_documents_are_not_among_the_exported(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    (ann,) = customers_of(office, "Ann")
    kept = [office.invoice(ann, "1.00"), office.payment(ann, "1.00")]
    gone = [office.invoice(ann, "2.00"), office.payment(ann, "2.00")]
    st.act("delete-invoice", invoiceId=gone[0])
    st.act("delete-payment", paymentId=gone[1])
    export_everything(st)
    spoil(st, "accounting/invoices?activeState=All", lambda _: None)
    spoil(st, "accounting/payments?activeState=All", lambda _: None)
    found = await field_service.documents_of(ann)
    assert ids_of(found) == kept


async def test_documents_of_a_merged_customer_are_the_last_survivors(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    first, middle, last = customers_of(office, "A", "B", "C")
    invoice, payment = office.invoice(first, "5.00"), office.payment(middle, "5.00")
    export_everything(st)
    merge(st, first, middle)
    merge(st, middle, last)
    found = await field_service.documents_of(last)
    assert [(one.id, one.customer) for one in found.invoices] == [(invoice, last)]
    assert [(one.id, one.customer) for one in found.payments] == [(payment, last)]
    for one in (first, middle):
        assert not (await field_service.documents_of(one)).invoices


async def test_anothers_documents_stay_out_even_when_servicetitan_sends_them(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    ann, bob = customers_of(office, "Ann", "Bob")
    ids = [office.invoice(who, "1.00") for who in (ann, bob)]
    payments = [office.payment(who, "1.00") for who in (ann, bob)]
    export_everything(st)
    spoil(st, "accounting/invoices", lambda _: None)
    spoil(st, "accounting/payments", lambda _: None)
    found = await field_service.documents_of(bob)
    assert ids_of(found) == [ids[1], payments[1]]


async def test_an_exported_document_that_cannot_be_read_is_kept_even_without_a_customer(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    (ann,) = customers_of(office, "Ann")
    numbers = [office.invoice(ann, "1.00", number=number) for number in ("4001", "4002", "4003")]
    export_everything(st)

    def change(rows: list[Any]) -> None:
        rows[0]["customer"], rows[1]["total"] = None, "one"

    spoil(st, "accounting/invoices", change)
    found = await field_service.documents_of(ann)
    assert [one.id for one in found.invoices] == numbers[2:]
    assert [(one.label.number, one.problem) for one in found.unreadable] == [
        ("4001", "customer is missing"),
        ("4002", "total 'one' is not a number"),
    ]
