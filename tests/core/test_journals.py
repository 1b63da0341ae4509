"""Journal entries: what they become, what they replace, what they leave out (JE-01 to JE-04)."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

from core.documents import (
    BusinessUnit,
    BusinessUnitId,
    CustomerId,
    GlAccount,
    JournalEntry,
    JournalEntryId,
    JournalEntryLine,
    JournalTransaction,
    Kind,
    Queue,
)
from core.ledger import Segments
from core.money import Money
from core.plan import Plan
from core.planner import make_plan
from core.records import Booked, CustomerRecord, JournalRecord, RemoteId
from core.refusals import Reason
from core.settings import JournalDetail, MappingChoice, SyncMethod, TenantSettings, Topic
from core.situation import Situation
from tests.core.builders import CHART, DAY, MARIA, NORTH, TENANT, UNIT, situation

GUID: Final = JournalEntryId("6f1c0c1e-0000-4000-8000-000000009501")
SOUTH: Final = BusinessUnitId(43)
BY_ENTRY: Final = TenantSettings(TENANT, method=SyncMethod.JOURNAL_ENTRIES)
IN_DETAIL: Final = replace(BY_ENTRY, journal_entry_detail=JournalDetail.DETAIL)
THE_MIX: Final = replace(BY_ENTRY, method=SyncMethod.JOURNAL_AR_DOCUMENT_AP)


def line(number: str, amount: str, unit: BusinessUnitId | None = UNIT, **more: Any) -> Any:
    return JournalEntryLine(GlAccount(number, ""), Money.of(amount), unit, **more)


def entry(*lines: JournalEntryLine, **changes: Any) -> JournalEntry:
    """Undeposited funds to service revenue unless lines are given."""
    lines = lines or (line("1499", "100.00"), line("4000", "-100.00"))
    return replace(JournalEntry(GUID, 9501, "Work", DAY, 1, lines), **changes)


def given(one: JournalEntry, settings: TenantSettings = BY_ENTRY, **changes: Any) -> Situation:
    queue = Queue(journal_entries=(one,))
    return situation(queue=queue, settings=settings, **changes)


def written(plan: Plan) -> JournalRecord:
    records = [one.record for one in plan.writes if isinstance(one.record, JournalRecord)]
    assert len(records) == 1, plan
    return records[0]


def booked(s: Situation) -> Booked:
    """What NetSuite shows once this situation's entry was written."""
    (step,) = make_plan(s).steps
    record = step.record
    assert isinstance(record, JournalRecord), record
    return Booked(
        step.key,
        RemoteId("77"),
        "journalentry",
        record.number,
        record.date,
        RemoteId(""),
        Money.of("100.00"),
        record.entry.posting(),
        memo=record.memo,
    )


def again(one: JournalEntry, there: Booked, **changes: Any) -> Plan:
    return make_plan(given(one, booked={there.key: there}, **changes))


def test_its_key_is_made_from_its_guid_and_its_number_stands_apart() -> None:
    (step,) = make_plan(given(entry())).steps
    assert (step.key, step.name) == (f"acme-journalentry-{GUID}", "JE-9501")
    assert str(step.document) == "Journal entry 9501, $100.00"


def test_a_summary_nets_each_account_and_unit() -> None:
    lines = (
        line("1499", "60.00", customer=MARIA),
        line("1499", "50.00", memo="Filter"),
        line("1499", "-10.00"),
        line("4000", "-100.00"),
        line("4900", "5.00"),
        line("4900", "-5.00"),
    )
    plan = make_plan(given(entry(*lines)))
    found = [(one.account.number, one.amount, one.entity) for one in written(plan).lines]
    assert found == [
        ("1499", Money.of("100.00"), None),
        ("4000", Money.of("-100.00"), None),
    ]
    assert len(plan.steps) == 1


