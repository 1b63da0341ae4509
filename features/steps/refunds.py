"""Money given back in ServiceTitan, and the refund as NetSuite has it."""

import json
from decimal import Decimal
from typing import Final

from pytest_bdd import given, parsers, when

from adapters.compose.simulation import make_available
from adapters.netsuite import objects
from features.office import Office
from features.premises import Json
from features.screens import plain
from features.steps.field_work import MONEY
from features.steps.refund_outcomes import refund_of

GOES_BY: Final = {
    "check": {"type": "Check Refund", "glAccountNumber": "2350"},
    "card": {"type": "Card Refund", "glAccountNumber": "1499"},
}
REFUND_REASONS: Final = {
    "the work is taken back": "revenue",
    "only the money goes back": "non-revenue",
    "it was not used": "unapplied",
}
STATES: Final = {"on": True, "off": False}
REFUSAL: Final = json.dumps(
    {
        "title": "Bad Request",
        "status": 400,
        "o:errorDetails": [{"detail": "The record is locked.", "o:errorCode": "USER_ERROR"}],
    }
)
WRITE_TROUBLES: Final[dict[str, Json]] = {
    "takes it, but its reply is lost": {"kind": "lost_reply"},
    "does not answer": {"kind": "timeout"},
    "refuses it": {"kind": "status", "status": 400, "body": REFUSAL},
}
REFUND_WRITES: Final = {
    "journal": ("POST", "/journalEntry$"),
    "Customer Refund": ("POST", "/customerRefund$"),
    "payment": ("POST", "/customerPayment$"),
    "refund record": ("POST", f"/{objects.REFUND}$"),
    "release of the deposit": ("POST", "depositApplication$"),
    "application of the credit memo": ("PATCH", "/creditMemo/"),
    "application of the payment": ("PATCH", "/customerPayment/"),
    "note on the refund record": ("PATCH", f"/{objects.REFUND}/"),
}
REFUND_DAY: Final = "2026-11-16"

# --- set-up ---------------------------------------------------------------------------------------


@given("refunds are set up")
def refunds_set_up(office: Office) -> None:
    office.act("create-gl-account", number="2350", name="Customer Refunds Payable")
    make_available(office.netsuite, ["2350"])
    for payment_type in ("Check Refund", "Card Refund"):
        office.act("create-payment-type", name=payment_type)
    for reason, effect in REFUND_REASONS.items():
        office.act("create-refund-reason", name=reason, effect=effect)
    office.act("automated-refund-workflow", enabled=True)
    office.configure(check_refund_payment_type="Check Refund", automated_refunds=True)


@given(parsers.parse("refunds land as {style}"))
def refunds_land_as(office: Office, style: str) -> None:
    office.configure(refund_style=style.replace(" ", "_"))


@given(parsers.re(r"NetSuite's feature Custom Transactions is (?P<state>on|off)"))
@when(parsers.re(r"NetSuite's feature Custom Transactions is turned (?P<state>on|off)"))
def custom_transactions(office: Office, state: str) -> None:
    office.in_netsuite("PUT", "features", {"customTransactions": STATES[state]})


@given("the tenant names no payment type for check refunds")
def no_check_type(office: Office) -> None:
    office.configure(check_refund_payment_type=None)


@given("the Automated Refund Workflow is not configured")
def not_automated(office: Office) -> None:
    office.configure(automated_refunds=False)


# --- ServiceTitan ---------------------------------------------------------------------------------


@given(
    parsers.re(
        rf"(?P<amount>{MONEY}) of (?P<payment>\S+) goes back by (?P<how>check|card) "
        rf"as (?P<number>\S+): (?P<reason>{'|'.join(REFUND_REASONS)})"
    )
)
def goes_back(
    office: Office, amount: str, payment: str, how: str, number: str, reason: str
) -> None:
    _refunded(office, amount, payment, how, number, reason)
    office.post()


@given(
    parsers.re(
        rf"(?P<amount>{MONEY}) of (?P<payment>\S+) goes back by (?P<how>check|card) "
        rf"as (?P<number>\S+) in no batch: (?P<reason>{'|'.join(REFUND_REASONS)})"
    )
)
def goes_back_in_no_batch(
    office: Office, amount: str, payment: str, how: str, number: str, reason: str
) -> None:
    _refunded(office, amount, payment, how, number, reason)


