"""Read what projects need: the open jobs, and which of them the books have as projects (AR-17)."""

from dataclasses import replace

from core.documents import Kind
from core.situation import Situation
from core.usecases.connected import ConnectedTenant


async def with_open_jobs(s: Situation, tenant: ConnectedTenant) -> Situation:
    """Asks nothing where jobs do not move. Raises SystemUnavailableError, CredentialsRefusedError."""
    if not s.settings.method.moves(Kind.PROJECT) or not s.settings.sync_jobs:
        return s
    found = await tenant.field_service.open_jobs()
    keys = {s.key(Kind.PROJECT, one.id): one for one in found.jobs}
    there = await tenant.books.entities(keys)
    queue = replace(s.queue, unreadable=(*s.queue.unreadable, *found.unreadable))
    missing = {one.id: one for key, one in keys.items() if key not in there}
    return replace(s, queue=queue, entities=there, new_projects=missing)
