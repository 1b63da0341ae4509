"""What Crossfoot adds to a NetSuite account: custom fields and the Customer Sync Record.

NetSuite makes such objects through a SuiteApp or its screens only (facts/netsuite 4, 8); their names
are given here once, and `install` lists them as plain data.
"""

from typing import Final, TypedDict

BATCH_ID: Final = "custbody_crossfoot_batch_id"
BATCH_NAME: Final = "custbody_crossfoot_batch_name"
PAYMENT_TYPE: Final = "custbody_crossfoot_payment_type"
AVAILABLE: Final = "custrecord_crossfoot_available"
"""On accounts: *Available to ServiceTitan* (MAP-03)."""

CUSTOMER_SYNC: Final = "customrecord_crossfoot_customer_sync"
TENANT: Final = "custrecord_crossfoot_tenant"
SOURCE: Final = "custrecord_crossfoot_st_customer"
NAME: Final = "custrecord_crossfoot_name"
CUSTOMER: Final = "custrecord_crossfoot_customer"
STATUS: Final = "custrecord_crossfoot_status"
ERROR: Final = "custrecord_crossfoot_error"
MERGED_TO: Final = "custrecord_crossfoot_merged_to"
"""The ServiceTitan customer it was merged into (CUS-15)."""

LINKED: Final = "linked"
"""The status of a Customer Sync Record that names a customer."""
MERGED: Final = "merged"
NOT_LINKED: Final = "not linked"


class _Field(TypedDict, total=False):
    scriptId: str
    type: str
    appliesTo: str
    recordType: str


class _Record(TypedDict):
    scriptId: str
    fields: list[_Field]


class Objects(TypedDict):
    customFields: list[_Field]
    customRecords: list[_Record]


def install() -> Objects:
    """The objects an account must have before the first run."""
    return {
        "customFields": [
            {"scriptId": BATCH_ID, "type": "text", "appliesTo": "transaction"},
            {"scriptId": BATCH_NAME, "type": "text", "appliesTo": "transaction"},
            {"scriptId": PAYMENT_TYPE, "type": "text", "appliesTo": "transaction"},
            {"scriptId": AVAILABLE, "type": "checkbox", "appliesTo": "account"},
        ],
        "customRecords": [{"scriptId": CUSTOMER_SYNC, "fields": _sync_fields()}],
    }


def _sync_fields() -> list[_Field]:
    return [
        {"scriptId": TENANT, "type": "text"},
        {"scriptId": SOURCE, "type": "text"},
        {"scriptId": NAME, "type": "text"},
        {"scriptId": CUSTOMER, "type": "select", "recordType": "customer"},
        {"scriptId": STATUS, "type": "text"},
        {"scriptId": ERROR, "type": "longtext"},
        {"scriptId": MERGED_TO, "type": "text"},
    ]
