"""Merges of customers as the plan has them (CUS-15, CUS-16): every state of the two, and what waits."""

from dataclasses import replace
from typing import Any

import pytest

from core.customers.merge_steps import ADDRESSEE_LIMIT, LABEL_LIMIT, address_label
from core.customers.merging import open_merges
from core.documents import Address, Customer, CustomerId, Kind
from core.money import Money
from core.plan import Plan, Step
from core.planner import make_plan
from core.records import (
    BookCustomer,
    Booked,
    CustomerLink,
    CustomerLinkRecord,
    CustomerMergeRecord,
    CustomerRecord,
    MergedAddressRecord,
    RemoteId,
)
from core.refusals import Reason, Waiting
from core.settings import SyncMethod, TenantSettings
from core.situation import Situation
from tests.core.builders import (
    DEPOSITS,
    MARIA,
    RECEIVABLE,
    TENANT,
    application,
    booked_deposit,
    booked_invoice,
    booked_payment,
    customer,
    found,
    invoice,
    key,
    payment,
    situation,
)
from tests.core.test_planner import EVERY_RUN

ANN, BEA, CARL = CustomerId(17), CustomerId(18), CustomerId(19)
NAMES = {ANN: "Ann Wood", BEA: "Bea Hill", CARL: "Carl Reed", MARIA: "Maria Lopez"}
HOME = Address("1 Main St", "", "Reno", "NV", "89501", "USA")
MARIAS, ANNS, BEAS = RemoteId("c7"), RemoteId("c17"), RemoteId("c18")


def merged(who: CustomerId, into: CustomerId) -> Customer:
    return customer(NAMES[who], id=who, merged_to=into, address=HOME, active=False)


def link(who: CustomerId, to: RemoteId | None, **changes: Any) -> CustomerLink:
    given = CustomerLink(RemoteId(f"s{who}"), who, to, name=NAMES[who])
    return replace(given, **changes)


def merging(
    *links: CustomerLink,
    documents: tuple[Any, ...] = (),
    gone: tuple[Customer, ...] = (merged(ANN, MARIA),),
    **changes: Any,
) -> Situation:
    """Ann Wood was merged into Maria Lopez in ServiceTitan; the sync records are `links`."""
    given = {
        "merged_customers": {one.id: one for one in gone},
        "links": {one.source: one for one in links},
        "customers": {who: customer(name, id=who) for who, name in NAMES.items()},
    }
    return situation(*documents, **{**given, **changes})


LINKED = (link(ANN, ANNS), link(MARIA, MARIAS))


def step(plan: Plan, kind: Kind, source: int) -> Step:
    (only,) = (one for one in plan.steps if one.key == key(kind, source))
    return only


def kinds(plan: Plan) -> list[Kind]:
    return [one.document.kind for one in plan.steps]


def merge_of(plan: Plan, source: CustomerId) -> CustomerMergeRecord:
    record = step(plan, Kind.CUSTOMER_MERGE, source).record
    assert isinstance(record, CustomerMergeRecord)
    return record


def link_of(plan: Plan, source: CustomerId) -> CustomerLinkRecord:
    record = step(plan, Kind.CUSTOMER_LINK, source).record
    assert isinstance(record, CustomerLinkRecord)
    return record


WHOLE = [Kind.CUSTOMER_MERGE, Kind.MERGED_ADDRESS, Kind.CUSTOMER_LINK]
REST = [Kind.MERGED_ADDRESS, Kind.CUSTOMER_LINK]

# one merge


def test_a_merge_goes_before_its_address_and_its_sync_record_comes_last() -> None:
    plan = make_plan(merging(*LINKED))
    assert kinds(plan) == WHOLE
    merge, address, sync_record = plan.steps
    assert merge.needs == ()
    assert address.needs == (merge.key,)
    assert sync_record.needs == (merge.key, address.key)
    assert not any(one.entry.lines for one in plan.steps)


