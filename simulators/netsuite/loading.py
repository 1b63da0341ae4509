"""Loading an account: its set-up and master data, with NetSuite's own field names.

`currencies`, `subsidiaries`, `accounts`, `periods`, `departments`, `classes`, `locations`,
`taxTypes`, `taxCodes`, `paymentMethods`, `customers`, `vendors`, `jobs`, `items`: lists of records,
an `id` of one's own choice if wanted. A record whose id, external id or account number is known is
changed, any other is added. `customFields`, `customRecords`, `customTransactions`, `restlets`
define; `preferences` chooses.
"""

from collections.abc import Mapping
from typing import Any, Final

from simulators.netsuite.company import PREFERENCES, Company
from simulators.netsuite.custom_transactions import define_transaction
from simulators.netsuite.drafts import read_draft
from simulators.netsuite.fields import RecordType
from simulators.netsuite.periods import months
from simulators.netsuite.records import Record
from simulators.netsuite.restlets import install
from simulators.netsuite.saving import create, update
from simulators.netsuite.set_up import default_account

SECTIONS: Final = {
    "currencies": "currency",
    "subsidiaries": "subsidiary",
    "accounts": "account",
    "periods": "accountingPeriod",
    "departments": "department",
    "classes": "classification",
    "locations": "location",
    "taxTypes": "taxType",
    "taxCodes": "taxCode",
    "paymentMethods": "paymentMethod",
    "customers": "customer",
    "vendors": "vendor",
    "jobs": "job",
    "items": "nonInventoryResaleItem",
}
OTHERS: Final = (
    *("accountId", "customFields", "customRecords", "customTransactions"),
    *("restlets", "preferences"),
)
HIDDEN: Final = ("id", "secondarySubsidiaries", "recordType")
FIRST_YEAR, LAST_YEAR = 2025, 2027


def load_default(company: Company) -> None:
    """One company in US dollars, with every month from 2025 to 2027 open."""
    load(company, {**default_account(), "periods": months(FIRST_YEAR, LAST_YEAR)})


def load(company: Company, data: Mapping[str, Any]) -> None:
    """ValueError for a section nobody knows, RefusedError for a record NetSuite would not take."""
    unknown = set(data) - set(SECTIONS) - set(OTHERS)
    if unknown:
        raise ValueError(f"an account has no {', '.join(sorted(unknown))}")
    define(company, data)
    for name, on in data.get("preferences", {}).items():
        if name not in PREFERENCES:
            raise ValueError(f"no preference is called {name}")
        company.state.preferences.put(name, bool(on))
    for section, kind in SECTIONS.items():
        for given in data.get(section, ()):
            put_record(company, kind, given)


def define(company: Company, data: Mapping[str, Any]) -> None:
    """Custom fields, record types, transaction types and RESTlets, as a SuiteApp brings them."""
    for given in data.get("customRecords", ()):
        company.define_record(given)
    for given in data.get("customFields", ()):
        company.define_field(given)
    for given in data.get("customTransactions", ()):
        define_transaction(company, given)
    for given in data.get("restlets", ()):
        install(company, given)


def put_record(company: Company, kind: str, given: Mapping[str, Any]) -> Record:
    """Add a record, or change the one that is meant."""
    record_type = company.record_type(given.get("recordType", kind))
    if record_type is None:
        raise ValueError(f"{given.get('recordType', kind)} is not simulated")
    body = {name: value for name, value in given.items() if name not in HIDDEN}
    draft = read_draft(company, record_type, body, "Error")
    known = _known(company, record_type, given)
    key = str(given["id"]) if "id" in given else None
    saved = update(company, known, draft) if known else create(company, record_type, draft, key)
    if "secondarySubsidiaries" in given:
        others = tuple(str(one) for one in given["secondarySubsidiaries"])
        company.state.secondary_subsidiaries.put(saved.id, others)
    return saved


def _known(company: Company, record_type: RecordType, given: Mapping[str, Any]) -> Record | None:
    records = company.state.of(record_type.space)
    if "id" in given:
        return records.get(str(given["id"]))
    number = str(given.get("acctNumber", ""))
    named = company.state.names.get(("account number", number)) if number else None
    external = company.id_of_external(record_type.space, str(given.get("externalId", "")))
    key = named or external
    return records.get(key) if key else None
