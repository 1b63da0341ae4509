"""Adjustment invoices, found by the invoices they adjust."""

from typing import Any

import pytest

from adapters.servicetitan.field_service import ServiceTitanFieldService
from core.documents import InvoiceId
from core.money import Money
from simulators.servicetitan import ServiceTitan
from tests.adapters.servicetitan.conftest import connected
from tests.adapters.servicetitan.spoiling import setting, spoil
from tests.simulators.servicetitan.office import Office, line


def originals_of(office: Office, *numbers: str) -> list[InvoiceId]:
    customer = office.customer()
    ids = [office.invoice(customer, "100.00", number=number) for number in numbers]
    office.batch(invoiceIds=ids)
    return [InvoiceId(one) for one in ids]


def adjust(st: ServiceTitan, original: int, *items: dict[str, Any], **changed: Any) -> int:
    given = {"adjustmentToId": original, "date": "2026-10-04", "items": list(items), **changed}
    return int(st.act("create-adjustment", **given)["id"])


@pytest.mark.parametrize("page_size", [1, 2, 5000])
async def test_all_adjustments_come_oldest_first_whichever_original_they_adjust(
    st: ServiceTitan, office: Office, page_size: int
) -> None:
    first, second, third = originals_of(office, "4500", "4501", "4502")
    made = [adjust(st, one, line("-5.00")) for one in (second, first, second, third, second)]
    async with connected(st, page_size) as field_service:
        found = await field_service.adjustments([second, first, second])
    assert [(one.id, one.number, one.adjustment_to) for one in found] == [
        (made[0], "4501-1", second),
        (made[1], "4500-1", first),
        (made[2], "4501-2", second),
        (made[4], "4501-3", second),
    ]


async def test_of_no_original_and_of_one_without_adjustments_there_are_none(
    office: Office, field_service: ServiceTitanFieldService
) -> None:
    (original,) = originals_of(office, "4500")
    assert list(await field_service.adjustments([])) == []
    assert list(await field_service.adjustments([original, InvoiceId(1)])) == []


async def test_a_deleted_adjustment_still_counts_and_one_in_any_status_does(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    (original,) = originals_of(office, "4500")
    deleted, posted, exported = (adjust(st, original, line("-5.00")) for _ in range(3))
    st.act("delete-invoice", invoiceId=deleted)
    office.batch(invoiceIds=[posted, exported])
    st.tenant.invoices[exported].sync_status = "Exported"
    found = await field_service.adjustments([original])
    assert [(one.id, one.exported) for one in found] == [
        (deleted, False),
        (posted, False),
        (exported, True),
    ]


@pytest.mark.parametrize(
    ("item", "quantity", "price"),
    [
        (line("-20.00"), "1", "-20.00"),
        (line("20.00", quantity="-1"), "-1", "20.00"),
        (line("8.00", quantity="-2.5"), "-2.5", "8.00"),
    ],
)
async def test_a_negative_adjustment_is_read_with_its_signs_as_typed(
    st: ServiceTitan,
    office: Office,
    field_service: ServiceTitanFieldService,
    item: dict[str, Any],
    quantity: str,
    price: str,
) -> None:
    (original,) = originals_of(office, "4500")
    adjust(st, original, item, salesTax="-1.65")
    (one,) = await field_service.adjustments([original])
    (only,) = one.lines
    assert (str(only.quantity), str(only.price)) == (quantity, price)
    assert (only.total, one.tax) == (Money.of("-20.00"), Money.of("-1.65"))
    assert one.total == one.balance == Money.of("-21.65")


async def test_an_adjustment_may_be_another_customers(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    (original,) = originals_of(office, "4500")
    other = office.customer("Bob")
    adjust(st, original, line("5.00"), customerId=other)
    (one,) = await field_service.adjustments([original])
    assert (one.customer, one.customer_name, one.job) == (other, "Bob", None)


async def test_other_invoices_stay_out_even_when_servicetitan_sends_them(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    first, second = originals_of(office, "4500", "4501")
    made = [adjust(st, one, line("-5.00")) for one in (first, second)]
    for _ in range(2):
        spoil(st, "accounting/invoices", lambda _: None)
    found = await field_service.adjustments([first, second])
    assert [one.id for one in found] == made


async def test_an_adjustment_that_cannot_be_read_is_left_out(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    (original,) = originals_of(office, "4500")
    _, second = (adjust(st, original, line("-5.00")) for _ in range(2))
    spoil(
        st,
        f"accounting/invoices?adjustmentToId={original}",
        lambda rows: setting("balance", to="-5.005")(rows[0]),
    )
    assert [one.id for one in await field_service.adjustments([original])] == [second]
