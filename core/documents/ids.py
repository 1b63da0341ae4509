"""ServiceTitan's ids: int64 each, a journal entry's a GUID."""

from typing import NewType

CustomerId = NewType("CustomerId", int)
InvoiceId = NewType("InvoiceId", int)
PaymentId = NewType("PaymentId", int)
ApplicationId = NewType("ApplicationId", int)
BankDepositId = NewType("BankDepositId", int)
InventoryAdjustmentId = NewType("InventoryAdjustmentId", int)
PurchaseOrderId = NewType("PurchaseOrderId", int)
OrderLineId = NewType("OrderLineId", int)
ItemReceiptId = NewType("ItemReceiptId", int)
BillId = NewType("BillId", int)
VendorCreditId = NewType("VendorCreditId", int)
BusinessUnitId = NewType("BusinessUnitId", int)
JobId = NewType("JobId", int)
VendorId = NewType("VendorId", int)
JournalEntryId = NewType("JournalEntryId", str)
