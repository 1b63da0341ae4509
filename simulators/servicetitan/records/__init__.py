"""What a ServiceTitan tenant holds: one dataclass for each kind of record.

Money is Decimal dollars, read from text. `date`, `due_date` and the like are calendar dates;
the instants in a `Stamp` are UTC. Records name one another by id.
"""

from simulators.servicetitan.records.banking import (
    DEPOSIT_STATUSES,
    DEPOSITED,
    BankDeposit,
)
from simulators.servicetitan.records.base import (
    EXPORTED,
    PENDING,
    POSTED,
    STATUSES,
    ZERO,
    Address,
    Batch,
    Document,
    Record,
    Stamp,
)
from simulators.servicetitan.records.customers import (
    Contact,
    Customer,
    CustomField,
    CustomFieldType,
    Location,
)
from simulators.servicetitan.records.jobs import (
    Job,
    JobType,
    Project,
)
from simulators.servicetitan.records.payables import (
    AP_BILL,
    PROCUREMENT,
    APCredit,
    Bill,
    BillItem,
    ExpenseItem,
    InventoryReturn,
    ReturnItem,
)
from simulators.servicetitan.records.purchasing import (
    Goods,
    GoodsLine,
    PurchaseOrder,
    PurchaseOrderItem,
    Receipt,
    ReceiptItem,
    Vendor,
)
from simulators.servicetitan.records.receivables import (
    Application,
    Invoice,
    InvoiceItem,
    Payment,
)
from simulators.servicetitan.records.reference import (
    BusinessUnit,
    GLAccount,
    PaymentType,
    RefundReason,
    TaxZone,
)
from simulators.servicetitan.records.stock import AdjustmentItem, InventoryAdjustment

__all__ = [
    "AP_BILL",
    "DEPOSITED",
    "DEPOSIT_STATUSES",
    "EXPORTED",
    "PENDING",
    "POSTED",
    "PROCUREMENT",
    "STATUSES",
    "ZERO",
    "APCredit",
    "Address",
    "AdjustmentItem",
    "Application",
    "BankDeposit",
    "Batch",
    "Bill",
    "BillItem",
    "BusinessUnit",
    "Contact",
    "CustomField",
    "CustomFieldType",
    "Customer",
    "Document",
    "ExpenseItem",
    "GLAccount",
    "Goods",
    "GoodsLine",
    "InventoryAdjustment",
    "InventoryReturn",
    "Invoice",
    "InvoiceItem",
    "Job",
    "JobType",
    "Location",
    "Payment",
    "PaymentType",
    "Project",
    "PurchaseOrder",
    "PurchaseOrderItem",
    "Receipt",
    "ReceiptItem",
    "Record",
    "RefundReason",
    "ReturnItem",
    "Stamp",
    "TaxZone",
    "Vendor",
]
