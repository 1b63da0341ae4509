"""The tie-out's rows: a customer each, or several that share documents."""

import pytest

from core.documents import CustomerId, Queue
from core.money import Money
from core.ports import Balance
from core.records import CustomerLink, RemoteId
from core.tieout import TieRow, tie
from tests.core.builders import MARIA, invoice, payment

ANN, BEA = CustomerId(17), CustomerId(18)
MARIAS, ANNS, BEAS = RemoteId("c7"), RemoteId("c17"), RemoteId("c18")
OF_MARIA = Queue((invoice("80.00", "I-1"),), (payment("30.00", "P-1"),))
OF_BOTH = Queue(
    (invoice("80.00", "I-1"), invoice("120.00", "I-2", customer=ANN, customer_name="Ann Wood")), ()
)


def linked(who: CustomerId, to: RemoteId | None) -> dict[CustomerId, CustomerLink]:
    return {who: CustomerLink(RemoteId(f"s{who}"), who, to)}


def balance(customer: RemoteId, amount: str, account: str = "11") -> Balance:
    return Balance(customer, account, Money.of(amount))


def row(customer: str, servicetitan: str, netsuite: str) -> TieRow:
    return TieRow(customer, Money.of(servicetitan), Money.of(netsuite))


def test_a_customer_is_compared_by_its_link() -> None:
    balances = [balance(MARIAS, "80.00"), balance(MARIAS, "-30.00", "22")]
    found = tie(OF_MARIA, linked(MARIA, MARIAS), balances)
    assert found.rows == (row("Maria Lopez", "50.00", "50.00"),)
    assert found.agrees


@pytest.mark.parametrize("links", [{}, linked(MARIA, None)])
def test_a_customer_without_a_link_does_not_agree(links: dict[CustomerId, CustomerLink]) -> None:
    assert tie(OF_MARIA, links, []).rows == (row("Maria Lopez", "50.00", "0.00"),)


def test_two_linked_to_one_customer_are_one_row() -> None:
    links = {**linked(MARIA, MARIAS), **linked(ANN, MARIAS)}
    found = tie(OF_BOTH, links, [balance(MARIAS, "200.00")])
    assert found.rows == (row("Maria Lopez and 1 other", "200.00", "200.00"),)


def test_documents_still_with_the_customer_to_be_merged_are_counted_together() -> None:
    servicetitan = Queue((invoice("200.00", "I-1"),), ())
    balances = [balance(MARIAS, "80.00"), balance(ANNS, "120.00")]
    by_link = tie(servicetitan, linked(MARIA, MARIAS), balances[:1])
    assert not by_link.agrees
    (differing,) = by_link.rows
    assert differing.members == {MARIA}
    found = tie(servicetitan, linked(MARIA, MARIAS), balances, {MARIA: [MARIAS, ANNS]})
    assert found.rows == (row("Maria Lopez", "200.00", "200.00"),)


def test_a_relinked_customer_is_joined_with_whom_its_documents_are_booked_to() -> None:
    links = {**linked(MARIA, MARIAS), **linked(ANN, BEAS)}
    balances = [balance(MARIAS, "200.00")]
    found = tie(OF_BOTH, links, balances, {ANN: [MARIAS]})
    assert found.rows == (row("Maria Lopez and 1 other", "200.00", "200.00"),)


def test_a_real_difference_stays_one_when_customers_are_joined() -> None:
    links = {**linked(MARIA, MARIAS), **linked(ANN, BEAS)}
    found = tie(OF_BOTH, links, [balance(MARIAS, "199.99")], {ANN: [MARIAS]})
    assert found.rows[0].difference == Money.of("-0.01")
    assert len(found.rows) == 1
    assert not found.agrees


def test_three_together_are_one_and_two_others() -> None:
    three = (*OF_BOTH.invoices, invoice("1.00", "I-3", customer=BEA, customer_name="Bea Hill"))
    links = {one: CustomerLink(RemoteId(f"s{one}"), one, MARIAS) for one in (MARIA, ANN, BEA)}
    (found,) = tie(Queue(three, ()), links, [balance(MARIAS, "201.00")]).rows
    assert found.customer == "Maria Lopez and 2 others"


def test_customers_who_share_nothing_stay_apart() -> None:
    links = {**linked(MARIA, MARIAS), **linked(ANN, ANNS)}
    balances = [balance(MARIAS, "80.00"), balance(ANNS, "120.00")]
    found = tie(OF_BOTH, links, balances, {MARIA: [MARIAS], ANN: [ANNS]})
    assert [one.customer for one in found.rows] == ["Ann Wood", "Maria Lopez"]
    assert found.agrees
