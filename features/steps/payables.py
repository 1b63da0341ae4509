"""What is ordered of a vendor, received, billed and sent back, in the words of an office."""

from typing import Final

import pytest
from pytest_bdd import given, parsers, then, when

from core.refusals import Reason
from core.reports import Fate
from features.buying import Buying, expense, pipes
from features.office import Office
from features.premises import TODAY, VENDOR
from features.screens import plain
from features.steps.field_work import MONEY
from features.steps.outcomes import Table

TRANSFORMS: Final = {
    "item receipt": "transform/itemReceipt$",
    "bill": "transform/vendorBill$",
    "vendor credit": "/vendorCredit$",
}


@pytest.fixture
def buying(office: Office) -> Buying:
    return Buying(office)


@given(
    parsers.re(
        rf"(?P<quantity>\d+) pipes at (?P<cost>{MONEY}) are ordered as (?P<number>\S+?)"
        r"(, dated (?P<date>[\d-]+))?"
    )
)
def pipes_ordered(buying: Buying, quantity: str, cost: str, number: str, date: str | None) -> None:
    buying.order(number, quantity, cost, date or TODAY)


@given(
    parsers.re(
        rf"(?P<quantity>\d+) pipes of (?P<order>\S+) are received as (?P<number>\S+?)"
        rf"( at (?P<cost>{MONEY}))?(, dated (?P<date>[\d-]+))?"
    )
)
def pipes_received(
    buying: Buying, quantity: str, order: str, number: str, cost: str | None, date: str | None
) -> None:
    buying.receive(number, order, quantity, cost, date or TODAY)
    buying.office.post_alone(number)


@given(
    parsers.re(
        rf"(?P<quantity>\d+) pipes of (?P<order>\S+) are received as (?P<number>\S+) "
        rf"and billed at (?P<cost>{MONEY}) as (?P<bill>\S+?)"
        rf"(, with (?P<tax>{MONEY}) tax and (?P<shipping>{MONEY}) shipping)?"
    )
)
def received_and_billed(
    buying: Buying,
    quantity: str,
    order: str,
    number: str,
    cost: str,
    bill: str,
    tax: str | None,
    shipping: str | None,
) -> None:
    """Neither is posted yet."""
    charges = {"tax": tax, "shipping": shipping} if tax and shipping else {}
    billed = {"number": bill, "cost": cost, **charges}
    buying.receive(number, order, quantity, billed=billed)


@given(parsers.re(r"(?P<first>\S+) and (?P<second>\S+) are posted in one batch"))
def both_posted(office: Office, first: str, second: str) -> None:
    office.post_alone(first, second)


@given(parsers.re(r"(receipt|bill) (?P<number>\S+) is posted"))
@when(parsers.re(r"(receipt|bill) (?P<number>\S+) is posted"))
def alone_posted(office: Office, number: str) -> None:
    office.post_alone(number)


@given(
    parsers.re(
        rf"(?P<vendor>.+) bills (?P<quantity>\d+) pipes at (?P<cost>{MONEY}) as (?P<number>\S+?), "
        rf"never ordered(, with (?P<tax>{MONEY}) tax)?"
    )
)
def billed_unordered(
    buying: Buying, vendor: str, quantity: str, cost: str, number: str, tax: str | None
) -> None:
    charges = {"tax": plain(tax)} if tax else {}
    buying.bill(number, vendor=vendor, items=pipes(quantity, cost), **charges)
    buying.office.post_alone(number)


@given(
    parsers.re(
        rf"Pipe Supply bills (?P<amount>{MONEY}) of fuel as (?P<number>\S+?)"
        r"( for (?P<customer>.+)'s job)?(, dated (?P<date>[\d-]+))?"
    )
)
def billed_fuel(
    buying: Buying, amount: str, number: str, customer: str | None, date: str | None
) -> None:
    dated = {"date": date} if date else {}
    buying.bill(number, customer=customer, expenseItems=expense(amount), **dated)
    buying.office.post_alone(number)


@given(
    parsers.re(
        r"(?P<quantity>\d+) pipes of (?P<receipt>\S+) go back, "
        r"and Pipe Supply credits them as (?P<credit>\S+)"
    )
)
def gone_back(buying: Buying, quantity: str, receipt: str, credit: str) -> None:
    buying.give_back(credit, receipt, quantity)
    buying.office.post_alone(credit)


