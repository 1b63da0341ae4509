"""A small contractor, as its office works in ServiceTitan and as NetSuite keeps its books.

Every story has a company of its own, with empty books, in memory.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from returns.result import Result

from adapters.compose.demonstration import Demonstration, demonstration
from adapters.netsuite.objects import REFUND, REFUND_PAID, REFUND_STATUSES
from core.errors import Blocked, by_cause
from core.money import ZERO, Money
from core.refunds.checks import CheckRequest, Review
from core.refunds.standing import RefundStanding
from core.refunds.worklist import worklist
from core.refusals import Problem
from core.settings import MappingChoice, Topic
from core.tieout import Tie
from core.usecases.paying_refunds import Paid, RefundRun, pay_refunds
from core.usecases.refunds_as_they_stand import read_refunds, review_checks
from core.usecases.running import RunRequest, RunResult, run_tenant
from core.usecases.tying import tie_out

HVAC, HVAC_NORTH = 41, 42
SUPPLIER: Final = 7001
RECEIVABLE, UNDEPOSITED, DEPOSITS, SALES = "1100", "1499", "2200", "4000"
INVENTORY, ACCRUED = "1300", "2010"
BANK, TAX, PAYABLE = "1000", "2300", "2350"
RENO: Final = 2701
REFUND_CHECK: Final = "Refund Check"
TAKEN_BACK, NOT_USED = "The work was taken back", "The money was not used"
OPENING: Final = datetime(2026, 10, 1, 16, tzinfo=UTC)
_WHO: Final = "the demonstration"
SET_UP: Final[Mapping[str, Any]] = {
    "servicetitan": {
        "businessUnits": [{"id": HVAC, "name": "HVAC"}, {"id": HVAC_NORTH, "name": "HVAC North"}],
        "glAccounts": [
            {"number": SALES, "name": "Sales", "type": "Income"},
            {"number": UNDEPOSITED, "name": "Undeposited Funds", "type": "OthCurrAsset"},
            {"number": INVENTORY, "name": "Inventory Asset", "type": "OthCurrAsset"},
            {"number": PAYABLE, "name": "Customer Refunds Payable", "type": "OthCurrLiab"},
        ],
        "paymentTypes": [{"id": 2001, "name": "Check"}, {"id": 2002, "name": REFUND_CHECK}],
        "refundReasons": [
            {"name": TAKEN_BACK, "effect": "revenue"},
            {"name": NOT_USED, "effect": "unapplied"},
        ],
        "taxZones": [{"id": RENO, "name": "Reno", "rate": "0.07"}],
        "actions": [{"action": "automated-refund-workflow", "enabled": True}],
        "vendors": [{"id": SUPPLIER, "name": "Great Basin Supply"}],
    },
    "netsuite": {
        "vendors": [{"companyName": "Great Basin Supply", "subsidiary": {"id": "1"}}],
    },
    "mapping": {
        "businessUnits": [{"id": HVAC, "subsidiaryId": "1"}],
        "settings": {"check_refund_payment_type": REFUND_CHECK, "automated_refunds": True},
    },
}


@dataclass(frozen=True, slots=True)
class Document:
    """What ServiceTitan calls a document: its id, and its number for people."""

    id: int
    number: str


@dataclass
class Company:
    """The office's work and a look at the books. Amounts are decimal text, as people type them."""

    at: Demonstration
    _runs: int = field(default=0, init=False)
    _losses: int = field(default=0, init=False)

    # what the office does in ServiceTitan

    async def customer(self, name: str) -> int:
        address = {"street": "1 Main St", "city": "Reno", "state": "NV", "zip": "89501"}
        made = await self._do("create-customer", name=name, type="Residential", address=address)
        return int(made["id"])

    async def job(self, customer: int) -> int:
        made = await self._do("create-job", customerId=customer, businessUnitId=HVAC)
        return int(made["id"])

    async def invoice(self, customer: int, amount: str, unit: int = HVAC, **more: Any) -> Document:
        """One line of labor on the sales account; a `taxZoneId` adds its tax."""
        line: dict[str, Any] = {"description": "Labor", "price": amount, "glAccountNumber": SALES}
        line["taxable"] = "taxZoneId" in more
        given = {"customerId": customer, "businessUnitId": unit, "date": self._today()}
        made = await self._do("create-invoice", **given, items=[line], **more)
        return Document(int(made["id"]), made["number"])

    async def payment(
        self, customer: int, amount: str, applied: Mapping[int, str] | None = None
    ) -> Document:
        """A check; `applied` are amounts by invoice, at once."""
        splits = [{"invoiceId": one, "amount": part} for one, part in (applied or {}).items()]
        given = {"customerId": customer, "businessUnitId": HVAC, "amount": amount}
        given |= {"date": self._today(), "type": "Check", "glAccountNumber": UNDEPOSITED}
        made = await self._do("take-payment", **given, applications=splits)
        return Document(int(made["id"]), made["referenceNumber"])

    async def apply(self, payment: Document, invoice: Document, amount: str) -> None:
        given = {"paymentId": payment.id, "invoiceId": invoice.id, "amount": amount}
        await self._do("apply-payment", **given, date=self._today())

    async def refund(
        self, payment: Document, amount: str, reason: str
    ) -> tuple[Document, list[Document]]:
        """By check, and the adjustment that its reason makes, if any."""
        given = {"paymentId": payment.id, "amount": amount, "reason": reason}
        given |= {"date": self._today(), "type": REFUND_CHECK, "glAccountNumber": PAYABLE}
        made = await self._do("refund", **given)
        adjusted = [made["adjustment"]] if made["adjustment"] else []
        return (
            Document(int(made["id"]), made["referenceNumber"]),
            [Document(int(one["id"]), one["number"]) for one in adjusted],
        )

    async def received_order(self, job: int, quantity: str, cost: str) -> tuple[Document, Document]:
        """A purchase order for a job, pipe at so much each, and the receipt of all of it."""
        line = {"description": "Pipe", "quantity": quantity, "cost": cost}
        line["glAccountNumber"] = INVENTORY
        given = {"vendorId": SUPPLIER, "businessUnitId": HVAC, "jobId": job}
        today = self._today()
        made = await self._do("create-purchase-order", **given, date=today, items=[line])
        order = Document(int(made["id"]), made["number"])
        made = await self._do("receive-purchase-order", purchaseOrderId=order.id, date=today)
        return order, Document(int(made["id"]), made["number"])

    async def post(self, **documents: list[Document]) -> None:
        """Put them in a batch and post it; `invoices`, `payments`, `orders`, `receipts`."""
        batch = int((await self._do("create-batch", name=f"Batch of {self._today()}"))["id"])
        members = {_MEMBERS[kind]: [one.id for one in some] for kind, some in documents.items()}
        await self._do("add-to-batch", batchId=batch, **members)
        await self._do("post-batch", batchId=batch)

    def next_day(self) -> None:
        self.at.clock.pass_by(timedelta(days=1))

    async def merge(self, loser: int, survivor: int) -> None:
        await self._do("merge-customers", mergedId=loser, survivorId=survivor)

    # what the accountant does with Crossfoot

    async def run(self, dry: bool = False, pinned: str | None = None) -> RunResult:
        self._runs += 1
        request = RunRequest(f"demo-{self._runs}", _WHO, dry, pinned)
        return await run_tenant(self.at.tenant, self.at.store, self.at.clock, request)

    async def map_unit(self, unit: int, subsidiary: str) -> None:
        choice = MappingChoice(Topic.BUSINESS_UNIT, str(unit), (("subsidiary", subsidiary),))
        await self.at.store.choose(self.at.tenant.name, choice, _WHO, self.at.clock.now())

    async def errors(self) -> tuple[Blocked, ...]:
        """What stays out, by its cause, as `crossfoot errors` shows it."""
        return by_cause(await self.at.store.errors(self.at.tenant.name))

    async def tie(self) -> Tie:
        return await tie_out(self.at.tenant)

    async def refunds(self) -> tuple[RefundStanding, ...]:
        """What waits for a check, as `crossfoot refunds list` shows it."""
        now = await read_refunds(self.at.tenant, self.at.store, self.at.clock)
        return worklist(now.standings.values())

    async def check_request(
        self, refunds: Sequence[RefundStanding], amount: str | None = None
    ) -> CheckRequest:
        """A check for each, dated today; all that is left, or this much."""
        bank = (await self.at.tenant.books.chart()).numbered(BANK)
        assert bank is not None, BANK
        cents = None if amount is None else Money.of(amount)
        chosen = {one.key: cents for one in refunds}
        today = self.at.clock.now().date()
        return CheckRequest(self.at.tenant.name, today, bank.account, chosen)

    async def review(self, request: CheckRequest) -> Review:
        return await review_checks(self.at.tenant, self.at.store, self.at.clock, request)

    async def pay(self, request: CheckRequest, reviewed: str) -> Result[Paid, Problem]:
        """Pinned to the hash of the review."""
        self._runs += 1
        run = RefundRun(f"demo-{self._runs}", _WHO)
        at = self.at
        return await pay_refunds(at.tenant, at.store, at.clock, run, request, reviewed)

    # a look at the systems

    async def states(self) -> tuple[Any, Any]:
        """Everything that ServiceTitan and NetSuite remember."""
        return await self.at.servicetitan.look("state"), await self.at.netsuite.look("state")

    async def transactions(self) -> list[dict[str, Any]]:
        """NetSuite's own journal, in the order of booking."""
        found: list[dict[str, Any]] = await self.at.netsuite.look("ledger/transactions")
        return found

    async def trial_balance(self) -> list[dict[str, Any]]:
        """By NetSuite's own ledger."""
        found: list[dict[str, Any]] = await self.at.netsuite.look("ledger/trial-balance")
        return found

    async def refund_records(self) -> dict[str, str]:
        """The status that NetSuite's refund records have, and what is paid of them, by number."""
        state = await self.at.netsuite.look("state")
        records = state["records"].get("transaction", ())
        fields = (one["fields"] for one in records if one["kind"] == REFUND)
        return {one["tranId"]: _status_and_paid(one) for one in fields}

    async def addresses(self) -> dict[str, list[str]]:
        """To whom each of NetSuite's customers has mail addressed, by name."""
        state = await self.at.netsuite.look("state")
        customers = (one for one in state["records"]["entity"] if one["kind"] == "customer")
        return {one["fields"]["altName"]: _addressees(one) for one in customers}

    async def owed(self) -> dict[str, str]:
        """What each of NetSuite's customers owes, by NetSuite's own ledger."""
        sums: dict[str, Money] = defaultdict(lambda: ZERO)
        for one in await self.transactions():
            for line in one["lines"]:
                if line["account"] == RECEIVABLE:
                    sums[one["entity"]["name"]] += Money.of(line["debit"]) - Money.of(
                        line["credit"]
                    )
        return {name: str(amount) for name, amount in sums.items()}

    async def lose_next_reply(self, method: str, path: str) -> None:
        """NetSuite will do what the next such call asks, and its answer will be lost."""
        fault = {"kind": "lost_reply", "method": method, "path": path}
        await self.at.netsuite.do("faults", fault)
        self._losses += 1

    async def replies_lost(self) -> int:
        """How many of those were lost by now."""
        laid = await self.at.netsuite.look("faults")
        return self._losses - sum(int(one["count"]) for one in laid)

    async def _do(self, action: str, **body: Any) -> Any:
        return await self.at.servicetitan.do(f"actions/{action}", body)

    def _today(self) -> str:
        return self.at.clock.now().date().isoformat()


def _status_and_paid(refund: dict[str, Any]) -> str:
    return f"{REFUND_STATUSES[refund['tranStatus']]}, {Money.of(refund[REFUND_PAID])} paid"


def _addressees(customer: dict[str, Any]) -> list[str]:
    lines = customer["sublists"].get("addressBook", ())
    name = customer["fields"]["altName"]
    return [line["addressBookAddress"].get("addressee", name) for line in lines]


_MEMBERS: Final = {
    "invoices": "invoiceIds",
    "payments": "paymentIds",
    "orders": "purchaseOrderIds",
    "receipts": "receiptIds",
}


@asynccontextmanager
async def company() -> AsyncIterator[Company]:
    """A company with empty books."""
    async with demonstration(SET_UP, OPENING) as at:
        yield Company(at)
