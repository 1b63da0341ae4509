"""What is ordered from vendors: rule book, section 6."""

from pytest_bdd import given, parsers, scenarios, then

from core.reports import Fate
from features.office import Office
from features.premises import Json
from features.screens import plain
from features.steps.field_work import MONEY
from features.steps.outcomes import Table

scenarios(".")


@given(
    parsers.re(
        rf"pipe for (?P<pipe>{MONEY}) and valves for (?P<valves>{MONEY}) are ordered "
        r"as (?P<number>\S+) of Pipe Supply"
    )
)
def ordered(office: Office, pipe: str, valves: str, number: str) -> None:
    """Ten pipes and four valves."""
    office.order(number, None, _line("Pipe", 10, pipe), _line("Valves", 4, valves))


@given(
    parsers.re(
        rf"valves for (?P<amount>{MONEY}) are ordered as (?P<number>\S+) of (?P<vendor>.+), "
        r"which NetSuite does not have"
    )
)
def ordered_elsewhere(office: Office, amount: str, number: str, vendor: str) -> None:
    office.ids[vendor] = office.act("create-vendor", name=vendor)["id"]
    office.order(number, None, _line("Valves", 1, amount), vendorId=office.ids[vendor])


@given(parsers.parse("the order {number} is in a posted batch"))
def order_posted(office: Office, number: str) -> None:
    office.post_alone(number)


@given(parsers.re(r"(?P<quantity>\d+) pipe of (?P<number>\S+) is received"))
def partly_received(office: Office, quantity: str, number: str) -> None:
    office.receive(number, Pipe=quantity)
    office.post()


@given(parsers.re(r"(all|the rest) of (?P<number>\S+) is received"))
def received(office: Office, number: str) -> None:
    office.receive(number)
    office.post()


@given(parsers.parse("all of {number} is received, in a batch that is still open"))
def received_in_open_batch(office: Office, number: str) -> None:
    office.receive(number)
    office.open_batch()


@given("purchase orders are switched off")
def switched_off(office: Office) -> None:
    office.configure(sync_purchase_orders=False)


@then(parsers.parse("{number} lists"))
def lists(office: Office, number: str, datatable: Table) -> None:
    """Item, Quantity, Amount: every line of the order."""
    names, *rows = datatable
    assert names == ["Item", "Quantity", "Amount"], names
    found = office.transaction(number)["id"]
    records = office.netsuite_state()["records"]["transaction"]
    lines = next(one for one in records if one["id"] == found)["sublists"]["item"]
    shown = [(one["description"], one["quantity"], one["amount"]) for one in lines]
    assert shown == [(what, quantity, plain(amount)) for what, quantity, amount in rows]


@then("no account has moved")
def no_account_moved(office: Office) -> None:
    assert office.trial_balance() == []
    assert [one for one in office.transactions() if one["posting"]] == []


@then(parsers.parse('{number} stays out for its vendor "{vendor}", who is not in NetSuite'))
def vendor_unknown(office: Office, number: str, vendor: str) -> None:
    row = office.row(number)
    named = f'Vendor "{vendor}" ({office.ids[vendor]}) is not in NetSuite under that name.'
    assert (row.fate, row.explanation) == (
        Fate.REFUSED,
        f"{named} Create it there or rename it.",
    )
    assert [one for one in office.transactions() if one["tranId"] == number] == []


def _line(what: str, quantity: int, amount: str) -> Json:
    cents = int(plain(amount).replace(".", ""))
    cost = f"{cents // quantity // 100}.{cents // quantity % 100:02}"
    return {"description": what, "quantity": str(quantity), "cost": cost}
