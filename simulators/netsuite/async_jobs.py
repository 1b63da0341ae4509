"""Asynchronous jobs: what NetSuite's processors work off in their own time (facts §1.7, §3.2).

A job has one task for each record of a batch, one task otherwise. A task is done at its own instant
by the simulator's clock, whoever looks and whenever; each stands or falls alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from simulators.control.vendor import Reply, Request

if TYPE_CHECKING:
    from simulators.netsuite.company import Company

MICROSECONDS: Final = 1_000_000


@dataclass(frozen=True)
class Processing:
    """How the jobs submitted from now on go; only a test can know."""

    processors: int = 2
    """How many work at the same time; each additional SuiteCloud Plus licence brings more."""
    record: timedelta = timedelta(milliseconds=200)
    """What one record takes."""
    late_by: timedelta = timedelta()
    """How long a job lies before any processor takes it."""

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Processing":
        """From the control plane's JSON; what is not given is as usual. ValueError otherwise."""
        unknown = set(given) - {"processors", "secondsPerRecord", "lateSeconds"}
        if unknown:
            raise ValueError(f"processing has no {', '.join(sorted(unknown))}")
        processors = given.get("processors", cls.processors)
        if type(processors) is not int or processors < 1:
            raise ValueError(f"processors are one or more; {processors} is not")
        return cls(
            processors,
            _span(given.get("secondsPerRecord", "0.2")),
            _span(given.get("lateSeconds", "0")),
        )

    def told(self) -> dict[str, Any]:
        return {
            "processors": self.processors,
            "secondsPerRecord": _seconds(self.record),
            "lateSeconds": _seconds(self.late_by),
        }


def _span(given: object) -> timedelta:
    """Seconds, whole or as decimal text."""
    try:
        seconds = Decimal(str(given))
    except InvalidOperation:
        raise ValueError(f"seconds are a number; {given} is not") from None
    if not seconds.is_finite() or seconds < 0:
        raise ValueError(f"seconds are not negative; {given} is")
    return timedelta(microseconds=int(seconds * MICROSECONDS))


def _seconds(span: timedelta) -> str:
    whole = Decimal(span // timedelta(microseconds=1)) / MICROSECONDS
    return format(whole.normalize(), "f")


@dataclass(frozen=True, slots=True)
class JobTask:
    """One call of a job; instants are UTC. It has its reply from `ends` on, and no call any more."""

    id: str
    starts: datetime
    ends: datetime
    request: Request | None
    reply: Reply | None = None

    @property
    def succeeded(self) -> bool:
        return self.reply is not None and self.reply.status < 400

    def progress(self, now: datetime) -> str:
        if self.reply is not None:
            return "succeeded" if self.succeeded else "failed"
        return "processing" if self.starts <= now else "pending"


@dataclass(frozen=True, slots=True)
class Job:
    id: str
    tasks: tuple[JobTask, ...]

    @property
    def completed(self) -> bool:
        return all(task.reply is not None for task in self.tasks)

    def progress(self, now: datetime) -> str:
        """Succeeded when every task did."""
        if self.completed:
            return "succeeded" if all(task.succeeded for task in self.tasks) else "failed"
        waits = all(task.progress(now) == "pending" for task in self.tasks)
        return "pending" if waits else "processing"

    def with_replies(self, replies: Mapping[str, Reply]) -> "Job":
        """`replies` by task id."""
        tasks = (
            replace(task, request=None, reply=replies[task.id]) if task.id in replies else task
            for task in self.tasks
        )
        return replace(self, tasks=tuple(tasks))


def queued(company: "Company", requests: Sequence[Request], *, parallel: bool) -> Job:
    """A new job. One processor takes all of it, one record after the other, unless `parallel`."""
    assert requests
    state, how = company.state, company.processing
    earliest = company.now() + how.late_by
    free = {
        number: max(earliest, state.processors_busy.get(number) or earliest)
        for number in range(how.processors)
    }
    job = Job(state.next_id("async job"), tuple(_planned(requests, free, how.record, parallel)))
    for number, until in free.items():
        state.processors_busy.put(number, until)
    state.jobs.put(job.id, job)
    state.jobs_under_way.put(job.id, True)
    return job


def _planned(
    requests: Sequence[Request], free: dict[int, datetime], takes: timedelta, parallel: bool
) -> list[JobTask]:
    """Moves on `free`, the instant from which each processor has nothing to do."""
    tasks = []
    number = _idlest(free)
    for position, request in enumerate(requests, start=1):
        number = _idlest(free) if parallel else number
        starts, free[number] = free[number], free[number] + takes
        tasks.append(JobTask(str(position), starts, free[number], request))
    return tasks


def _idlest(free: Mapping[int, datetime]) -> int:
    return min(free, key=lambda number: (free[number], number))
