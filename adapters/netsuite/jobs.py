"""NetSuite's asynchronous jobs: handed in with a key of their own, and asked for until they are done.

A key makes handing in repeatable: a second time NetSuite names the first job (facts/netsuite 1.7).
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeVar

import httpx
from pydantic import BaseModel, Field, ValidationError

from adapters.http.calls import Call
from adapters.netsuite.outcomes import last_number
from adapters.netsuite.rows import SYSTEM
from adapters.netsuite.sender import Sender
from core.ports import OutcomeUnknownError, SystemUnavailableError

JOBS: Final = "/services/rest/async/v1/job"
TRIES: Final = 3
"""How often a job is handed in whose reply is lost."""
PATIENCE: Final = 600
"""Seconds that a job is waited for while no other one gets done either."""
FIRST_PAUSE: Final = 1.0
SHORTEST_PAUSE: Final = 0.25
LONGEST_PAUSE: Final = 8.0
"""Seconds until it is looked at, and between two looks."""
LOOKS_WHILE_DOUBLING: Final = 4
"""Looks while the time waited doubles: news are old by no more than a quarter of the wait."""
KEY_USED: Final = "IDEMPOTENCY_ERROR"
SUCCEEDED: Final = "succeeded"
Form = TypeVar("Form", bound=BaseModel)
Sleep = Callable[[float], Awaitable[None]]
"""Waits for so many seconds."""


@dataclass
class Pace:
    """When a job is first looked at: after three quarters of what the last one took, so that one which
    is as fast is hardly looked at in vain, and its news are fresh. Sooner with fewer records in line."""

    jobs_done: int = 0
    _last: tuple[float, int] | None = None
    """Seconds that the last job took, and how many records were in line with it."""
    _in_line: int = 0

    @contextmanager
    def job(self, records: int) -> Iterator[int]:
        """How many records are under way, with those of this job, until it is done."""
        self._in_line += records
        try:
            yield self._in_line
        finally:
            self._in_line -= records

    def first_pause(self, in_line: int) -> float:
        """Seconds."""
        if self._last is None:
            return FIRST_PAUSE
        seconds, then = self._last
        return seconds * 3 / 4 * min(1, in_line / then)

    def took(self, seconds: float, in_line: int) -> None:
        self._last = seconds, in_line
        self.jobs_done += 1


@dataclass(frozen=True, slots=True)
class Submitted:
    """`earlier`: the job was there before we handed in ours, which is of the same content."""

    job: str
    earlier: bool


class _Job(BaseModel):
    completed: bool
    progress: str = ""


class _Task(BaseModel):
    id: str


class _Tasks(BaseModel):
    items: list[_Task]
    more: bool = Field(alias="hasMore")


async def submit(sender: Sender, call: Call) -> Submitted | None:
    """The job that `call` becomes; None when NetSuite does not take it, and nothing is done.

    SystemUnavailableError: surely nothing was handed in. OutcomeUnknownError: it may have been.
    """
    lost: OutcomeUnknownError | None = None
    for _ in range(TRIES):
        try:
            return _submitted(await sender.send(call), earlier=lost is None)
        except OutcomeUnknownError as error:
            lost = error
        except SystemUnavailableError as error:
            raise lost or error from error
    assert lost is not None
    raise lost


def _submitted(reply: httpx.Response, *, earlier: bool) -> Submitted | None:
    """A used key after a lost reply is our own; at once, it is that of an earlier run."""
    nowhere = "it did not say where the job is"
    if reply.status_code == httpx.codes.ACCEPTED:
        return Submitted(last_number(reply, nowhere), earlier=False)
    if KEY_USED in reply.text:
        return Submitted(last_number(reply, nowhere), earlier)
    if reply.is_error:
        return None
    raise OutcomeUnknownError(SYSTEM, f"it answered {reply.status_code} to a batch")


async def done(sender: Sender, job: str, records: int, sleep: Sleep, pace: Pace) -> bool:
    """Waits for a job's end; whether all of it succeeded.

    OutcomeUnknownError when it does not end within `PATIENCE`, or cannot be asked for.
    """
    with pace.job(records) as in_line:
        waited, pause = 0.0, pace.first_pause(in_line)
        jobs_done, since = pace.jobs_done, 0.0
        while waited - since < PATIENCE:
            pause = min(max(SHORTEST_PAUSE, pause), LONGEST_PAUSE)
            await sleep(pause)
            waited += pause
            state = await _asked(sender, job, _Job)
            if state.completed:
                pace.took(waited, in_line)
                return state.progress == SUCCEEDED
            if pace.jobs_done != jobs_done:
                jobs_done, since = pace.jobs_done, waited
            pause = waited / LOOKS_WHILE_DOUBLING
    raise OutcomeUnknownError(SYSTEM, f"its job {job} is not done after {waited:.0f} seconds")


async def tasks(sender: Sender, job: str) -> list[str]:
    """The ids of a job's tasks, in the order of what was handed in."""
    listed = await _asked(sender, f"{job}/task", _Tasks)
    if listed.more:
        raise OutcomeUnknownError(SYSTEM, f"it left tasks of its job {job} out")
    return [task.id for task in listed.items]


async def result(sender: Sender, job: str, task: str) -> httpx.Response:
    """What NetSuite would have answered, had it been asked at once."""
    return await _looked(sender, f"{job}/task/{task}/result")


async def _asked(sender: Sender, path: str, form: type[Form]) -> Form:
    reply = await _looked(sender, path)
    try:
        return form.model_validate_json(reply.content)
    except ValidationError as error:
        raise OutcomeUnknownError(SYSTEM, f"its answer on job {path} cannot be read") from error


async def _looked(sender: Sender, path: str) -> httpx.Response:
    """What was handed in may be done, however badly looking goes."""
    try:
        return await sender.send(Call("GET", f"{JOBS}/{path}", repeatable=True))
    except SystemUnavailableError as error:
        raise OutcomeUnknownError(SYSTEM, f"its job {path}: {error.why}") from error
