"""Tie out: compare what customers owe in both systems. Reads only."""

from core.tieout import Tie, tie
from core.usecases.connected import ConnectedTenant


async def tie_out(tenant: ConnectedTenant) -> Tie:
    """Every customer with exported documents. Raises SystemUnavailableError."""
    exported = await tenant.field_service.exported()
    named = {one.customer for one in exported.invoices}
    named |= {one.customer for one in exported.payments}
    links = await tenant.books.customer_links(tenant.name, named)
    customers = {link.customer for link in links.values() if link.customer is not None}
    return tie(exported, links, await tenant.books.customer_balances(customers))
