"""`crossfoot customers`: whom the queue names, and whom they are in NetSuite (CUS-02, CUS-03)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from adapters.cli.invocation import (
    Common,
    ConfigOption,
    DebugOption,
    JsonOption,
    TenantOption,
    invoked,
)
from adapters.cli.manual import manual
from adapters.cli.sessions import Session
from adapters.cli.words import counted, indented, more, styled, table
from core.documents import CustomerId, Kind
from core.plan import Step
from core.planner import make_plan
from core.records import CustomerLinkRecord, CustomerRecord, Key
from core.situation import Situation
from core.usecases.reading import read_situation

HELP = manual(
    "List the customers that waiting documents name, and whom each is in NetSuite.",
    """A customer is linked, or would be created by the next run under the name shown, or
    stays out with its documents. Reads only.""",
    examples=("crossfoot customers --tenant acme --limit 50",),
)

Limit = Annotated[int, typer.Option("--limit", min=1, help="How many the terminal shows.")]


@dataclass(frozen=True, slots=True)
class NamedCustomer:
    """`netsuite_id` is set when it is linked; else the next run links it, or creates it, as given."""

    id: int
    name: str
    netsuite_id: str | None
    netsuite_name: str | None
    created_as: str | None
    links_to: str | None = None

    @property
    def standing(self) -> str:
        if self.netsuite_id is not None:
            return f"linked to {self.netsuite_name or 'customer'} ({self.netsuite_id})"
        if self.links_to is not None:
            return f"will be linked to {self.links_to}"
        if self.created_as is not None:
            return f"will be created as {self.created_as}"
        return "not linked; see crossfoot run --dry-run for why"


Customers = dict[str, list[NamedCustomer]]


def customers(
    ctx: typer.Context,
    tenant: TenantOption = None,
    limit: Limit = 20,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    common = Common(config, as_json, debug, tenant)
    if ctx.invoked_subcommand is not None:
        ctx.obj = common.over(ctx.find_object(Common) or Common())
        return
    with invoked(ctx, common) as at_work:
        names = at_work.tenants()
        found = at_work.within(lambda session: _named_in_each(session, names))
        at_work.screen.answer(
            lambda: {"tenants": [_document(name, ones) for name, ones in found.items()]},
            lambda: Group(*(_view(name, ones, limit) for name, ones in found.items())),
        )


async def _named_in_each(session: Session, names: Sequence[str]) -> Customers:
    found = {}
    for name in names:
        async with session.tenant(name) as tenant:
            situation = await read_situation(tenant, session.store, session.clock.now())
            found[name] = named_customers(situation)
    return found


def named_customers(s: Situation) -> list[NamedCustomer]:
    """By name."""
    writes = make_plan(s).writes
    created = {
        step.key: step.record.entity_id
        for step in writes
        if isinstance(step.record, CustomerRecord)
    }
    linked = _linked_by(writes, s)
    payments = (*s.queue.payments, *s.later)
    names = {one.customer: one.customer_name for one in s.queue.invoices}
    names |= {one.customer: one.customer_name for one in payments}
    found = [_named(s, customer, name, created, linked) for customer, name in names.items()]
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def _linked_by(writes: Iterable[Step], s: Situation) -> dict[Key, str]:
    """The customers of the books that these steps link, by the key of ServiceTitan's."""
    records = (step.record for step in writes if isinstance(step.record, CustomerLinkRecord))
    known = s.known
    ids = {one.customer: known[one.customer] for one in records if one.customer in known}
    return {key: str(s.book_customers.get(named, named)) for key, named in ids.items() if key}


def _named(
    s: Situation,
    customer: CustomerId,
    name: str,
    created: Mapping[Key, str],
    linked: Mapping[Key, str],
) -> NamedCustomer:
    link = s.links.get(customer)
    if link is not None and link.customer is not None:
        return NamedCustomer(customer, name, link.customer, link.customer_name, None)
    key = s.key(Kind.CUSTOMER, customer)
    return NamedCustomer(customer, name, None, None, created.get(key), linked.get(key))


def _document(tenant: str, found: list[NamedCustomer]) -> dict[str, object]:
    return {"tenant": tenant, "customers": [asdict(one) for one in found]}


def _view(tenant: str, found: list[NamedCustomer], limit: int) -> RenderableType:
    title = styled(f"{tenant} · {counted(len(found), 'customer')} named by documents", "bold")
    if not found:
        return Group(title, Text())
    made = table("Id", "Customer", "In NetSuite", right=("Id",))
    for one in found[:limit]:
        made.add_row(str(one.id), one.name, one.standing)
    rest = more(len(found) - limit, "--json or a higher --limit")
    return Group(title, indented(made), *rest, Text())
