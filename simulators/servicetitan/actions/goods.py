"""Lines of goods, as people type them."""

from decimal import Decimal
from typing import Final

from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.actions.setup import account_numbered
from simulators.servicetitan.records import Goods
from simulators.servicetitan.tenant import MistakeError, Tenant

ACCOUNTS: Final = ("glAccountNumber", "costOfSaleAccountNumber", "assetAccountNumber")
GOODS: Final = ("description", "skuName", *ACCOUNTS)


def goods(tenant: Tenant, given: Given) -> Goods:
    """A material with its account; the accounts of its sale and of the asset may be left out."""
    description = given.text("description")
    sku_name = given.maybe_text("skuName") or description
    account = account_numbered(tenant, given.text("glAccountNumber"))
    return Goods(
        sku_id=tenant.sku_id(sku_name),
        sku_name=sku_name,
        description=description,
        account_id=account.id,
        cost_of_sale_account_id=_maybe_account(tenant, given, "costOfSaleAccountNumber"),
        asset_account_id=_maybe_account(tenant, given, "assetAccountNumber"),
    )


def quantity(given: Given) -> Decimal:
    """More than nothing."""
    number = given.number("quantity")
    if number <= 0:
        raise MistakeError(f"{given.action}: quantity is more than nothing, not {number}.")
    return number


def cost(given: Given, usual: Decimal | None = None, member: str = "cost") -> Decimal:
    """Of one; never less than nothing."""
    number = given.number(member) if usual is None or given.has(member) else usual
    if number < 0:
        raise MistakeError(f"{given.action}: {member} is not less than nothing, as {number} is.")
    return number


def charge(given: Given, member: str, usual: Decimal) -> Decimal:
    """Tax or shipping; never less than nothing."""
    amount = given.money(member) if given.has(member) else usual
    if amount < 0:
        raise MistakeError(f"{given.action}: {member} is not less than nothing, as {amount} is.")
    return amount


def _maybe_account(tenant: Tenant, given: Given, member: str) -> int | None:
    return account_numbered(tenant, given.text(member)).id if given.has(member) else None
