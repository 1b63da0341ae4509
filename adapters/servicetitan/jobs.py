"""Open jobs: asked for one status at a time, since the filter takes one (facts 6).

What is answered is checked: a filter that ServiceTitan does not know it ignores (facts 12.2). A job
whose status changes between two of these questions comes with the next run.
"""

from typing import Final

from adapters.servicetitan import translate
from adapters.servicetitan.lists import BY_ID, Api, Row
from adapters.servicetitan.reading import Read, member, read_row, sorted_out
from adapters.servicetitan.wire import WireJob
from core.documents import OPEN_JOB_STATUSES, Job, Kind, OpenJobs, Unreadable
from core.together import together

JOBS: Final = "jpm/jobs"
AT_ONCE: Final = 500
"""Rows of each status that we ask for at once, for the lists of all statuses are read together."""


class WireOpenJob(WireJob):
    job_status: str


async def read_open_jobs(api: Api) -> OpenJobs:
    lists = await together(*(_in_status(api, status) for status in OPEN_JOB_STATUSES))
    read: Read[Job] = sorted_out(one for found in lists for one in found)
    jobs = {one.id: one for one in read.documents}
    return OpenJobs(tuple(jobs.values()), read.unreadable)


async def _in_status(api: Api, status: str) -> list[Job | Unreadable]:
    return await api.read(JOBS, _open_job_of, (("jobStatus", status), *BY_ID), AT_ONCE)


def _open_job_of(row: Row) -> Job | Unreadable | None:
    """None when it is not open; what does not say whether it is counts as open: none is lost."""
    if member(row, "jobStatus") not in (*OPEN_JOB_STATUSES, None):
        return None
    return read_row(row, Kind.PROJECT, WireOpenJob, translate.job)