def test_the_merged_customers_own_moves_into_the_survivors() -> None:
    plan = make_plan(merging(*LINKED))
    assert merge_of(plan, ANN) == CustomerMergeRecord(key(Kind.CUSTOMER, MARIA), ANNS, ())
    assert step(plan, Kind.CUSTOMER_MERGE, ANN).document.number == "Ann Wood into Maria Lopez"


def test_the_sync_record_is_changed_in_place_and_marks_the_merge() -> None:
    record = link_of(make_plan(merging(*LINKED)), ANN)
    assert record == CustomerLinkRecord(
        TENANT,
        ANN,
        "Ann Wood",
        key(Kind.CUSTOMER, MARIA),
        merged_to=MARIA,
        existing=RemoteId("s17"),
    )


def test_name_and_address_are_servicetitans_under_a_label_of_their_own() -> None:
    record = step(make_plan(merging(*LINKED)), Kind.MERGED_ADDRESS, ANN).record
    label = "Merged: Ann Wood (ServiceTitan 17)"
    assert record == MergedAddressRecord(key(Kind.CUSTOMER, MARIA), label, "Ann Wood", HOME)


def test_a_label_is_cut_before_the_number_and_names_the_tenant_where_it_has_a_name() -> None:
    label = address_label("A" * 200, ANN, "SC")
    assert len(label) == LABEL_LIMIT
    assert label.endswith("A (ServiceTitan SC 17)")


def test_a_name_too_long_for_an_address_is_cut() -> None:
    gone = replace(merged(ANN, MARIA), name="A" * 200)
    record = step(make_plan(merging(*LINKED, gone=(gone,))), Kind.MERGED_ADDRESS, ANN).record
    assert isinstance(record, MergedAddressRecord)
    assert record.name == "A" * ADDRESSEE_LIMIT


def test_what_both_owe_together_is_shown_by_account() -> None:
    balances = {
        ANNS: {RECEIVABLE.id: Money.of("120.00"), DEPOSITS.id: Money.of("-50.00")},
        MARIAS: {RECEIVABLE.id: Money.of("80.00")},
    }
    plan = make_plan(merging(*LINKED, balances=balances))
    owed = ((RECEIVABLE.id, Money.of("200.00")), (DEPOSITS.id, Money.of("-50.00")))
    assert merge_of(plan, ANN).owed == owed
    label = step(plan, Kind.CUSTOMER_MERGE, ANN).document
    assert label.amount == Money.of("150.00")
    assert label.money is None


@pytest.mark.parametrize("method", [SyncMethod.JOURNAL_ENTRIES, SyncMethod.JOURNAL_AR_DOCUMENT_AP])
def test_nobody_is_merged_where_documents_do_not_move_by_customer(method: SyncMethod) -> None:
    assert make_plan(merging(*LINKED, settings=TenantSettings(TENANT, method=method))).steps == ()


# what is done already


def test_a_merge_that_the_sync_record_names_is_done() -> None:
    links = (link(ANN, MARIAS, merged_to=MARIA), link(MARIA, MARIAS))
    assert make_plan(merging(*links)).steps == ()


@pytest.mark.parametrize(
    "links",
    [
        (link(ANN, RemoteId("c99"), merged_to=MARIA), link(MARIA, MARIAS)),
        (link(ANN, MARIAS, merged_to=MARIA), link(MARIA, RemoteId("c99"))),
        (link(ANN, None, merged_to=MARIA), link(MARIA, MARIAS)),
    ],
)
def test_a_relink_after_the_merge_merges_nobody(links: tuple[CustomerLink, ...]) -> None:
    assert make_plan(merging(*links)).steps == ()


def test_both_linked_to_the_same_customer_leaves_the_address_and_the_sync_record() -> None:
    assert kinds(make_plan(merging(link(ANN, MARIAS), link(MARIA, MARIAS)))) == REST


@pytest.mark.parametrize("left", [link(ANN, None, lost=ANNS), link(ANN, RemoteId("c99"))])
def test_a_merge_the_books_have_completed_is_not_made_again(left: CustomerLink) -> None:
    merges = {key(Kind.CUSTOMER_MERGE, ANN): MARIAS}
    plan = make_plan(merging(left, link(MARIA, MARIAS), merges=merges))
    assert kinds(plan) == REST
    assert plan.notices == ()


