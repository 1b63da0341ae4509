"""Which documents go with a run when more stand in the queue than one run takes."""

from collections.abc import Collection, Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from core.documents import (
    CustomerId,
    Invoice,
    InvoiceId,
    Job,
    JobId,
    Kind,
    Payment,
    PaymentId,
    Queue,
)
from core.portion import Portion, left_for_later
from tests.core.builders import invoice, payment

Owners = Sequence[int]
"""The customer of each document, by its place in the queue."""


def portion(
    invoices: Owners,
    payments: Owners,
    most: int,
    merged: Mapping[int, int] | None = None,
    troubled: Collection[int] = (),
) -> Queue:
    """Documents have the numbers 1, 2, … of their kind; `troubled` are invoices."""
    into = {CustomerId(one): CustomerId(to) for one, to in (merged or {}).items()}
    made = Portion(most, {(Kind.INVOICE, one) for one in troubled})
    kept_invoices = tuple(
        invoice(id=InvoiceId(at), customer=CustomerId(owner))
        for at, owner in enumerate(invoices, 1)
        if made.takes((Kind.INVOICE, at), CustomerId(owner))
    )
    kept_payments = tuple(
        payment(id=PaymentId(at), customer=CustomerId(owner))
        for at, owner in enumerate(payments, 1)
        if made.takes((Kind.PAYMENT, at), CustomerId(owner))
    )
    queue = Queue(
        invoices=tuple(one for one in kept_invoices if made.keeps(one.customer)),
        payments=tuple(one for one in kept_payments if made.keeps(one.customer)),
    )
    return made.of(queue, {}, lambda one: into.get(one, one))[0]


def ids(documents: Sequence[Invoice | Payment]) -> list[int]:
    return [int(one.id) for one in documents]


def test_all_go_where_there_is_room() -> None:
    queue = portion([7, 8, 7], [9], most=4)
    assert (ids(queue.invoices), ids(queue.payments), queue.left) == ([1, 2, 3], [1], 0)
    assert left_for_later(queue) == ()


def test_a_customer_goes_whole_or_waits_whole() -> None:
    queue = portion([7, 8, 9, 7], [8, 7], most=4)
    assert (ids(queue.invoices), ids(queue.payments), queue.left) == ([1, 4], [2], 3)
    (said,) = left_for_later(queue)
    assert str(said) == (
        "3 documents and jobs wait in ServiceTitan for the next run: this one takes no more."
    )


def test_one_with_more_than_a_run_takes_goes_alone() -> None:
    queue = portion([7, 7, 8, 7], [7, 8], most=2)
    assert (ids(queue.invoices), ids(queue.payments), queue.left) == ([1, 2, 4], [1], 2)


def test_a_merged_customer_goes_with_its_survivor() -> None:
    queue = portion([7, 8, 10, 11, 9], [9, 7], most=4, merged={9: 7})
    assert (ids(queue.invoices), ids(queue.payments), queue.left) == ([2, 3], [], 5)
    queue = portion([7, 9, 8], [9, 7], most=4, merged={9: 7})
    assert (ids(queue.invoices), ids(queue.payments), queue.left) == ([1, 2], [1, 2], 1)


def test_those_in_trouble_go_last_and_keep_nobody_out() -> None:
    queue = portion([7, 8, 9, 10], [7, 9], most=2, troubled=[1, 2])
    assert (ids(queue.invoices), ids(queue.payments), queue.left) == ([3], [2], 4)


def test_jobs_go_with_their_customers_and_others_while_there_is_room() -> None:
    made = Portion(4)
    owners = {1: 7, 2: 8, 3: 9, 4: 5, 5: 6}
    jobs = {JobId(at): Job(JobId(at), f"J-{at}", CustomerId(one)) for at, one in owners.items()}
    kept = tuple(
        invoice(id=InvoiceId(at), customer=CustomerId(owner))
        for at, owner in enumerate([7, 8, 9, 9, 9], 1)
        if made.takes((Kind.INVOICE, at), CustomerId(owner))
    )
    queue, going = made.of(Queue(invoices=kept), jobs, lambda one: one)
    assert (ids(queue.invoices), list(going), queue.left) == ([1, 2], [1, 2], 3 + 3)
    queue, going = Portion(2).of(Queue(), jobs, lambda one: one)
    assert (list(going), queue.left) == ([1, 2], 3)
    assert Portion(5).of(Queue(), jobs, lambda one: one) == (Queue(), jobs)


def test_a_job_of_a_merged_customer_goes_with_the_invoice_that_names_it() -> None:
    """Else the invoice would be posted without its project."""
    made, job = Portion(1), Job(JobId(5), "J-5", CustomerId(9))
    kept = tuple(
        invoice(id=InvoiceId(at), customer=CustomerId(owner), job=job.id)
        for at, owner in enumerate([7, 8], 1)
        if made.takes((Kind.INVOICE, at), CustomerId(owner))
    )
    queue, going = made.of(Queue(invoices=kept), {job.id: job}, lambda _: CustomerId(7))
    assert (ids(queue.invoices), list(going), queue.left) == ([1], [job.id], 1)


@given(
    st.lists(st.integers(1, 9), max_size=30),
    st.lists(st.integers(1, 9), max_size=30),
    st.integers(1, 40),
    st.sets(st.integers(1, 30)),
    st.dictionaries(st.integers(1, 4), st.integers(5, 9)),
)
def test_something_goes_nobody_is_torn_and_all_are_counted(
    invoices: Owners, payments: Owners, most: int, troubled: set[int], merged: dict[int, int]
) -> None:
    queue = portion(invoices, payments, most, merged, troubled)
    going = {one.customer for one in queue.invoices} | {one.customer for one in queue.payments}
    whole = len(invoices) + len(payments)
    gone = len(queue.invoices) + len(queue.payments)
    assert gone + queue.left == whole
    assert bool(gone) == bool(whole)
    assert gone <= most or len({merged.get(one, one) for one in going}) == 1
    if not queue.left:
        return
    assert ids(queue.invoices) == [at for at, one in enumerate(invoices, 1) if one in going]
    assert ids(queue.payments) == [at for at, one in enumerate(payments, 1) if one in going]
