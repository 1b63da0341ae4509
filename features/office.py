"""A contractor's office: people at ServiceTitan's and NetSuite's screens, and Crossfoot between them.

The same office works with the vendors in memory and over HTTP; the product's real adapters reach
them either way. All share one clock, which moves only when a step says so. Amounts are text as written.
"""

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import httpx
from returns.result import Result

from adapters.compose.simulation import (
    IN_MEMORY,
    Simulation,
    configuration,
    make_available,
    netsuite_account,
)
from adapters.compose.tenants import Transports, connected
from adapters.config import TenantConfig, config_from
from adapters.engine.in_memory import QueueInMemory
from adapters.netsuite.objects import CUSTOMER_SYNC, SOURCE
from adapters.store import SqlStore, open_store
from core.documents import CustomerId
from core.plan import Step
from core.ports import TenantBusyError
from core.reports import Report, Row
from core.settings import MappingChoice, Topic
from core.tieout import Tie
from core.usecases.checking import Check, check_tenant
from core.usecases.checking_legacy import LegacyCheck, check_legacy
from core.usecases.connected import ConnectedTenant
from core.usecases.linking import Linked, link_customer
from core.usecases.progress import Progress, unwatched
from core.usecases.running import RunRequest, RunResult, run_tenant
from core.usecases.tying import tie_out
from simulators.control.clock import SimClock
from simulators.control.served import served
from simulators.control.vendor import Request
from simulators.control.wire import InMemoryTransport, VendorApp, app
from simulators.netsuite.netsuite import NetSuite
from simulators.servicetitan import ServiceTitan
from simulators.servicetitan.lists import page
from simulators.servicetitan.routes import LISTS

T = TypeVar("T")
Json = dict[str, Any]

NOON: Final = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TODAY: Final = "2026-11-10"
UNIT: Final = "HVAC North"
UNIT_ID: Final = 42
ADDRESS: Final = {"street": "1 Main St", "city": "Reno", "state": "NV", "zip": "89501"}
ACCOUNTS: Final = (
    *(("1000", "Checking"), ("1300", "Inventory"), ("1499", "Undeposited funds")),
    *(("4000", "Service revenue"), ("4100", "Parts revenue"), ("4900", "Discounts")),
)
IN_NETSUITE: Final = (
    {"acctNumber": "4100", "acctName": "Parts revenue", "acctType": {"id": "Income"}},
    {"acctNumber": "4900", "acctName": "Discounts", "acctType": {"id": "Income"}},
)
VENDOR: Final = "Pipe Supply"


@dataclass
class OfficeClock:
    """The vendors' clock, seen by the product; waiting moves it."""

    sim: SimClock

    def now(self) -> datetime:
        return self.sim.now()

    async def sleep(self, seconds: int) -> None:
        self.sim.advance(seconds)
        await asyncio.sleep(0)


@dataclass
class Branch:
    """One tenant: its ServiceTitan, how to reach it, and its configuration."""

    sim: ServiceTitan
    control: httpx.AsyncClient
    config: TenantConfig
    transports: Transports
    unposted: dict[str, list[int]] = field(default_factory=dict)