def test_a_customer_that_vanished_from_the_books_is_remarked() -> None:
    plan = make_plan(merging(link(ANN, None, lost=ANNS), link(MARIA, MARIAS)))
    assert kinds(plan) == REST
    (notice,) = plan.notices
    assert notice.explanation.startswith(
        "NetSuite's customer c17 of Ann Wood is not there any more"
    )
    assert "on Maria Lopez" in notice.explanation


# who is unknown


def test_a_survivor_that_is_new_is_created_first_in_the_merged_ones_subsidiary() -> None:
    theirs = {ANNS: BookCustomer(ANNS, "Ann Wood 17", ("2", "1"))}
    plan = make_plan(merging(link(ANN, ANNS), book_customers=theirs))
    assert kinds(plan) == [Kind.CUSTOMER, Kind.CUSTOMER_LINK, *WHOLE]
    created = step(plan, Kind.CUSTOMER, MARIA)
    assert isinstance(created.record, CustomerRecord)
    assert created.record.subsidiary == "2"
    needs = step(plan, Kind.CUSTOMER_MERGE, ANN).needs
    assert set(needs) == {created.key, key(Kind.CUSTOMER_LINK, MARIA)}


def test_a_survivor_that_cannot_be_created_refuses_the_merge() -> None:
    blank = {MARIA: customer("  ")}
    plan = make_plan(merging(link(ANN, ANNS), customers=blank))
    (refusal,) = plan.refused
    assert (refusal.reason, refusal.document.kind) == (
        Reason.CUSTOMER_NAME_BLANK,
        Kind.CUSTOMER_MERGE,
    )
    assert not any(isinstance(one.record, CustomerMergeRecord) for one in plan.steps)


def test_a_merged_customer_that_never_was_booked_is_pointed_to_the_survivors() -> None:
    plan = make_plan(merging(link(MARIA, MARIAS)))
    assert kinds(plan) == [Kind.CUSTOMER_LINK]
    record = link_of(plan, ANN)
    assert (record.customer, record.merged_to) == (key(Kind.CUSTOMER, MARIA), MARIA)
    assert record.existing is None


def test_a_sync_record_without_a_link_is_pointed_to_the_survivors() -> None:
    plan = make_plan(merging(link(ANN, None, error="No name."), link(MARIA, MARIAS)))
    record = link_of(plan, ANN)
    assert (record.existing, record.error) == (RemoteId("s17"), "")
    assert kinds(plan) == [Kind.CUSTOMER_LINK]


def test_a_customer_whose_sync_record_is_missing_is_found_by_its_key() -> None:
    entities = {key(Kind.CUSTOMER, ANN): ANNS}
    plan = make_plan(merging(link(MARIA, MARIAS), entities=entities))
    assert merge_of(plan, ANN).duplicate == ANNS
    assert link_of(plan, ANN).existing is None


def test_nothing_happens_while_the_books_have_neither() -> None:
    assert make_plan(merging()).steps == ()


def test_a_document_of_the_survivor_takes_the_merged_ones_sync_record_along() -> None:
    plan = make_plan(merging(documents=(invoice(),)))
    assert kinds(plan) == [Kind.CUSTOMER, Kind.CUSTOMER_LINK, Kind.INVOICE, Kind.CUSTOMER_LINK]
    assert step(plan, Kind.CUSTOMER_LINK, ANN).needs == (key(Kind.CUSTOMER_LINK, MARIA),)


def test_a_document_that_still_names_the_merged_customer_creates_the_survivor() -> None:
    plan = make_plan(merging(documents=(invoice(customer=ANN),)))
    created = step(plan, Kind.CUSTOMER, MARIA)
    assert created.key in step(plan, Kind.INVOICE, 204).needs
    assert key(Kind.CUSTOMER, ANN) not in {one.key for one in plan.steps}


# several merges


