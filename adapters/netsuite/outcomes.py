"""What NetSuite's reply to a write means: the record's id, a refusal, or nothing at all."""

import re
from typing import Final

import httpx
from returns.result import Failure, Result, Success

from adapters.netsuite.refusals import rejection
from adapters.netsuite.requests import Write
from adapters.netsuite.rows import SYSTEM
from core.ports import OutcomeUnknownError, Rejection
from core.records import RemoteId

LAST_SEGMENT: Final = re.compile(r"/(\d+)/?$")


def outcome(write: Write, reply: httpx.Response) -> Result[RemoteId, Rejection]:
    """A reply that is neither NetSuite's yes nor a refusal tells nothing."""
    if write.verb == "DELETE" and reply.status_code == httpx.codes.NOT_FOUND:
        return Success(_known_id(write))
    if reply.is_error:
        return Failure(rejection(reply))
    if reply.status_code != httpx.codes.NO_CONTENT:
        raise OutcomeUnknownError(SYSTEM, f"it answered {reply.status_code} to a write")
    return Success(write.known_id or _new_id(reply))


def _known_id(write: Write) -> RemoteId:
    assert write.known_id is not None, write
    return write.known_id


def _new_id(reply: httpx.Response) -> RemoteId:
    return RemoteId(last_number(reply, "it did not say where the new record is"))


def last_number(reply: httpx.Response, otherwise: str) -> str:
    """The last segment of `Location`; OutcomeUnknownError with these words where it has none."""
    found = LAST_SEGMENT.search(reply.headers.get("location", ""))
    if found is None:
        raise OutcomeUnknownError(SYSTEM, otherwise)
    return found[1]
