"""Open jobs: asked for one status at a time, since the filter takes one (facts 6).

What is answered is checked: a filter that ServiceTitan does not know it ignores (facts 12.2). A job
whose status changes between two of these questions comes with the next run.
"""

from collections.abc import Iterable

from adapters.servicetitan import translate
from adapters.servicetitan.lists import Row
from adapters.servicetitan.reading import member, read_all, read_row
from adapters.servicetitan.wire import WireJob
from core.documents import OPEN_JOB_STATUSES, Job, Kind, OpenJobs, Unreadable


class WireOpenJob(WireJob):
    job_status: str


def open_jobs_of(rows: Iterable[Row]) -> OpenJobs:
    """Those that are open, and those that do not say what they are: none is lost."""
    wanted = [row for row in rows if member(row, "jobStatus") in (*OPEN_JOB_STATUSES, None)]
    read = read_all(wanted, _job_of)
    jobs = {one.id: one for one in read.documents}
    return OpenJobs(tuple(jobs.values()), read.unreadable)


def _job_of(row: Row) -> Job | Unreadable:
    return read_row(row, Kind.PROJECT, WireOpenJob, translate.job)
