"""Jobs: work that is still to be done becomes a project of its customer (AR-17).

A job goes while it is Scheduled, Dispatched, InProgress or Hold, with its customer, even when nothing
was billed yet; a Completed or Canceled one never does. A project that the books have stays, whatever
becomes of its job. What is billed for the job belongs to its project, from the same run on, and waits
while the project cannot be made.
"""

from returns.result import Failure, Result, Success

from core.customers.merge_steps import survivor_name
from core.documents import CustomerId, Job, Kind, Label
from core.draft import Draft
from core.ledger import Segments
from core.plan import Step
from core.records import ProjectRecord
from core.refusals import Refusal
from core.situation import Situation, refused


def project_step(job: Job, s: Situation) -> Result[Step, Refusal]:
    """The step that makes the project of one job, or why it stays out."""
    label = Label(Kind.PROJECT, job.id, job.number, survivor_name(s.survivor(job.customer), s))
    step = s.segments(job.business_unit).map(lambda segments: _step(job, label, segments, s))
    return refused(step, label)


def place_projects(draft: Draft) -> None:
    """The projects that are missing, before anything that may be billed for their jobs."""
    s = draft.situation
    for job in sorted(s.new_projects.values(), key=lambda one: one.id):
        match project_step(job, s):
            case Success(step):
                draft.place(step, job.customer)
            case Failure(refusal):
                draft.refuse(refusal, s.key(Kind.PROJECT, job.id))


def customers_of_projects(draft: Draft) -> frozenset[CustomerId]:
    """Whose projects this run makes: a project is a record of its customer (AR-10)."""
    s = draft.situation
    jobs = s.new_projects.values()
    return frozenset(one.customer for one in jobs if s.key(Kind.PROJECT, one.id) in draft.steps)


def _step(job: Job, label: Label, segments: Segments, s: Situation) -> Step:
    record = ProjectRecord(
        name=_name(job, s.settings.short_name),
        customer=s.customer_key(job.customer),
        subsidiary=segments.subsidiary,
    )
    return Step(s.key(Kind.PROJECT, job.id), record, label)


def _name(job: Job, short_name: str | None) -> str:
    """The job's number, and the tenant's suffix as entities have it (MAP-05)."""
    return f"{job.number}-{short_name}" if short_name else job.number