def _refunded(
    office: Office, amount: str, payment: str, how: str, number: str, reason: str
) -> None:
    given = {"paymentId": office.ids[payment], "reason": reason, "amount": plain(amount)}
    made = office.act("refund", **given, **GOES_BY[how], date=REFUND_DAY, referenceNumber=number)
    office.remember("paymentIds", number, made["id"])
    if made["adjustment"]:
        office.remember("invoiceIds", f"{number}'s credit memo", made["adjustment"]["id"])


@given(
    parsers.re(
        rf"(?P<amount>{MONEY}) goes back to (?P<customer>.+) by (?P<how>check|card) "
        r"as (?P<number>\S+), on (?P<invoice>\S+)"
    )
)
def given_back_on(
    office: Office, amount: str, customer: str, how: str, number: str, invoice: str
) -> None:
    """A negative payment, made by hand and applied to this adjustment."""
    applied = {invoice: f"-{amount}"}
    office.payment(number, customer, f"-{amount}", **GOES_BY[how], applied=applied, date=REFUND_DAY)
    office.post()


@given(parsers.parse("{number} is taken off what it was applied to"))
def refund_taken_off(office: Office, number: str) -> None:
    refund = office.servicetitan_state()["payments"][str(office.ids[number])]
    for one in refund["applications"]:
        office.act("unapply-payment", appliedId=one["id"])


@given(parsers.re(rf"(?P<amount>{MONEY}) of (?P<number>\S+) is left on invoice (?P<invoice>\S+)"))
def refund_left_on(office: Office, amount: str, number: str, invoice: str) -> None:
    given = {"paymentId": office.ids[number], "invoiceId": office.ids[invoice]}
    office.act("apply-payment", **given, amount=f"-{plain(amount)}", date=REFUND_DAY)


# --- NetSuite -------------------------------------------------------------------------------------


@given(
    parsers.re(
        rf"NetSuite gets the (?P<what>{'|'.join(REFUND_WRITES)}) "
        rf"and (?P<trouble>{'|'.join(WRITE_TROUBLES)})"
    )
)
def trouble_with_write(office: Office, what: str, trouble: str) -> None:
    method, path = REFUND_WRITES[what]
    office.fault("netsuite", method=method, path=path, **WRITE_TROUBLES[trouble])


@given(
    parsers.re(
        rf"somebody in NetSuite changes the amount of (?P<number>\S+) to (?P<amount>{MONEY})"
    )
)
def amount_changed(office: Office, number: str, amount: str) -> None:
    found = refund_of(office, number)
    change = {"type": found["type"], "id": found["id"], "fields": {"total": plain(amount)}}
    office.in_netsuite("POST", "actions/edit", change)


@given(parsers.parse("the refund record of {number} is deleted in NetSuite"))
def record_deleted(office: Office, number: str) -> None:
    found = refund_of(office, number)
    office.in_netsuite("POST", "actions/delete", {"type": found["type"], "id": found["id"]})


@given("NetSuite refuses every refund record")
def every_record_refused(office: Office) -> None:
    method, path = REFUND_WRITES["refund record"]
    trouble = WRITE_TROUBLES["refuses it"]
    office.fault("netsuite", method=method, path=path, count=None, **trouble)


@given("NetSuite answers as usual again")
def netsuite_as_usual(office: Office) -> None:
    office.no_faults("netsuite")


@when("an hour passes")
def hour_passes(office: Office) -> None:
    office.sim_clock.advance(3600)


@given("the marks of all refunds are lost in ServiceTitan")
def marks_lost(office: Office) -> None:
    """As when ServiceTitan's support opens a batch again and posts it."""
    state = office.servicetitan_state()
    refunds = {one["batch_id"] for one in state["payments"].values() if Decimal(one["amount"]) < 0}
    for batch in sorted(refunds):
        office.act("unpost-batch", batchId=batch)
        office.act("post-batch", batchId=batch)


@given(
    parsers.re(
        rf"(?P<amount>{MONEY}) of (?P<payment>\S+) goes back by an unmapped type "
        r"as (?P<number>\S+): it was not used"
    )
)
def goes_back_unmapped(office: Office, amount: str, payment: str, number: str) -> None:
    office.act("create-gl-account", number="2399", name="Somewhere else")
    given = {"paymentId": office.ids[payment], "reason": "it was not used"}
    kind = {"type": "Check Refund", "glAccountNumber": "2399"}
    made = office.act(
        "refund", **given, amount=plain(amount), **kind, date=REFUND_DAY, referenceNumber=number
    )
    office.remember("paymentIds", number, made["id"])
    office.post()
