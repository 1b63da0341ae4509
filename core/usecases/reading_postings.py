"""Read what posts as a journal of its own: bank deposits and inventory adjustments (AR-15, AR-18).

Asks for nothing that the tenant's method does not move.
"""

from dataclasses import replace

from core.banking import money_key
from core.documents import Kind, Queue
from core.records import Key
from core.situation import Situation
from core.together import together
from core.usecases.connected import ConnectedTenant


async def with_postings(queue: Queue, tenant: ConnectedTenant) -> Queue:
    """Raises SystemUnavailableError, CredentialsRefusedError."""
    deposits, adjustments = await together(_deposits(tenant), _adjustments(tenant))
    return replace(
        queue,
        bank_deposits=deposits.bank_deposits,
        inventory_adjustments=adjustments.inventory_adjustments,
        unreadable=(*queue.unreadable, *deposits.unreadable, *adjustments.unreadable),
    )


async def _deposits(tenant: ConnectedTenant) -> Queue:
    if not tenant.settings.method.moves(Kind.BANK_DEPOSIT):
        return Queue()
    return await tenant.field_service.bank_deposits()


async def _adjustments(tenant: ConnectedTenant) -> Queue:
    if not tenant.settings.method.moves(Kind.INVENTORY_ADJUSTMENT):
        return Queue()
    return await tenant.field_service.inventory_adjustments()


def transactions_of_postings(s: Situation) -> set[Key]:
    """Their journals, and the payments that deposits hold."""
    deposits = s.queue.bank_deposits
    return {
        *(s.key(Kind.BANK_DEPOSIT, one.id) for one in deposits),
        *(money_key(payment, s) for one in deposits for payment in one.payments),
        *(s.key(Kind.INVENTORY_ADJUSTMENT, one.id) for one in s.queue.inventory_adjustments),
    }