def test_two_merged_into_one_are_two_merges() -> None:
    gone = (merged(ANN, MARIA), merged(BEA, MARIA))
    plan = make_plan(merging(*LINKED, link(BEA, BEAS), gone=gone))
    assert {merge_of(plan, one).duplicate for one in (ANN, BEA)} == {ANNS, BEAS}
    assert sorted(one.value for one in kinds(plan)) == sorted(one.value for one in 2 * WHOLE)


def test_a_chain_ends_with_its_last_and_goes_from_its_beginning() -> None:
    gone = (merged(ANN, MARIA), merged(BEA, ANN))
    plan = make_plan(merging(*LINKED, link(BEA, BEAS), gone=gone))
    assert {merge_of(plan, one).survivor for one in (ANN, BEA)} == {key(Kind.CUSTOMER, MARIA)}
    assert step(plan, Kind.CUSTOMER_MERGE, BEA).needs == ()
    assert step(plan, Kind.CUSTOMER_MERGE, ANN).needs == (key(Kind.CUSTOMER_MERGE, BEA),)
    assert {link_of(plan, one).merged_to for one in (ANN, BEA)} == {MARIA}


@pytest.mark.parametrize("followed", [ANNS, MARIAS, None])
def test_a_chain_that_goes_on_moves_only_the_one_in_the_middle(followed: RemoteId | None) -> None:
    gone = (merged(ANN, MARIA), merged(BEA, ANN))
    lost = None if followed else ANNS
    done = link(BEA, followed, merged_to=ANN, lost=lost)
    plan = make_plan(merging(*LINKED, done, gone=gone))
    merges = [one for one in plan.steps if isinstance(one.record, CustomerMergeRecord)]
    assert [one.key for one in merges] == [key(Kind.CUSTOMER_MERGE, ANN)]
    assert link_of(plan, BEA).merged_to == MARIA
    waits_for_it = key(Kind.CUSTOMER_MERGE, ANN) in step(plan, Kind.CUSTOMER_LINK, BEA).needs
    assert waits_for_it == (followed == ANNS)


def test_one_relinked_by_hand_in_the_middle_of_a_chain_stays_where_it_was_put() -> None:
    gone = (merged(ANN, MARIA), merged(BEA, ANN))
    elsewhere = link(BEA, RemoteId("c99"), merged_to=ANN)
    plan = make_plan(merging(*LINKED, elsewhere, gone=gone))
    assert {one.document.id for one in plan.steps} == {ANN}


def test_two_linked_to_one_customer_merge_it_once() -> None:
    gone = (merged(ANN, MARIA), merged(BEA, MARIA))
    plan = make_plan(merging(*LINKED, link(BEA, ANNS), gone=gone))
    merges = [one for one in plan.steps if isinstance(one.record, CustomerMergeRecord)]
    assert [one.key for one in merges] == [key(Kind.CUSTOMER_MERGE, ANN)]
    assert merges[0].key in step(plan, Kind.CUSTOMER_LINK, BEA).needs


def test_a_customer_of_somebody_else_too_is_not_merged() -> None:
    plan = make_plan(merging(*LINKED, link(CARL, ANNS)))
    assert plan.steps == ()
    (refusal,) = plan.refused
    assert refusal.reason is Reason.CUSTOMER_SHARED
    assert "also that of Carl Reed (19)" in refusal.explanation
    assert {one.waiting for one in plan.held} == {Waiting.DEPENDENCY}


def test_a_circle_of_merges_merges_nobody() -> None:
    gone = (merged(ANN, MARIA), merged(MARIA, ANN))
    assert all(one.duplicate is None for one in open_merges(merging(gone=gone)))


# what waits for a merge


def of_ann(booked: Booked) -> Booked:
    return replace(booked, entity=ANNS)


def needs_merge(plan: Plan, kind: Kind, source: int) -> bool:
    return key(Kind.CUSTOMER_MERGE, ANN) in step(plan, kind, source).needs


def test_a_payment_of_the_merged_ones_invoice_goes_after_the_merge() -> None:
    paid = payment("100.00", applications=(application("I-204", "100.00"),))
    booked = found(of_ann(booked_invoice("I-204", "100.00")))
    plan = make_plan(merging(*LINKED, documents=(paid,), booked=booked))
    assert needs_merge(plan, Kind.PAYMENT, 17)


