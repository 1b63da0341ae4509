"""Asynchronous calls on the wire: taken with 202, asked for below `/services/rest/async/v1/job`.

Facts §1.7. A result is what the call would have answered at once.
"""

from dataclasses import replace
from typing import Any, Final

from simulators.control.vendor import Reply, Request
from simulators.netsuite import deduplication, refusals
from simulators.netsuite.async_jobs import Job, JobTask, queued
from simulators.netsuite.batches import calls_of, is_batch
from simulators.netsuite.company import Company
from simulators.netsuite.jsontext import dumps
from simulators.netsuite.record_service import (
    COLLECTION,
    SINGULAR,
    VALIDATION,
    VALUES,
    RecordService,
)
from simulators.netsuite.refusals import RefusedError, refused
from simulators.netsuite.showing import collection, self_link

JOBS: Final = "/services/rest/async/v1/job"
IDEMPOTENCY_KEY: Final = "x-netsuite-idempotency-key"
PREFER: Final = "prefer"
PARALLEL: Final = 'batch-processing="parallel"'
Json = dict[str, Any]


def wants_a_job(request: Request) -> bool:
    return "respond-async" in request.headers.get(PREFER, "").lower()


class JobService:
    def __init__(self, company: Company, records: RecordService) -> None:
        self.company = company
        self.records = records

    # --- taken -----------------------------------------------------------------------------------

    def submit(self, request: Request) -> Reply:
        """202 and where the job is; a key that was used names the first job. RefusedError."""
        state = self.company.state
        key = request.headers.get(IDEMPOTENCY_KEY)
        first = state.jobs_by_key.get(key) if key is not None else None
        if first is not None:
            return _conflict(_applied(request, first))
        calls = tuple(_at_once(call) for call in self._calls(request))
        for call in calls:
            self.records.check(call)
        parallel = PARALLEL in request.headers[PREFER].replace(" ", "").lower()
        job = queued(self.company, calls, parallel=parallel)
        if key is not None:
            state.jobs_by_key.put(key, job.id)
        return Reply(202, headers=_applied(request, job.id))

    def _calls(self, request: Request) -> tuple[Request, ...]:
        return calls_of(request) if is_batch(request) else (request,)

    # --- done ------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Every record that was due by now is saved or refused, each at its own instant."""
        jobs = [
            self.company.state.jobs[key] for key, _ in self.company.state.jobs_under_way.items()
        ]
        replies: dict[str, dict[str, Reply]] = {job.id: {} for job in jobs}
        for job, task in _due(jobs, self.company):
            assert task.request is not None, task
            with self.company.at(task.ends):
                deduplication.settle(self.company)
                replies[job.id][task.id] = self._carried_out(task.request)
        for job in jobs:
            if replies[job.id]:
                self._keep(job.with_replies(replies[job.id]))

    def _carried_out(self, request: Request) -> Reply:
        try:
            with self.company.state.all_or_nothing():
                return self.records.handle(request)
        except RefusedError as refusal:
            return refused(refusal)

    def _keep(self, job: Job) -> None:
        self.company.state.jobs.put(job.id, job)
        if job.completed:
            self.company.state.jobs_under_way.drop(job.id)

    # --- asked for -------------------------------------------------------------------------------

    def answer(self, request: Request) -> Reply:
        """A job, its tasks, one of them, or a task's result. RefusedError for what is not there."""
        if request.method != "GET":
            raise refusals.method_not_allowed(request.method)
        parts = request.path.removeprefix(JOBS).strip("/").split("/")
        job = self.company.state.jobs.get(parts[0])
        if job is None or parts[1:2] not in ([], ["task"]):
            raise refusals.no_such_record()
        href = f"{request.origin}{JOBS}/{job.id}"
        if len(parts) <= 2:
            return self._whole(job, href) if len(parts) == 1 else _tasks(job, f"{href}/task")
        task = next((task for task in job.tasks if task.id == parts[2]), None)
        if task is None or parts[3:] not in ([], ["result"]):
            raise refusals.no_such_record()
        return _result(task) if parts[3:] else self._one(task, f"{href}/task/{task.id}")

    def _whole(self, job: Job, href: str) -> Reply:
        return _json(
            {
                "links": self_link(href),
                "completed": job.completed,
                "id": job.id,
                "progress": job.progress(self.company.now()),
                "task": {"links": self_link(f"{href}/task")},
            },
            SINGULAR,
        )

    def _one(self, task: JobTask, href: str) -> Reply:
        now = self.company.now()
        related = {"rel": "related", "href": f"{href}/result"}
        body: Json = {
            "links": [*([related] if task.reply else []), *self_link(href)],
            "completed": task.reply is not None,
            "id": task.id,
            "progress": task.progress(now),
        }
        if task.starts <= now:
            body["startTime"] = task.starts
        if task.reply is not None:
            body["endTime"] = task.ends
        return _json(body, SINGULAR)


def _due(jobs: list[Job], company: Company) -> list[tuple[Job, JobTask]]:
    """In the order of time; what ends together goes by job and task."""
    now = company.now()
    open_ = [(job, task) for job in jobs for task in job.tasks if task.reply is None]
    due = [(job, task) for job, task in open_ if task.ends <= now]
    return sorted(due, key=lambda one: (one[1].ends, int(one[0].id), int(one[1].id)))


def _at_once(request: Request) -> Request:
    """The call as it is carried out later; who signed it was asked when it came."""
    kept = {name: request.headers[name] for name in (VALIDATION, VALUES) if name in request.headers}
    return replace(request, headers=kept)


def _applied(request: Request, job: str) -> dict[str, str]:
    return {"preference-applied": "respond-async", "location": f"{request.origin}{JOBS}/{job}"}


def _conflict(headers: dict[str, str]) -> Reply:
    """Oracle's own sample: a conflict in its title, 400 in its status."""
    reply = refused(refusals.key_used(), title="Conflict", section="10.4.10")
    return replace(reply, headers={**reply.headers, **headers})


def _tasks(job: Job, href: str) -> Reply:
    items = [{"links": self_link(f"{href}/{task.id}"), "id": task.id} for task in job.tasks]
    return _json(collection(items, href), COLLECTION)


def _result(task: JobTask) -> Reply:
    if task.reply is None:
        raise refusals.no_result_yet()
    return task.reply


def _json(body: Json, content_type: str) -> Reply:
    return Reply(200, dumps(body).encode(), {"content-type": content_type})
