"""Whatever is received, billed and credited: books balance, A/P and accruals equal their parts."""

from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from simulators.netsuite.records import ZERO
from tests.simulators.netsuite.account import EXPENSES, SUPPLY, Account, Json, ref

PART = "51"
quantities = st.integers(0, 12)
rates = st.decimals("0.001", "9.999", places=3)
picks = st.integers(0, 10_000)


class Payables(RuleBasedStateMachine):
    """Receipts, bills and credits of one vendor's orders, some of them wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.account = Account()
        item = {"id": PART, "itemId": "Part", "incomeAccount": ref("40")}
        more = {"expenseAccount": ref("3"), "subsidiary": {"items": [ref("1")]}}
        self.account.sim("POST", "load", {"items": [{**item, **more, "generateAccruals": True}]})
        self.made: list[str] = []
        self.order(10, Decimal("4.80"))

    def attempt(self, method: str, path: str, body: Json | None = None) -> None:
        before = self.account.state()
        reply = self.account.send(method, path, body)
        assert reply.status in (204, 400, 404), reply.body
        if reply.status != 204:
            assert self.account.state() == before
        elif method == "POST":
            self.made.append("/".join(reply.headers["location"].split("/")[-2:]))
        elif method == "DELETE":
            self.made.remove(path)

    def pick(self, at: int, kind: str) -> str:
        held = [one for one in self.made if one.startswith(f"{kind}/")] or [f"{kind}/999"]
        return held[at % len(held)]

    @rule(quantity=quantities, rate=rates)
    def order(self, quantity: int, rate: Decimal) -> None:
        line = {"item": ref(PART), "quantity": quantity, "rate": rate}
        body = {"entity": ref(SUPPLY), "item": {"items": [line]}}
        self.attempt("POST", "purchaseOrder", body)

    @rule(at=picks, quantity=quantities)
    def receive(self, at: int, quantity: int) -> None:
        body = {"item": {"items": [{"orderLine": 1, "quantity": quantity}]}}
        path = f"{self.pick(at, 'purchaseOrder')}/!transform/itemReceipt"
        self.attempt("POST", path, body)

    @rule(at=picks, quantity=quantities, rate=rates)
    def bill(self, at: int, quantity: int, rate: Decimal) -> None:
        body = {"item": {"items": [{"line": 1, "quantity": quantity, "rate": rate}]}}
        path = f"{self.pick(at, 'purchaseOrder')}/!transform/vendorBill"
        self.attempt("POST", path, body)

    @rule(at=picks, amount=rates)
    def credit(self, at: int, amount: Decimal) -> None:
        lines = {"items": [{"account": ref(EXPENSES), "amount": amount}]}
        path = f"{self.pick(at, 'vendorBill')}/!transform/vendorCredit"
        self.attempt("POST", path, {"expense": lines, "item": {"items": []}})

    @rule(at=picks)
    def delete(self, at: int) -> None:
        if self.made:
            self.attempt("DELETE", self.made[at % len(self.made)])

    @invariant()
    def the_books_balance(self) -> None:
        assert sum(map(Decimal, self.account.balances().values())) == 0

    @invariant()
    def payables_are_open_bills_less_open_credits(self) -> None:
        state = self.account.netsuite.company.state
        owed = sum((item.due for item in state.open_items.values()), ZERO)
        left = sum((credit.left for credit in state.credits.values()), ZERO)
        assert -Decimal(self.account.balances().get("2000", "0")) == owed - left

    @invariant()
    def accruals_are_what_is_received_less_what_is_billed(self) -> None:
        kinds = {"itemReceipt": 1, "vendorBill": -1}
        held = self.account.netsuite.company.state.of("transaction").values()
        accrued = sum((kinds.get(one.kind, 0) * one.amount("total") for one in held), ZERO)
        assert -Decimal(self.account.balances().get("2010", "0")) == accrued


Payables.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestPayables = Payables.TestCase
