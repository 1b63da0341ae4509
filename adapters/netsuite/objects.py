"""What Crossfoot adds to a NetSuite account: custom fields, two records, the refund record and the merge
RESTlet.

NetSuite makes such objects through a SuiteApp or its screens only (facts/netsuite 4, 8). The SuiteApp
is `suiteapp/`; `install` lists the same names as plain data.
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
"""The ServiceTitan customer that this one was merged into."""

LINKED: Final = "linked"
"""The status of a Customer Sync Record that names a customer."""
MERGED: Final = "merged"
NOT_LINKED: Final = "not linked"

MERGE: Final = "customrecord_crossfoot_merge"
"""The RESTlet's journal: one record a merge, its key both name and external id."""
MERGE_MASTER: Final = "custrecord_crossfoot_merge_master"
MERGE_DUPLICATES: Final = "custrecord_crossfoot_merge_duplicates"
MERGE_TASK: Final = "custrecord_crossfoot_merge_task"
MERGE_STATE: Final = "custrecord_crossfoot_merge_state"
MERGE_MESSAGE: Final = "custrecord_crossfoot_merge_message"

MERGE_SCRIPT: Final = "customscript_crossfoot_merge"
MERGE_DEPLOY: Final = "customdeploy_crossfoot_merge"

REFUND: Final = "customtransaction_crossfoot_refund"
"""The ST Refund Record (REF-02): header only, its total the refund's amount."""
REFUND_STATUSES: Final = {
    "A": "Pending Refund",
    "B": "Check Refunded",
    "C": "Complete",
    "D": "Bypass",
}
REFUND_CUSTOMER: Final = "custbody_crossfoot_refund_customer"
REFUND_ACCOUNT: Final = "custbody_crossfoot_refund_account"
"""What its journal credits, and a check debits: the account's internal id."""
REFUND_SCENARIO: Final = "custbody_crossfoot_refund_scenario"
REFUND_PAYMENT: Final = "custbody_crossfoot_refund_payment"
"""External id of the payment or deposit that is given back."""
REFUND_CREDITS: Final = "custbody_crossfoot_refund_credits"
"""External ids of the credit memos ServiceTitan applied it to, each with its cents: `key=cents`."""
REFUND_INVOICES: Final = "custbody_crossfoot_refund_invoices"
"""External ids of the invoices whose money goes back, a line each."""
REFUND_JOURNAL: Final = "custbody_crossfoot_refund_journal"
"""External id of what posts it; empty where Customer Refunds are yet to pay it."""
REFUND_UNAPPLIED: Final = "custbody_crossfoot_refund_unapplied"
REFUND_PAID: Final = "custbody_crossfoot_refund_paid"
"""What was so when Crossfoot last looked; the truth is the journal's open line and the checks."""
REFUND_HISTORY: Final = "custbody_crossfoot_refund_history"
"""Each change of status on a line: when (UTC), who, from, to, why."""
ORDER_LINE: Final = "custcol_crossfoot_order_line"
"""On an order's line: the id of ServiceTitan's line."""
REFUND_PAYS: Final = "custbody_crossfoot_refund_pays"
"""On a Customer Refund that pays a refund: the external id of that refund."""
CHECK_REFUND: Final = "custcol_crossfoot_refund"
"""On a check's line: the external id of the refund it pays."""


class _Field(TypedDict, total=False):
    scriptId: str
    type: str
    appliesTo: str
    recordType: str


class _Record(TypedDict):
    scriptId: str
    fields: list[_Field]


class _Restlet(TypedDict):
    script: str
    deploy: str
    does: str
    record: str
    fields: dict[str, str]


class _Transaction(TypedDict):
    scriptId: str
    name: str
    style: str
    statuses: dict[str, str]


class Objects(TypedDict):
    customFields: list[_Field]
    customRecords: list[_Record]
    customTransactions: list[_Transaction]
    restlets: list[_Restlet]


def install() -> Objects:
    """The objects an account must have before the first run."""
    return {
        "customFields": [
            {"scriptId": BATCH_ID, "type": "text", "appliesTo": "transaction"},
            {"scriptId": BATCH_NAME, "type": "text", "appliesTo": "transaction"},
            {"scriptId": PAYMENT_TYPE, "type": "text", "appliesTo": "transaction"},
            {"scriptId": AVAILABLE, "type": "checkbox", "appliesTo": "account"},
            *_refund_fields(),
            {"scriptId": ORDER_LINE, "type": "text", "appliesTo": "line"},
            {"scriptId": CHECK_REFUND, "type": "text", "appliesTo": "line"},
        ],
        "customRecords": [
            {"scriptId": CUSTOMER_SYNC, "fields": _sync_fields()},
            {"scriptId": MERGE, "fields": _merge_fields()},
        ],
        "customTransactions": [
            {
                "scriptId": REFUND,
                "name": "ST Refund Record",
                "style": "header",
                "statuses": REFUND_STATUSES,
            }
        ],
        "restlets": [_merge_restlet()],
    }


def _refund_fields() -> list[_Field]:
    """Of the record; what it belongs to stands on its journal too."""
    names = {
        REFUND_SCENARIO: "text",
        REFUND_PAYMENT: "text",
        REFUND_CREDITS: "longtext",
        REFUND_INVOICES: "longtext",
        REFUND_JOURNAL: "text",
        REFUND_UNAPPLIED: "currency",
        REFUND_PAID: "currency",
        REFUND_HISTORY: "longtext",
        REFUND_PAYS: "text",
    }
    plain: list[_Field] = [
        {"scriptId": name, "type": type_, "appliesTo": "transaction"}
        for name, type_ in names.items()
    ]
    return [_select(REFUND_CUSTOMER, "customer"), _select(REFUND_ACCOUNT, "account"), *plain]


def _select(name: str, of: str) -> _Field:
    return {"scriptId": name, "type": "select", "recordType": of, "appliesTo": "transaction"}


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


def _merge_fields() -> list[_Field]:
    """Two hundred ids are longer than the 300 characters of a text field."""
    return [
        {"scriptId": MERGE_MASTER, "type": "text"},
        {"scriptId": MERGE_DUPLICATES, "type": "longtext"},
        {"scriptId": MERGE_TASK, "type": "text"},
        {"scriptId": MERGE_STATE, "type": "text"},
        {"scriptId": MERGE_MESSAGE, "type": "longtext"},
    ]


def _merge_restlet() -> _Restlet:
    return {
        "script": MERGE_SCRIPT,
        "deploy": MERGE_DEPLOY,
        "does": "merge-customers",
        "record": MERGE,
        "fields": {
            "master": MERGE_MASTER,
            "duplicates": MERGE_DUPLICATES,
            "task": MERGE_TASK,
            "state": MERGE_STATE,
            "message": MERGE_MESSAGE,
        },
    }
