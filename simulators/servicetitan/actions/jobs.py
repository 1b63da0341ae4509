"""Jobs and projects."""

from typing import Any, Final

from simulators.servicetitan.actions.customers import open_customer
from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.records import Job, JobType, Project
from simulators.servicetitan.tenant import Tenant, known

JOB_STATUSES: Final = ("Scheduled", "Dispatched", "InProgress", "Hold", "Completed", "Canceled")


def create_project(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("id", "customerId", "name", "number")
    customer, name = open_customer(tenant, given.whole("customerId")), given.text("name")
    number = given.maybe_text("number") or str(tenant.new_id("project number"))
    project = Project(
        id=tenant.new_id("project", given.maybe_whole("id")),
        stamp=tenant.stamp(),
        number=number,
        name=name,
        customer_id=customer.id,
        location_id=customer.location_id,
    )
    tenant.projects[project.id] = project
    return {"id": project.id, "number": number}


def create_job(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("id", "number", "customerId", "businessUnitId", "jobTypeId", "status", "projectId")
    customer = open_customer(tenant, given.whole("customerId"))
    unit = known(tenant.business_units, "business unit", given.whole("businessUnitId"))
    status = given.one_of("status", JOB_STATUSES, "Scheduled")
    project_id = given.maybe_whole("projectId")
    if project_id is not None:
        known(tenant.projects, "project", project_id)
    job = Job(
        id=tenant.new_id("job", given.maybe_whole("id")),
        stamp=tenant.stamp(),
        number=given.maybe_text("number") or str(tenant.new_id("job number")),
        status=status,
        customer_id=customer.id,
        location_id=customer.location_id,
        business_unit_id=unit.id,
        job_type_id=_job_type(tenant, given).id,
        project_id=project_id,
        completed_on=tenant.now() if status == "Completed" else None,
    )
    tenant.jobs[job.id] = job
    return {"id": job.id, "number": job.number}


def set_job_status(tenant: Tenant, given: Given) -> dict[str, Any]:
    """A job that was completed keeps its completedOn when it is canceled (facts §6)."""
    given.only("jobId", "status")
    job = known(tenant.jobs, "job", given.whole("jobId"))
    job.status = given.one_of("status", JOB_STATUSES)
    if job.status == "Completed":
        job.completed_on = tenant.now()
    tenant.touch(job)
    return {"id": job.id}


def _job_type(tenant: Tenant, given: Given) -> JobType:
    """The one given, else the tenant's first, else a new "Service Call"."""
    if given.has("jobTypeId"):
        return known(tenant.job_types, "job type", given.whole("jobTypeId"))
    for kind in tenant.job_types.values():
        return kind
    kind = JobType(id=tenant.new_id("job type"), stamp=tenant.stamp(), name="Service Call")
    tenant.job_types[kind.id] = kind
    return kind


def maybe_job(tenant: Tenant, given: Given) -> Job | None:
    job_id = given.maybe_whole("jobId")
    return known(tenant.jobs, "job", job_id) if job_id is not None else None
