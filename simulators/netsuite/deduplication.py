"""The queue of merge tasks: one at a time, in the order they came (facts §6).

`settle` does what is due; every call and every look at the account asks for it first, so that a
task ends at its own instant whenever somebody looks.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.merging import merge
from simulators.netsuite.refusals import RefusedError
from simulators.netsuite.tasks import UNDONE, Task

MOST_RECORDS: Final = 200
"""Records of one task, its master among them."""
REMEMBERED: Final = timedelta(days=7)
"""How long after its end a task's status can be asked for."""


def submit(company: Company, master: str, duplicates: tuple[str, ...]) -> Task:
    """A task at the end of the queue. The caller has counted: at most `MOST_RECORDS`."""
    assert 0 < len(duplicates) < MOST_RECORDS, len(duplicates)
    how, now = company.deduplication, company.now()
    turn = max((now, *(task.ends for task in company.state.tasks.values())))
    takes = timedelta(seconds=how.seconds)
    number = int(company.state.next_id("deduplication task"))
    key = f"ENTITYDEDUPLICATION_{number:08}"
    task = Task(key, master, duplicates, now, turn + takes / 2, turn + takes, how)
    company.state.tasks.put(key, task)
    return task


def settle(company: Company) -> None:
    """Everything that was due by now has happened, each thing at its own time."""
    now = company.now()
    for task in company.state.tasks.values():
        moved = _moved_on(company, task, now)
        if moved.status not in UNDONE and moved.ends + REMEMBERED <= now:
            company.state.tasks.drop(task.id)
        elif moved is not task:
            company.state.tasks.put(task.id, moved)


def _moved_on(company: Company, task: Task, now: datetime) -> Task:
    if task.status == "PENDING" and task.starts <= now:
        task = replace(task, status="PROCESSING")
    if task.status == "PROCESSING" and task.ends <= now:
        return _ended(company, task)
    return task


def _ended(company: Company, task: Task) -> Task:
    """A task that fails leaves nothing behind."""
    try:
        with company.at(task.ends), company.state.all_or_nothing():
            _merge_all(company, task)
    except RefusedError as refusal:
        return replace(task, status="FAILED", message=refusal.detail)
    return replace(task, status="COMPLETE")


def _merge_all(company: Company, task: Task) -> None:
    if task.how.fail is not None:
        raise RefusedError(task.how.fail)
    chosen = task.duplicates[:-1] if task.how.partly else task.duplicates
    for key in chosen:
        master = company.find(("customer",), task.master)
        duplicate = company.find(("customer",), key)
        if master is None:
            raise refusals.no_such_record()
        if duplicate is not None:
            follow = task.how.custom_records_follow
            merge(company, master, duplicate, custom_records_follow=follow)
