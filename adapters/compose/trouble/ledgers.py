"""What two ledgers say, in one form: account numbers and names of segments, never ids.

The simulator's own ledger, read from its control plane, is the second opinion on what we predict.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from adapters.compose.trouble.vendors import Vendors
from core.chart import Chart
from core.ledger import Entry, TrialBalance
from core.money import Money
from core.plan import Plan, Step
from core.records import CustomerLinkRecord, CustomerRecord, ItemRecord, ProjectRecord

Json = Any
Place = tuple[str, str | None, str | None, str | None, str | None]
"""Account number, and the names of subsidiary, department, class and location."""
Amounts = Mapping[Place, Money]


def predicted(step: Step, chart: Chart) -> Amounts:
    """What a step of the plan says it posts."""
    numbers = {one.account.id: one.account.number for one in chart.accounts}
    posting = step.entry.posting()
    return {
        (
            numbers[account],
            chart.subsidiaries[at.subsidiary].name,
            chart.departments.get(at.department or ""),
            chart.classes.get(at.class_ or ""),
            chart.locations.get(at.location or ""),
        ): amount
        for (account, at), amount in posting.items()
    }


def posted(transaction: Json) -> Amounts:
    """What the simulator's ledger posted for it."""
    sums: dict[Place, Money] = defaultdict(lambda: Money(0))
    for line in transaction["lines"] if transaction["posting"] else ():
        segments = (line["department"], line["class"], line["location"])
        amount = Money.of(line["debit"]) - Money.of(line["credit"])
        sums[line["account"], transaction["subsidiary"], *segments] += amount
    return {place: amount for place, amount in sums.items() if amount}


def posted_with_releases(transaction: Json, all_booked: Iterable[Json]) -> Amounts:
    """Of a Customer Refund with what NetSuite itself released to it of deposits."""
    sums = defaultdict(lambda: Money(0), posted(transaction))
    for one in all_booked:
        given_to = {line["doc"] for line in one["applications"]}
        if one["type"] == "depositApplication" and transaction["id"] in given_to:
            for place, amount in posted(one).items():
                sums[place] += amount
    return {place: amount for place, amount in sums.items() if amount}


def is_transaction(step: Step) -> bool:
    parties = CustomerRecord | CustomerLinkRecord | ProjectRecord
    return not isinstance(step.record, parties | ItemRecord)


def by_key(transactions: Iterable[Json]) -> dict[str, Json]:
    """By external id; an error when two have the same or one has none."""
    found: dict[str, Json] = {}
    for one in transactions:
        key = one["externalId"]
        assert key is not None, one
        assert key not in found, key
        found[key] = one
    return found


def in_balance(transactions: Iterable[Json]) -> bool:
    return all(
        sum(Decimal(line["debit"]) - Decimal(line["credit"]) for line in one["lines"]) == 0
        for one in transactions
    )


def trial_balance(company: Vendors) -> dict[str, Money]:
    """The simulator's, by account number, debit positive; zeros left out."""
    rows = company.netsuite("GET", "ledger/trial-balance")
    amounts = {row["number"]: Money.of(row["debit"]) - Money.of(row["credit"]) for row in rows}
    return {number: amount for number, amount in amounts.items() if amount}


def planned_balance(plan: Plan) -> dict[str, Money]:
    entries: list[Entry] = [step.entry for step in plan.steps]
    return {account.number: amount for account, amount in TrialBalance.of(entries).balances}


def books(company: Vendors) -> dict[str, Json]:
    """Every record we wrote, by external id, without what differs from account to account: ids."""
    state = company.netsuite("GET", "state")
    found = {key: _without_ids(one) for key, one in by_key(company.transactions).items()}
    for space in ("entity", "item", "customrecord_crossfoot_customer_sync"):
        for record in state["records"][space]:
            key = record["fields"].get("externalId")
            if key is not None:
                assert key not in found, key
                found[key] = _named(record["fields"])
    return found


def _named(fields: Json) -> Json:
    own = ("entityId", "itemId", "name")
    return {name: fields[name] for name in own if name in fields}


def _without_ids(transaction: Json) -> Json:
    members = ("type", "tranId", "date", "period", "subsidiary", "total", "open", "customFields")
    return {
        **{name: transaction[name] for name in members},
        "entity": transaction["entity"]["name"],
        "posted": sorted(
            (repr(place), amount.cents) for place, amount in posted(transaction).items()
        ),
        "applied": sorted(
            (one["externalId"], one["amount"]) for one in transaction["applications"]
        ),
    }
