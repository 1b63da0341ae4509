"""Whatever is given back, and whatever NetSuite does meanwhile: refunds end in the books once, and whole.

Histories of people who are billed, pay, use their money and get it back, with runs in between whose
writes meet trouble. A failure names its seed and what was done.
"""

import json
import random
from dataclasses import dataclass, field
from typing import Any, Final

import pytest

from adapters.compose.simulation import TENANT, make_available
from adapters.compose.trouble.ledgers import in_balance
from adapters.demo.company import HVAC, SALES
from adapters.netsuite.objects import REFUND
from core.money import Money
from core.reports import Fate
from simulators.control.plane import control
from simulators.control.vendor import Request
from tests.simulation.strikes import ANSWERS
from tests.simulation.test_any_order import ADDRESS, DATE, Office, office

PAYABLE: Final = "2350"
EFFECTS: Final = ("unapplied", "revenue", "non-revenue")
WRITES: Final = (
    "/record/v1/journalEntry$",
    f"/record/v1/{REFUND}",
    "depositApplication$",
    "/creditMemo",
)
TROUBLES: Final = ("reply lost", "500 before commit", "timeout before commit", "commit in 20 s")


@dataclass
class Till:
    """An office in which money goes back; `waiting` are credit memos in no batch yet.

    `done` is what was done, for a failure to tell.
    """

    at: Office
    chance: random.Random
    invoices: list[int] = field(default_factory=list)
    payments: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def try_(self, action: str, **body: Any) -> Any:
        """What ServiceTitan answers, None when it does not let people do that."""
        request = Request("POST", f"/_sim/actions/{action}", (), body=json.dumps(body).encode())
        reply = control(self.at.company.sim.servicetitan, request)
        if reply.status != 200:
            return None
        self.done.append(f"{action} {body}")
        return json.loads(reply.body)

    def post(self, **documents: list[int]) -> None:
        batch = self.at.company.act("create-batch", name="Daily")["id"]
        self.at.company.act("add-to-batch", batchId=batch, **documents)
        self.at.company.act("post-batch", batchId=batch)

    def amount(self) -> str:
        return Money(self.chance.randint(100, 20_000)).text

    def bill(self) -> None:
        items = [{"description": "Labor", "price": self.amount(), "glAccountNumber": SALES}]
        made = self.try_("create-invoice", **self._whose(), items=items)
        self.invoices.append(made["id"])
        self.post(invoiceIds=[made["id"]])

    def pay(self) -> None:
        parts = [{"invoiceId": self.chance.choice(self.invoices), "amount": self.amount()}]
        applied = parts if self.chance.random() < 0.6 else []
        given = {**self._whose(), "amount": self.amount(), "type": "Check"}
        made = self.try_("take-payment", **given, applications=applied)
        if made is not None:
            self.payments.append(made["id"])
            self.post(paymentIds=[made["id"]])

    def use(self) -> None:
        ids = {
            "paymentId": self.chance.choice(self.payments),
            "invoiceId": self.chance.choice(self.invoices),
        }
        self.try_("apply-payment", **ids, amount=self.amount(), date=DATE)

    def give_back(self) -> None:
        ids = {"paymentId": self.chance.choice(self.payments)}
        reason, more = self.chance.choice(EFFECTS), {}
        if self.chance.random() < 0.5:
            more["amount"] = self.amount()
        account = {"glAccountNumber": PAYABLE, "type": "Check Refund"}
        made = self.try_("refund", **ids, reason=reason, date=DATE, **account, **more)
        if made is None:
            return
        memos = {"invoiceIds": [made["adjustment"]["id"]]} if made["adjustment"] else {}
        if self.chance.random() < 0.6:
            self.post(paymentIds=[made["id"]], **memos)
            return
        self.post(paymentIds=[made["id"]])
        self.waiting += memos.get("invoiceIds", [])

    def take_back(self) -> None:
        price = f"-{self.amount()}"
        item = {"description": "Goodwill", "price": price, "glAccountNumber": SALES}
        original = self.chance.choice(self.invoices)
        made = self.try_("create-adjustment", adjustmentToId=original, date=DATE, items=[item])
        if made is not None:
            self.post(invoiceIds=[made["id"]])

    async def run(self) -> None:
        if self.chance.random() < 0.7:
            fault = ANSWERS[self.chance.choice(TROUBLES)]
            path = self.chance.choice(WRITES)
            after = self.chance.randint(0, 2)
            self.at.company.spoil("netsuite", {**fault, "path": path, "after": after})
            self.done.append(f"{fault} on {path} after {after}")
        await self.at.company.run()
        self.done.append("run")
        self.at.company.clock.advance(61)
        self.post_waiting()

    def post_waiting(self) -> None:
        """Credit memos that were made with a refund and go later than it."""
        if self.waiting:
            self.post(invoiceIds=self.waiting)
            self.waiting = []

    def _whose(self) -> dict[str, Any]:
        return {"customerId": self.at.customers[0], "businessUnitId": HVAC, "date": DATE}


