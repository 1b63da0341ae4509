"""Read what projects need: the open jobs, and which of them the books have as projects (AR-17)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.documents import Job, JobId, Kind, Unreadable
from core.records import Key, RemoteId, key_of
from core.usecases.connected import ConnectedTenant


@dataclass(frozen=True, slots=True)
class Projects:
    """`missing` are the open jobs that are to become projects, `there` the projects of the others."""

    missing: Mapping[JobId, Job] = field(default_factory=dict)
    there: Mapping[Key, RemoteId] = field(default_factory=dict)
    unreadable: tuple[Unreadable, ...] = ()


async def projects_of(tenant: ConnectedTenant) -> Projects:
    """Asks nothing where jobs do not move. Raises SystemUnavailableError, CredentialsRefusedError."""
    if not tenant.settings.method.moves(Kind.PROJECT) or not tenant.settings.sync_jobs:
        return Projects()
    found = await tenant.field_service.open_jobs()
    keys = {key_of(tenant.name, Kind.PROJECT, one.id): one for one in found.jobs}
    there = await tenant.books.entities(keys)
    missing = {one.id: one for key, one in keys.items() if key not in there}
    return Projects(missing, there, found.unreadable)
