"""Refunds as the workflow makes them, and as people type them by hand."""

from decimal import Decimal

import pytest

from simulators.servicetitan import MistakeError, ServiceTitan
from tests.simulators.servicetitan.office import Api, Json, Office, line
from tests.simulators.servicetitan.test_documents import balance_of, shown


def paid(office: Office, *prices: str, **changed: object) -> tuple[int, int, int]:
    """A customer, its posted invoice and the payment that pays it in full."""
    customer = office.customer()
    invoice = office.invoice(customer, *prices, **changed)
    total = str(office.st.tenant.invoices[invoice].total)
    applied = [{"invoiceId": invoice, "amount": total}]
    payment = office.payment(customer, total, applications=applied)
    office.batch(invoiceIds=[invoice], paymentIds=[payment])
    return customer, invoice, payment


def by_hand(office: Office, customer: int, amount: str, *applied: tuple[int, str], of: int) -> int:
    parts = [{"invoiceId": invoice, "amount": part} for invoice, part in applied]
    return office.payment(customer, amount, applications=parts, refundedPaymentId=of or None)


def money_of(one: Json) -> tuple[str, str, list[str]]:
    return (
        one["total"],
        one["unappliedAmount"],
        [part["appliedAmount"] for part in one["appliedTo"]],
    )


def test_a_refund_of_an_unapplied_payment_takes_from_what_is_unapplied(
    office: Office, api: Api
) -> None:
    customer = office.customer()
    payment = office.payment(customer, "500.00")
    made = office.refund(payment, "unapplied", amount="200.00", memo="overpaid")
    one = shown(api, "payment", made["id"])
    assert money_of(one) == ("-200.00", "-200.00", [])
    assert (one["refundedPaymentId"], one["memo"], made["adjustment"]) == (
        payment,
        "overpaid",
        None,
    )
    assert money_of(shown(api, "payment", payment)) == ("500.00", "300.00", [])
    assert shown(api, "payment", payment)["refundedPaymentId"] is None
    assert balance_of(api, customer) == Decimal("-300.00")


def test_a_refund_that_reverses_revenue_makes_a_negative_invoice_and_a_negative_payment(
    office: Office, api: Api
) -> None:
    customer, invoice, payment = paid(office, "60.00", "40.00", number="4500")
    made = office.refund(payment, "revenue")
    adjustment = shown(api, "invoice", made["adjustment"]["id"])
    assert (adjustment["referenceNumber"], adjustment["adjustmentToId"]) == ("4500-1", invoice)
    assert [item["price"] for item in adjustment["items"]] == ["-60.00", "-40.00"]
    assert (adjustment["total"], adjustment["balance"]) == ("-100.00", "0.00")
    refund = shown(api, "payment", made["id"])
    assert money_of(refund) == ("-100.00", "0.00", ["-100.00"])
    assert refund["appliedTo"][0]["appliedTo"] == adjustment["id"]
    assert refund["appliedTo"][0]["appliedToReferenceNumber"] == "4500-1"
    assert money_of(shown(api, "payment", payment)) == ("100.00", "0.00", ["100.00"])
    assert shown(api, "invoice", invoice)["balance"] == "0.00"
    assert balance_of(api, customer) == 0


def test_a_refund_that_leaves_revenue_reopens_the_invoice(office: Office, api: Api) -> None:
    customer, invoice, payment = paid(office, "100.00")
    made = office.refund(payment, "non-revenue", amount="30.00")
    assert made["adjustment"] is None
    assert money_of(shown(api, "payment", made["id"])) == ("-30.00", "0.00", ["-30.00"])
    assert money_of(shown(api, "payment", payment)) == ("100.00", "0.00", ["100.00"])
    assert shown(api, "invoice", invoice)["balance"] == "30.00"
    assert shown(api, "invoice", invoice)["paidOn"] is None
    assert balance_of(api, customer) == Decimal("30.00")


@pytest.mark.parametrize(
    ("amount", "prices", "tax"),
    [
        ("108.25", ["-60.00", "-40.00"], "-8.25"),
        ("54.13", ["-30.00", "-20.00"], "-4.13"),
        ("0.01", ["-0.01", "0.00"], "0.00"),
        ("33.33", ["-18.47", "-12.32"], "-2.54"),
    ],
)
def test_a_partial_refund_is_in_proportion_to_the_cent(
    st: ServiceTitan, office: Office, api: Api, amount: str, prices: list[str], tax: str
) -> None:
    zone = st.act("create-tax-zone", name="Washoe", rate="0.0825")["id"]
    items = [line("30.00", quantity="2", taxable=True), line("40.00", taxable=True)]
    _, _, payment = paid(office, items=items, taxZoneId=zone)
    made = office.refund(payment, "revenue", amount=amount)
    one = shown(api, "invoice", made["adjustment"]["id"])
    assert [item["total"] for item in one["items"]] == prices
    assert (one["salesTax"], one["taxZoneId"]) == (tax, zone)
    assert (one["total"], one["balance"]) == (f"-{amount}", "0.00")
    whole = amount == "108.25"
    assert [item["quantity"] for item in one["items"]] == (["2", "1"] if whole else ["1", "1"])


