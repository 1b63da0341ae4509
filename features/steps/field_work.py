"""What people do in ServiceTitan before a run, in the words of an office.

Documents whose sentence says nothing of a batch are posted in one at once.
"""

from decimal import Decimal

from pytest_bdd import given, parsers, when

from features.office import Office
from features.premises import UNIT_ID
from features.screens import item

MONEY = r"\$[\d,]+\.\d\d"


@given(parsers.re(rf"(?P<customer>.+) owes (?P<amount>{MONEY}) on invoice (?P<number>\S+)"))
def owes(office: Office, customer: str, amount: str, number: str) -> None:
    office.invoice(number, customer, item(amount))
    office.post()


@given(
    parsers.re(
        rf"(?P<customer>.+) owes (?P<amount>{MONEY}) on invoice (?P<number>\S+) "
        r"dated (?P<day>\d{4}-\d\d-\d\d)"
    )
)
def owes_dated(office: Office, customer: str, amount: str, number: str, day: str) -> None:
    office.invoice(number, customer, item(amount), date=day)
    office.post()


@given(
    parsers.re(
        rf"(?P<customer>.+) owes (?P<amount>{MONEY}) on invoice (?P<number>\S+) "
        r'of business unit "(?P<unit>[^"]+)" \((?P<unit_id>\d+)\)'
    )
)
def owes_of_unit(
    office: Office, customer: str, amount: str, number: str, unit: str, unit_id: str
) -> None:
    office.business_unit(int(unit_id), unit)
    office.invoice(number, customer, item(amount), businessUnitId=int(unit_id))
    office.post()


@given(
    parsers.re(rf"invoice (?P<number>\S+) of (?P<customer>.+) for (?P<amount>{MONEY}) in no batch")
)
def in_no_batch(office: Office, number: str, customer: str, amount: str) -> None:
    office.invoice(number, customer, item(amount))


@given(parsers.parse("invoice {number} of {customer} bills"))
def bills(office: Office, number: str, customer: str, datatable: list[list[str]]) -> None:
    """Lines in a table: Line, Account, and maybe Kind, Quantity, Price, Taxable."""
    office.invoice(number, customer, *billed(datatable), businessUnitId=UNIT_ID)
    office.post()


def billed(datatable: list[list[str]]) -> list[dict[str, object]]:
    """The items of such a table."""
    names, *rows = datatable
    return [_line(dict(zip(names, row, strict=True))) for row in rows]


def _line(line: dict[str, str]) -> dict[str, object]:
    number = line["Account"].split()[0]
    kind = line.get("Kind", "Service").title().replace(" ", "")
    extra = {"taxable": line.get("Taxable") == "yes", "quantity": line.get("Quantity", "1")}
    extra["type"] = kind
    return item(line["Price"], description=line["Line"], glAccountNumber=number, **extra)


@given(parsers.re(r"sales tax in (?P<zone>.+) is (?P<percent>[\d.]+)%"))
def tax_zone(office: Office, zone: str, percent: str) -> None:
    rate = str(Decimal(percent) / 100)
    office.ids[zone] = office.act("create-tax-zone", name=zone, rate=rate)["id"]


@given(parsers.parse("invoice {number} of {customer} is taxed in {zone} and bills"))
def taxed(
    office: Office, number: str, customer: str, zone: str, datatable: list[list[str]]
) -> None:
    office.invoice(number, customer, *billed(datatable), taxZoneId=office.ids[zone])
    office.post()


@given(parsers.re(rf"(?P<customer>.+) paid (?P<amount>{MONEY}) as (?P<number>\S+)"))
def paid(office: Office, customer: str, amount: str, number: str) -> None:
    office.payment(number, customer, amount)
    office.post()


@given(
    parsers.re(
        rf"(?P<customer>.+) paid (?P<amount>{MONEY}) as (?P<number>\S+), "
        rf"(?P<part>{MONEY}) of it on invoice (?P<invoice>\S+)"
    )
)
def paid_on(
    office: Office, customer: str, amount: str, number: str, part: str, invoice: str
) -> None:
    office.payment(number, customer, amount, applied={invoice: part})
    office.post()


@given(
    parsers.re(
        rf"(?P<customer>.+) paid (?P<amount>{MONEY}) as (?P<number>\S+), "
        rf"(?P<part>{MONEY}) of it on invoice (?P<invoice>\S+) "
        rf"and (?P<rest>{MONEY}) on invoice (?P<other>\S+)"
    )
)
def paid_on_two(
    office: Office,
    customer: str,
    amount: str,
    number: str,
    part: str,
    invoice: str,
    rest: str,
    other: str,
) -> None:
    office.payment(number, customer, amount, applied={invoice: part, other: rest})
    office.post()


@given(
    parsers.re(
        rf"purchase order (?P<number>\S+) of (?P<amount>{MONEY}) for (?P<customer>.+)'s job "
        "is received"
    )
)
def ordered(office: Office, number: str, amount: str, customer: str) -> None:
    office.purchase_order(number, customer, amount)
    office.post()


@given(
    parsers.re(rf"(?P<amount>{MONEY}) of (?P<payment>\S+) is applied to invoice (?P<number>\S+)")
)
@when(parsers.re(rf"(?P<amount>{MONEY}) of (?P<payment>\S+) is applied to invoice (?P<number>\S+)"))
def applied(office: Office, amount: str, payment: str, number: str) -> None:
    office.apply(payment, number, amount)


@given(parsers.parse("{payment} is taken off invoice {number}"))
@when(parsers.parse("{payment} is taken off invoice {number}"))
def taken_off(office: Office, payment: str, number: str) -> None:
    office.act("unapply-payment", appliedId=office.ids[f"{payment} on {number}"])


@given("every document is posted")
@when("every document is posted")
def posted(office: Office) -> None:
    office.post()
