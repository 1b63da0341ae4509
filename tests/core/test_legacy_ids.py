"""Who a customer is in the books: legacy IDs, links, and what the sync record says (CUS-09 to CUS-14)."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from core.customers.legacy import internal_id
from core.documents import BusinessUnit, BusinessUnitId, CustomerId, Invoice, Kind
from core.plan import Plan, Step
from core.planner import make_plan
from core.records import CustomerLink, CustomerLinkRecord, CustomerRecord, RemoteId
from core.refusals import Reason
from core.settings import MappingChoice, Topic
from core.situation import Situation
from tests.core.builders import (
    HOUSEHOLD,
    HOUSEHOLD_SOUTH,
    LEGACY,
    LEGACY_FIELD,
    MARIA,
    TENANT,
    invoice,
    key,
    payment,
    situation,
    with_legacy_id,
)
from tests.core.test_planner import EVERY_RUN

SOUTH = BusinessUnitId(77)
BO = CustomerId(8)
UNLINKED = CustomerLink(RemoteId("9"), MARIA, None, name="Maria Lopez")
LINKED = replace(UNLINKED, customer=RemoteId("1107"), customer_name="Lopez household")
LINK_KEY = key(Kind.CUSTOMER_LINK, MARIA)
INVALID = (
    'Legacy ID "12x" of customer Maria Lopez (7) is invalid: it is not a NetSuite internal id. '
    'Correct "NetSuite ID" in ServiceTitan, or blank it to have the customer created.'
)


def two_subsidiaries(s: Situation, *invoices: Invoice) -> Situation:
    """Unit 77 belongs to subsidiary South."""
    there = MappingChoice(Topic.BUSINESS_UNIT, str(SOUTH), (("subsidiary", "2"),))
    choices = {**s.mapping.choices, (Topic.BUSINESS_UNIT, str(SOUTH)): there}
    return replace(
        s,
        mapping=replace(s.mapping, choices=choices),
        business_units={**s.business_units, SOUTH: BusinessUnit(SOUTH, "South", "USD")},
        queue=replace(s.queue, invoices=invoices),
    )


def link_step(plan: Plan) -> Step:
    (step,) = (one for one in plan.steps if isinstance(one.record, CustomerLinkRecord))
    return step


def link(plan: Plan) -> CustomerLinkRecord:
    record = link_step(plan).record
    assert isinstance(record, CustomerLinkRecord)
    return record


def creates_a_customer(plan: Plan) -> bool:
    return any(isinstance(one.record, CustomerRecord) for one in plan.steps)


def reasons(plan: Plan) -> list[Reason]:
    return [one.reason for one in plan.refused]


# exactly an internal id (CUS-13)


@pytest.mark.parametrize("text", ["1", "9", "10", "1107", "9" * 18])
def test_digits_alone_are_an_internal_id(text: str) -> None:
    assert internal_id(text) == text


NO_IDS = (
    *("", "0", "01107", "-1107", "+1107", "#1107", "1107x", "x", "11.0", "1,107", "1e3"),
    *(" 1107", "1107 ", "11 07", "1107\n", "\u00a01107"),
    *("\u0661\u0661\u0660\u0667", "\uff11\uff11", "9" * 19),
)


@pytest.mark.parametrize("text", NO_IDS)
def test_anything_else_is_none(text: str) -> None:
    assert internal_id(text) is None


# a customer without a link (CUS-11, CUS-12, CUS-13)


@pytest.mark.parametrize("record", [None, UNLINKED])
def test_a_valid_legacy_id_makes_or_changes_the_link_and_no_customer(
    record: CustomerLink | None,
) -> None:
    links = {MARIA: record} if record else {}
    s = with_legacy_id("1107", HOUSEHOLD, links=links)
    plan = make_plan(s)
    assert reasons(plan) == []
    assert not creates_a_customer(plan)
    assert link(plan).existing == (record.id if record else None)
    assert (link(plan).customer, link(plan).error) == (key(Kind.CUSTOMER, MARIA), "")
    assert s.known[key(Kind.CUSTOMER, MARIA)] == "1107"


def test_the_document_goes_after_its_customers_link() -> None:
    plan = make_plan(with_legacy_id("1107", HOUSEHOLD))
    (booking,) = (one for one in plan.steps if one.document.kind is Kind.INVOICE)
    assert LINK_KEY in booking.needs


@pytest.mark.parametrize("value", ["", " ", "\t\u00a0 "])
def test_a_blank_legacy_id_creates_the_customer(value: str) -> None:
    plan = make_plan(with_legacy_id(value, HOUSEHOLD))
    assert (reasons(plan), creates_a_customer(plan)) == ([], True)


@pytest.mark.parametrize(
    "changes",
    [{"customer_fields": frozenset({"netsuite id"})}, {"settings": EVERY_RUN}],
)
def test_without_such_a_field_nobody_is_matched(changes: dict[str, Any]) -> None:
    s = with_legacy_id("1107", HOUSEHOLD, **changes)
    assert creates_a_customer(make_plan(s))
    assert key(Kind.CUSTOMER, MARIA) not in s.known


def test_a_field_that_is_not_there_is_a_notice_of_the_run() -> None:
    plan = make_plan(situation(settings=LEGACY, customer_fields=frozenset({"Gate code"})))
    (notice,) = plan.notices
    assert notice.document is None
    assert str(notice).startswith(f'ServiceTitan\'s customers have no field "{LEGACY_FIELD}"')


def test_a_field_that_is_there_is_none() -> None:
    assert make_plan(with_legacy_id("", HOUSEHOLD)).notices == ()


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("12x", "it is not a NetSuite internal id."),
        ("1108", "NetSuite has no customer with that id."),
        ("1107", "Lopez household (1107) is inactive in NetSuite."),
    ],
)
def test_an_invalid_legacy_id_keeps_the_document_out(value: str, why: str) -> None:
    plan = make_plan(with_legacy_id(value, replace(HOUSEHOLD, active=False)))
    (refusal,) = plan.refused
    assert refusal.reason is Reason.LEGACY_ID_INVALID
    assert f'Legacy ID "{value}" of customer Maria Lopez (7) is invalid: {why}' in refusal.fact
    assert not creates_a_customer(plan)


def test_a_customer_of_another_subsidiary_is_refused_naming_both() -> None:
    plan = make_plan(with_legacy_id("1107", HOUSEHOLD_SOUTH))
    (refusal,) = plan.refused
    assert refusal.reason is Reason.CUSTOMER_SUBSIDIARY
    for named in ("Lopez household (1107)", "subsidiary South", "subsidiary Parent Company"):
        assert named in refusal.fact


def test_one_of_the_customers_subsidiaries_is_enough() -> None:
    both = replace(HOUSEHOLD, subsidiaries=("2", "1"))
    assert reasons(make_plan(with_legacy_id("1107", both))) == []


def test_a_customer_already_created_under_its_key_is_not_taken_where_a_legacy_id_says_another() -> (
    None
):
    own = {key(Kind.CUSTOMER, MARIA): RemoteId("55")}
    s = with_legacy_id("1107", HOUSEHOLD, entities=own)
    assert s.known[key(Kind.CUSTOMER, MARIA)] == "1107"


# a linked customer (CUS-10)


def test_a_link_counts_more_than_the_legacy_id() -> None:
    s = with_legacy_id("12x", HOUSEHOLD, links={MARIA: LINKED})
    plan = make_plan(s)
    assert [one.document.kind for one in plan.steps] == [Kind.INVOICE]
    assert s.known[key(Kind.CUSTOMER, MARIA)] == "1107"


def test_an_error_left_from_before_a_link_by_hand_is_cleared() -> None:
    merged = replace(LINKED, error="It was not linked.")
    plan = make_plan(with_legacy_id("", HOUSEHOLD, links={MARIA: merged}))
    record = link(plan)
    assert (record.error, record.existing, record.name) == ("", "9", "Maria Lopez")


def test_a_linked_customer_of_another_subsidiary_is_refused_and_its_record_left_alone() -> None:
    plan = make_plan(with_legacy_id("", HOUSEHOLD_SOUTH, links={MARIA: LINKED}))
    assert (reasons(plan), plan.steps) == ([Reason.CUSTOMER_SUBSIDIARY], ())


def test_a_lost_customer_is_refused_whatever_the_legacy_id_says_and_stays_named() -> None:
    lost = {MARIA: replace(UNLINKED, lost=RemoteId("55"))}
    plan = make_plan(with_legacy_id("1107", HOUSEHOLD, links=lost))
    (refusal,) = plan.refused
    assert refusal.reason is Reason.CUSTOMER_LINK_BROKEN
    assert f"crossfoot customers link 7 NETSUITE_ID --tenant {TENANT}" in refusal.remedy
    assert (link(plan).customer, link(plan).lost) == (None, "55")


# what the sync record says (CUS-03)


@pytest.mark.parametrize("record", [None, UNLINKED, replace(UNLINKED, error="Something else.")])
def test_the_record_says_what_keeps_the_documents_out(record: CustomerLink | None) -> None:
    links = {MARIA: record} if record else {}
    written = link(make_plan(with_legacy_id("12x", HOUSEHOLD, links=links)))
    assert (written.customer, written.error) == (None, INVALID)
    assert written.existing == (record.id if record else None)


def test_what_the_record_says_already_is_not_written_again() -> None:
    says = replace(UNLINKED, error=INVALID)
    assert make_plan(with_legacy_id("12x", HOUSEHOLD, links={MARIA: says})).steps == ()


def test_the_error_is_gone_once_the_customer_is_linked() -> None:
    says = replace(UNLINKED, error=INVALID)
    record = link(make_plan(with_legacy_id("1107", HOUSEHOLD, links={MARIA: says})))
    assert (record.error, record.existing) == ("", "9")


def test_the_error_is_gone_once_the_customer_is_created() -> None:
    says = replace(UNLINKED, error=INVALID)
    record = link(make_plan(with_legacy_id("", HOUSEHOLD, links={MARIA: says})))
    assert (record.error, record.existing) == ("", "9")


def test_who_a_customer_was_merged_into_stays_on_its_record() -> None:
    merged = replace(UNLINKED, merged_to=BO)
    record = link(make_plan(with_legacy_id("12x", HOUSEHOLD, links={MARIA: merged})))
    assert record.merged_to == BO


def test_a_record_whose_last_write_is_unsettled_is_not_written() -> None:
    s = with_legacy_id("12x", HOUSEHOLD, unsettled={LINK_KEY: "It was sent."})
    plan = make_plan(s)
    assert plan.steps == ()
    assert [one.document.kind for one in plan.held] == [Kind.CUSTOMER_LINK]


def test_a_document_that_stays_out_for_itself_says_nothing_of_its_customer() -> None:
    s = with_legacy_id("12x", HOUSEHOLD)
    broken = replace(invoice(), total=invoice().total + invoice().total)
    plan = make_plan(replace(s, queue=replace(s.queue, invoices=(broken,))))
    assert (reasons(plan), plan.steps) == ([Reason.TOTALS_DISAGREE], ())


# several documents


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_documents_changes_nothing(order: tuple[int, ...]) -> None:
    ours = invoice(number="I-205")
    theirs = [invoice(number=one, business_unit=SOUTH) for one in ("I-204", "I-206")]
    documents = (theirs[0], ours, theirs[1])
    s = two_subsidiaries(with_legacy_id("1107", HOUSEHOLD), *(documents[i] for i in order))
    plan = make_plan(s)
    assert reasons(plan) == [Reason.CUSTOMER_SUBSIDIARY] * 2
    assert (link(plan).customer, link(plan).error) == (key(Kind.CUSTOMER, MARIA), "")
    assert [one.document.number for one in plan.steps if one.document.kind is Kind.INVOICE] == [
        "I-205"
    ]


def test_an_invoice_in_another_subsidiary_keeps_no_payment_out() -> None:
    s = two_subsidiaries(with_legacy_id("1107", HOUSEHOLD), invoice(business_unit=SOUTH))
    plan = make_plan(replace(s, queue=replace(s.queue, payments=(payment(),))))
    assert reasons(plan) == [Reason.CUSTOMER_SUBSIDIARY]
    assert [one.document.number for one in plan.steps if one.document.kind is Kind.PAYMENT] == [
        "P-17"
    ]
