"""New records of one type written as one batch of at most a hundred (facts/netsuite 1.7).

The batch's idempotency key follows from its content, so that the same batch is carried out once. That
is a shortcut only: what keeps a record from being there twice is its external id, which NetSuite takes
once. So a record that an earlier job of the same content has left out may be sent again by itself.
"""

from collections.abc import Mapping
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from returns.result import Failure, Result, Success

from adapters.http.calls import Call
from adapters.netsuite.jobs import Pace, Sleep, Submitted, done, result, submit, tasks
from adapters.netsuite.json_text import written
from adapters.netsuite.outcomes import outcome
from adapters.netsuite.requests import RECORDS, Write
from adapters.netsuite.rows import SYSTEM
from adapters.netsuite.sender import Sender
from adapters.netsuite.suiteql import Query, rows_listed
from core.ports import OutcomeUnknownError, Rejection, SystemUnavailableError
from core.records import Key, RemoteId
from core.together import together

MOST_RECORDS: Final = 100
HEADERS: Final = {
    "Content-Type": "application/vnd.oracle.resource+json; type=collection",
    "Prefer": 'respond-async, batch-processing="parallel"',
    "X-NetSuite-PropertyNameValidation": "Error",
}
"""In parallel: the records of a batch do not need one another."""
IDEMPOTENCY_KEY: Final = "X-NetSuite-Idempotency-Key"
TABLES: Final = {"customer": "customer", "job": "job", "nonInventoryResaleItem": "item"}
CUSTOM_RECORD: Final = "customrecord"
CUSTOM_TRANSACTION: Final = "customtransaction"
THERE: Final = Failure(Rejection("A record with this external id already exists.", key_taken=True))
Answer = Result[RemoteId, Rejection] | OutcomeUnknownError


def fits(key: Key, write: Write) -> bool:
    """Whether it makes a record of its own, to be found by its key in a table that we know."""
    plain = write.verb == "POST" and not write.params and write.known_id is None
    named = write.body is not None and write.body.get("externalId") == key
    type_ = _type(write.path)
    return plain and named and "/" not in type_ and not type_.startswith(CUSTOM_TRANSACTION)


def _type(path: str) -> str:
    return path.removeprefix(f"{RECORDS}/")


def _table(type_: str) -> str:
    """Where SuiteQL has the records of a type; what is no entity or item is a transaction."""
    return type_ if type_.startswith(CUSTOM_RECORD) else TABLES.get(type_, "transaction")


async def post_batch(
    sender: Sender, writes: Mapping[Key, Write], sleep: Sleep, pace: Pace
) -> Mapping[Key, Answer]:
    """What became of each; one that is missing is to be written by itself, it was not written.

    All of them `fits`, have one path and name none of the others. Raises OutcomeUnknownError when
    nothing is known of any, SystemUnavailableError when surely none was written.
    """
    assert 0 < len(writes) <= MOST_RECORDS, len(writes)
    (path,) = {write.path for write in writes.values()}
    submitted = await submit(sender, _call(path, writes))
    if submitted is None:
        return {}
    whole = await done(sender, submitted.job, len(writes), sleep, pace)
    if submitted.earlier:
        return dict.fromkeys(await _located(sender, path, writes), THERE)
    found = await _located(sender, path, writes) if whole else {}
    saved = {key: Success(found[key]) for key in writes if key in found}
    return {**saved, **await _results(sender, submitted, writes, without=saved)}


def _call(path: str, writes: Mapping[Key, Write]) -> Call:
    body = written({"items": [write.body for write in writes.values()]})
    key = str(uuid5(NAMESPACE_URL, f"{path} {body}"))
    return Call("POST", path, (), body.encode(), {**HEADERS, IDEMPOTENCY_KEY: key})


async def _located(sender: Sender, path: str, keys: Mapping[Key, Write]) -> Mapping[Key, RemoteId]:
    """One query in place of a hundred results."""
    query = Query(
        "id, externalid", f"{_table(_type(path))} WHERE externalid IN (:list)", "id", unique=True
    )
    try:
        found = await rows_listed(sender, query, keys)
    except SystemUnavailableError as error:
        raise OutcomeUnknownError(SYSTEM, error.why) from error
    by_name = {row.text("externalid").lower(): row.id() for row in found}
    return {key: by_name[key.lower()] for key in keys if key.lower() in by_name}


async def _results(
    sender: Sender, submitted: Submitted, writes: Mapping[Key, Write], without: Mapping[Key, object]
) -> Mapping[Key, Answer]:
    """Task by task, for the writes that nothing is known of yet."""
    if len(without) == len(writes):
        return {}
    ids = await tasks(sender, submitted.job)
    if len(ids) != len(writes):
        why = f"its job {submitted.job} has {len(ids)} tasks for {len(writes)} records"
        raise OutcomeUnknownError(SYSTEM, why)
    asked = {
        key: _result(sender, submitted.job, task, write)
        for (key, write), task in zip(writes.items(), ids, strict=True)
        if key not in without
    }
    return dict(zip(asked, await together(*asked.values()), strict=True))


async def _result(sender: Sender, job: str, task: str, write: Write) -> Answer:
    try:
        return outcome(write, await result(sender, job, task))
    except OutcomeUnknownError as error:
        return error
