"""Merges of customers: asked of the SuiteApp's RESTlet, since REST itself merges nobody.

NetSuite works merges off in a queue, so the answer is mostly that it goes on: nobody knows yet how it
ends, and it is looked up by its key. Asked again with the same key nothing is queued twice
(facts/netsuite 6).
"""

import json
from collections.abc import Collection, Mapping
from typing import Final, Literal

import httpx
from pydantic import BaseModel, Field, ValidationError
from returns.result import Failure, Result, Success

from adapters.http.calls import Call, is_too_many
from adapters.netsuite.json_text import written
from adapters.netsuite.objects import MERGE_DEPLOY, MERGE_SCRIPT
from adapters.netsuite.refusals import restlet_error, why
from adapters.netsuite.requests import Ids, Write, ids_of
from adapters.netsuite.rows import SYSTEM
from adapters.netsuite.sender import Sender
from core.plan import Step
from core.ports import OutcomeUnknownError, Rejection, SystemUnavailableError
from core.records import CustomerMergeRecord, Key, RemoteId
from core.together import together

PATH: Final = "/app/site/hosting/restlet.nl"
HEADERS: Final = {"Content-Type": "application/json"}
SCRIPT: Final = (("script", MERGE_SCRIPT), ("deploy", MERGE_DEPLOY))
NO_SCRIPT: Final = "SSS_INVALID_SCRIPTLET_ID"
LIMIT_EXCEEDED: Final = "SSS_REQUEST_LIMIT_EXCEEDED"
"""What RESTlets say instead of 429 (facts/netsuite 3.2)."""


class _Standing(BaseModel):
    state: Literal["PENDING", "PROCESSING", "COMPLETE", "FAILED", "UNKNOWN"]
    master: str = Field("", alias="masterId")
    message: str = ""


def customer_merge(key: Key, record: CustomerMergeRecord, ids: Ids) -> Write:
    body = {
        "key": key,
        "masterId": ids(record.survivor),
        "duplicateIds": [record.duplicate],
    }
    return Write("POST", PATH, body, SCRIPT)


class MergeScript:
    """The RESTlet of one account, at `url` (without a slash at its end)."""

    def __init__(self, sender: Sender, url: str) -> None:
        self._sender = sender
        self._url = f"{url}{PATH}"

    async def post(self, step: Step, known: Mapping[Key, RemoteId]) -> Result[RemoteId, Rejection]:
        """Raises OutcomeUnknownError while NetSuite has not come to an end with it."""
        assert isinstance(step.record, CustomerMergeRecord), step
        write = customer_merge(step.key, step.record, ids_of(known))
        survivor = known[step.record.survivor]
        if survivor == step.record.duplicate:
            return Success(survivor)
        body = written(write.body or {}).encode()
        call = Call("POST", self._url, SCRIPT, body, HEADERS, too_many=_too_many)
        return self._ended(step, await self._sender.send(call, may_be_forbidden=True))

    def _ended(self, step: Step, reply: httpx.Response) -> Result[RemoteId, Rejection]:
        if reply.is_error:
            return Failure(Rejection(_refused(step, reply)))
        try:
            found = _outcome(step, _standing(reply))
        except SystemUnavailableError as error:
            raise OutcomeUnknownError(SYSTEM, error.why) from error
        if found is None:
            raise OutcomeUnknownError(SYSTEM, "it has not finished the merge yet")
        return Failure(found) if isinstance(found, Rejection) else Success(found)

    async def located(self, step: Step) -> RemoteId | Rejection | None:
        reply = await self._asked(step.key)
        if reply.is_error:
            raise SystemUnavailableError(
                SYSTEM, f"it does not say how a merge stands: {why(reply)}"
            )
        return _outcome(step, _standing(reply))

    async def merged(self, keys: Collection[Key]) -> Mapping[Key, RemoteId]:
        """Where the script is not there, or does not know, nothing is merged."""
        asked = sorted(keys)
        replies = await together(*(self._asked(key) for key in asked))
        found = {
            key: _standing(reply)
            for key, reply in zip(asked, replies, strict=True)
            if reply.is_success
        }
        complete = {key: one.master for key, one in found.items() if one.state == "COMPLETE"}
        return {key: RemoteId(master) for key, master in complete.items()}

    async def _asked(self, key: Key) -> httpx.Response:
        params = (*SCRIPT, ("key", key))
        call = Call("GET", self._url, params, None, HEADERS, repeatable=True, too_many=_too_many)
        return await self._sender.send(call, may_be_forbidden=True)


def _standing(reply: httpx.Response) -> _Standing:
    try:
        return _Standing.model_validate(json.loads(reply.content))
    except (ValueError, ValidationError) as error:
        raise SystemUnavailableError(SYSTEM, "its answer about a merge cannot be read") from error


def _outcome(step: Step, standing: _Standing) -> RemoteId | Rejection | None:
    """None while it goes on, or when there is no such merge."""
    match standing.state:
        case "COMPLETE":
            return RemoteId(standing.master)
        case "FAILED":
            return Rejection(_failed(step, standing.message or "It gives no reason."))
        case _:
            return None


def _failed(step: Step, words: str) -> str:
    said = words if words.endswith(".") else f"{words}."
    return (
        f"it could not merge {step.document.number}: {said} Both customers are as they were. Remove "
        "the cause in NetSuite; the next run merges them."
    )


def _refused(step: Step, reply: httpx.Response) -> str:
    is_forbidden = reply.status_code == httpx.codes.FORBIDDEN
    if is_forbidden or restlet_error(reply.text) == NO_SCRIPT:
        words = "it has no script that merges customers, or our role may not run it"
        return f"{words}. Install Crossfoot's SuiteApp; the next run merges {step.document.number}."
    return _failed(step, why(reply))


def _too_many(reply: httpx.Response) -> bool:
    return is_too_many(reply) or (
        reply.is_client_error and restlet_error(reply.text) == LIMIT_EXCEEDED
    )
