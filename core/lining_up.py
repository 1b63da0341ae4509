"""What the books refused before lines up: of those they refused with the same words, one is tried.

The others of its kind need it. Once it gets through they go in the same run; while it does not, they
stay out without a call (docs/decisions/one-call-per-cause.md, TRG-13).
"""

from collections.abc import Mapping

from core.documents import Kind
from core.plan import Step
from core.records import Key


def lined_up(steps: tuple[Step, ...], rejected: Mapping[Key, str]) -> tuple[Step, ...]:
    """The steps, in the order given, in which each follows all it needs; `rejected` has the words."""
    first: dict[tuple[Kind, str], Key] = {}
    return tuple(_behind_the_first(step, rejected, first) for step in steps)


def _behind_the_first(
    step: Step, rejected: Mapping[Key, str], first: dict[tuple[Kind, str], Key]
) -> Step:
    words = rejected.get(step.key)
    if words is None or step.booked is not None:
        return step
    leader = first.setdefault((step.document.kind, words), step.key)
    return step if leader == step.key or leader in step.needs else step.after(leader)
