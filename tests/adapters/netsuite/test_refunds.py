"""A refund's journal, its record and what covers it, as NetSuite takes and shows them."""

from dataclasses import replace

import pytest
from returns.result import Failure

from adapters.netsuite import objects
from core.documents import Kind, Label
from core.ledger import Account, Entry, credit, debit
from core.money import ZERO, Money, total
from core.plan import Step
from core.ports import OutcomeUnknownError
from core.records import (
    AppliedAmount,
    CreditToRefundRecord,
    DepositApplicationRecord,
    DepositReleaseRecord,
    Key,
    OpenRefund,
    PaymentApplicationsRecord,
    PaymentRecord,
    RefundJournalRecord,
    RefundLinks,
    RefundRecord,
    covered,
    key_of,
)
from core.refunds.kinds import Scenario, Status
from simulators.control.faults import Fault
from tests.adapters.netsuite import steps
from tests.adapters.netsuite.company import DEPOSITS, HEADER, MARIA, RECEIVABLE, Company
from tests.adapters.netsuite.steps import BATCH, DAY, TENANT, line

PAYABLE = Account("10", "2350", "Customer Refunds Payable")
LINKS = RefundLinks(
    refunded_payment=key_of(TENANT, Kind.PAYMENT, 3),
    credit_memos=(
        AppliedAmount(key_of(TENANT, Kind.INVOICE, 2), Money.of("70.01")),
        AppliedAmount(key_of(TENANT, Kind.INVOICE, 4), Money.of("0.99")),
    ),
    invoices=(key_of(TENANT, Kind.INVOICE, 1), key_of(TENANT, Kind.INVOICE, 8)),
)


def record(amount: str = "100.00", source: int = 9, links: RefundLinks = LINKS) -> RefundRecord:
    return RefundRecord(
        number=f"R-{source}",
        date=DAY,
        customer=MARIA,
        segments=HEADER,
        amount=Money.of(amount),
        clearing=PAYABLE,
        status=Status.PENDING_REFUND,
        scenario=Scenario.REVENUE,
        links=links,
        journal=key_of(TENANT, Kind.REFUND_JOURNAL, source),
        method_name="Check Refund",
        batch=BATCH,
        memo="Furnace taken back",
    )


def journal(amount: str = "100.00", source: int = 9) -> Step:
    given = record(amount, source)
    posted = RefundJournalRecord(f"R-{source}-J", given, RECEIVABLE)
    return steps.step(Kind.REFUND_JOURNAL, source, posted, given.entry(RECEIVABLE))


def release(of: Step, to: Step, amount: str) -> Step:
    money = Money.of(amount)
    given = DepositReleaseRecord(of.key, to.key, MARIA, money, DAY, HEADER)
    entry = Entry((debit(DEPOSITS, money, HEADER), credit(RECEIVABLE, money, HEADER)))
    return steps.step(Kind.DEPOSIT_RELEASE, 9, given, entry)


def cover(of: Step, to: Step, amount: str, *, memo: bool) -> Step:
    given = CreditToRefundRecord(of.key, memo, to.key, Money.of(amount))
    return Step(Key(f"{of.key}-on-9"), given, Label(Kind.APPLICATION, 9, "R-9"))


async def test_the_journal_posts_as_predicted_and_is_open(company: Company) -> None:
    await company.post(journal())
    found = (await company.books.booked([journal().key]))[journal().key]
    assert found.posting == journal().entry.posting()
    assert (found.type, found.number, found.date) == ("journalentry", "R-9-J", DAY)
    assert (found.total, found.unpaid) == (Money.of("100.00"), Money.of("100.00"))
    assert found.entity == company.known[MARIA]


async def test_the_record_posts_nothing_and_says_what_it_belongs_to(company: Company) -> None:
    step = steps.step(Kind.REFUND, 9, record())
    await company.post(journal(), step)
    found = (await company.books.booked([step.key]))[step.key]
    assert (found.total, found.posting, found.unpaid) == (Money.of("100.00"), {}, None)
    fields = company.kept("transaction", company.known[step.key])["fields"]
    assert fields["tranStatus"] == "A"
    assert fields[objects.REFUND_ACCOUNT] == PAYABLE.id
    assert fields[objects.REFUND_CUSTOMER] == company.known[MARIA]
    assert fields[objects.REFUND_JOURNAL] == journal().key
    assert fields[objects.REFUND_CREDITS] == "acme-invoice-2=7001\nacme-invoice-4=99"
    assert fields[objects.BATCH_NAME] == BATCH.name


