"""`/jpm/v2`: jobs, job types, projects (facts §6)."""

from typing import Final

from simulators.servicetitan import filters
from simulators.servicetitan.actions.jobs import JOB_STATUSES
from simulators.servicetitan.lists import NAMED, SORTS, Listing
from simulators.servicetitan.records import Job, JobType, Project
from simulators.servicetitan.shown import PERSON, Json, stamps
from simulators.servicetitan.tenant import Tenant
from simulators.servicetitan.values import instant

JOB_REST: Final[Json] = {
    "priority": "Normal",
    "campaignId": 0,
    "appointmentCount": 0,
    "firstAppointmentId": 0,
    "lastAppointmentId": 0,
    "recallForId": None,
    "warrantyId": None,
    "jobGeneratedLeadSource": None,
    "noCharge": False,
    "notificationsEnabled": False,
    "tagTypeIds": [],
    "leadCallId": None,
    "partnerLeadCallId": None,
    "bookingId": None,
    "soldById": None,
    "customerPo": "",
    "membershipId": None,
    "total": None,
    "createdFromEstimateId": None,
    "estimateIds": [],
    "summary": None,
    "customFields": [],
    "externalData": [],
}
"""What a job has besides; none of it is simulated."""


def job(_: Tenant, one: Job) -> Json:
    """`invoiceId` is 0 until the job has one; the spec gives it no null."""
    return {
        **JOB_REST,
        "id": one.id,
        "jobNumber": one.number,
        "projectId": one.project_id,
        "customerId": one.customer_id,
        "locationId": one.location_id,
        "jobStatus": one.status,
        "completedOn": instant(one.completed_on) if one.completed_on else None,
        "businessUnitId": one.business_unit_id,
        "jobTypeId": one.job_type_id,
        **stamps(one.stamp),
        "createdById": PERSON,
        "invoiceId": one.invoice_id or 0,
    }


JOB_TYPE_REST: Final[Json] = {
    "businessUnitIds": [],
    "skills": [],
    "tagTypeIds": [],
    "priority": "Normal",
    "duration": 3600,
    "soldThreshold": None,
    "class": "",
    "summary": "",
    "noCharge": False,
    "enforceRecurringServiceEventSelection": None,
    "invoiceSignaturesRequired": False,
    "externalData": [],
    "isSmartDispatched": False,
}
"""What a job type has besides; none of it is simulated."""


def job_type(_: Tenant, one: JobType) -> Json:
    return {
        **JOB_TYPE_REST,
        "id": one.id,
        "name": one.name,
        **stamps(one.stamp),
        "active": one.active,
    }


PROJECT_REST: Final[Json] = {
    "summary": None,
    "status": None,
    "statusId": None,
    "subStatus": None,
    "subStatusId": None,
    "projectTypeId": None,
    "projectManagerIds": [],
    "startDate": None,
    "targetCompletionDate": None,
    "actualCompletionDate": None,
    "customFields": [],
    "externalData": [],
}
"""What a project has besides; none of it is simulated."""


def project(tenant: Tenant, one: Project) -> Json:
    jobs = [job for job in tenant.jobs.values() if job.project_id == one.id]
    return {
        **PROJECT_REST,
        "id": one.id,
        "number": one.number,
        "name": one.name,
        "customerId": one.customer_id,
        "locationId": one.location_id,
        "businessUnitIds": sorted({job.business_unit_id for job in jobs}),
        **stamps(one.stamp),
        "jobIds": [job.id for job in jobs],
    }


def _job_status(asked: filters.Asked) -> filters.Predicate[Job]:
    """The parameter is `jobStatus`; `status` is passed over (facts §12, 2)."""
    wanted = filters.one_of(asked.name, asked.last, JOB_STATUSES)
    return lambda row: row.status == wanted


JOBS: Final = Listing[Job](
    rows=lambda tenant: tenant.jobs.values(),
    shown=job,
    filters={
        "ids": filters.ids(lambda row: row.id),
        "number": filters.text(lambda row: row.number),
        "projectId": filters.number(lambda row: row.project_id),
        "jobStatus": _job_status,
        "customerId": filters.number(lambda row: row.customer_id),
        "locationId": filters.number(lambda row: row.location_id),
        "jobTypeId": filters.number(lambda row: row.job_type_id),
        "businessUnitId": filters.number(lambda row: row.business_unit_id),
        "invoiceId": filters.number(lambda row: row.invoice_id),
        "completedOnOrAfter": filters.from_on(lambda row: row.completed_on),
        "completedBefore": filters.before(lambda row: row.completed_on),
        **filters.created_and_modified(),
    },
    sorts={**SORTS, "priority": SORTS["id"]},
)
JOB_TYPES: Final = Listing[JobType](
    rows=lambda tenant: tenant.job_types.values(),
    shown=job_type,
    filters={
        "ids": filters.ids(lambda row: row.id),
        "name": filters.containing(lambda row: row.name),
        "active": filters.active,
        **filters.created_and_modified(),
    },
    usual={"active": "True"},
    ordered_by=True,
)
PROJECTS: Final = Listing[Project](
    rows=lambda tenant: tenant.projects.values(),
    shown=project,
    filters={
        "ids": filters.ids(lambda row: row.id),
        "customerId": filters.number(lambda row: row.customer_id),
        "locationId": filters.number(lambda row: row.location_id),
        **filters.created_and_modified(),
    },
    sorts={**SORTS, "name": NAMED["name"]},
)
