"""Marking bills and AP credits as exported: each row has its own outcome (facts §4.8)."""

from collections.abc import Iterable, Mapping

from simulators.control.vendor import Reply
from simulators.servicetitan.records import EXPORTED, Document
from simulators.servicetitan.replies import ok
from simulators.servicetitan.shown import Json
from simulators.servicetitan.tenant import Tenant


def mark(
    tenant: Tenant, kind: str, documents: Mapping[int, Document], ids: Iterable[int], member: str
) -> Reply:
    """A pending or unknown one fails; one that is exported already succeeds and stays."""
    return ok([_marked(tenant, kind, documents, number, member) for number in ids])


def _marked(
    tenant: Tenant, kind: str, documents: Mapping[int, Document], number: int, member: str
) -> Json:
    problem = _problem(kind, documents.get(number), number)
    if problem is None and documents[number].sync_status != EXPORTED:
        documents[number].sync_status = EXPORTED
        tenant.touch(documents[number])
    return {member: number, "success": problem is None, "errorMessage": problem}


def _problem(kind: str, document: Document | None, number: int) -> str | None:
    if document is None:
        return f"{kind} {number} was not found."
    return None if document.locked else f"{kind} {document.number} is not posted."