async def test_open_refunds_are_read_back_with_links_and_status(company: Company) -> None:
    await company.post(journal(), steps.step(Kind.REFUND, 9, record()), journal("5.00", 11))
    assert list(await company.books.open_refunds(TENANT)) == [
        OpenRefund(
            journal().key, Scenario.REVENUE, LINKS, Status.PENDING_REFUND, Money.of("100.00")
        ),
        OpenRefund(journal("5.00", 11).key, Scenario.REVENUE, LINKS, None),
    ]
    assert list(await company.books.open_refunds("acm")) == []


@pytest.mark.parametrize(("letter", "status"), [("B", Status.CHECK_REFUNDED), ("D", Status.BYPASS)])
async def test_a_status_changed_by_hand_is_read(
    company: Company, letter: str, status: Status
) -> None:
    step = steps.step(Kind.REFUND, 9, record())
    await company.post(journal(), step)
    change = {"type": objects.REFUND, "id": company.known[step.key]}
    company.act("actions/edit", {**change, "fields": {"tranStatus": {"id": letter}}})
    (found,) = await company.books.open_refunds(TENANT)
    assert found.status is status


async def test_a_deposit_is_released_to_the_line_that_is_open(company: Company) -> None:
    deposit = steps.deposit(3, "60.00")
    released = release(deposit, journal(), "60.00")
    await company.post(deposit, journal(), released)
    keys = [deposit.key, journal().key, released.key]
    found = await company.books.booked(keys)
    assert found[released.key].posting == released.entry.posting()
    assert found[journal().key].unpaid == Money.of("40.00")
    assert found[deposit.key].applications == ()
    (use,) = found[deposit.key].to_journals
    assert (use.key, use.invoice_key) == (released.key, journal().key)
    assert covered(found[deposit.key], journal().key) == Money.of("60.00")


@pytest.mark.parametrize("memo", [True, False])
async def test_a_credit_is_applied_and_stands_apart_from_what_it_pays(
    company: Company, memo: bool
) -> None:
    invoice = steps.invoice(1, line("30.00"))
    given = steps.payment(3, "100.00", (invoice, "30.00"))
    if memo:
        given = steps.credit_memo(3, line("100.00"))
    applied = cover(given, journal(), "70.00", memo=memo)
    await company.post(invoice, given, journal(), applied)
    found = (await company.books.booked([given.key]))[given.key]
    assert covered(found, journal().key) == Money.of("70.00")
    paid = [] if memo else [Money.of("30.00")]
    assert [one.amount for one in found.applications] == paid


async def test_a_lost_application_is_found_only_with_its_amount(company: Company) -> None:
    given = steps.credit_memo(3, line("100.00"))
    await company.post(given, journal())
    wanted = cover(given, journal(), "70.00", memo=True)
    assert await company.books.located(wanted, company.known) is None
    company.spoil(Fault("lost_reply", "/creditMemo/"))
    with pytest.raises(OutcomeUnknownError):
        await company.books.post(wanted, company.known)
    assert await company.books.located(wanted, company.known) == company.known[given.key]
    other = cover(given, journal(), "70.01", memo=True)
    assert await company.books.located(other, company.known) is None


async def test_lost_records_are_found_by_their_keys(company: Company) -> None:
    deposit = steps.deposit(3, "60.00")
    await company.post(deposit)
    new = (
        journal(),
        steps.step(Kind.REFUND, 9, record()),
        release(deposit, journal(), "60.00"),
    )
    for step in new:
        assert await company.books.located(step, company.known) is None
        await company.post(step)
        assert await company.books.located(step, company.known) == company.known[step.key]


async def test_nothing_is_applied_to_what_is_covered_already(company: Company) -> None:
    first, second = steps.credit_memo(3, line("100.00")), steps.credit_memo(4, line("5.00"))
    await company.post(first, second, journal(), cover(first, journal(), "100.00", memo=True))
    outcome = await company.books.post(cover(second, journal(), "5.00", memo=True), company.known)
    assert isinstance(outcome, Failure)


