"""Whatever is sent in whatever order: books balance, control accounts equal their open items.

A refused call leaves the account as it was, byte for byte.
"""

import json
import time
from decimal import Decimal

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from simulators.netsuite.applications import Credit
from simulators.netsuite.records import ZERO
from tests.simulators.netsuite.account import (
    CHECKING,
    CHEN,
    LOPEZ,
    RECEIVABLE,
    ROOF,
    SALES,
    Account,
    Json,
    applied,
    deposit,
    invoice,
    journal,
    payment,
    ref,
    taxed_invoice,
)

money = st.decimals("0.00", "200.00", places=2).map(str)
parts = st.decimals("0.00", "60.00", places=2).map(str)
customers = st.sampled_from([LOPEZ, LOPEZ, ROOF, CHEN])
picks = st.integers(0, 10_000)


class Books(RuleBasedStateMachine):
    """Documents made, applied, changed and deleted at random, some of them wrongly."""

    def __init__(self) -> None:
        super().__init__()
        self.account = Account()
        self.made: list[tuple[str, str]] = []
        for kind, body in (
            ("invoice", invoice("150.00")),
            ("invoice", taxed_invoice("100.00", "7.00")),
            ("customerDeposit", deposit("120.00")),
            ("customerPayment", payment("130.00", tranDate="2026-03-11")),
        ):
            self.attempt("POST", kind, body)

    def attempt(self, method: str, path: str, body: Json | None = None) -> None:
        """Kept or refused, never half of it."""
        before = self.account.state()
        reply = self.account.send(method, path, body)
        assert reply.status in (204, 400, 404), reply.body
        if reply.status != 204:
            assert self.account.state() == before
        elif method == "POST":
            kind, key = reply.headers["location"].split("/")[-2:]
            self.made.append((kind, key))
        elif method == "DELETE":
            kind, key = path.split("/")
            self.made.remove((kind, key))

    def pick(self, at: int, *kinds: str) -> str:
        """Some document of these kinds, or one that is not there."""
        keys = [key for kind, key in self.made if kind in kinds] or ["999"]
        return keys[at % len(keys)]

    @rule(customer=customers, rates=st.lists(money, max_size=3), off=money)
    def bill(self, customer: str, rates: list[str], off: str) -> None:
        body = invoice(*rates, f"-{off}") if rates else taxed_invoice("50.00", off)
        self.attempt("POST", "invoice", {**body, "entity": ref(customer)})

    @rule(customer=customers, amount=money, at=picks, applies=parts)
    def pay(self, customer: str, amount: str, at: int, applies: str) -> None:
        bill = self.pick(at, "invoice", "journalEntry")
        body = payment(amount, (bill, applies), customer=ref(customer))
        self.attempt("POST", "customerPayment", body)

    @rule(customer=customers, amount=money)
    def pay_ahead(self, customer: str, amount: str) -> None:
        self.attempt("POST", "customerDeposit", deposit(amount, customer=ref(customer)))

    @rule(customer=customers, amount=money, at=picks, applies=parts)
    def credit(self, customer: str, amount: str, at: int, applies: str) -> None:
        body = {**invoice(amount), "entity": ref(customer)}
        bill = self.pick(at, "invoice")
        self.attempt("POST", "creditMemo", {**body, "apply": applied((bill, applies))})

    @rule(customer=customers, amount=money)
    def enter(self, customer: str, amount: str) -> None:
        body = journal((RECEIVABLE, amount, "0"), (SALES, "0", amount))
        body["line"]["items"][0]["entity"] = ref(customer)
        self.attempt("POST", "journalEntry", body)

    @rule(at=picks, to=picks, amount=parts)
    def use_deposit(self, at: int, to: int, amount: str) -> None:
        source = self.pick(at, "customerDeposit")
        target = self.pick(to, "invoice", "journalEntry")
        path = f"customerDeposit/{source}/!transform/depositApplication"
        self.attempt("POST", path, {"apply": applied((target, amount))})

    @rule(customer=customers, at=picks, amount=parts, deposits=st.booleans())
    def refund(self, customer: str, at: int, amount: str, deposits: bool) -> None:
        kinds = ("customerDeposit",) if deposits else ("creditMemo", "customerPayment")
        lines = applied((self.pick(at, *kinds), amount))
        body = {"customer": ref(customer), "account": ref(CHECKING)}
        self.attempt("POST", "customerRefund", {**body, "deposit" if deposits else "apply": lines})

    @precondition(lambda self: self.made)
    @rule(at=picks, to=picks, amount=parts)
    def refund_anew(self, at: int, to: int, amount: str) -> None:
        lines = applied((self.pick(to, "creditMemo", "customerPayment"), amount))
        key = self.pick(at, "customerRefund")
        self.attempt("PATCH", f"customerRefund/{key}", {"apply": lines})

    @precondition(lambda self: self.made)
    @rule(at=picks, to=picks, amount=parts)
    def apply_anew(self, at: int, to: int, amount: str) -> None:
        credits_made = ("customerPayment", "creditMemo", "depositApplication")
        held = [one for one in self.made if one[0] in credits_made] or [("creditMemo", "999")]
        kind, key = held[at % len(held)]
        target = self.pick(to, "invoice", "journalEntry")
        self.attempt("PATCH", f"{kind}/{key}", {"apply": applied((target, amount))})

    @precondition(lambda self: self.made)
    @rule(at=picks, amount=money)
    def change(self, at: int, amount: str) -> None:
        kind, key = self.made[at % len(self.made)]
        if kind in ("invoice", "creditMemo"):
            lines = {"items": [{"line": 1, "rate": Decimal(amount)}]}
            self.attempt("PATCH", f"{kind}/{key}", {"item": lines})
        else:
            self.attempt("PATCH", f"{kind}/{key}", {"payment": Decimal(amount)})

    @precondition(lambda self: self.made)
    @rule(at=picks)
    def delete(self, at: int) -> None:
        kind, key = self.made[at % len(self.made)]
        self.attempt("DELETE", f"{kind}/{key}")

    @rule(verb=st.sampled_from(["close", "open", "open"]))
    def month_end(self, verb: str) -> None:
        self.account.sim("POST", f"periods/Mar 2026/{verb}")

    @invariant()
    def the_books_balance(self) -> None:
        assert sum(map(Decimal, self.account.balances().values())) == 0

    @invariant()
    def receivables_are_the_open_items(self) -> None:
        state = self.account.netsuite.company.state
        credits_left = sum((c.left for c in self._credits(deposits=False)), ZERO)
        due = sum((item.due for item in state.open_items.values()), ZERO)
        assert Decimal(self.account.balances().get("1100", "0")) == due - credits_left

    @invariant()
    def customer_deposits_are_what_the_deposits_hold(self) -> None:
        held = sum((credit.left for credit in self._credits(deposits=True)), ZERO)
        assert -Decimal(self.account.balances().get("2200", "0")) == held

    @invariant()
    def nothing_is_applied_beyond_what_there_is(self) -> None:
        state = self.account.netsuite.company.state
        assert all(0 <= item.due <= item.total for item in state.open_items.values())
        assert all(0 <= credit.left <= credit.total for credit in state.credits.values())

    def _credits(self, *, deposits: bool) -> list[Credit]:
        state = self.account.netsuite.company.state
        held = state.credits.values()
        return [
            one
            for one in held
            if (state.of("transaction")[one.doc].kind == "customerDeposit") is deposits
        ]


Books.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestBooks = Books.TestCase


def test_ten_thousand_transactions_do_not_slow_a_create(account: Account) -> None:
    among_few = _time_of_payments(account, invoices=range(400))
    among_many = _time_of_payments(account, invoices=range(400, 10_000))
    assert among_many < 3 * among_few
    assert account.get("invoice/eid:INV-9999")["amountRemaining"] == 100


def _time_of_payments(account: Account, invoices: range) -> int:
    """Nanoseconds of work for the payments of the first 200, once all these invoices are there."""
    made = [account.create("invoice", invoice(externalId=f"INV-{one}")) for one in invoices]
    started = time.process_time_ns()
    for number, paid in enumerate(made[:200], invoices.start):
        body = payment("100.00", (paid, "100.00"), externalId=f"P-{number}")
        account.create("customerPayment", body)
    return time.process_time_ns() - started


def test_the_state_can_be_read_as_json(account: Account) -> None:
    account.create("invoice", invoice())
    assert json.loads(account.state())["openItems"][0][1]["due"] == "100.00"