@given("account 6000 Expenses is in both systems")
def expense_account(buying: Buying) -> None:
    buying.expense_account()


@given(parsers.parse("{what} of bills goes to account {number}"))
def charge_account(office: Office, what: str, number: str) -> None:
    office.configure(**{f"bill_{what}_account": number})


@given(parsers.parse('vendor "{vendor}" of NetSuite belongs to subsidiary "{subsidiary}" only'))
def vendor_elsewhere(office: Office, vendor: str, subsidiary: str) -> None:
    made = {"id": "77", "name": subsidiary, "parent": {"id": "1"}, "currency": {"id": "1"}}
    there = {"companyName": vendor, "subsidiary": {"id": "77"}}
    office.in_netsuite("POST", "load", {"subsidiaries": [made]})
    office.in_netsuite("POST", "load", {"vendors": [there]})
    office.ids[vendor] = office.act("create-vendor", name=vendor)["id"]


@given(parsers.parse('vendor "{vendor}" is not in NetSuite'))
def vendor_nowhere(office: Office, vendor: str) -> None:
    office.ids[vendor] = office.act("create-vendor", name=vendor)["id"]


@given(parsers.re(rf"NetSuite's answer to the next (?P<what>{'|'.join(TRANSFORMS)}) is lost"))
def payable_answer_lost(office: Office, what: str) -> None:
    office.fault("netsuite", kind="lost_reply", method="POST", path=TRANSFORMS[what])


@then(parsers.re(r"(bill|credit) (?P<number>\S+) is (?P<status>Pending|Posted|Exported)"))
def bill_is(buying: Buying, number: str, status: str) -> None:
    assert buying.status(number) == status


@then("NetSuite's payables are")
def payables_are(office: Office, datatable: Table) -> None:
    """Document, Kind, Amount: every transaction that is bought by, no other."""
    kinds = {
        "purchaseOrder": "order",
        "itemReceipt": "receipt",
        "vendorBill": "bill",
        "vendorCredit": "credit",
    }
    found = [one for one in office.transactions() if one["type"] in kinds]
    shown = [(one["tranId"], kinds[one["type"]], one["total"]) for one in found]
    assert sorted(shown) == sorted((number, kind, plain(of)) for number, kind, of in datatable[1:])


@then(parsers.parse('the run remarks on {number} "{words}"'))
def run_remarks(office: Office, number: str, words: str) -> None:
    said = [one for one in office.report.notices if words in one]
    assert [number in one for one in said] == [True], office.report.notices


@then(parsers.parse("{number} posts nothing"))
def posts_nothing(office: Office, number: str) -> None:
    assert not office.transaction(number)["posting"]


@then(parsers.parse("the run lists {number} as already booked"))
def listed_as_booked(office: Office, number: str) -> None:
    assert office.row(number).fate is Fate.ALREADY_BOOKED


@then(parsers.parse("the dry run predicts for {number}"))
def predicts(office: Office, number: str, datatable: Table) -> None:
    """Account, Debit, Credit."""
    assert office.last is not None
    assert office.last.plan is not None
    steps = (one for one in office.last.plan.steps if one.document.number == number)
    lines = next(steps).entry.lines
    shown = [[str(one.account), str(one.debit or ""), str(one.credit or "")] for one in lines]
    assert shown == datatable[1:]


@then(parsers.parse("the run refuses a second bill {number}"))
def second_refused(office: Office, number: str) -> None:
    row = office.row(number)
    assert (row.fate, row.code) == (Fate.REFUSED, Reason.BILL_NUMBER_TAKEN.value)
    assert f"Bill {number} of {VENDOR} is there twice" in row.explanation


@then(
    parsers.parse(
        '{number} stays out for its vendor "{vendor}", who is of subsidiary "{subsidiary}" only'
    )
)
def vendor_of_another(office: Office, number: str, vendor: str, subsidiary: str) -> None:
    row = office.row(number)
    named = f'Vendor "{vendor}" ({office.ids[vendor]}) is assigned to subsidiary {subsidiary}'
    assert (row.fate, row.code) == (Fate.REFUSED, Reason.VENDOR_SUBSIDIARY.value)
    assert row.explanation.startswith(named)