async def test_refund_records_are_there_while_their_feature_is_on(company: Company) -> None:
    assert await company.books.has_refund_records()
    company.act("features", {"customTransactions": False}, method="PUT")
    assert not await company.books.has_refund_records()


async def test_a_preview_names_what_is_not_known_yet_by_its_key(company: Company) -> None:
    shown = company.books.preview(release(steps.deposit(3, "60.00"), journal(), "60.00"))
    assert shown.path.endswith(
        "/customerDeposit/eid:acme-payment-3/!transform/depositApplication?replace=apply"
    )
    assert '"line": "eid:acme-refundjournal-9-line"' in shown.body


async def test_a_payment_pays_an_invoice_and_the_journal_of_a_refund(company: Company) -> None:
    invoice = steps.invoice(1, line("30.00"))
    plain = steps.payment(3, "100.00", (invoice, "30.00"))
    assert isinstance(plain.record, PaymentRecord)
    paid = replace(plain, record=replace(plain.record, on_journals=_on(journal(), "60.00")))
    await company.post(invoice, journal(), paid)
    assert await _stands(company, paid) == (Money.of("30.00"), Money.of("60.00"))
    less = PaymentApplicationsRecord(paid.key, (), _on(journal(), "0.01"))
    step = steps.step(Kind.APPLICATION, 5, less)
    assert await company.books.located(step, company.known) is None
    await company.post(step)
    assert await company.books.located(step, company.known) == company.known[paid.key]
    assert await _stands(company, paid) == (Money.of("30.00"), Money.of("0.01"))
    none = replace(less, on_journals=_on(journal(), "0.00"))
    await company.post(steps.step(Kind.APPLICATION, 5, none))
    assert await _stands(company, paid) == (Money.of("30.00"), Money.of("0.00"))


async def test_what_pays_a_journal_whole_is_taken_off_it_again(company: Company) -> None:
    paid = steps.payment(3, "100.00")
    on = PaymentApplicationsRecord(paid.key, (), _on(journal(), "100.00"))
    await company.post(paid, journal(), steps.step(Kind.APPLICATION, 5, on))
    assert (await company.books.booked([journal().key]))[journal().key].unpaid == ZERO
    off = replace(on, on_journals=_on(journal(), "0.00"))
    await company.post(steps.step(Kind.APPLICATION, 6, off))
    assert (await company.books.booked([journal().key]))[journal().key].unpaid == Money.of("100.00")


@pytest.mark.parametrize("on_invoice", ["30.00", "0.00"])
async def test_one_deposit_application_pays_an_invoice_and_a_journal(
    company: Company, on_invoice: str
) -> None:
    invoice, deposit = steps.invoice(1, line("30.00")), steps.deposit(3, "100.00")
    amount = Money.of(on_invoice) + Money.of("60.00")
    applied = steps.application(7, deposit, invoice, amount.text)
    assert isinstance(applied.record, DepositApplicationRecord)
    both = replace(applied, record=replace(applied.record, on_journals=_on(journal(), "60.00")))
    await company.post(invoice, deposit, journal(), both)
    found = await company.books.booked([both.key, deposit.key])
    assert (found[both.key].total, found[both.key].posting) == (amount, both.entry.posting())
    parts = (*found[deposit.key].applications, *found[deposit.key].to_journals)
    assert {one.key for one in parts} == {both.key}
    assert await _stands(company, deposit) == (Money.of(on_invoice), Money.of("60.00"))
    await company.post(steps.unapplication(7, both))
    assert await _stands(company, deposit) == (ZERO, ZERO)


async def test_a_refund_that_is_covered_is_read_when_its_journal_is_named(company: Company) -> None:
    given = steps.credit_memo(3, line("100.00"))
    await company.post(journal(), given, cover(given, journal(), "100.00", memo=True))
    assert list(await company.books.open_refunds(TENANT)) == []
    named = await company.books.open_refunds(TENANT, {journal().key})
    assert list(named) == [OpenRefund(journal().key, Scenario.REVENUE, LINKS, None)]


def _on(to: Step, amount: str) -> tuple[AppliedAmount, ...]:
    return (AppliedAmount(to.key, Money.of(amount)),)


async def _stands(company: Company, of: Step) -> tuple[Money, Money]:
    """What a payment has on its invoice, and on the journal."""
    found = (await company.books.booked([of.key]))[of.key]
    return total(one.amount for one in found.applications), covered(found, journal().key)
