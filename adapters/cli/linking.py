"""`crossfoot customers link`: say by hand which NetSuite customer a ServiceTitan customer is (CUS-14)."""

from typing import Annotated, Any

import typer
from returns.result import Failure
from rich.console import Group, RenderableType

from adapters.cli.exits import RefusedError
from adapters.cli.invocation import (
    Common,
    ConfigOption,
    DebugOption,
    JsonOption,
    TenantOption,
    invoked,
    user,
)
from adapters.cli.manual import manual
from adapters.cli.sessions import Session
from adapters.cli.words import amount, heading, indented, styled, table
from core.documents import CustomerId, Label
from core.money import Money, total
from core.records import CustomerLink
from core.usecases.linking import Linked, link_customer

HELP = manual(
    "Link a ServiceTitan customer to a customer that NetSuite has, or to another one than now.",
    """Makes or changes the Customer Sync Record; documents to come follow it. What is booked
    already stays with the customer it is booked to, and is listed. It waits for no run:
    while one is under way it is refused. It may be repeated.""",
    "A customer that is not there, or is inactive in NetSuite, is refused: 1.",
    examples=("crossfoot customers link 501 1107 --tenant acme",),
)


def link(
    ctx: typer.Context,
    servicetitan_id: Annotated[int, typer.Argument(help="The customer's id in ServiceTitan.")],
    netsuite_id: Annotated[str, typer.Argument(help="The customer's internal id in NetSuite.")],
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        name, source = at_work.one_tenant(), CustomerId(servicetitan_id)
        linked = at_work.within(lambda session: _link(session, name, source, netsuite_id))
        at_work.screen.answer(lambda: _document(name, linked), lambda: _view(name, linked))


async def _link(session: Session, name: str, source: CustomerId, target: str) -> Linked:
    async with session.tenant(name) as tenant:
        outcome = await link_customer(tenant, session.store, session.clock, source, target, user())
    if isinstance(outcome, Failure):
        raise RefusedError(outcome.failure())
    return outcome.unwrap()


def _document(tenant: str, linked: Linked) -> dict[str, Any]:
    before = linked.before
    return {
        "tenant": tenant,
        "customer": {"id": linked.customer.id, "name": linked.customer.name},
        "before": _before(before) if before else None,
        "now": {"netsuite_id": linked.now.id, "netsuite_name": linked.now.name},
        "changed": linked.changed,
        "staying": [_staying(one) for one in linked.staying],
        "staying_total": _sum(linked).text,
    }


def _before(link: CustomerLink) -> dict[str, str | None]:
    return {
        "netsuite_id": link.customer or link.lost,
        "netsuite_name": link.customer_name or None,
        "error": link.error or None,
    }


def _staying(label: Label) -> dict[str, Any]:
    money = label.amount.text if label.amount is not None else None
    return {"kind": label.kind.value, "id": label.id, "number": label.number, "amount": money}


def _sum(linked: Linked) -> Money:
    return total(one.amount for one in linked.staying if one.amount is not None)


def _view(tenant: str, linked: Linked) -> RenderableType:
    what = "is linked to" if linked.changed else "was linked already to"
    title = f"{tenant} · {linked.customer.called} {what} {linked.now}"
    before = [] if not linked.changed else [indented(styled(f"before: {_was(linked.before)}"))]
    return Group(styled(title, "bold"), *before, *_stays(linked))


def _was(link: CustomerLink | None) -> str:
    if link is None:
        return "no sync record"
    if link.customer is not None:
        return f"{link.customer_name or 'customer'} ({link.customer})"
    if link.lost is not None:
        return f"customer {link.lost}, which NetSuite does not have any more"
    return f"not linked: {link.error}" if link.error else "not linked"


def _stays(linked: Linked) -> list[RenderableType]:
    if not linked.staying:
        return []
    made = table("Document", "Amount", right=("Amount",))
    for label in linked.staying:
        made.add_row(f"{label.kind.words} {label.number}", amount(label.amount))
    made.add_section()
    made.add_row("Total", amount(_sum(linked)), style="bold")
    return [heading("Booked to another customer; these stay there"), indented(made)]