def test_in_detail_each_line_goes_after_its_customer() -> None:
    lines = (
        line("1100", "60.00", customer=MARIA, transaction=JournalTransaction("Invoice", "I-1")),
        line("1100", "0.00"),
        line("4000", "-60.00", memo="Tune-up"),
    )
    plan = make_plan(given(entry(*lines), IN_DETAIL))
    found = [(one.memo, one.entity) for one in written(plan).lines]
    assert found == [("Invoice I-1", "acme-customer-7"), ("Tune-up", None)]
    assert isinstance(plan.steps[0].record, CustomerRecord)
    assert plan.steps[-1].needs == tuple(one.key for one in plan.steps[:-1])


def test_a_customer_that_cannot_come_keeps_its_entry_out() -> None:
    unknown = line("1100", "60.00", customer=CustomerId(9))
    plan = make_plan(given(entry(unknown, line("4000", "-60.00")), IN_DETAIL))
    assert [one.reason for one in plan.refused] == [Reason.CUSTOMER_NOT_FOUND]
    assert plan.steps == ()


def test_a_line_without_a_unit_belongs_to_the_subsidiary_of_the_others() -> None:
    settings = replace(BY_ENTRY, department="5")
    lines = (line("1499", "100.00", None), line("4000", "-100.00"))
    found = written(make_plan(given(entry(*lines), settings)))
    assert found.lines[0].segments == Segments("1", "5")
    assert found.segments == Segments("1")


@pytest.mark.parametrize(
    ("subsidiary", "refused"), [("1", []), ("2", [Reason.SUBSIDIARIES_DIFFER])]
)
def test_two_units_go_together_only_within_one_subsidiary(
    subsidiary: str, refused: list[Reason]
) -> None:
    units = {UNIT: BusinessUnit(UNIT, "North"), SOUTH: BusinessUnit(SOUTH, "South")}
    south = MappingChoice(Topic.BUSINESS_UNIT, str(SOUTH), (("subsidiary", subsidiary),))
    lines = (line("1499", "100.00"), line("4000", "-100.00", SOUTH))
    plan = make_plan(given(entry(*lines), choices=(NORTH, south), business_units=units))
    assert [one.reason for one in plan.refused] == refused


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ((line("1499", "100.00"), line("4000", "-99.99")), Reason.ENTRY_UNBALANCED),
        ((line("1499", "1.00"), line("1499", "-1.00")), Reason.NOTHING_TO_POST),
        ((line("1499", "1.00", None), line("4000", "-1.00", None)), Reason.BUSINESS_UNIT_UNMAPPED),
        ((line("7777", "1.00"), line("4000", "-1.00")), Reason.ACCOUNT_UNMAPPED),
        ((line("4999", "1.00"), line("4000", "-1.00")), Reason.ACCOUNT_UNMAPPED),
    ],
)
def test_what_cannot_be_posted_is_refused(
    lines: tuple[JournalEntryLine, ...], reason: Reason
) -> None:
    plan = make_plan(given(entry(*lines)))
    assert ([one.reason for one in plan.refused], plan.steps) == ([reason], ())


def test_under_documents_no_entry_moves() -> None:
    assert make_plan(given(entry(), TenantSettings(TENANT))).steps == ()


# versions (JE-03)


def test_the_same_version_is_booked_already() -> None:
    plan = again(entry(), booked(given(entry())))
    assert (plan.writes, len(plan.steps), plan.refused) == ((), 1, ())


@pytest.mark.parametrize(
    "later",
    [
        entry(line("1499", "90.00"), line("4000", "-90.00"), version=2),
        entry(version=2, date=date(2026, 11, 12)),
        entry(version=2),
    ],
)
def test_a_later_version_replaces_what_stands_as_we_wrote_it(later: JournalEntry) -> None:
    plan = again(later, booked(given(entry())))
    assert written(plan).replaces == "77"


def test_another_mapping_of_the_same_version_replaces_it_too() -> None:
    other = MappingChoice(Topic.ACCOUNT, "4000", (("account", "4900"),))
    plan = again(entry(), booked(given(entry())), choices=(NORTH, other))
    assert written(plan).replaces == "77"


