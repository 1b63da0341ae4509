"""Choices of mapping: every version is kept, the newest is in force."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, bindparam, func, insert, select

from adapters.store.tables import mapping_choices
from adapters.store.turns import take_turn
from core.settings import MappingChoice, Topic

_newer: Final = mapping_choices.alias()
_NEWEST: Final = select(mapping_choices).where(
    mapping_choices.c.tenant == bindparam("of_tenant"),
    mapping_choices.c.version
    == select(func.max(_newer.c.version))
    .where(
        _newer.c.tenant == mapping_choices.c.tenant,
        _newer.c.topic == mapping_choices.c.topic,
        _newer.c.source == mapping_choices.c.source,
    )
    .scalar_subquery(),
)


def in_force(connection: Connection, tenant: str) -> Sequence[MappingChoice]:
    """By topic and source. A newest version without a target is a choice taken back."""
    found = connection.execute(_NEWEST, {"of_tenant": tenant})
    in_order = sorted(found, key=lambda row: (row.topic, row.source))
    return [_as_choice(row) for row in in_order if row.target]


def choose(
    connection: Connection, tenant: str, choice: MappingChoice, who: str, now: datetime
) -> None:
    """Its origin is not kept: from now on that is who chose it, and when."""
    take_turn(connection, tenant)
    chosen = mapping_choices.c
    same = and_(
        chosen.tenant == tenant,
        chosen.topic == choice.topic.value,
        chosen.source == choice.source,
    )
    last = connection.execute(select(func.max(chosen.version)).where(same)).scalar()
    values = {
        "tenant": tenant,
        "topic": choice.topic.value,
        "source": choice.source,
        "version": (last or 0) + 1,
        "target": dict(choice.target),
        "chosen_by": who,
        "chosen_at": now,
    }
    connection.execute(insert(mapping_choices).values(values))


def _as_choice(row: Row[Any]) -> MappingChoice:
    return MappingChoice(
        topic=Topic(row.topic),
        source=row.source,
        target=tuple(row.target.items()),
        origin=f"set by {row.chosen_by} on {row.chosen_at:%Y-%m-%d}",
    )
