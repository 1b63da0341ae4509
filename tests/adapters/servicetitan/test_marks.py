"""Marking exported: done, read again, and told when it is not so (TRG-11)."""

from typing import Any

import pytest

from adapters.servicetitan.field_service import ServiceTitanFieldService
from core.documents import Kind, Label
from core.ports import ExportMark, MarkFailure
from core.records import RemoteId
from simulators.control.faults import Fault
from simulators.servicetitan import ServiceTitan
from tests.simulators.servicetitan.office import Office

MARKING = "markasexported$|payments/status$"


def mark(kind: Kind, document_id: int) -> ExportMark:
    return ExportMark(Label(kind, document_id, str(document_id)), RemoteId(f"ns-{document_id}"))


def posted(office: Office, count: int = 1) -> list[ExportMark]:
    """Marks for that many invoices and payments, all in a posted batch."""
    maria = office.customer()
    invoices = [office.invoice(maria, "1.00") for _ in range(count)]
    payments = [office.payment(maria, "1.00") for _ in range(count)]
    office.batch(invoiceIds=invoices, paymentIds=payments)
    return [
        *(mark(Kind.INVOICE, one) for one in invoices),
        *(mark(Kind.PAYMENT, one) for one in payments),
    ]


def statuses(st: ServiceTitan) -> set[str]:
    documents = (*st.tenant.invoices.values(), *st.tenant.payments.values())
    return {one.sync_status for one in documents}


async def test_marked_documents_are_exported_and_leave_the_queue(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    marks = posted(office)
    assert await field_service.mark_exported(marks) == []
    assert statuses(st) == {"Exported"}
    assert st.tenant.invoices[marks[0].document.id].export_id == marks[0].remote
    queue = await field_service.queue()
    assert (queue.invoices, queue.payments) == ((), ())


async def test_marking_again_changes_nothing(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    marks = posted(office)
    await field_service.mark_exported(marks)
    before = st.tenant.changes
    assert await field_service.mark_exported(marks) == []
    assert st.tenant.changes == before


async def test_more_documents_than_a_call_takes_are_all_marked(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    assert await field_service.mark_exported(posted(office, count=120)) == []
    assert statuses(st) == {"Exported"}


async def test_nothing_to_mark_is_no_failure(field_service: ServiceTitanFieldService) -> None:
    assert await field_service.mark_exported([]) == []


@pytest.mark.parametrize("trouble", ["lost_reply", "malformed", "timeout"])
async def test_a_spoiled_reply_ends_in_exported_and_no_failure(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService, trouble: str
) -> None:
    st.faults.lay(Fault.of({"kind": trouble, "path": MARKING, "count": 2}))
    assert await field_service.mark_exported(posted(office)) == []
    assert statuses(st) == {"Exported"}
    assert st.faults.spoiled == 2


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.INVOICE, "ServiceTitan does not show it: Invoice 5 was not found."),
        (Kind.PAYMENT, "ServiceTitan does not show it: Payment 5 was not found."),
    ],
)
async def test_an_unknown_document_fails_and_the_others_are_marked(
    st: ServiceTitan,
    office: Office,
    field_service: ServiceTitanFieldService,
    kind: Kind,
    words: str,
) -> None:
    unknown = mark(kind, 5)
    failures = await field_service.mark_exported([*posted(office, count=3), unknown])
    assert failures == [MarkFailure(unknown.document, words)]
    assert statuses(st) == {"Exported"}


async def test_a_document_that_went_back_to_pending_fails_with_the_reason(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    marks = posted(office)
    (batch_id,) = st.tenant.batches
    st.act("unpost-batch", batchId=batch_id)
    failures = await field_service.mark_exported(marks)
    assert [one.document for one in failures] == [one.document for one in marks]
    numbers = [st.tenant.invoices[marks[0].document.id].number]
    numbers.append(st.tenant.payments[marks[1].document.id].number)
    assert [one.why for one in failures] == [
        f"ServiceTitan still says Pending: Invoice {numbers[0]} is not posted.",
        f"ServiceTitan still says Pending: Payment {numbers[1]} is Pending;"
        " it cannot become Exported.",
    ]


@pytest.mark.parametrize("answer", ["{}", "7", "[]", '[null, {"success": false}]'])
async def test_an_answer_that_says_nothing_leaves_it_to_what_is_read_again(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService, answer: str
) -> None:
    fault: dict[str, Any] = {"kind": "status", "status": 200, "path": MARKING, "count": None}
    st.faults.lay(Fault.of({**fault, "body": answer}))
    failures = await field_service.mark_exported(posted(office))
    assert [one.why for one in failures] == ["ServiceTitan still says Posted"] * 2
