"""What the check remarks where the two systems disagree on who is one customer (CUS-15, CUS-16)."""

from core.customers.inconsistent import remarks_on_merges
from core.records import RemoteId
from tests.core.builders import MARIA
from tests.core.test_merging import ANN, ANNS, BEA, CARL, LINKED, MARIAS, link, merged, merging


def test_customers_of_their_own_in_both_systems_are_no_matter() -> None:
    assert remarks_on_merges(merging(*LINKED, gone=())) == ()


def test_two_customers_that_are_one_in_netsuite_are_named() -> None:
    shared = (link(ANN, MARIAS), link(MARIA, MARIAS, customer_name="Maria Lopez 7"))
    ((what, words),) = remarks_on_merges(merging(*shared, gone=()))
    assert what == "Customer Maria Lopez 7 (c7)"
    assert words.startswith("Maria Lopez (7) and Ann Wood (17) are customers of their own")


def test_three_are_listed() -> None:
    shared = (link(ANN, MARIAS), link(BEA, MARIAS), link(CARL, MARIAS))
    ((_, words),) = remarks_on_merges(merging(*shared, gone=()))
    assert words.startswith("Ann Wood (17), Bea Hill (18) and Carl Reed (19) are")


def test_a_merge_that_is_done_is_no_matter() -> None:
    links = (link(ANN, MARIAS, merged_to=MARIA), link(MARIA, MARIAS))
    assert remarks_on_merges(merging(*links)) == ()


def test_a_merge_that_netsuite_does_not_show_yet_is_named() -> None:
    ((what, words),) = remarks_on_merges(merging(*LINKED))
    assert what == "Merge of Ann Wood into Maria Lopez"
    assert "The next run sees to it" in words


def test_one_that_never_was_in_netsuite_is_no_matter() -> None:
    assert remarks_on_merges(merging(link(MARIA, MARIAS))) == ()


def test_a_customer_relinked_to_that_of_another_one_is_named() -> None:
    links = (link(ANN, ANNS), link(MARIA, MARIAS), link(BEA, ANNS), link(CARL, RemoteId("c19")))
    ((what, words),) = remarks_on_merges(merging(*links, gone=(merged(CARL, MARIA),)))[:1]
    assert what == "Customer without a name (c17)"
    assert words.startswith("Ann Wood (17) and Bea Hill (18)")
