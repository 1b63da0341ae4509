"""The steps of a merge, in this order: merge in the books, keep the address, point the sync record.

The sync record comes last: it marks the merge as finished, so a run that is cut off anywhere before
it leaves the rest to the next one. The name and address kept are ServiceTitan's; what becomes of the
address book of a merged customer NetSuite does not promise (facts/netsuite 6).

What needs records of both customers together, such as a payment of one for an invoice of the other,
goes after their merge, and waits with it when it fails. All else goes at once: new documents of
either are the survivor's anyway.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final

from returns.result import Failure, Result, Success

from core.customers.creation import customer_steps
from core.customers.merging import OpenMerge, leads_through, merge_key, open_merges
from core.customers.sync_record import repointing_step
from core.documents import CustomerId, Kind, Label
from core.draft import Draft
from core.money import ZERO, Money, total
from core.plan import Step
from core.records import CustomerLinkRecord, CustomerMergeRecord, Key, MergedAddressRecord, RemoteId
from core.refusals import Problem, Reason
from core.situation import Situation

LABEL_LIMIT: Final = 100
"""Characters of an address label that surely fit (facts/netsuite 4 names no limit)."""
ADDRESSEE_LIMIT: Final = 83
"""Characters, as for a company's name (facts/netsuite 4, inferred)."""


def place_merges(draft: Draft) -> None:
    """The merges themselves, before any document is placed."""
    placed: list[OpenMerge] = []
    waiting = [one for one in open_merges(draft.situation) if one.duplicate is not None]
    linked = _linked_to({one.duplicate for one in waiting}, draft.situation)
    for one in waiting:
        assert one.duplicate is not None, one
        if draft.merge_of(one.duplicate) is None:
            _place_merge(draft, one, one.duplicate, tuple(placed), linked[one.duplicate])
            placed.append(one)


def place_links(draft: Draft) -> None:
    """Addresses and sync records, once it is known which survivors the books will have."""
    for one in open_merges(draft.situation):
        if _will_be_linked(one.survivor, draft):
            _place_link(draft, one)


def survivor_name(customer: CustomerId, s: Situation) -> str:
    found, link = s.customers.get(customer), s.links.get(customer)
    name = found.name if found else link.name if link else ""
    return name.strip() or f"customer {customer}"


# the merge


def _linked_to(
    customers: Collection[RemoteId | None], s: Situation
) -> Mapping[RemoteId, list[CustomerId]]:
    """All of ServiceTitan's customers that are linked to each of these."""
    linked: dict[RemoteId, list[CustomerId]] = defaultdict(list)
    for source, link in s.links.items():
        if link.customer is not None and link.customer in customers:
            linked[link.customer].append(source)
    return linked


def _place_merge(
    draft: Draft,
    one: OpenMerge,
    duplicate: RemoteId,
    before: tuple[OpenMerge, ...],
    linked: list[CustomerId],
) -> None:
    s = draft.situation
    step = _merge_step(one, duplicate, before, draft)
    draft.expect_merge(duplicate, s.customer_key(one.merged.id), step.key)
    match _prepared(one, duplicate, linked, s):
        case Success(steps):
            draft.place_after(step, steps)
        case Failure(problem):
            draft.troubled.setdefault(one.survivor, problem)
            draft.refuse(problem.of(step.document), step.key)


def _merge_step(
    one: OpenMerge, duplicate: RemoteId, before: tuple[OpenMerge, ...], draft: Draft
) -> Step:
    s = draft.situation
    survivor = draft.known.get(s.customer_key(one.merged.id))
    owed = _owed_together((duplicate, survivor), s)
    into_this = (each.merged.id for each in before if _is_on_the_way(each, one, s))
    return Step(
        key=merge_key(one.merged.id, s),
        record=CustomerMergeRecord(s.customer_key(one.merged.id), duplicate, owed),
        document=_label(one, total(amount for _, amount in owed), s),
        needs=tuple(merge_key(each, s) for each in into_this),
    )


def _is_on_the_way(earlier: OpenMerge, one: OpenMerge, s: Situation) -> bool:
    """NetSuite may still have the earlier one in its queue, with this one's customer as its target."""
    return leads_through(earlier.merged.id, one.merged.id, s)


def _label(one: OpenMerge, owed: Money, s: Situation) -> Label:
    names = f"{_name(one)} into {survivor_name(one.survivor, s)}"
    return Label(Kind.CUSTOMER_MERGE, one.merged.id, names, None, owed)


def _name(one: OpenMerge) -> str:
    return " ".join(one.merged.name.split()) or f"customer {one.merged.id}"


