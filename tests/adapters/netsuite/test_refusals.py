"""What NetSuite refuses comes back as its own words, and nothing is booked."""

from datetime import date

import httpx
import pytest
from returns.result import Failure, Success

from adapters.netsuite.refusals import rejection
from core.money import Money
from core.plan import Step
from core.ports import Rejection
from core.records import RemoteId
from simulators.control.faults import Fault
from tests.adapters.netsuite import company as companies
from tests.adapters.netsuite import steps
from tests.adapters.netsuite.company import MARIA, Company
from tests.adapters.netsuite.steps import line


async def refused(company: Company, step: Step) -> Rejection:
    before = company.transactions()
    outcome = await company.books.post(step, company.known)
    assert isinstance(outcome, Failure), outcome
    assert company.transactions() == before
    refusal: Rejection = outcome.failure()
    return refusal


async def test_a_second_record_with_the_same_key_is_refused_as_taken(company: Company) -> None:
    await company.post(steps.invoice(1, line("100.00")))
    again = await refused(company, steps.invoice(1, line("999.00")))
    assert again == Rejection("This entity already exists.", key_taken=True)


async def test_a_key_differing_in_case_only_is_taken_too(company: Company) -> None:
    await company.post(steps.invoice(1, line("100.00")))
    shouted = steps.rekeyed(steps.invoice(1, line("100.00")), str.upper)
    assert (await refused(company, shouted)).key_taken


@pytest.mark.parametrize(
    ("source", "amount", "words"),
    [(5, "60.01", "more than the 60.00 that is due"), (6, "100.01", "more than")],
)
async def test_an_application_past_a_limit_is_refused_in_netsuites_words(
    company: Company, source: int, amount: str, words: str
) -> None:
    small, big = steps.invoice(5, line("60.00")), steps.invoice(6, line("500.00"))
    payment = steps.payment(3, "100.00")
    await company.post(small, big, payment)
    to = {5: small, 6: big}[source]
    refusal = await refused(company, steps.applications(4, payment, (to, amount)))
    assert words in refusal.text
    assert not refusal.key_taken


async def test_a_deposit_pays_no_more_than_it_holds(company: Company) -> None:
    invoice, deposit = steps.invoice(1, line("500.00")), steps.deposit(3, "100.00")
    await company.post(invoice, deposit)
    refusal = await refused(company, steps.application(4, deposit, invoice, "100.01"))
    assert "100.00 that the deposit still holds" in refusal.text


async def test_a_closed_period_takes_no_invoice(company: Company) -> None:
    company.act("periods/2025-01/close")
    refusal = await refused(company, steps.invoice(1, line("5.00"), day=date(2025, 1, 31)))
    assert "period" in refusal.text.lower()


async def test_a_reference_that_netsuite_does_not_know_is_named(company: Company) -> None:
    company.known[MARIA] = RemoteId("999999")
    refusal = await refused(company, steps.invoice(1, line("5.00")))
    assert refusal.text == (
        "You have entered an Invalid Field Value 999999 for the following field: entity (at entity)"
    )


async def test_a_payment_that_is_gone_cannot_be_applied(company: Company) -> None:
    invoice, payment = steps.invoice(1, line("5.00")), steps.payment(3, "5.00")
    await company.post(invoice)
    company.known[payment.key] = RemoteId("999999")
    refusal = await refused(company, steps.applications(4, payment, (invoice, "5.00")))
    assert refusal.text == "Record does not exist."


async def test_a_deposit_that_is_gone_cannot_be_applied(company: Company) -> None:
    invoice, deposit = steps.invoice(1, line("5.00")), steps.deposit(3, "5.00")
    await company.post(invoice)
    company.known[deposit.key] = RemoteId("999999")
    refusal = await refused(company, steps.application(4, deposit, invoice, "5.00"))
    assert refusal.text == "Record does not exist."


async def test_a_field_the_account_lacks_is_refused_not_dropped() -> None:
    async with companies.company(sim=companies.opened(objects=False)) as bare:
        refusal = await refused(bare, steps.invoice(1, line("5.00")))
        assert "custbody_crossfoot_batch_id" in refusal.text


async def test_a_page_in_place_of_an_error_still_gives_words(company: Company) -> None:
    page = "<html><body><h1>404</h1> Nothing  here</body></html>"
    company.spoil(Fault("status", path="/invoice", status=404, body=page, content_type="text/html"))
    assert await refused(company, steps.invoice(1, line("5.00"))) == Rejection("404 Nothing here")


async def test_a_refused_document_does_not_stop_the_next(company: Company) -> None:
    company.act("periods/2025-01/close")
    await refused(company, steps.invoice(1, line("5.00"), day=date(2025, 1, 31)))
    outcome = await company.books.post(steps.invoice(2, line("5.00")), company.known)
    assert isinstance(outcome, Success)
    found = await company.books.booked([steps.invoice(2).key])
    assert [one.total for one in found.values()] == [Money.of("5.00")]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"", "NetSuite answered 400 and gave no reason"),
        (b'{"o:errorDetails": []}', '{"o:errorDetails": []}'),
        (b'{"o:errorDetails": [{"detail": "One."}, {"detail": "Two."}]}', "One. Two."),
        (
            b'{"o:errorDetails": [{"detail": "No.", "o:errorPath": "item.items[0].item"}]}',
            "No. (at item.items[0].item)",
        ),
        (b"\xff\xfe", "\ufffd\ufffd"),
    ],
)
def test_every_body_of_a_refusal_becomes_words(body: bytes, text: str) -> None:
    assert rejection(httpx.Response(400, content=body)).text == text