class Office:
    """`tenant` is the branch at work; documents go by their number, customers by their name."""

    def __init__(self, over_http: bool) -> None:
        self.over_http = over_http
        self.runner = asyncio.Runner()
        self.open = AsyncExitStack()
        self.sim_clock = SimClock(frozen_at=NOON)
        self.clock = OfficeClock(self.sim_clock)
        self.netsuite = netsuite_account(self.sim_clock)
        self.branches: dict[str, Branch] = {}
        self.ids: dict[str, int] = {}
        self.store: SqlStore = self.run_async(
            self.open.enter_async_context(open_store("sqlite://"))
        )
        self.queue = QueueInMemory(self.clock.now)
        self.books_url, self.books = self.run_async(self._reached(self.netsuite))
        self.tenant = "acme"
        self.last: RunResult | None = None
        self.progress: Progress = unwatched
        self.refused_trigger: str | None = None
        self.runs = 0
        self.warnings: list[str] = []
        self.before_run: Json = {}
        self.after_run: Json = {}
        self.books_before_run: Json = {}
        self.remembered: dict[str, Json] = {}
        self._set_up_netsuite()
        self.add_tenant("acme")

    def close(self) -> None:
        self.run_async(self.open.aclose())
        self.runner.close()

    def run_async(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    # the vendors

    async def _reached(self, vendor: NetSuite | ServiceTitan) -> tuple[str, httpx.AsyncClient]:
        """Its URL for the product, and what people do there, which needs no network."""
        wire = app(vendor)
        client = httpx.AsyncClient(base_url=IN_MEMORY, transport=InMemoryTransport(wire))
        return await self._url(wire), await self.open.enter_async_context(client)

    async def _url(self, wire: VendorApp) -> str:
        if not self.over_http:
            return IN_MEMORY
        return await self.open.enter_async_context(served(wire))

    def _told(self, client: httpx.AsyncClient, method: str, path: str, body: Any = None) -> Any:
        async def tell() -> httpx.Response:
            return await client.request(method, f"/_sim/{path}", json=body)

        reply = self.run_async(tell())
        assert reply.status_code == 200, reply.text
        return json.loads(reply.content) if reply.content else None

    def act(self, action: str, **body: Any) -> Json:
        """What a person does in the branch's ServiceTitan."""
        answer: Json = self._told(self.branch.control, "POST", f"actions/{action}", body)
        return answer

    def in_netsuite(self, method: str, path: str, body: Any = None) -> Any:
        """What a person does or sees in NetSuite."""
        return self._told(self.books, method, path, body)

    def fault(self, vendor: str, **fault: Any) -> None:
        """Lay a fault on `servicetitan` or `netsuite` (simulators.control.faults)."""
        client = self.books if vendor == "netsuite" else self.branch.control
        self._told(client, "POST", "faults", fault)

    def no_faults(self, vendor: str) -> None:
        client = self.books if vendor == "netsuite" else self.branch.control
        self._told(client, "DELETE", "faults")

    def break_invoice(self, number: str, **wrong: str) -> None:
        """ServiceTitan's next list of invoices has these members wrong in this one's row."""
        path = "accounting/invoices"
        listed = page(LISTS[path], self.branch.sim.tenant, Request("GET", path))
        answer = json.loads(listed.body, parse_float=str)
        row = next(one for one in answer["data"] if one["id"] == self.ids[number])
        row.update(wrong)
        body = json.dumps(answer)
        self.fault("servicetitan", kind="malformed", method="GET", path="/invoices$", body=body)

    def _set_up_netsuite(self) -> None:
        vendors = [{"companyName": VENDOR, "subsidiary": {"id": "1"}}]
        self.in_netsuite("POST", "load", {"accounts": list(IN_NETSUITE), "vendors": vendors})
        make_available(self.netsuite, [number for number, _ in ACCOUNTS])

    # tenants

    @property
    def branch(self) -> Branch:
        return self.branches[self.tenant]

    def add_tenant(self, name: str) -> None:
        sim = ServiceTitan(1001 + len(self.branches), clock=self.sim_clock, calls_per_second=None)
        url, control = self.run_async(self._reached(sim))
        pair = Simulation(sim, self.netsuite)
        given = configuration(pair, url, self.books_url, name)
        given["tenants"][name]["business_units"] = {str(UNIT_ID): {"subsidiary": "1"}}
        transports = Transports() if self.over_http else pair.transports()
        self.branches[name] = Branch(sim, control, _tenant(given, name), transports)
        before, self.tenant = self.tenant, name
        self._set_up_servicetitan()
        self.tenant = before

    def _set_up_servicetitan(self) -> None:
        self.act("create-business-unit", id=UNIT_ID, name=UNIT, currency="USD")
        for number, account in ACCOUNTS:
            self.act("create-gl-account", number=number, name=account)
        for payment_type in ("Check", "Credit Card"):
            self.act("create-payment-type", name=payment_type)
        self.ids[VENDOR] = self.act("create-vendor", name=VENDOR)["id"]

    def business_unit(self, unit: int, name: str, currency: str = "USD") -> None:
        """Make the unit in ServiceTitan; it maps to nothing yet."""
        if str(unit) not in self.servicetitan_state()["business_units"]:
            self.act("create-business-unit", id=unit, name=name, currency=currency)

    @contextmanager
    def at(self, tenant: str) -> Iterator[None]:
        """Work at another branch for a while."""
        before, self.tenant = self.tenant, tenant
        try:
            yield
        finally:
            self.tenant = before

    def remember_tenants(self) -> None:
        """Keep what every branch's ServiceTitan shows now."""
        for tenant in self.branches:
            with self.at(tenant):
                self.remembered[tenant] = self.servicetitan_state()

    def map_unit(self, unit: int, **named: str) -> None:
        """Choose where a business unit belongs, by names in NetSuite; in force from the next run."""
        target = tuple((what, self.netsuite_id(what, name)) for what, name in named.items())
        self.choose(MappingChoice(Topic.BUSINESS_UNIT, str(unit), target))

    def choose(self, choice: MappingChoice) -> None:
        now = self.clock.now()
        self.run_async(self.store.choose(self.tenant, choice, "the controller", now))

    def netsuite_id(self, what: str, name: str) -> str:
        """The id of the department, class, location or subsidiary with this name."""
        space = self.netsuite_state()["records"]["classification" if what == "class" else what]
        return next(str(one["id"]) for one in space if one["fields"]["name"] == name)

    def wrong_secret(self) -> None:
        """Somebody mistypes the secret of the branch's ServiceTitan."""
        given = self.branch.config.servicetitan.model_dump()
        self.configure(servicetitan={**given, "client_secret": "mistyped"})

    def configure(self, **changes: Any) -> None:
        """Change keys of the branch's configuration, as somebody edits crossfoot.toml."""
        given = self.branch.config.model_dump(by_alias=True, exclude_none=True)
        self.branch.config = TenantConfig.model_validate({**given, **changes})

    # ServiceTitan's screens

    def customer(self, name: str, **changed: Any) -> int:
        """The customer of that name, made when there is none yet."""
        if name not in self.ids:
            given = {"name": name, "type": "Residential", "address": ADDRESS, **changed}
            self.ids[name] = self.act("create-customer", **given)["id"]
        return self.ids[name]

    def invoice(self, number: str, customer: str, *items: Json, **changed: Any) -> int:
        """A new invoice in no batch; `items` as `item` makes them."""
        given = {"customerId": self.customer(customer), "businessUnitId": UNIT_ID, "date": TODAY}
        made = self.act(
            "create-invoice", **{**given, "number": number, "items": list(items), **changed}
        )
        return self.remember("invoiceIds", number, made["id"])

    def adjustment(self, number: str, original: str, *items: Json, **changed: Any) -> int:
        """A new adjustment of a posted invoice, in no batch; of its customer unless given."""
        given = {"adjustmentToId": self.ids[original], "number": number, "date": TODAY}
        made = self.act("create-adjustment", **{**given, "items": list(items), **changed})
        return self.remember("invoiceIds", number, made["id"])

    def payment(self, number: str, customer: str, amount: str, **changed: Any) -> int:
        """A new payment in no batch; `applied` is a mapping of invoice number to amount."""
        applied: Mapping[str, str] = changed.pop("applied", {})
        given = {"customerId": self.customer(customer), "businessUnitId": UNIT_ID, "date": TODAY}
        given |= {"amount": plain(amount), "type": "Check", "referenceNumber": number}
        given["applications"] = [
            {"invoiceId": self.ids[invoice], "amount": plain(part)}
            for invoice, part in applied.items()
        ]
        made = self.act("take-payment", **{**given, **changed})
        return self.remember("paymentIds", number, made["id"])

    def purchase_order(self, number: str, customer: str | None, amount: str) -> None:
        """An order for the customer's job, received whole; order and receipt in no batch yet."""
        item = {"description": "Pipe", "quantity": "1", "cost": plain(amount)}
        given: Json = {"vendorId": self.ids[VENDOR], "businessUnitId": UNIT_ID, "date": TODAY}
        if customer is not None:
            given["jobId"] = self.job(customer)
        given["items"] = [{**item, "glAccountNumber": "1300"}]
        order = self.act("create-purchase-order", number=number, **given)["id"]
        self.remember("purchaseOrderIds", number, order)
        given = {"purchaseOrderId": order, "date": TODAY, "number": f"R-{number}"}
        receipt = self.act("receive-purchase-order", **given)
        self.remember("receiptIds", f"receipt of {number}", receipt["id"])

    def job(self, customer: str) -> int:
        made = self.act("create-job", customerId=self.customer(customer), businessUnitId=UNIT_ID)
        return int(made["id"])

    def post(self, batch: str = "November") -> None:
        """Put every document that is in no batch into one and post it."""
        waiting, self.branch.unposted = self.branch.unposted, {}
        made = self.act("create-batch", name=batch)["id"]
        self.act("add-to-batch", batchId=made, **waiting)
        self.act("post-batch", batchId=made)

    def apply(self, payment: str, invoice: str, amount: str) -> None:
        ids = {"paymentId": self.ids[payment], "invoiceId": self.ids[invoice]}
        applied = self.act("apply-payment", **ids, amount=plain(amount), date="2026-11-15")
        self.ids[f"{payment} on {invoice}"] = applied["appliedId"]

    def order(self, number: str, job: int | None, *lines: Json, **changed: Any) -> None:
        """An order of which nothing is received yet; `lines` name description, quantity, cost."""
        given = {"vendorId": self.ids[VENDOR], "businessUnitId": UNIT_ID, "date": TODAY}
        items = [{"glAccountNumber": "1300", **line} for line in lines]
        whole = {**given, "jobId": job, "items": items, **changed}
        made = self.act("create-purchase-order", number=number, **whole)
        self.remember("purchaseOrderIds", number, made["id"])
        for line, item_id in zip(lines, made["itemIds"], strict=True):
            self.ids[f"{line['description']} of {number}"] = item_id

    def receive(self, number: str, **quantities: str) -> None:
        """A receipt of these quantities by description, or of all that is missing; in no batch."""
        items = [
            {"purchaseOrderItemId": self.ids[f"{what} of {number}"], "quantity": quantity}
            for what, quantity in quantities.items()
        ]
        given: Json = {"purchaseOrderId": self.ids[number], "date": TODAY}
        made = self.act("receive-purchase-order", **given, **({"items": items} if items else {}))
        self.remember("receiptIds", f"receipt of {number}", made["id"])

    def post_alone(self, *numbers: str) -> None:
        """Post a batch of just these; every other document in no batch stays there."""
        asked = {self.ids[number] for number in numbers}
        all_waiting = self.branch.unposted
        self.branch.unposted = {
            kind: [one for one in ids if one in asked] for kind, ids in all_waiting.items()
        }
        self.post()
        self.branch.unposted = {
            kind: [one for one in ids if one not in asked] for kind, ids in all_waiting.items()
        }

    def open_batch(self) -> None:
        """Put every document that is in no batch into one, and leave that open."""
        waiting, self.branch.unposted = self.branch.unposted, {}
        made = self.act("create-batch", name="Still open")["id"]
        self.act("add-to-batch", batchId=made, **waiting)

    def unpost(self, number: str) -> None:
        """Open the invoice's batch again; all in it are pending, and in that batch still."""
        invoice = self.servicetitan_state()["invoices"][str(self.ids[number])]
        self.ids[f"batch of {number}"] = invoice["batch_id"]
        self.act("unpost-batch", batchId=invoice["batch_id"])

    def misread_invoice(self, number: str, member: str, amount: str) -> None:
        """ServiceTitan's next list of invoices shows this amount instead of its own."""
        path = f"/accounting/v2/tenant/{self.branch.sim.tenant.id}/invoices"
        listed = page(LISTS["accounting/invoices"], self.branch.sim.tenant, Request("GET", path))
        shown = json.loads(listed.body, parse_float=str)
        row = next(one for one in shown["data"] if one["referenceNumber"] == number)
        row[member] = amount
        self.fault("servicetitan", kind="status", status=200, path=path, body=json.dumps(shown))

    def remember(self, kind: str, number: str, made: int) -> int:
        self.branch.unposted.setdefault(kind, []).append(made)
        self.ids[number] = made
        return made

    # Crossfoot

    def run(self, **asked: Any) -> Report:
        """One run of the branch; what ServiceTitan held before is kept for comparison."""
        self.before_run = self.servicetitan_state()
        self.books_before_run = self.netsuite_state()
        self.runs += 1
        request = RunRequest(run=f"run-{self.runs}", who="the office", **asked)
        self.last = self.run_async(self._run(self.tenant, request))
        self.after_run = self.servicetitan_state()
        self.sim_clock.advance(60)
        return self.last.report

    async def _run(self, tenant: str, request: RunRequest) -> RunResult:
        async with self._connected(tenant) as systems:
            return await run_tenant(systems, self.store, self.clock, request, self.progress)

    def check(self) -> Check:
        async def checked() -> Check:
            async with self._connected(self.tenant) as systems:
                return await check_tenant(systems, self.store)

        return self.run_async(checked())

    def at_work(self, work: Callable[[ConnectedTenant], Coroutine[Any, Any, T]]) -> T:
        """What somebody does with Crossfoot for the branch, through connections of its own."""

        async def done() -> T:
            async with self._connected(self.tenant) as systems:
                return await work(systems)

        return self.run_async(done())

    def _connected(self, tenant: str) -> AbstractAsyncContextManager[ConnectedTenant]:
        branch = self.branches[tenant]
        return connected(tenant, branch.config, self.clock, branch.transports)

    def trigger_while_running(self) -> None:
        """A second run while the tenant's lease is held by another."""

        async def both() -> None:
            async with self.store.lease(self.tenant, "Dana at the front desk", self.clock.now()):
                await self._run(self.tenant, RunRequest("second", "the office"))

        try:
            self.run_async(both())
        except TenantBusyError as busy:
            self.refused_trigger = str(busy)

    def link(self, customer: str, netsuite_id: str) -> Result[Linked, str]:
        """Somebody links ServiceTitan's customer by hand."""

        async def linked() -> Result[Linked, str]:
            async with self._connected(self.tenant) as systems:
                source = CustomerId(self.ids[customer])
                who = "the controller"
                return await link_customer(
                    systems, self.store, self.clock, source, netsuite_id, who
                )

        return self.run_async(linked())

    def check_legacy(self) -> LegacyCheck:
        async def checked() -> LegacyCheck:
            async with self._connected(self.tenant) as systems:
                return await check_legacy(systems, self.store)

        return self.run_async(checked())

    def tie(self) -> Tie:
        async def tied() -> Tie:
            async with self._connected(self.tenant) as systems:
                return await tie_out(systems, await self.store.mapping(self.tenant))

        return self.run_async(tied())

    @property
    def plan_hash(self) -> str:
        return self.report.plan_hash

    def payload(self, step: Step) -> str:
        """What would be sent to NetSuite for a step of the plan."""

        async def preview() -> str:
            async with self._connected(self.tenant) as systems:
                return systems.books.preview(step).body

        return self.run_async(preview())

    @property
    def report(self) -> Report:
        assert self.last is not None, "nothing has run"
        return self.last.report

    def row(self, number: str) -> Row:
        """What the last run says of the document with this number."""
        found = [row for row in self.report.rows if row.document.number == number]
        assert found, f"the run does not mention {number}: {self.report.rows}"
        return found[0]

    # what the systems show

    def servicetitan_state(self) -> Json:
        state: Json = self._told(self.branch.control, "GET", "state")
        return state

    def netsuite_state(self) -> Json:
        state: Json = self.in_netsuite("GET", "state")
        return state

    def sync_status(self, number: str) -> str:
        """What ServiceTitan says of a document: Pending, Posted or Exported."""
        state = self.servicetitan_state()
        found = [one for kind in ("invoices", "payments") for one in state[kind].values()]
        return str(next(one["sync_status"] for one in found if one["id"] == self.ids[number]))

    def transactions(self) -> list[Json]:
        found: list[Json] = self.in_netsuite("GET", "ledger/transactions")
        return found

    def transaction(self, number: str) -> Json:
        """NetSuite's transaction with this number."""
        found = [one for one in self.transactions() if one["tranId"] == number]
        assert len(found) == 1, f"{number}: {len(found)} transactions in NetSuite"
        return found[0]

    def paid_by(self, number: str) -> list[Json]:
        """What NetSuite's payment is applied to; of a deposit, by its deposit applications."""
        payer = self.transaction(number)
        if payer["type"] == "customerPayment":
            applied: list[Json] = payer["applications"]
            return applied
        uses = [one for one in self.transactions() if one["deposit"] == payer["id"]]
        return [line for one in uses for line in one["applications"]]

    def any_item(self) -> str:
        """The id of an item that NetSuite has."""
        items: list[Json] = self.netsuite_state()["records"]["item"]
        return str(items[0]["id"])

    def trial_balance(self) -> list[Json]:
        rows: list[Json] = self.in_netsuite("GET", "ledger/trial-balance")
        return [row for row in rows if row["debit"] != row["credit"]]

    # NetSuite's customers

    def customers_in_netsuite(self) -> list[Json]:
        """Every customer's fields, and its `id` and `addresses`."""
        found = [one for one in self._records("entity") if one["kind"] == "customer"]
        return [{**one["fields"], "id": one["id"], "addresses": _addresses(one)} for one in found]

    def customer_in_netsuite(self, name: str) -> Json:
        """The customer of that name, ServiceTitan's number after it or left out."""
        found = [one for one in self.customers_in_netsuite() if name in names_of(one)]
        assert len(found) == 1, f"{name}: {len(found)} customers in NetSuite"
        return found[0]

    def sync_records(self) -> list[Json]:
        """Every Customer Sync Record's fields, and its `id`."""
        found = self._records(CUSTOMER_SYNC)
        return [{**one["fields"], "id": one["id"]} for one in found]

    def sync_record(self, name: str) -> Json:
        """The Customer Sync Record of the ServiceTitan customer with this name."""
        source = str(self.ids[name])
        found = [one for one in self.sync_records() if one[SOURCE] == source]
        assert len(found) == 1, f"{name}: {len(found)} sync records"
        return found[0]

    def _records(self, kind: str) -> list[Json]:
        found: list[Json] = self.netsuite_state()["records"].get(kind, [])
        return found


def _addresses(record: Json) -> list[Json]:
    lines: list[Json] = record["sublists"].get("addressBook", [])
    return [line["addressBookAddress"] for line in lines]


def names_of(customer: Json) -> tuple[str, str]:
    """NetSuite's name of a customer, as it is and without ServiceTitan's number."""
    name: str = customer["entityId"]
    return name, name.rstrip("0123456789").rstrip()


def plain(amount: str) -> str:
    """`$1,000.00` as ServiceTitan's screens take it."""
    return amount.replace("$", "").replace(",", "")


def item(price: str = "$100.00", **changed: Any) -> Json:
    """An invoice line on 4000 Service revenue."""
    given = {"description": "Tune-up", "quantity": "1", "glAccountNumber": "4000"}
    return {**given, "price": plain(price), **changed}


def _tenant(given: Json, name: str) -> TenantConfig:
    return config_from(given, Path("crossfoot.toml")).tenants[name]