def _owed_together(
    customers: tuple[RemoteId | None, ...], s: Situation
) -> tuple[tuple[str, Money], ...]:
    """Cents by account id."""
    sums: dict[str, Money] = defaultdict(lambda: ZERO)
    for customer in filter(None, customers):
        for account, amount in s.balances.get(customer, {}).items():
            sums[account] += amount
    return tuple((account, amount) for account, amount in sorted(sums.items()) if amount)


def _prepared(
    one: OpenMerge, duplicate: RemoteId, linked: list[CustomerId], s: Situation
) -> Result[tuple[Step, ...], Problem]:
    """What must be there before the merge: the survivor."""
    others = [source for source in linked if s.survivor(source) != one.survivor]
    if others:
        return Failure(_shared(one, duplicate, min(others), s))
    if _is_linked(one.survivor, s):
        return Success(())
    return customer_steps(one.survivor, _subsidiary(duplicate, s), s)


def _shared(one: OpenMerge, duplicate: RemoteId, other: CustomerId, s: Situation) -> Problem:
    there = s.book_customers.get(duplicate)
    whose = f"{survivor_name(other, s)} ({other})"
    into = survivor_name(one.survivor, s)
    fact = (
        f"NetSuite's customer {there or duplicate} of {_name(one)} is also that of {whose}, whom "
        f"ServiceTitan has not merged into {into}."
    )
    remedy = f"Link {whose} to a customer of its own, or merge it into {into} in ServiceTitan too."
    return Problem(Reason.CUSTOMER_SHARED, fact, remedy, f"customer {whose}")


def _subsidiary(duplicate: RemoteId, s: Situation) -> str:
    """The merged customer's primary one."""
    there = s.book_customers.get(duplicate)
    return next(iter((*(there.subsidiaries if there else ()), *s.chart.subsidiaries)), "")


def _is_linked(customer: CustomerId, s: Situation) -> bool:
    link = s.links.get(customer)
    return link is not None and link.customer is not None


# the address and the sync record


def _will_be_linked(customer: CustomerId, draft: Draft) -> bool:
    if _is_linked(customer, draft.situation):
        return True
    step = draft.steps.get(draft.situation.key(Kind.CUSTOMER_LINK, customer))
    return (
        step is not None
        and isinstance(step.record, CustomerLinkRecord)
        and step.record.customer is not None
    )


def _place_link(draft: Draft, one: OpenMerge) -> None:
    s = draft.situation
    first = (*_merge_before(draft, one), s.key(Kind.CUSTOMER_LINK, one.survivor))
    address = _address_step(one, first, s) if one.was_booked else None
    if address is not None:
        draft.take(address)
    needs = (*first, address.key) if address else first
    draft.take(repointing_step(one.merged, one.survivor, s, needs, _vanished(one, s)))


def _merge_before(draft: Draft, one: OpenMerge) -> tuple[Key, ...]:
    """The merge that its customer goes with, which may be that of another one in the chain."""
    s = draft.situation
    link = s.links.get(one.merged.id)
    own = one.duplicate or (link.customer if link else None)
    merge = draft.merge_of(own) if own is not None else None
    return () if merge is None else (merge,)


def _address_step(one: OpenMerge, needs: tuple[Key, ...], s: Situation) -> Step:
    record = MergedAddressRecord(
        customer=s.customer_key(one.merged.id),
        label=address_label(_name(one), one.merged.id, s.settings.short_name),
        name=_name(one)[:ADDRESSEE_LIMIT].rstrip(),
        address=one.merged.address,
    )
    label = Label(Kind.MERGED_ADDRESS, one.merged.id, _name(one))
    return Step(s.key(Kind.MERGED_ADDRESS, one.merged.id), record, label, needs=needs)


def address_label(name: str, customer: CustomerId, short_name: str | None) -> str:
    """One of its own for each merged customer: `Merged: Ann Wood (ServiceTitan 17)`."""
    tenant = f" {short_name}" if short_name else ""
    tail = f" (ServiceTitan{tenant} {customer})"
    return f"Merged: {name}"[: LABEL_LIMIT - len(tail)].rstrip() + tail


def _vanished(one: OpenMerge, s: Situation) -> str:
    if not one.vanished:
        return ""
    link = s.links[one.merged.id]
    return (
        f"NetSuite's customer {link.lost} of {_name(one)} is not there any more, and Crossfoot did not "
        f"merge it. See in NetSuite that its documents are on {survivor_name(one.survivor, s)}."
    )
