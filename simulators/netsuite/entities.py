"""Customers, vendors and projects: one space of ids and external ids (facts §3.1, §4).

Without auto-numbering an entity is known by its name, so a second one of the same name and type
is refused. The primary subsidiary is final once something was posted for the entity (facts §5.3).
"""

from typing import Any, Final

from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.fields import NOT_SIMULATED, Field, RecordType, Sublist, ref, shown, text
from simulators.netsuite.records import ZERO, Record

ADDRESS: Final = {
    "addr1": text(150),
    "addr2": text(150),
    "addr3": text(150),
    "city": text(50),
    "state": text(30),
    "zip": text(36),
    "country": ref(),
    "addressee": text(83),
    "attention": text(83),
    "addrPhone": text(32),
    "addrText": text(999),
    "override": Field("bool"),
}
ADDRESS_BOOK: Final = Sublist(
    {
        "id": Field("integer"),
        "defaultBilling": Field("bool"),
        "defaultShipping": Field("bool"),
        "isResidential": Field("bool"),
        "label": text(150),
        "addressBookAddress": Field("subrecord", inside=ADDRESS),
    },
    key=("id",),
)
COMMON: Final[dict[str, Field]] = {
    "entityId": text(83),
    "autoName": Field("bool"),
    "altName": shown("text"),
    "externalId": text(),
    "companyName": text(83),
    "subsidiary": ref("subsidiary", required=True, label="Subsidiary"),
    "email": text(254),
    "phone": text(32),
    "altPhone": text(32),
    "fax": text(32),
    "comments": text(4000),
    "isInactive": Field("bool"),
    "dateCreated": shown("datetime"),
    "lastModifiedDate": shown("datetime"),
}
PERSON: Final[dict[str, Field]] = {
    "isPerson": Field("bool", fixed=True),
    "salutation": text(30),
    "firstName": text(32),
    "middleName": text(32),
    "lastName": text(32),
    "homePhone": text(32),
    "mobilePhone": text(32),
    "currency": ref("currency"),
    "terms": NOT_SIMULATED,
    "category": NOT_SIMULATED,
    "creditLimit": Field("money"),
}


def _display(record: Record) -> str:
    return record.text("entityId") or record.id


def _unique(record: Record) -> tuple[str, ...]:
    parent = record.text("parent") or "" if record.kind == "job" else ""
    return (record.kind, parent, (record.text("entityId") or "").lower())


def _dates(record: Record) -> dict[str, Any]:
    return {"dateCreated": record.created, "lastModifiedDate": record.modified}


def _person_name(record: Record) -> str:
    parts = (record.text("firstName"), record.text("middleName"), record.text("lastName"))
    return " ".join(part for part in parts if part)


def _complete_person(company: Company, record: Record, before: Record | None) -> Record:
    record = record.default(isPerson=False)
    wanted = _PERSON_NEEDS if record.is_on("isPerson") else _COMPANY_NEEDS
    missing = [label for name, label in wanted.items() if not record.text(name)]
    if missing:
        raise refusals.values_missing(missing)
    name = _person_name(record) if record.is_on("isPerson") else record.text("companyName")
    return _complete(company, record.holding(altName=name), before)


_PERSON_NEEDS: Final = {"firstName": "First Name", "lastName": "Last Name"}
_COMPANY_NEEDS: Final = {"companyName": "Company Name"}


def _complete(company: Company, record: Record, before: Record | None) -> Record:
    if before is not None and before.ref("subsidiary") != record.ref("subsidiary"):
        _subsidiary_may_change(company, record)
    currency = company.get("subsidiary", record.ref("subsidiary")).ref("currency")
    if "currency" in company.shape(company.type_of(record)).fields:
        record = record.default(currency=currency)
    return _with_entity_id(company, _with_addresses(record))


def _subsidiary_may_change(company: Company, record: Record) -> None:
    if company.state.references.get(("transaction entity", record.id)):
        raise refusals.rule_broken(
            "The subsidiary of an entity with transactions cannot be changed."
        )