def opened(at: Office, seed: int) -> Till:
    """Refunds are set up, and one customer is there."""
    act = at.company.act
    make_available(at.company.sim.netsuite, [PAYABLE])
    act("create-payment-type", name="Check Refund")
    for effect in EFFECTS:
        act("create-refund-reason", name=effect, effect=effect)
    act("automated-refund-workflow", enabled=True)
    at.company.tenant.update(check_refund_payment_type="Check Refund", automated_refunds=True)
    given = {"name": "Maria Lopez", "type": "Residential", "address": ADDRESS}
    at.customers[0] = act("create-customer", **given)["id"]
    return Till(at, random.Random(seed))


@pytest.mark.parametrize(
    "seed", [*range(12), *(pytest.param(one, marks=pytest.mark.long) for one in range(12, 200))]
)
async def test_refunds_end_in_the_books_once_and_whole(seed: int) -> None:
    async with office() as at:
        till = opened(at, seed)
        till.bill()
        till.pay()
        await at.company.run()
        for _ in range(14):
            if not till.payments:
                till.pay()
                continue
            works = (till.bill, till.pay, till.use, till.give_back, till.give_back, till.take_back)
            till.chance.choice(works)()
            if till.chance.random() < 0.4:
                await till.run()
        till.post_waiting()
        at.company.mend()
        at.company.clock.advance(1000)
        await at.company.run()
        await at.company.run_until_complete()
        if any(row.fate is Fate.HELD for row in at.company.runs[-1].report.rows):
            await at.company.run()  # an adjustment goes a run after its original (AR-03)
        await assert_whole(till)


async def assert_whole(till: Till) -> None:
    at, told = till.at, till.done
    again = await at.company.run()
    assert again.report.written == 0, (again.report.rows, told)
    assert at.company.to_export() == [], told
    assert (await at.company.tie()).agrees, told
    assert in_balance(at.company.transactions)
    state = at.company.servicetitan("GET", "state")["payments"]
    refunds = {one["id"] for one in state.values() if one["refunded_payment_id"]}
    booked = [one["externalId"] for one in at.company.transactions]
    for kind in ("refund", "refundjournal"):
        wanted = sorted(f"{TENANT}-{kind}-{one}" for one in refunds)
        assert sorted(key for key in booked if f"-{kind}-" in key) == wanted, told
    assert_noted(till)


def assert_noted(till: Till) -> None:
    """Every record says of its refund just what its journal has open."""
    by_key = {one["externalId"]: one for one in till.at.company.transactions}
    for key, one in by_key.items():
        if one["type"] == REFUND:
            journal = by_key[key.replace("-refund-", "-refundjournal-")]
            noted = one["customFields"]["custbody_crossfoot_refund_unapplied"]
            assert Money.of(str(noted)) == Money.of(journal["open"]), till.done
