"""Known bugs that the world of a simulation can have, to show that it would find them.

None is in the product: a store that forgets what it was told, a wire that delivers twice.
"""

from collections.abc import Collection, Mapping, Sequence
from enum import Enum

from adapters.compose.trouble.store import TroubledStore
from core.ports import Intent
from core.records import Key
from core.reports import Row


class Planted(Enum):
    FORGETFUL_STORE = "the store forgets what was announced"
    SECOND_DELIVERY = "the wire delivers each new invoice a second time, under another key"


class ForgetfulStore(TroubledStore):
    """Keeps what runs announce, and never says so."""

    async def unsettled(self, tenant: str) -> Mapping[Key, Intent]:
        await super().unsettled(tenant)
        return {}

    async def unfinished(self, tenant: str) -> frozenset[Key]:
        await super().unfinished(tenant)
        return frozenset()

    async def rows_with(self, tenant: str, keys: Collection[Key]) -> Sequence[Row]:
        await super().rows_with(tenant, keys)
        return ()