def _with_entity_id(company: Company, record: Record) -> Record:
    if record.text("entityId"):
        return record
    if not company.prefers("autoNumberEntities"):
        return record.holding(entityId=record.text("altName"))
    number = (company.state.document_numbers.get("entity") or 0) + 1
    company.state.document_numbers.put("entity", number)
    return record.holding(entityId=f"{number} {record.text('altName')}")


def _with_addresses(record: Record) -> Record:
    """Each address gets an id; the last default wins."""
    lines = []
    last = record.last_line
    for line in record.lines("addressBook"):
        if "id" not in line:
            last += 1
        lines.append({**line, "id": line.get("id", last)})
    for flag in ("defaultBilling", "defaultShipping"):
        chosen = [at for at, line in enumerate(lines) if line.get(flag)]
        lines = [{**line, flag: at in chosen[-1:]} for at, line in enumerate(lines)]
    return record.listing(addressBook=tuple(lines)).numbered_to(last) if lines else record


def _customer_live(company: Company, record: Record) -> dict[str, Any]:
    receivable = deposits = ZERO
    for account in company.state.of("account").values():
        amount = company.state.balances.get((record.id, account.id)) or ZERO
        if account.text("acctType") == "AcctRec":
            receivable += amount
        if account.text("sSpecAcct") == "CustDep":
            deposits -= amount
    return {**_dates(record), "balance": receivable, "depositBalance": deposits}


def _complete_job(company: Company, record: Record, before: Record | None) -> Record:
    parent = record.text("parent")
    name = record.text("companyName")
    if not name:
        raise refusals.values_missing(["Project Name"])
    if parent is not None:
        customer = company.get("customer", parent)
        record = record.default(subsidiary=customer.ref("subsidiary"))
    if "subsidiary" not in record.fields:
        raise refusals.values_missing(["Subsidiary"])
    _job_fits_customer(company, record)
    return _complete(company, record.holding(altName=name), before)


def _job_fits_customer(company: Company, record: Record) -> None:
    parent = record.text("parent")
    chosen = record.ref("subsidiary")
    if parent and chosen not in company.subsidiaries_of(company.get("customer", parent)):
        raise refusals.invalid_reference("subsidiary", chosen, "entity", parent)


CUSTOMER: Final = RecordType(
    "customer",
    space="entity",
    fields={
        **COMMON,
        **PERSON,
        "parent": ref("customer"),
        "receivablesAccount": ref("account"),
        "balance": shown("money"),
        "depositBalance": shown("money"),
    },
    sublists={"addressBook": ADDRESS_BOOK},
    custom_prefix="custentity",
    complete=_complete_person,
    unique=_unique,
    display=_display,
    live=_customer_live,
)
VENDOR: Final = RecordType(
    "vendor",
    space="entity",
    fields={
        **COMMON,
        **PERSON,
        "legalName": text(83),
        "payablesAccount": ref("account"),
        "expenseAccount": ref("account"),
        "is1099Eligible": Field("bool"),
        "taxIdNum": text(20),
        "accountNumber": text(),
    },
    sublists={"addressBook": ADDRESS_BOOK},
    custom_prefix="custentity",
    complete=_complete_person,
    unique=_unique,
    display=_display,
    live=lambda _, record: _dates(record),
)
JOB: Final = RecordType(
    "job",
    space="entity",
    fields={
        **COMMON,
        "subsidiary": ref("subsidiary"),
        "parent": ref("customer", fixed=True),
        "jobType": NOT_SIMULATED,
        "entityStatus": ref(),
        "startDate": Field("date"),
        "endDate": Field("date"),
        "projectedEndDate": Field("date"),
        "jobPrice": Field("money"),
        "estimatedCost": Field("money"),
        "estimatedRevenue": Field("money"),
    },
    sublists={"addressBook": ADDRESS_BOOK},
    custom_prefix="custentity",
    complete=_complete_job,
    unique=_unique,
    display=_display,
    live=lambda _, record: _dates(record),
)