@pytest.mark.parametrize("memo", ["", "Work", "(ServiceTitan version 1, seal 000000000000)"])
def test_what_is_not_as_we_wrote_it_is_never_replaced(memo: str) -> None:
    there = replace(booked(given(entry())), memo=memo)
    later = entry(line("1499", "90.00"), line("4000", "-90.00"), version=2)
    plan = again(later, there)
    assert ([one.reason for one in plan.refused], plan.steps) == ([Reason.BOOKED_DIFFERENTLY], ())


def test_a_date_that_was_changed_by_hand_breaks_the_seal() -> None:
    there = replace(booked(given(entry())), date=date(2026, 11, 29))
    later = entry(line("1499", "90.00"), line("4000", "-90.00"), version=2)
    assert [one.reason for one in again(later, there).refused] == [Reason.BOOKED_DIFFERENTLY]


def test_the_same_change_made_by_hand_is_taken_as_booked() -> None:
    later = entry(line("1499", "90.00"), line("4000", "-90.00"), version=2)
    by_hand = replace(booked(given(later)), memo=booked(given(entry())).memo)
    plan = again(later, by_hand)
    assert (plan.writes, len(plan.steps), plan.refused) == ((), 1, ())


def test_an_earlier_version_in_a_closed_period_stays() -> None:
    october = given(entry(date=date(2026, 10, 28)), chart=open_october())
    plan = again(entry(version=2), booked(october))
    assert [one.reason for one in plan.refused] == [Reason.CLOSED_PERIOD]


def open_october() -> Any:
    return replace(CHART, periods=tuple(replace(one, open=True) for one in CHART.periods))


def test_the_memo_keeps_its_stamp_however_long_the_name() -> None:
    memo = written(make_plan(given(entry(name="W" * 900)))).memo
    assert len(memo) < 500
    assert "(ServiceTitan version 1, seal " in memo


# payables beside journal entries (TRG-01)

BILL: Final = JournalTransaction("Bill", "B-7")
OF_BILL: Final = (
    line("1300", "70.00", transaction=BILL),
    line("2200", "-70.00", transaction=BILL),
)


@pytest.mark.parametrize(
    "type_",
    [
        *("PurchaseOrder", "Receipt", "Bill", "VendorCredit", "InventoryReturn"),
        *("InventoryAdjustment", "VendorPayment"),
    ],
)
def test_payables_are_left_out_where_they_go_as_documents(type_: str) -> None:
    of_type = tuple(replace(one, transaction=JournalTransaction(type_, "7")) for one in OF_BILL)
    one = entry(*entry().lines, *of_type)
    plan = make_plan(given(one, THE_MIX))
    assert [line.account.number for line in written(plan).lines] == ["1499", "4000"]
    assert [note.explanation for note in plan.notices] == [
        f"Left out, since payables go as documents: {type_} 7 ($70.00)."
    ]
    assert len(written(make_plan(given(one))).lines) == 4


@pytest.mark.parametrize("type_", ["Invoice", "Payment", "ItemConsumption", "InventoryTransfer"])
def test_what_goes_as_no_document_stays(type_: str) -> None:
    kept = tuple(replace(one, transaction=JournalTransaction(type_, "7")) for one in OF_BILL)
    plan = make_plan(given(entry(*kept), THE_MIX))
    assert (len(written(plan).lines), plan.notices) == (2, ())


@pytest.mark.parametrize("lines", [OF_BILL, (OF_BILL[0], line("2200", "-70.00"))])
def test_an_entry_that_cannot_do_without_its_payables_is_refused(
    lines: tuple[JournalEntryLine, ...],
) -> None:
    plan = make_plan(given(entry(*lines), THE_MIX))
    assert ([one.reason for one in plan.refused], plan.steps) == ([Reason.PAYABLES_IN_ENTRY], ())


def test_customers_of_lines_left_out_do_not_come() -> None:
    of_maria = tuple(replace(one, customer=MARIA) for one in OF_BILL)
    settings = replace(THE_MIX, journal_entry_detail=JournalDetail.DETAIL)
    plan = make_plan(given(entry(*entry().lines, *of_maria), settings))
    assert [one.document.kind for one in plan.steps] == [Kind.JOURNAL_ENTRY]
