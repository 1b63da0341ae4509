"""A tenant with the systems it is connected to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from core.budget import Usage
from core.ports import Books, FieldService
from core.settings import MappingChoice, TenantSettings


@dataclass(frozen=True, slots=True)
class ConnectedTenant:
    """`choices` are the configured choices of mapping; stored ones win over them.

    `concurrency` is how many writes may be on their way; `commit_window` how long the books may
    still commit a write they never answered (NetSuite: 15 minutes, facts/netsuite 1.2);
    `settle_wait` how long a run itself waits for such a write; `usage` what was asked of its accounts.
    """

    settings: TenantSettings
    field_service: FieldService
    books: Books
    choices: tuple[MappingChoice, ...] = ()
    concurrency: int = 10
    commit_window: timedelta = timedelta(minutes=15)
    settle_wait: timedelta = timedelta(seconds=60)
    usage: Callable[[], tuple[Usage, ...]] = tuple

    @property
    def name(self) -> str:
        return self.settings.tenant
