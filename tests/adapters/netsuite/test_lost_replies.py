"""A write whose reply is lost is never sent twice, and is found by what it wrote."""

import pytest

from core.plan import Step
from core.ports import OutcomeUnknownError, SystemUnavailableError
from core.records import RemoteId
from simulators.control.faults import Fault
from tests.adapters.netsuite import steps
from tests.adapters.netsuite.company import Company
from tests.adapters.netsuite.steps import line

RECORDS = "/services/rest/record/"


async def uncertain(company: Company, step: Step, fault: Fault) -> None:
    """Post it with this fault; its outcome must be unknown and the fault used once."""
    company.spoil(fault)
    spoiled = company.sim.faults.spoiled
    with pytest.raises(OutcomeUnknownError):
        await company.books.post(step, company.known)
    assert company.sim.faults.spoiled == spoiled + 1


@pytest.mark.parametrize("kind", ["lost_reply", "malformed"])
async def test_an_invoice_booked_without_a_reply_is_found(company: Company, kind: str) -> None:
    invoice = steps.invoice(1, line("100.00"))
    await uncertain(company, invoice, Fault.of({"kind": kind, "path": RECORDS}))
    (booked,) = company.transactions()
    assert await company.books.located(invoice, company.known) == booked["id"]


@pytest.mark.parametrize(
    "fault",
    [
        Fault("timeout", RECORDS),
        Fault("status", RECORDS, status=500),
        Fault("status", RECORDS, status=502, body="<html>Bad Gateway</html>"),
        Fault("status", RECORDS, status=503),
    ],
    ids=str,
)
async def test_an_invoice_that_was_not_booked_is_not_found(company: Company, fault: Fault) -> None:
    invoice = steps.invoice(1, line("100.00"))
    await uncertain(company, invoice, fault)
    assert await company.books.located(invoice, company.known) is None
    assert company.transactions() == []


async def test_an_invoice_booked_late_is_found_once_it_is_there(company: Company) -> None:
    invoice = steps.invoice(1, line("100.00"))
    await uncertain(company, invoice, Fault("late_commit", RECORDS, delay_seconds=600))
    assert await company.books.located(invoice, company.known) is None
    company.sim.clock.advance(601)
    assert await company.books.located(invoice, company.known) is not None


async def test_a_reply_without_the_new_id_is_no_success(company: Company) -> None:
    nowhere = Fault("status", RECORDS, status=204)
    await uncertain(company, steps.invoice(1, line("5.00")), nowhere)


async def test_a_redirect_is_no_success(company: Company) -> None:
    moved = Fault("status", RECORDS, status=302, headers={"location": "/elsewhere/17"})
    await uncertain(company, steps.invoice(1, line("5.00")), moved)


async def test_lost_applications_are_found_only_with_their_amounts(company: Company) -> None:
    invoice, payment = steps.invoice(1, line("60.00")), steps.payment(3, "60.00")
    await company.post(invoice, payment)
    wanted = steps.applications(4, payment, (invoice, "40.00"))
    assert await company.books.located(wanted, company.known) is None
    await uncertain(company, wanted, Fault("lost_reply", RECORDS))
    assert await company.books.located(wanted, company.known) == company.known[payment.key]
    for amount in ("39.99", "40.01", "0.00"):
        other = steps.applications(4, payment, (invoice, amount))
        assert await company.books.located(other, company.known) is None


async def test_a_lost_removal_is_found_when_the_application_is_gone(company: Company) -> None:
    invoice, deposit = steps.invoice(1, line("60.00")), steps.deposit(3, "60.00")
    application = steps.application(4, deposit, invoice, "60.00")
    await company.post(invoice, deposit, application)
    removal = steps.unapplication(5, application)
    assert await company.books.located(removal, company.known) is None
    await uncertain(company, removal, Fault("lost_reply", RECORDS))
    assert await company.books.located(removal, company.known) is not None


@pytest.mark.parametrize("source", range(4))
async def test_every_kind_of_new_record_is_located_by_its_key(
    company: Company, source: int
) -> None:
    new = steps.new_parties()[source]
    assert await company.books.located(new, company.known) is None
    await company.post(*steps.new_parties()[: source + 1])
    assert await company.books.located(new, company.known) == company.known[new.key]


async def test_what_never_left_was_surely_not_written(company: Company) -> None:
    company.spoil(Fault("status", RECORDS, status=429, count=None))
    with pytest.raises(SystemUnavailableError) as failed:
        await company.books.post(steps.invoice(1, line("5.00")), company.known)
    assert not isinstance(failed.value, OutcomeUnknownError)
    assert company.transactions() == []


async def test_a_storm_of_429_is_survived(company: Company) -> None:
    company.spoil(Fault("status", RECORDS, status=429, count=5))
    await company.post(steps.invoice(1, line("5.00")))
    assert len(company.transactions()) == 1


async def test_reads_are_repeated_after_any_trouble(company: Company) -> None:
    await company.post(steps.invoice(1, line("5.00")))
    company.spoil(
        Fault("status", "suiteql", status=500),
        Fault("timeout", "suiteql"),
        Fault("lost_reply", "suiteql"),
        Fault("status", "suiteql", status=429),
    )
    assert len(await company.books.booked([steps.invoice(1).key])) == 1


async def test_an_answer_that_cannot_be_read_is_no_answer(company: Company) -> None:
    company.spoil(Fault("malformed", "suiteql"))
    with pytest.raises(SystemUnavailableError, match="cannot be read"):
        await company.books.booked([steps.invoice(1).key])


async def test_known_ids_are_what_netsuite_says(company: Company) -> None:
    invoice = steps.invoice(1, line("5.00"))
    await company.post(invoice)
    assert company.known[invoice.key] == RemoteId(company.transactions()[0]["id"])
