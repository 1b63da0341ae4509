"""Refunds as the simulators' own ledgers and states have them: nothing here asks our code."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from adapters.compose.simulation import TENANT
from adapters.compose.trouble.ledgers import in_balance
from adapters.compose.trouble.vendors import Vendors
from adapters.netsuite import objects

Json = dict[str, Any]
PAYABLE: Final = "2350"
OWED: Final = ("1100", "2200")
"""Accounts receivable and customer deposits."""
WAITING, APPROVED, REJECTED = "1", "2", "3"


@dataclass(frozen=True)
class Paid:
    """A line of a check, or a Customer Refund, in cents."""

    kind: str
    check: str
    key: str
    refund: str
    cents: int
    approval: str
    void: bool

    @property
    def counts(self) -> bool:
        """The money has left, or is to leave once somebody approves."""
        return not self.void and self.approval != REJECTED

    @property
    def posted(self) -> bool:
        return self.counts and self.approval == APPROVED


@dataclass(frozen=True)
class Recorded:
    key: str
    cents: int
    account: str
    journal: str
    status: str


@dataclass
class RefundBooks:
    """NetSuite at one moment. `booked` are its transactions, as its ledger shows them."""

    booked: list[Json]
    records: list[Recorded]
    lines: list[Paid]
    payable_id: str

    @classmethod
    def of(cls, one: Vendors) -> "RefundBooks":
        rows = one.records("transaction")
        refunds = [_recorded(row["fields"]) for row in rows if row["kind"] == objects.REFUND]
        lines = [line for row in rows for line in _lines(row)]
        return cls(one.transactions, refunds, lines, one.account_id(PAYABLE))

    def paid(self, record: Recorded) -> int:
        return sum(line.cents for line in self._of(record) if line.posted)

    def sent(self, record: Recorded) -> int:
        return sum(line.cents for line in self._of(record) if line.counts)

    def _of(self, record: Recorded) -> list[Paid]:
        return [line for line in self.lines if line.refund == record.key]

    @property
    def unrecorded(self) -> set[str]:
        """Journals of refunds that have no record: something stopped between the two."""
        return self._journals().keys() - self._recorded_journals()

    def _recorded_journals(self) -> set[str]:
        return {one.journal for one in self.records if one.journal}

    def _journals(self) -> dict[str, Json]:
        ours = f"{TENANT}-refundjournal-"
        found = {one["externalId"]: one for one in self.booked}
        return {key: one for key, one in found.items() if key and key.startswith(ours)}

    # --- what must be so at every moment ---

    def assert_sound(self) -> None:
        self.assert_in_balance()
        self.assert_written_once()
        self.assert_none_exceeded()
        self.assert_payable()

    def assert_in_balance(self) -> None:
        assert in_balance(self.booked)

    def assert_written_once(self) -> None:
        """All but what people enter by hand, or NetSuite itself, has a key; each key is there once."""
        keys = [one["externalId"] for one in self.booked if one["externalId"]]
        assert len(keys) == len(set(keys)), keys
        unkeyed = {one["type"] for one in self.booked if not one["externalId"]}
        assert unkeyed <= {"journalEntry", "depositApplication"}, unkeyed
        with_journals = [one for one in self.records if one.journal]
        assert len(self._recorded_journals()) == len(with_journals), with_journals

    def assert_none_exceeded(self) -> None:
        for one in self.records:
            assert 0 <= self.sent(one) <= one.cents, (one, self._of(one))

    def assert_payable(self) -> None:
        """What is owed for refunds is what is left of those that credit it; each has its journal."""
        for one in self.records:
            assert one.journal in (*self._journals(), ""), one
        assert self._payable() == self._owed_to_customers(), (self.records, self.lines)

    def _payable(self) -> int:
        """What the ledger owes customers for refunds, in cents."""
        return -sum(
            net(line)
            for one in self.booked
            if one["posting"]
            for line in one["lines"]
            if line["account"] == PAYABLE
        )

    def _owed_to_customers(self) -> int:
        """What is left of each refund that credits Customer Refunds Payable."""
        of_records = sum(
            one.cents - self.paid(one) for one in self.records if one.account == self.payable_id
        )
        journals = self._journals()
        lines = (line for key in self.unrecorded for line in journals[key]["lines"])
        return of_records - sum(net(line) for line in lines if line["account"] == PAYABLE)

    # --- what must be so once a payment of refunds ended well ---

    def assert_statuses(self) -> None:
        for one in self.records:
            in_full = self.paid(one) == one.cents
            if one.status in ("Pending Refund", "Check Refunded"):
                assert (one.status == "Check Refunded") == in_full, (one, self._of(one))


def net(line: Json) -> int:
    return cents(line["debit"]) - cents(line["credit"])


def cents(text: str) -> int:
    whole, _, part = text.partition(".")
    value = int(whole.lstrip("-")) * 100 + int(f"{part}00"[:2])
    return -value if text.startswith("-") else value


def _recorded(fields: Json) -> Recorded:
    return Recorded(
        key=fields["externalId"],
        cents=cents(fields["total"]),
        account=fields[objects.REFUND_ACCOUNT],
        journal=fields.get(objects.REFUND_JOURNAL, ""),
        status=objects.REFUND_STATUSES[fields["tranStatus"]],
    )


def _lines(row: Json) -> Iterator[Paid]:
    """What a check pays of each refund, or a Customer Refund of its one."""
    fields = row["fields"]
    if row["kind"] == "check":
        for line in row["sublists"]["expense"]:
            yield _paid(row, line[objects.CHECK_REFUND], line["amount"])
    if row["kind"] == "customerRefund" and objects.REFUND_PAYS in fields:
        yield _paid(row, fields[objects.REFUND_PAYS], fields["total"])


def _paid(row: Json, refund: str, amount: str) -> Paid:
    fields = row["fields"]
    return Paid(
        kind=row["kind"],
        check=row["id"],
        key=fields["externalId"],
        refund=refund,
        cents=cents(amount),
        approval=fields.get("approvalStatus", APPROVED),
        void=bool(fields.get("voided")),
    )


def assert_customers_agree(one: Vendors) -> None:
    """Each customer's balance in ServiceTitan is what NetSuite's receivables and deposits say."""
    assert balances_in_servicetitan(one) == balances_in_netsuite(one)


def balances_in_servicetitan(one: Vendors) -> Mapping[int, int]:
    customers = one.servicetitan("GET", "state")["customers"]
    found = {int(key): cents(row["balance"]) for key, row in customers.items()}
    return {key: amount for key, amount in found.items() if amount}


def balances_in_netsuite(one: Vendors) -> Mapping[int, int]:
    """By ServiceTitan's customer, as the Customer Sync Records name them."""
    kept = one.records(objects.CUSTOMER_SYNC)
    whose = {row["fields"][objects.CUSTOMER]: int(row["fields"][objects.SOURCE]) for row in kept}
    sums: dict[int, int] = defaultdict(int)
    for transaction in one.transactions:
        for line in transaction["lines"] if transaction["posting"] else ():
            if line["account"] in OWED:
                sums[whose[line["entity"]]] += net(line)
    return {key: amount for key, amount in sums.items() if amount}