def test_the_items_of_a_refund_may_be_given_and_are_taxed(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    zone = st.act("create-tax-zone", name="Washoe", rate="0.0825")["id"]
    _, _, payment = paid(office, items=[line("100.00", taxable=True)], taxZoneId=zone)
    items = [line("-20.00", taxable=True)]
    made = office.refund(payment, "revenue", items=items)
    one = shown(api, "invoice", made["adjustment"]["id"])
    assert (one["subTotal"], one["salesTax"], one["balance"]) == ("-20.00", "-1.65", "0.00")
    assert shown(api, "payment", made["id"])["total"] == "-21.65"


def test_a_refund_takes_type_account_and_unit_like_any_payment(office: Office, api: Api) -> None:
    _, _, payment = paid(office, "100.00")
    office.st.act("create-payment-type", name="Refund Check")
    made = office.refund(
        payment, "non-revenue", type="Refund Check", glAccountNumber="1200", checkNumber="88"
    )
    one = shown(api, "payment", made["id"])
    assert (one["type"], one["checkNumber"], one["date"]) == (
        "Refund Check",
        "88",
        "2026-10-06T00:00:00Z",
    )
    assert one["generalLedgerAccount"]["number"] == "1200"
    assert one["businessUnit"]["id"] == office.unit_id


def test_a_refund_is_batched_posted_and_exported_like_any_payment(office: Office, api: Api) -> None:
    _, _, payment = paid(office, "100.00")
    made = office.refund(payment, "revenue")
    refund, adjustment = made["id"], made["adjustment"]["id"]
    assert shown(api, "payment", refund)["syncStatus"] == "Pending"
    office.batch(invoiceIds=[adjustment], paymentIds=[refund])
    assert api.ids("accounting/payments?statuses=Posted") == [payment, refund]
    assert api.ids("accounting/payments?totalLess=-100.00") == [refund]
    assert api.ids(f"accounting/payments?appliedToInvoiceIds={adjustment}") == [refund]
    reply = api.post("accounting/payments/status", {"paymentIds": [refund], "status": "Exported"})
    assert reply.status == 200
    assert shown(api, "payment", refund)["syncStatus"] == "Exported"


def test_with_the_workflow_off_a_person_is_told_to_switch_it_on(
    st: ServiceTitan, office: Office
) -> None:
    _, _, payment = paid(office, "100.00")
    office.refund(payment, "non-revenue", amount="1.00")
    st.act("automated-refund-workflow", enabled=False)
    with pytest.raises(MistakeError, match="Switch it on in Setup > Invoicing"):
        st.act("refund", paymentId=payment, reason="non-revenue", date="2026-10-06", type="Check")


def test_two_reasons_do_not_share_a_name(st: ServiceTitan) -> None:
    st.act("create-refund-reason", name="Overpaid", effect="unapplied")
    with pytest.raises(MistakeError, match="There is a refund reason Overpaid already"):
        st.act("create-refund-reason", name="Overpaid", effect="revenue")
    with pytest.raises(MistakeError, match="one of unapplied, revenue, non-revenue"):
        st.act("create-refund-reason", name="Angry", effect="goodwill")


@pytest.mark.parametrize("effect", ["revenue", "non-revenue", "unapplied"])
@pytest.mark.parametrize("amounts", [["100.01"], ["60.00", "40.01"], ["100.00", "0.01"]])
def test_refunds_of_one_payment_never_exceed_it(
    office: Office, effect: str, amounts: list[str]
) -> None:
    if effect == "unapplied":
        payment = office.payment(office.customer(), "100.00")
    else:
        _, _, payment = paid(office, "100.00")
    *within, past = amounts
    for amount in within:
        office.refund(payment, effect, amount=amount)
    with pytest.raises(MistakeError, match=r"is more|nothing that can be refunded"):
        office.refund(payment, effect, amount=past)


def test_what_is_refunded_without_an_amount_is_what_is_left(office: Office, api: Api) -> None:
    _, invoice, payment = paid(office, "100.00")
    totals = [
        shown(api, "payment", office.refund(payment, effect, **given)["id"])["total"]
        for effect, given in (("revenue", {"amount": "30.00"}), ("non-revenue", {}))
    ]
    assert totals == ["-30.00", "-70.00"]
    assert shown(api, "invoice", invoice)["balance"] == "70.00"
    with pytest.raises(MistakeError, match="nothing that can be refunded so"):
        office.refund(payment, "non-revenue")


@pytest.mark.parametrize(
    ("effect", "changed", "why"),
    [
        ("unapplied", {}, "nothing that can be refunded so"),
        ("unapplied", {"invoiceId": 1}, "has no invoiceId"),
        ("non-revenue", {"items": [line("-1.00")]}, "has no items"),
        ("non-revenue", {"amount": "-5.00"}, "more than nothing, not -5.00"),
        ("non-revenue", {"invoiceId": 1}, "There is no invoice 1"),
        ("revenue", {"items": [line("1.00")]}, "make 1.00; a refund's are less"),
        ("revenue", {"items": [line("-100.01")]}, "has 100.00 on invoice"),
        ("revenue", {"items": [line("-9.00")], "amount": "9.01"}, "open with -9.00"),
        ("revenue", {"type": "Gold"}, "no payment type Gold"),
        ("revenue", {"reason": "Angry"}, "no refund reason Angry"),
    ],
)
def test_a_refund_that_cannot_be_changes_nothing(
    st: ServiceTitan, office: Office, effect: str, changed: Json, why: str
) -> None:
    _, _, payment = paid(office, "100.00")
    office.st.act("create-refund-reason", name=effect, effect=effect)
    st.act("automated-refund-workflow", enabled=True)
    before = (repr(st.tenant.invoices), repr(st.tenant.payments), repr(st.tenant.customers))
    with pytest.raises(MistakeError, match=why):
        office.refund(payment, effect, **changed)
    after = (repr(st.tenant.invoices), repr(st.tenant.payments), repr(st.tenant.customers))
    assert after == before


def test_revenue_of_a_pending_invoice_is_not_reversed_by_a_refund(office: Office) -> None:
    customer = office.customer()
    invoice = office.invoice(customer, "100.00")
    applied = [{"invoiceId": invoice, "amount": "100.00"}]
    payment = office.payment(customer, "100.00", applications=applied)
    with pytest.raises(MistakeError, match="Edit the invoice itself"):
        office.refund(payment, "revenue")


def test_of_several_paid_invoices_one_is_named(office: Office, api: Api) -> None:
    customer = office.customer()
    first, second = office.invoice(customer, "60.00"), office.invoice(customer, "40.00")
    applied = [{"invoiceId": first, "amount": "60.00"}, {"invoiceId": second, "amount": "40.00"}]
    payment = office.payment(customer, "100.00", applications=applied)
    with pytest.raises(MistakeError, match="pays 2 invoices: say invoiceId"):
        office.refund(payment, "non-revenue")
    office.refund(payment, "non-revenue", invoiceId=second)
    assert [shown(api, "invoice", one)["balance"] for one in (first, second)] == ["0.00", "40.00"]
    with pytest.raises(MistakeError, match="nothing that can be refunded so"):
        office.refund(payment, "non-revenue", invoiceId=second)


def test_a_refund_by_hand_is_applied_to_an_adjustment_with_its_tax(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    """REF-12, with the workflow off."""
    zone = st.act("create-tax-zone", name="Washoe", rate="0.0825")["id"]
    customer, invoice, payment = paid(office, items=[line(taxable=True)], taxZoneId=zone)
    given = {"adjustmentToId": invoice, "date": "2026-10-06", "taxZoneId": zone}
    made = st.act("create-adjustment", **given, items=[line("-100.00", taxable=True)])
    refund = by_hand(office, customer, "-108.25", (made["id"], "-108.25"), of=payment)
    one = shown(api, "payment", refund)
    assert (one["refundedPaymentId"], money_of(one)) == (payment, ("-108.25", "0.00", ["-108.25"]))
    assert shown(api, "invoice", made["id"])["balance"] == "0.00"
    assert balance_of(api, customer) == 0


def test_a_refund_by_hand_need_not_name_its_payment(office: Office, api: Api) -> None:
    customer, invoice, payment = paid(office, "100.00")
    refund = by_hand(office, customer, "-40.00", (invoice, "-40.00"), of=0)
    assert shown(api, "payment", refund)["refundedPaymentId"] is None
    assert shown(api, "invoice", invoice)["balance"] == "40.00"
    assert money_of(shown(api, "payment", payment)) == ("100.00", "0.00", ["100.00"])


@pytest.mark.parametrize(
    ("amount", "applied", "named", "why"),
    [
        ("-100.01", "-100.00", True, "100.00 left to refund; 100.01 is more"),
        ("-100.00", "-99.99", True, "0.00 unapplied; 0.01 is more. Apply the refund"),
        ("-200.00", "-100.01", False, "100.00 of payments applied that is not refunded"),
        ("-99.99", "-100.00", False, "-100.00 of it cannot be applied"),
        ("-5.00", "5.00", False, "less than nothing, as the refund is, not 5.00"),
        ("5.00", "-5.00", False, "more than nothing, not -5.00"),
        ("5.00", "0.00", False, "more than nothing, not 0.00"),
        ("0.00", "0.00", False, "amount is more than nothing, or less, not 0.00"),
    ],
)
def test_a_refund_by_hand_is_refused_a_cent_past_its_limits(
    office: Office, amount: str, applied: str, named: bool, why: str
) -> None:
    customer, invoice, payment = paid(office, "100.00")
    with pytest.raises(MistakeError, match=why):
        by_hand(office, customer, amount, (invoice, applied), of=payment if named else 0)


@pytest.mark.parametrize("parts", [["-20.01"], ["-15.00", "-5.01"]])
def test_a_refund_takes_no_more_than_the_negative_invoice_is_open_with(
    st: ServiceTitan, office: Office, parts: list[str]
) -> None:
    customer, invoice, payment = paid(office, "100.00")
    given = {"adjustmentToId": invoice, "date": "2026-10-06", "items": [line("-20.00")]}
    credit = st.act("create-adjustment", **given)["id"]
    with pytest.raises(MistakeError, match=r"is open with -(20|5)\.00"):
        by_hand(office, customer, "-50.00", *((credit, part) for part in parts), of=payment)


@pytest.mark.parametrize(
    ("of", "why"),
    [
        ("another customer's", "is another customer's"),
        ("a refund", "is a refund itself"),
        ("a deleted one", "was deleted"),
        ("none there is", "There is no payment 1"),
    ],
)
def test_only_the_customers_own_payment_is_refunded(
    st: ServiceTitan, office: Office, of: str, why: str
) -> None:
    customer = office.customer()
    payment = office.payment(customer, "10.00")
    deleted = office.payment(customer, "10.00")
    st.act("delete-payment", paymentId=deleted)
    refunded = {
        "another customer's": office.payment(office.customer("Bob"), "10.00"),
        "a refund": by_hand(office, customer, "-5.00", of=payment),
        "a deleted one": deleted,
        "none there is": 1,
    }[of]
    with pytest.raises(MistakeError, match=why):
        by_hand(office, customer, "-1.00", of=refunded)


def test_a_refund_is_applied_later_and_unapplied_again(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    customer, invoice, payment = paid(office, "100.00")
    given = {"adjustmentToId": invoice, "date": "2026-10-06", "items": [line("-20.00")]}
    credit = st.act("create-adjustment", **given)["id"]
    refund = by_hand(office, customer, "-30.00", of=0)
    part = st.act("apply-payment", paymentId=refund, invoiceId=credit, amount="-20.00")
    assert money_of(shown(api, "payment", refund)) == ("-30.00", "-10.00", ["-20.00"])
    with pytest.raises(MistakeError, match=r"has -10\.00 left; -10\.01 is more"):
        st.act("apply-payment", paymentId=refund, invoiceId=invoice, amount="-10.01")
    assert st.act("unapply-payment", **part)["amount"] == "-20.00"
    assert shown(api, "invoice", credit)["balance"] == "-20.00"
    assert money_of(shown(api, "payment", payment)) == ("100.00", "0.00", ["100.00"])


def test_an_unapplied_refund_that_is_applied_gives_its_payment_back_what_it_took(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    customer, invoice, _ = paid(office, "100.00")
    given = {"adjustmentToId": invoice, "date": "2026-10-06", "items": [line("-20.00")]}
    credit = st.act("create-adjustment", **given)["id"]
    payment = office.payment(customer, "50.00")
    refund = office.refund(payment, "unapplied")["id"]
    with pytest.raises(MistakeError, match=r"has 0\.00 left"):
        st.act("apply-payment", paymentId=payment, invoiceId=invoice, amount="0.01")
    part = st.act("apply-payment", paymentId=refund, invoiceId=credit, amount="-20.00")
    assert shown(api, "payment", payment)["unappliedAmount"] == "20.00"
    st.act("unapply-payment", **part)
    assert shown(api, "payment", payment)["unappliedAmount"] == "0.00"


def test_money_that_was_refunded_is_not_unapplied(st: ServiceTitan, office: Office) -> None:
    _, invoice, payment = paid(office, "100.00")
    applied = st.tenant.payments[payment].applications[0].id
    (refund,) = office.refund(payment, "non-revenue", amount="0.01")["appliedIds"]
    with pytest.raises(MistakeError, match=r"only 99\.99 of 100\.00 can be unapplied"):
        st.act("unapply-payment", appliedId=applied)
    with pytest.raises(MistakeError, match=r"0\.00 unapplied; 0\.01 is more"):
        st.act("unapply-payment", appliedId=refund)
    assert st.tenant.invoices[invoice].balance == Decimal("0.01")


def test_a_deleted_refund_gives_back_what_it_took(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    customer = office.customer()
    payment = office.payment(customer, "50.00")
    refund = office.refund(payment, "unapplied", amount="20.00")["id"]
    with pytest.raises(MistakeError, match="is refunded by"):
        st.act("delete-payment", paymentId=payment)
    st.act("delete-payment", paymentId=refund)
    assert shown(api, "payment", payment)["unappliedAmount"] == "50.00"
    assert balance_of(api, customer) == Decimal("-50.00")
    st.act("delete-payment", paymentId=payment)
    assert balance_of(api, customer) == 0


def test_what_is_deleted_is_not_deleted_again(st: ServiceTitan, office: Office, api: Api) -> None:
    customer = office.customer()
    payment, invoice = office.payment(customer, "50.00"), office.invoice(customer, "30.00")
    st.act("delete-payment", paymentId=payment)
    st.act("delete-invoice", invoiceId=invoice)
    with pytest.raises(MistakeError, match="was deleted already"):
        st.act("delete-payment", paymentId=payment)
    with pytest.raises(MistakeError, match="was deleted already"):
        st.act("delete-invoice", invoiceId=invoice)
    assert balance_of(api, customer) == 0


def test_a_refunded_invoice_is_not_deleted_though_nothing_is_applied_in_sum(
    st: ServiceTitan, office: Office
) -> None:
    customer = office.customer()
    invoice = office.invoice(customer, "100.00")
    applied = [{"invoiceId": invoice, "amount": "100.00"}]
    payment = office.payment(customer, "100.00", applications=applied)
    office.refund(payment, "non-revenue")
    with pytest.raises(MistakeError, match="is batched or paid and stays"):
        st.act("delete-invoice", invoiceId=invoice)


def test_a_refunded_adjustment_is_not_edited_below_its_refunds(
    st: ServiceTitan, office: Office
) -> None:
    _, _, payment = paid(office, "100.00")
    credit = office.refund(payment, "revenue")["adjustment"]["id"]
    with pytest.raises(MistakeError, match=r"its total cannot be -99\.99"):
        st.act("edit-invoice", invoiceId=credit, items=[line("-99.99")])
    st.act("edit-invoice", invoiceId=credit, items=[line("-100.01")])
    assert st.tenant.invoices[credit].balance == Decimal("-0.01")


def test_a_merge_hands_refunds_over(st: ServiceTitan, office: Office, api: Api) -> None:
    merged = office.customer("Lopez")
    survivor = office.customer("Maria Lopez")
    payment = office.payment(merged, "50.00")
    first = office.refund(payment, "unapplied", amount="20.00")["id"]
    st.act("merge-customers", survivorId=survivor, mergedId=merged)
    second = office.refund(payment, "unapplied")["id"]
    rows = [shown(api, "payment", one) for one in (first, second)]
    assert [(one["customer"]["id"], one["total"]) for one in rows] == [
        (survivor, "-20.00"),
        (survivor, "-30.00"),
    ]
    assert [balance_of(api, one) for one in (survivor, merged)] == [0, 0]


def test_auto_batching_takes_refunds_and_their_adjustments(
    st: ServiceTitan, office: Office, api: Api
) -> None:
    _, _, payment = paid(office, "100.00")
    made = office.refund(payment, "revenue")
    st.act("auto-batching", enabled=True)
    batch = st.act("run-auto-batching")["id"]
    assert api.ids(f"accounting/payments?batchId={batch}") == [made["id"]]
    assert api.ids(f"accounting/invoices?batchId={batch}") == [made["adjustment"]["id"]]
