"""The one warehouse of a tenant, which cannot be read, and what lines of inventory show."""

from typing import Final

from simulators.servicetitan import shown
from simulators.servicetitan.records import Address, Goods
from simulators.servicetitan.shown import Json
from simulators.servicetitan.tenant import Tenant

WAREHOUSE: Final = 71_001
WAREHOUSE_NAME: Final = "Warehouse"
DOCK: Final = Address("1 Dock Street", None, "Reno", "NV", "89501")


def accounts(tenant: Tenant, goods: Goods) -> Json:
    """Without the ids that accounting shows."""
    return {
        member: {name: value for name, value in one.items() if name != "id"} if one else None
        for member, one in shown.accounts(tenant, goods).items()
    }


def names(goods: Goods) -> Json:
    return {
        "skuId": goods.sku_id,
        "name": goods.sku_name,
        "code": goods.sku_name,
        "description": goods.description,
    }
