"""What a ServiceTitan tenant holds: one dataclass for each kind of record.

Money is Decimal dollars, read from text. `date`, `due_date` and the like are calendar dates;
the instants in a `Stamp` are UTC. Records name one another by id.
"""

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
from simulators.servicetitan.records.purchasing import (
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

__all__ = [
    "EXPORTED",
    "PENDING",
    "POSTED",
    "STATUSES",
    "ZERO",
    "Address",
    "Application",
    "Batch",
    "BusinessUnit",
    "Contact",
    "CustomField",
    "CustomFieldType",
    "Customer",
    "Document",
    "GLAccount",
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
    "Stamp",
    "TaxZone",
    "Vendor",
]
