"""What a step writes stands in NetSuite's ledger just as the step predicted."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.documents import Address, CustomerId, Kind
from core.ledger import NOTHING_POSTED, Segments
from core.money import ZERO, Money
from core.plan import Step
from core.records import (
    Booked,
    BookedApplication,
    CustomerLink,
    CustomerLinkRecord,
    CustomerRecord,
    InvoiceRecord,
    ItemRecord,
    Key,
    key_of,
)
from tests.adapters.netsuite import steps
from tests.adapters.netsuite.company import (
    CHECKING,
    HEADER,
    LINE,
    MARIA,
    PARTS,
    RECEIVABLE,
    SALES,
    UNDEPOSITED,
    Company,
)
from tests.adapters.netsuite.steps import line


async def booked(company: Company, step: Step) -> Booked:
    return (await company.books.booked([step.key]))[step.key]


def paid(company: Company, invoice: Step, amount: str) -> BookedApplication:
    """How the use of money on this invoice is read back."""
    id_, number = company.known[invoice.key], f"INV-{invoice.document.number}"
    return BookedApplication(id_, Money.of(amount), invoice_key=invoice.key, invoice_number=number)


async def test_an_invoice_posts_each_line_and_its_tax_to_the_cent(company: Company) -> None:
    invoice = steps.invoice(1, line("1000.10", tax="82.51"), line("0.01", PARTS), line("19.99"))
    await company.post(invoice)
    found = await booked(company, invoice)
    assert found.posting == invoice.entry.posting()
    assert found.total == found.unpaid == Money.of("1102.61")
    assert (found.type, found.number, found.date) == ("invoice", "INV-1", steps.DAY)
    assert (found.id, found.entity) == (company.known[invoice.key], company.known[MARIA])


async def test_a_discount_line_debits_its_account(company: Company) -> None:
    invoice = steps.invoice(1, line("100.00"), line("-30.00", PARTS, tax="-2.48"), line("0.00"))
    await company.post(invoice)
    assert (await booked(company, invoice)).posting == invoice.entry.posting()


async def test_an_invoice_of_nothing_posts_nothing(company: Company) -> None:
    invoice = steps.invoice(1, line("0.00"))
    await company.post(invoice)
    found = await booked(company, invoice)
    assert (found.posting, found.total, found.unpaid) == ({}, ZERO, ZERO)


async def test_lines_keep_segments_of_their_own(company: Company) -> None:
    bare = Segments("1")
    invoice = steps.invoice(1, line("10.00"), line("20.00", segments=LINE), header=bare)
    await company.post(invoice)
    assert (await booked(company, invoice)).posting == invoice.entry.posting()


async def test_an_invoice_names_the_project_of_its_job(company: Company) -> None:
    project = Key("acme-project-5")
    job = {"id": "520", "companyName": "Kitchen", "externalId": project, "parent": {"id": "501"}}
    company.act("load", {"jobs": [job]})
    company.known |= await company.books.entities([project])
    invoice = steps.invoice(1, line("10.00"))
    assert isinstance(invoice.record, InvoiceRecord)
    await company.post(replace(invoice, record=replace(invoice.record, project=project)))
    assert company.kept("transaction", company.known[invoice.key])["fields"]["job"] == "520"


async def test_a_credit_memo_takes_back_each_line_and_its_tax(company: Company) -> None:
    memo = steps.credit_memo(1, line("100.10", tax="8.26"), line("0.01", PARTS), line("-19.99"))
    await company.post(memo)
    found = await booked(company, memo)
    assert found.posting == memo.entry.posting()
    assert (found.type, found.number) == ("creditmemo", "INV-1")
    assert (found.total, found.unpaid) == (Money.of("88.38"), None)
    assert found.posting[RECEIVABLE.id, HEADER] == Money.of("-88.38")


async def test_a_credit_memo_is_applied_to_nothing(company: Company) -> None:
    invoice, memo = steps.invoice(1, line("60.00")), steps.credit_memo(2, line("20.00"))
    await company.post(invoice, memo)
    found = await company.books.booked([invoice.key, memo.key])
    assert found[invoice.key].unpaid == Money.of("60.00")
    assert found[memo.key].applications == ()
    (shown,) = [one for one in company.transactions() if one["type"] == "creditMemo"]
    assert shown["open"] == "20.00"


async def test_a_credit_memo_says_that_it_is_applied_to_nothing(company: Company) -> None:
    preview = company.books.preview(steps.credit_memo(1, line("20.00")))
    assert preview.path.endswith("/creditMemo")
    assert '"autoApply": false' in preview.body
    assert "dueDate" not in preview.body


async def test_an_invoice_carries_its_batch_dates_and_memo(company: Company) -> None:
    await company.post(steps.invoice(1, line("10.00")))
    (shown,) = company.transactions()
    assert shown["customFields"]["custbody_crossfoot_batch_id"] == "9"
    assert shown["customFields"]["custbody_crossfoot_batch_name"] == "March, week 2"
    assert (shown["memo"], shown["date"]) == ("Furnace “Omega” repaired", "2026-03-14")


async def test_a_payment_pays_its_invoices_and_keeps_the_rest(company: Company) -> None:
    one, other = steps.invoice(1, line("60.00")), steps.invoice(2, line("70.00"))
    payment = steps.payment(3, "100.00", (one, "60.00"), (other, "15.55"))
    await company.post(one, other, payment)
    found = await booked(company, payment)
    assert found.posting == payment.entry.posting()
    assert found.total == Money.of("100.00")
    assert found.applications == (
        paid(company, one, "60.00"),
        paid(company, other, "15.55"),
    )
    assert (await booked(company, one)).unpaid == ZERO
    assert (await booked(company, other)).unpaid == Money.of("54.45")


async def test_a_payment_goes_straight_to_the_bank_account_it_names(company: Company) -> None:
    payment = steps.payment(3, "100.00", account=CHECKING)
    await company.post(payment)
    assert (await booked(company, payment)).posting == payment.entry.posting()
    assert UNDEPOSITED.id not in {account for account, _ in payment.entry.posting()}


@pytest.mark.parametrize("kind", [steps.payment, steps.deposit])
async def test_money_carries_how_it_was_paid(
    company: Company, kind: Callable[[int, str], Step]
) -> None:
    money = kind(3, "100.00")
    await company.post(money)
    fields = company.kept("transaction", company.known[money.key])["fields"]
    assert (fields["paymentOption"], fields["checkNumber"]) == ("2", "1044")
    assert fields["custbody_crossfoot_payment_type"] == "Check"
    assert fields["custbody_crossfoot_batch_id"] == "9"


async def test_a_deposit_is_owed_to_the_customer(company: Company) -> None:
    deposit = steps.deposit(3, "100.00")
    await company.post(deposit)
    found = await booked(company, deposit)
    assert found.posting == deposit.entry.posting()
    assert (found.type, found.total, found.unpaid) == ("customerdeposit", Money.of("100.00"), None)


async def test_part_of_a_deposit_pays_one_of_two_open_invoices(company: Company) -> None:
    other, one = steps.invoice(1, line("50.00")), steps.invoice(2, line("60.00"))
    deposit = steps.deposit(3, "100.00")
    application = steps.application(4, deposit, one, "60.00")
    await company.post(other, one, deposit, application)
    assert (await booked(company, application)).posting == application.entry.posting()
    assert (await booked(company, one)).unpaid == ZERO
    assert (await booked(company, other)).unpaid == Money.of("50.00")
    assert (await booked(company, deposit)).applications == (
        replace(paid(company, one, "60.00"), key=application.key, date=steps.DAY),
    )


async def test_an_existing_payment_is_applied_later_without_new_postings(company: Company) -> None:
    one, other = steps.invoice(1, line("60.00")), steps.invoice(2, line("70.00"))
    payment = steps.payment(3, "100.00", (one, "10.00"))
    await company.post(one, other, payment, steps.applications(4, payment, (other, "70.00")))
    found = await booked(company, payment)
    assert found.posting == payment.entry.posting()
    assert {use.invoice: use.amount for use in found.applications} == {
        company.known[one.key]: Money.of("10.00"),
        company.known[other.key]: Money.of("70.00"),
    }


async def test_a_payment_is_taken_off_an_invoice(company: Company) -> None:
    invoice = steps.invoice(1, line("60.00"))
    payment = steps.payment(3, "60.00", (invoice, "60.00"))
    await company.post(invoice, payment, steps.applications(4, payment, (invoice, "0.00")))
    assert (await booked(company, payment)).applications == ()
    assert (await booked(company, invoice)).unpaid == Money.of("60.00")


async def test_a_deposit_application_is_deleted_and_its_deletion_may_come_twice(
    company: Company,
) -> None:
    invoice, deposit = steps.invoice(1, line("60.00")), steps.deposit(3, "100.00")
    application = steps.application(4, deposit, invoice, "60.00")
    removal = steps.unapplication(5, application)
    await company.post(invoice, deposit, application, removal, removal)
    found = await company.books.booked([application.key, deposit.key, invoice.key])
    assert application.key not in found
    assert found[deposit.key].applications == ()
    assert found[invoice.key].unpaid == Money.of("60.00")


async def test_a_purchase_order_is_found_though_it_posts_nothing(company: Company) -> None:
    order = steps.purchase_order(8, "3", "1.335", "4.01")
    await company.post(order)
    found = await booked(company, order)
    assert (found.posting, found.total) == (NOTHING_POSTED.posting(), Money.of("4.01"))
    assert (found.type, found.number) == ("purchaseorder", "PO-8")


async def test_a_new_customer_is_linked_by_its_sync_record(company: Company) -> None:
    person = steps.step(
        Kind.CUSTOMER,
        11,
        CustomerRecord(
            "Ada Chen-acme",
            "1",
            first_name="Ada",
            last_name="Chen",
            phone="512 555 0100",
            email="ada@example.com",
            address=Address("1 Main St", "", "Austin", "TX", "78701", "USA"),
        ),
    )
    link = steps.step(
        Kind.CUSTOMER_LINK,
        11,
        CustomerLinkRecord("acme", CustomerId(11), "Ada Chen", person.key),
    )
    await company.post(person, link)
    customer = company.known[person.key]
    kept = company.kept("entity", customer)
    assert (
        kept["fields"]
        | {
            "isPerson": True,
            "firstName": "Ada",
            "lastName": "Chen",
            "phone": "512 555 0100",
            "email": "ada@example.com",
        }
        == kept["fields"]
    )
    (address,) = kept["sublists"]["addressBook"]
    assert address["addressBookAddress"] == {
        "addr1": "1 Main St",
        "city": "Austin",
        "state": "TX",
        "zip": "78701",
        "country": "US",
    }
    assert await company.books.entities([person.key]) == {person.key: customer}
    assert await company.books.customer_links("acme", [CustomerId(11), CustomerId(12)]) == {
        CustomerId(11): CustomerLink(
            company.known[link.key], CustomerId(11), customer, "Ada Chen-acme", "Ada Chen"
        )
    }
    assert await company.books.customer_links("other", [CustomerId(11)]) == {}


async def test_a_company_has_a_company_name(company: Company) -> None:
    firm = steps.step(
        Kind.CUSTOMER, 12, CustomerRecord("Omega Foods-acme", "1", company_name="Omega Foods")
    )
    await company.post(firm)
    invoice = steps.invoice(1, line("5.00"), customer=firm.key)
    await company.post(invoice)
    (shown,) = company.transactions()
    assert shown["entity"] == {"id": company.known[firm.key], "name": "Omega Foods-acme"}


async def test_a_new_item_is_the_one_of_its_account(company: Company) -> None:
    company.act("actions/delete", {"type": "nonInventoryResaleItem", "id": "714"})
    item = ItemRecord("Crossfoot 4000", SALES, ("1", "2"))
    step = steps.step(Kind.ITEM, int(SALES.id), item)
    step = replace(step, key=key_of("crossfoot", Kind.ITEM, SALES.id))
    await company.post(step)
    assert (await company.books.chart()).items[SALES.id] == company.known[step.key]
    invoice = steps.invoice(1, line("5.00"))
    await company.post(invoice)
    assert (await booked(company, invoice)).posting == invoice.entry.posting()
