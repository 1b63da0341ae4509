"""What stays out because of a business unit or an account that is not mapped."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from core.documents import Label
from core.money import Money, total
from core.planner import make_plan
from core.refusals import Hold, Refusal
from core.situation import Situation


@dataclass(frozen=True, slots=True)
class Waits:
    """The documents that one missing mapping keeps out, in the plan of a run now."""

    labels: tuple[Label, ...] = ()

    @property
    def money(self) -> Money:
        return total(one.money for one in self.labels if one.money is not None)

    def __str__(self) -> str:
        if not self.labels:
            return ""
        money = f", {self.money}" if self.money else ""
        return f"{len(self.labels):,} waiting{money}"

    @property
    def document(self) -> dict[str, Any]:
        return {"documents": len(self.labels), "money": self.money.text}


NOTHING_WAITS: Final = Waits()


def waits_by_subject(s: Situation) -> Mapping[str, Waits]:
    """By what is at fault, in the words of its refusal: `business unit "Plumbing" (50)`."""
    plan = make_plan(s)
    out: tuple[Refusal | Hold, ...] = (*plan.refused, *plan.held)
    found: dict[str, list[Label]] = defaultdict(list)
    for one in out:
        if one.cause is not None:
            found[one.cause.subject].append(one.document)
    return {subject: Waits(tuple(labels)) for subject, labels in found.items()}
