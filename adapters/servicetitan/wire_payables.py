"""What we read of receipts, bills, returns and vendors' credits (facts 4.6, 6, 10 A and D).

Amounts of bills are text, those of the others numbers. A bill's lines have no total of their own.
"""

from adapters.servicetitan.wire import (
    Cents,
    Day,
    Number,
    Wire,
    WireAccount,
    WireBatch,
    WireNamed,
)


class WireGoods(Wire):
    """What receipts, bills and returns have on every line."""

    id: int
    name: str | None = None
    description: str | None = None
    quantity: Number
    cost: Number
    asset_account: WireAccount | None = None
    general_ledger_account: WireAccount | None = None
    cost_of_sale_account: WireAccount | None = None


class WireReceiptItem(WireGoods):
    purchase_order_item_id: int


class WireReceipt(Wire):
    id: int
    number: str | None = None
    sync_status: str
    purchase_order_id: int
    job_id: int | None = None
    batch_id: int | None = None
    received_on: Day | None = None
    created_on: Day
    receipt_amount: Cents
    items: list[WireReceiptItem] | None = None


class WireBillItem(WireGoods):
    receipt_item_id: int | None = None


class WireExpenseItem(Wire):
    amount: Cents
    description: str | None = None
    general_ledger_account: WireAccount | None = None
    business_unit: WireNamed | None = None


class WireBill(Wire):
    id: int
    sync_status: str
    reference_number: str | None = None
    vendor_number: str | None = None
    summary: str | None = None
    bill_date: Day
    due_date: Day | None = None
    bill_amount: Cents
    tax_amount: Cents | None = None
    shipping_amount: Cents | None = None
    purchase_order_id: int | None = None
    job_id: int | None = None
    batch: WireBatch | None = None
    business_unit: WireNamed | None = None
    vendor: WireNamed
    items: list[WireBillItem] | None = None
    expense_items: list[WireExpenseItem] | None = None


class WireReturn(Wire):
    id: int
    tax_amount: Cents
    shipping_amount: Cents
    items: list[WireGoods] | None = None


class WireVendorCredit(Wire):
    id: int
    sync_status: str
    inventory_return_id: int | None = None
    job_id: int | None = None
    date: Day
    number: str | None = None
    reference_number: str | None = None
    memo: str | None = None
    amount: Cents
    batch: WireBatch | None = None
    business_unit: WireNamed | None = None
    vendor: WireNamed
