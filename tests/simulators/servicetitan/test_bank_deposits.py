"""Bank deposits: payments taken to the bank, each in one deposit only."""

from decimal import Decimal

import pytest

from simulators.servicetitan import MistakeError, ServiceTitan
from tests.simulators.servicetitan.office import Api, Json, Office, read

DEPOSITS = "accounting/bank-deposits"


@pytest.fixture
def payments(office: Office) -> tuple[int, int]:
    maria = office.customer()
    return office.payment(maria, "300.00"), office.payment(maria, "700.00")


def test_a_deposit_is_what_its_payments_are_less_fees(
    office: Office, api: Api, payments: tuple[int, int]
) -> None:
    office.deposit(*payments, fees="29.00", feeAccountNumber="4000", name="Monday")
    (one,) = api.rows(DEPOSITS)
    amounts = [one[name] for name in ("grossAmount", "fees", "netAmount")]
    assert amounts == [Decimal("1000.00"), Decimal("29.00"), Decimal("971.00")]
    assert (one["name"], one["depositStatus"], one["syncStatus"]) == (
        "Monday",
        "Deposited",
        "Pending",
    )
    assert (one["bankAccount"]["number"], one["feeAccount"]["number"]) == ("1000", "4000")


def test_a_deposit_lists_its_payments_and_they_name_it(
    office: Office, api: Api, payments: tuple[int, int]
) -> None:
    deposit = office.deposit(payments[1], name="Monday")
    listed = api.rows(f"{DEPOSITS}/{deposit}/transactions")
    assert [(row["id"], row["total"]) for row in listed] == [(payments[1], "700.00")]
    named = {row["id"]: row["deposit"] for row in api.rows("accounting/payments")}
    assert named == {payments[0]: None, payments[1]: {"id": deposit, "name": "Monday"}}
    assert api.ids(f"accounting/payments?depositIds={deposit}") == [payments[1]]
    assert api.rows(f"{DEPOSITS}/1/transactions") == []


def test_a_refund_lowers_the_deposit(office: Office, api: Api, payments: tuple[int, int]) -> None:
    refund = office.payment(office.customer("Bo"), "-50.00")
    office.deposit(payments[0], refund)
    assert api.rows(DEPOSITS)[0]["grossAmount"] == Decimal("250.00")


def test_a_payment_is_in_one_deposit(office: Office, api: Api, payments: tuple[int, int]) -> None:
    office.deposit(payments[0], name="Monday")
    with pytest.raises(MistakeError, match="is in bank deposit Monday already"):
        office.deposit(*payments)
    assert len(api.ids(DEPOSITS)) == 1


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"paymentIds": []}, "at least one payment"),
        ({"paymentIds": [1]}, "no payment 1"),
        ({"bankAccountNumber": "9999"}, "no GL account 9999"),
        ({"feeAccountNumber": "9999"}, "no GL account 9999"),
        ({"fees": "1.005"}, "whole cents"),
    ],
)
def test_a_deposit_that_cannot_be_is_refused(
    office: Office, api: Api, payments: tuple[int, int], changed: Json, why: str
) -> None:
    with pytest.raises(MistakeError, match=why):
        office.deposit(*payments, **changed)
    assert api.rows(DEPOSITS) == []


def test_a_payment_that_went_to_the_bank_is_not_deposited(office: Office) -> None:
    office.st.act("create-gl-account", number="1000", name="Checking", type="Bank")
    paid = office.payment(office.customer(), "10.00", glAccountNumber="1000")
    with pytest.raises(MistakeError, match="went to 1000 Checking already"):
        office.deposit(paid)


def test_a_changed_deposit_lets_its_payments_go(
    st: ServiceTitan, office: Office, api: Api, payments: tuple[int, int]
) -> None:
    deposit = office.deposit(*payments)
    st.act("change-deposit", depositId=deposit, paymentIds=[payments[1]], fees="1.00")
    (one,) = api.rows(DEPOSITS)
    assert (one["grossAmount"], one["netAmount"]) == (Decimal("700.00"), Decimal("699.00"))
    assert api.ids(f"accounting/payments?depositIds={deposit}") == [payments[1]]


def test_a_posted_deposit_is_changed_by_support_only(
    st: ServiceTitan, office: Office, api: Api, payments: tuple[int, int]
) -> None:
    deposit = office.deposit(*payments)
    office.batch(bankDepositIds=[deposit])
    with pytest.raises(MistakeError, match="is Posted already"):
        st.act("change-deposit", depositId=deposit, fees="1.00")
    st.act("change-deposit", depositId=deposit, grossAmount="999.99", force=True)
    assert api.rows(DEPOSITS)[0]["grossAmount"] == Decimal("999.99")


def test_posted_deposits_are_marked_exported_all_or_none(
    office: Office, api: Api, payments: tuple[int, int]
) -> None:
    posted, pending = (office.deposit(one) for one in payments)
    office.batch(bankDepositIds=[posted])
    for ids, status in (([posted, pending], 400), ([posted, 1], 400), ([posted], 200)):
        reply = api.post(f"{DEPOSITS}/markasexported", {"ids": ids})
        assert (reply.status, bool(reply.body)) == (status, status == 400), ids
    assert api.ids(f"{DEPOSITS}?syncStatus=Exported") == [posted]
    assert api.post(f"{DEPOSITS}/markasexported", {"ids": [posted]}).status == 200


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("syncStatus=Pending", True),
        ("syncStatus=Posted", False),
        ("depositStatus=Deposited", True),
        ("depositStatus=Open", False),
        ("reviewStatus=Reviewed", False),
        ("depositDateOnOrAfter=2026-10-05", True),
        ("depositDateBefore=2026-10-05", False),
        ("grossAmountGreater=1000", True),
        ("grossAmountLess=999.99", False),
        ("reviewedBefore=2030-01-01", False),
    ],
)
def test_deposits_are_chosen_by(
    office: Office, api: Api, payments: tuple[int, int], chosen: str, found: bool
) -> None:
    deposit = office.deposit(*payments)
    assert api.ids(f"{DEPOSITS}?{chosen}") == ([deposit] if found else [])


def test_a_deposit_has_no_page_of_its_own(api: Api) -> None:
    reply = api.call("GET", f"{DEPOSITS}/1")
    assert (reply.status, "traceId" in read(reply)) == (404, False)
