"""Jobs in ServiceTitan, and the projects that come of them in NetSuite."""

import json
from typing import Final

from pytest_bdd import given, parsers, then, when

from core.documents import Kind
from core.reports import Fate, Row
from core.settings import SyncMethod
from features.looks import names_of
from features.office import Office
from features.premises import UNIT_ID, Json
from features.screens import item
from features.steps.field_work import MONEY

Table = list[list[str]]
MANY: Final = 120
PROJECTS: Final = "/record/v1/job$"


# in ServiceTitan


@given(parsers.parse("job {number} of {customer} is {status}"))
@when(parsers.parse("job {number} of {customer} is {status}"))
def job_is(office: Office, number: str, customer: str, status: str) -> None:
    """Made when there is none of that number yet."""
    if f"job {number}" in office.ids:
        office.act("set-job-status", jobId=office.ids[f"job {number}"], status=status)
    else:
        _new_job(office, number, customer, status=status)


@given(parsers.parse('job {number} of {customer} belongs to business unit "{name}" ({unit:d})'))
def job_of_unit(office: Office, number: str, customer: str, name: str, unit: int) -> None:
    office.business_unit(unit, name)
    _new_job(office, number, customer, businessUnitId=unit)


@given(parsers.parse("{customer} has many jobs to be done"))
def many_jobs(office: Office, customer: str) -> None:
    for number in range(MANY):
        _new_job(office, f"M-{number}", customer)


@given(
    parsers.re(
        rf"(?P<customer>.+) owes (?P<amount>{MONEY}) for job (?P<job>\S+) on invoice (?P<number>\S+)"
    )
)
def owes_for(office: Office, customer: str, amount: str, job: str, number: str) -> None:
    office.invoice(number, customer, item(amount), jobId=office.ids[f"job {job}"])
    office.post()


@given(parsers.parse("a customer without a name has job {number} to be done"))
def job_of_nameless(office: Office, number: str) -> None:
    _new_job(office, number, " ")


@given("receivables move by journal entry")
def by_journal(office: Office) -> None:
    office.configure(method=SyncMethod.JOURNAL_AR_DOCUMENT_AP)


@given("jobs are switched off")
def jobs_off(office: Office) -> None:
    office.configure(sync_jobs=False)


# at NetSuite


@given("NetSuite's answer to the next project is lost")
def project_reply_lost(office: Office) -> None:
    office.fault("netsuite", kind="lost_reply", method="POST", path=PROJECTS)


@given("NetSuite does not take the next project, since it is locked")
def project_refused(office: Office) -> None:
    detail = {"detail": "The record is locked by a workflow.", "o:errorCode": "USER_ERROR"}
    body = json.dumps({"title": "Bad Request", "status": 400, "o:errorDetails": [detail]})
    office.fault("netsuite", kind="status", method="POST", path=PROJECTS, status=400, body=body)


@then("NetSuite has the projects")
def has_projects(office: Office, datatable: Table) -> None:
    """Project, Customer, maybe Subsidiary: all there are."""
    names, *rows = datatable
    shown = [[_shown(office, one)[name] for name in names] for one in _projects(office)]
    assert sorted(shown) == sorted(rows)


@then("NetSuite has no project")
def no_project(office: Office) -> None:
    assert _projects(office) == []


@then("NetSuite has a project for each of them")
def one_for_each(office: Office) -> None:
    assert len({one["fields"]["externalId"] for one in _projects(office)}) == MANY


@then(parsers.parse("{number} is for project {project} in NetSuite"))
def for_project(office: Office, number: str, project: str) -> None:
    assert _project_of(office, number) == project


@then(parsers.parse("{number} is for no project in NetSuite"))
def for_no_project(office: Office, number: str) -> None:
    assert _project_of(office, number) is None


@then(parsers.parse("NetSuite has customer {name}"))
def has_customer(office: Office, name: str) -> None:
    assert office.customer_in_netsuite(name)


@then("NetSuite has no customer")
def has_no_customer(office: Office) -> None:
    assert office.customers_in_netsuite() == []


# what the run says


@then(parsers.parse('the run refuses project {number}, since "{words}"'))
def project_stays_out(office: Office, number: str, words: str) -> None:
    said = [one.explanation for one in _rows(office, number) if one.fate is Fate.REFUSED]
    assert said == [words]


@then(parsers.parse("project {number} stays out, for its customer has a blank name"))
def project_of_nameless(office: Office, number: str) -> None:
    fact = f"Customer {office.ids[' ']} has a blank name. Give it a name in ServiceTitan."
    project_stays_out(office, number, fact)


@then(parsers.parse("the run makes project {number}"))
def makes_project(office: Office, number: str) -> None:
    assert _fates(office, number) == [Fate.POSTED]


def _new_job(office: Office, number: str, customer: str, **given: object) -> None:
    whose = {"customerId": office.customer(customer), "businessUnitId": UNIT_ID}
    made = office.act("create-job", number=number, **{**whose, **given})
    office.ids[f"job {number}"] = made["id"]


def _rows(office: Office, number: str) -> list[Row]:
    about = [one for one in office.report.rows if one.document.kind is Kind.PROJECT]
    return [one for one in about if one.document.number == number]


def _fates(office: Office, number: str) -> list[Fate]:
    return [one.fate for one in _rows(office, number)]


def _projects(office: Office) -> list[Json]:
    entities = office.netsuite_state()["records"].get("entity", [])
    return [one for one in entities if one["kind"] == "job"]


def _shown(office: Office, project: Json) -> dict[str, str]:
    fields = project["fields"]
    owners = {one["id"]: names_of(one)[1] for one in office.customers_in_netsuite()}
    subsidiaries = office.netsuite_state()["records"]["subsidiary"]
    named = {one["id"]: one["fields"]["name"] for one in subsidiaries}
    return {
        "Project": fields["companyName"],
        "Customer": owners[fields["parent"]],
        "Subsidiary": named[fields["subsidiary"]],
    }


def _project_of(office: Office, number: str) -> str | None:
    found = office.transaction(number)["id"]
    records = office.netsuite_state()["records"]["transaction"]
    job = next(one for one in records if one["id"] == found)["fields"].get("job")
    names = {one["id"]: one["fields"]["companyName"] for one in _projects(office)}
    return None if job is None else str(names[job])
