"""Refunds as NetSuite has them, the checks that pay them, and their status (REF-05, REF-13)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from returns.result import Success

from adapters.netsuite import objects
from core.documents import Kind, Label
from core.ledger import Account, Segments
from core.money import Money
from core.plan import Step
from core.ports import OutcomeUnknownError
from core.records import Key, RemoteId
from core.refunds.booked import BookedRefund, CheckState, refunds_now
from core.refunds.checks import CheckRequest, review
from core.refunds.status import Status
from core.refunds.written import RefundStatusRecord
from simulators.control.faults import Fault
from tests.adapters.netsuite.company import CHECKING, Company
from tests.refund_records import put_refund, refunds

REFUND = Key("acme-refund-18")
CLEARING = Account("10", "2350", "Customer Refunds Payable")
MARIAS = RemoteId("501")


@pytest.fixture
def books(company: Company) -> Company:
    return company


def put(books: Company, source: int = 18, amount: str = "500.00", **changed: Any) -> RemoteId:
    return RemoteId(put_refund(books.sim, source, f"P-{source}", MARIAS, amount, **changed))


async def only(books: Company, with_ended: bool = False) -> BookedRefund:
    (found,) = await books.books.refunds("acme", with_ended)
    return found


async def steps(books: Company, **changes: Any) -> list[Step]:
    """The checks that pay everything that is left, from Checking."""
    now = refunds_now(await books.books.refunds("acme"))
    chosen = dict.fromkeys(now.standings)
    request = CheckRequest("acme", date(2026, 11, 20), CHECKING, chosen)
    made = review(replace(request, **changes), now.standings.values())
    return [
        Step(key, one, Label(Kind.CHECK, place, f"to {one.payee_name}"), one.entry)
        for place, (key, one) in enumerate(made.keyed, 1)
    ]


# reading


async def test_a_refund_is_read_with_its_journal(books: Company) -> None:
    put(books, memo="Furnace", segments={"department": {"id": "2"}})
    found = await only(books)
    assert (found.key, found.number, found.amount) == (REFUND, "P-18", Money.of("500.00"))
    assert (found.status, found.memo) == (Status.PENDING_REFUND, "Furnace")
    assert found.journal is not None
    assert found.journal.customer_name == "Maria Lopez"
    assert found.journal.segments == Segments("1", "2")
    assert (found.journal.clearing, found.journal.open) == (CLEARING, Money.of("500.00"))


async def test_a_refund_without_its_journal_is_read_without(books: Company) -> None:
    put(books, journal=False)
    assert (await only(books)).journal is None


async def test_only_the_tenants_own_are_read(books: Company) -> None:
    put(books)
    for other in ("acme2", "acmexrefund", "acme-refund-x"):
        put(books, 19, tenant=other)
    assert [one.key for one in await books.books.refunds("acme", True)] == [REFUND]


@pytest.mark.parametrize(("letter", "listed"), [("A", 1), ("B", 1), ("C", 0), ("D", 0)])
async def test_what_has_ended_is_read_only_when_asked_for(
    books: Company, letter: str, listed: int
) -> None:
    put(books, status=letter)
    assert len(await books.books.refunds("acme")) == listed
    assert (await only(books, with_ended=True)).status is not None


async def test_what_it_belongs_to_is_read(books: Company) -> None:
    credits_ = "acme-invoice-205=25000\nmistyped\nacme-invoice-206=1"
    fields = {
        objects.REFUND_PAYMENT: "acme-payment-17",
        objects.REFUND_CREDITS: credits_,
        objects.REFUND_INVOICES: "acme-invoice-204",
    }
    put(books, fields=fields)
    links = (await only(books)).links
    assert links.refunded_payment == "acme-payment-17"
    assert [(one.invoice, one.amount.cents) for one in links.credit_memos] == [
        ("acme-invoice-205", 25000),
        ("acme-invoice-206", 1),
    ]
    assert links.invoices == ("acme-invoice-204",)


# checks


async def test_a_check_debits_what_the_refund_credited(books: Company) -> None:
    put(books)
    (step,) = await steps(books, header_memo="Refunds", line_memo="Sorry")
    await books.post(step)
    check = (await books.books.booked([step.key]))[step.key]
    assert (check.type, check.total, check.posting) == (
        "check",
        Money.of("500.00"),
        step.entry.posting(),
    )
    kept = books.kept("transaction", check.id)
    assert (kept["fields"]["memo"], kept["fields"]["toBePrinted"]) == ("Refunds", False)
    (line,) = kept["sublists"]["expense"]
    assert (line["memo"], line["customer"], line[objects.CHECK_REFUND]) == ("Sorry", "501", REFUND)


async def test_a_grouped_check_has_a_line_for_each_with_its_segments(books: Company) -> None:
    put(books, 18, segments={"department": {"id": "1"}})
    put(books, 19, "70.00", segments={"department": {"id": "2"}})
    (step,) = await steps(books, group_by_customer=True)
    await books.post(step)
    check = (await books.books.booked([step.key]))[step.key]
    assert check.posting == step.entry.posting()
    paid = await books.books.refunds("acme")
    assert [[one.amount.text for one in each.checks] for each in paid] == [["500.00"], ["70.00"]]


async def test_a_check_to_be_printed_has_no_number(books: Company) -> None:
    put(books)
    await books.post(*await steps(books, to_be_printed=True))
    (check,) = (await only(books)).checks
    assert (check.number, check.state) == ("", CheckState.APPROVED)


async def test_what_becomes_of_a_check_is_read(books: Company) -> None:
    put(books)
    books.act("load", {"preferences": {"checkApproval": True}})
    (step,) = await steps(books)
    await books.post(step)
    (waiting,) = (await only(books)).checks
    assert (waiting.key, waiting.state, waiting.amount.text) == (
        step.key,
        CheckState.WAITING,
        "500.00",
    )
    books.act("actions/approve-check", {"id": waiting.id})
    (approved,) = (await only(books)).checks
    assert (approved.state, approved.number) == (CheckState.APPROVED, waiting.number)
    books.act("actions/void", {"type": "check", "id": waiting.id})
    (void,) = (await only(books)).checks
    assert void.state is CheckState.VOID


async def test_a_rejected_check_is_read_as_rejected(books: Company) -> None:
    put(books)
    books.act("load", {"preferences": {"checkApproval": True}})
    await books.post(*await steps(books))
    (check,) = (await only(books)).checks
    books.act("actions/reject-check", {"id": check.id})
    (rejected,) = (await only(books)).checks
    assert rejected.state is CheckState.REJECTED


async def test_a_check_void_by_a_journal_is_void(books: Company) -> None:
    put(books)
    books.act("load", {"preferences": {"voidUsingReversingJournals": True}})
    await books.post(*await steps(books))
    (check,) = (await only(books)).checks
    books.act("actions/void", {"type": "check", "id": check.id})
    assert [one.state for one in (await only(books)).checks] == [CheckState.VOID]


async def test_a_check_whose_reply_is_lost_is_found_by_its_key(books: Company) -> None:
    put(books)
    (step,) = await steps(books)
    books.spoil(Fault("lost_reply", "/record/v1/check"))
    with pytest.raises(OutcomeUnknownError):
        await books.books.post(step, {})
    (check,) = (await only(books)).checks
    assert await books.books.located(step, {}) == check.id


async def test_a_check_posted_twice_is_taken_once(books: Company) -> None:
    put(books)
    (step,) = await steps(books)
    await books.post(step)
    again = await books.books.post(step, {})
    assert again.failure().key_taken
    assert len((await only(books)).checks) == 1


# status


def status_step(record: RemoteId, history: str = "a line") -> Step:
    says = RefundStatusRecord(
        record, Status.CHECK_REFUNDED, history, Money.of("500.00"), Money.of("0.00")
    )
    return Step(Key("acme-refundstatus-18"), says, Label(Kind.REFUND_STATUS, 18, "P-18"))


async def test_a_status_is_written_with_its_history_and_figures(books: Company) -> None:
    record = put(books)
    step = status_step(record, "one\ntwo")
    assert await books.books.post(step, {}) == Success(record)
    found = await only(books)
    assert (found.status, found.history) == (Status.CHECK_REFUNDED, "one\ntwo")
    assert (found.shown_paid, found.shown_unapplied) == (Money.of("500.00"), Money(0))
    assert refunds(books.sim)["P-18"]["total"] == 500


async def test_a_status_is_there_when_its_history_says_so(books: Company) -> None:
    record = put(books)
    step = status_step(record)
    assert await books.books.located(step, {}) is None
    await books.books.post(step, {})
    assert await books.books.located(step, {}) == record
    assert await books.books.located(status_step(record, "another"), {}) is None
    assert await books.books.located(status_step(RemoteId("9999")), {}) is None


def test_a_preview_shows_what_would_be_sent(company: Company) -> None:
    shown = company.books.preview(status_step(RemoteId("77")))
    assert (shown.verb, shown.path.rsplit("/", 2)[1:]) == ("PATCH", [objects.REFUND, "77"])
    assert '"tranStatus": {"id": "B"}' in shown.body