def test_a_payment_of_the_survivors_own_invoice_does_not_wait() -> None:
    paid = payment("100.00", applications=(application("I-204", "100.00"),))
    plan = make_plan(merging(*LINKED, documents=(invoice(), paid)))
    assert not needs_merge(plan, Kind.PAYMENT, 17)
    assert not needs_merge(plan, Kind.INVOICE, 204)


def test_a_deposit_and_an_invoice_without_a_project_do_not_wait() -> None:
    documents = (invoice(customer=ANN), payment("50.00", customer=ANN))
    plan = make_plan(merging(*LINKED, documents=documents))
    assert not needs_merge(plan, Kind.INVOICE, 204)
    assert not needs_merge(plan, Kind.PAYMENT, 17)


def test_an_invoice_of_a_project_goes_after_the_merge() -> None:
    entities = {key(Kind.PROJECT, 5): RemoteId("p5")}
    plan = make_plan(merging(*LINKED, documents=(invoice(job=5),), entities=entities))
    assert needs_merge(plan, Kind.INVOICE, 204)


def test_an_application_of_the_merged_ones_deposit_goes_after_the_merge() -> None:
    used = payment("100.00", applications=(application("I-204", "60.00"),), exported=True)
    booked = found(of_ann(booked_deposit("P-17", "100.00")), booked_invoice("I-204", "60.00"))
    plan = make_plan(merging(*LINKED, later=(used,), booked=booked, settings=EVERY_RUN))
    assert needs_merge(plan, Kind.APPLICATION, 900)


def test_an_application_taken_off_goes_after_the_merge() -> None:
    unused = payment("100.00", exported=True)
    booked = found(of_ann(booked_deposit("P-17", "100.00", (900, "I-204", "60.00"))))
    plan = make_plan(merging(*LINKED, later=(unused,), booked=booked, settings=EVERY_RUN))
    (off,) = (one for one in plan.steps if one.document.kind is Kind.APPLICATION)
    assert key(Kind.CUSTOMER_MERGE, ANN) in off.needs


def test_the_rest_of_the_merged_ones_payment_is_applied_after_the_merge() -> None:
    used = payment("100.00", applications=(application("I-204", "60.00"),), exported=True)
    booked = found(of_ann(booked_payment("P-17", "100.00")), booked_invoice("I-204", "60.00"))
    plan = make_plan(merging(*LINKED, later=(used,), booked=booked, settings=EVERY_RUN))
    (on,) = (one for one in plan.steps if one.document.kind is Kind.APPLICATION)
    assert key(Kind.CUSTOMER_MERGE, ANN) in on.needs


def test_a_refused_merge_holds_what_needs_it_and_says_why() -> None:
    paid = payment("100.00", applications=(application("I-204", "100.00"),))
    booked = found(of_ann(booked_invoice("I-204", "100.00")))
    documents = (paid, invoice("30.00", "I-205"))
    s = merging(*LINKED, link(CARL, ANNS), documents=documents, booked=booked)
    plan = make_plan(s)
    assert [one.key for one in plan.steps if one.booked is None] == [key(Kind.INVOICE, 205)]
    (hold,) = (one for one in plan.held if one.document.kind is Kind.PAYMENT)
    assert hold.cause is not None
    assert hold.cause.code == Reason.CUSTOMER_SHARED.value


def test_a_merge_without_an_answer_is_asked_for_again_at_once() -> None:
    unsettled = {key(Kind.CUSTOMER_MERGE, ANN): "It was never answered."}
    assert kinds(make_plan(merging(*LINKED, unsettled=unsettled))) == WHOLE


def test_an_address_without_an_answer_holds_the_sync_record() -> None:
    unsettled = {key(Kind.MERGED_ADDRESS, ANN): "It was never answered."}
    plan = make_plan(merging(*LINKED, unsettled=unsettled))
    assert kinds(plan) == [Kind.CUSTOMER_MERGE]
    assert [one.waiting for one in plan.held] == [Waiting.SETTLEMENT, Waiting.DEPENDENCY]
