"""Goods counted in the warehouse, and the journals that makes."""

from decimal import Decimal

from pytest_bdd import given, parsers, then, when

from features.bank_and_stock import SHRINKAGE, count, in_netsuite
from features.office import Office
from features.steps.outcomes import Table, posts

DAY = r"\d{4}-\d\d-\d\d"


@given("lost and found goods go to 5900 Inventory adjustments")
def adjustment_account(office: Office) -> None:
    in_netsuite(office, *SHRINKAGE, "COGS")
    office.configure(inventory_adjustment_account=SHRINKAGE[0])


@given(parsers.parse('the tenant\'s account for inventory adjustments is "{number}"'))
def other_account(office: Office, number: str) -> None:
    office.configure(inventory_adjustment_account=number)


@given("the tenant has chosen no account for inventory adjustments")
def no_account(office: Office) -> None:
    office.configure(inventory_adjustment_account=None)


@given(parsers.re(r"the count (?P<number>\S+) finds"))
def counted(office: Office, number: str, datatable: Table) -> None:
    """Goods, Quantity, Cost."""
    _count(office, number, datatable)
    office.post()


@given(parsers.re(rf"the count (?P<number>\S+) of (?P<day>{DAY}) finds"))
def counted_on(office: Office, number: str, day: str, datatable: Table) -> None:
    _count(office, number, datatable, date=day)
    office.post()


@given(parsers.re(r"the count (?P<number>\S+) in no batch finds"))
def counted_in_no_batch(office: Office, number: str, datatable: Table) -> None:
    _count(office, number, datatable)


@given(parsers.re(r"the count (?P<number>\S+) of no business unit finds"))
def counted_of_no_unit(office: Office, number: str, datatable: Table) -> None:
    _count(office, number, datatable, businessUnitId=None)
    office.post()


def _count(office: Office, number: str, datatable: Table, **changed: object) -> None:
    assert datatable[0] == ["Goods", "Quantity", "Cost"]
    count(office, number, *((what, many, cost) for what, many, cost in datatable[1:]), **changed)


@then(parsers.re(r"the journal of count (?P<number>\S+) has"))
def count_posts(office: Office, number: str, datatable: Table) -> None:
    posts(office, f"ADJ-{number}", datatable)


@then(parsers.re(r"the count (?P<number>\S+) moves (?P<amount>-?\$[\d,.]+) of inventory"))
def moves_inventory(office: Office, number: str, amount: str) -> None:
    assert str(office.row(number).document.amount) == amount


@then(parsers.re(r"the count (?P<number>\S+) is not in NetSuite"))
def count_not_there(office: Office, number: str) -> None:
    assert [one for one in office.transactions() if one["tranId"] == f"ADJ-{number}"] == []


@then("the inventory is worth nothing")
def nothing_left(office: Office) -> None:
    inventory = [row for row in office.trial_balance() if row["number"] == "1300"]
    assert [Decimal(row["debit"]) - Decimal(row["credit"]) for row in inventory] == []


@when("the set-up is checked for inventory adjustments")
def set_up_checked(office: Office) -> None:
    found = [one for one in office.check().findings if one.subject == "Inventory adjustments"]
    office.warnings = [f"{one.words} {one.good}" for one in found]


@then(
    parsers.re(
        r'the check says of inventory adjustments "(?P<words>[^"]+)", '
        r"and that it is (?P<good>good|not good)"
    )
)
def check_says_of_adjustments(office: Office, words: str, good: str) -> None:
    assert office.warnings == [f"{words} {good == 'good'}"]
