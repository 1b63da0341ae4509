"""Sends calls to one NetSuite account and says in the core's words when it does not answer."""

import httpx

from adapters.http.calls import Call, Caller, CallFailedError, ReplyLostError, UnauthorizedError
from adapters.netsuite.refusals import said, why
from adapters.netsuite.rows import SYSTEM
from core.ports import CredentialsRefusedError, OutcomeUnknownError, SystemUnavailableError


class Sender:
    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def send(self, call: Call, *, may_be_forbidden: bool = False) -> httpx.Response:
        """Any reply that is an answer: 2xx and refusals, but none that concerns our credentials.

        `may_be_forbidden`: what is asked is a thing of its own, and the rest goes without it.

        Raises SystemUnavailableError, CredentialsRefusedError and, for calls that may not be
        repeated, OutcomeUnknownError.
        """
        try:
            reply = await self._caller.send(call)
        except UnauthorizedError as error:
            raise CredentialsRefusedError(
                SYSTEM, f"it does not let us in: {said(str(error))}"
            ) from error
        except ReplyLostError as error:
            raise OutcomeUnknownError(SYSTEM, f"its reply was lost: {error}") from error
        except CallFailedError as error:
            raise SystemUnavailableError(SYSTEM, str(error)) from error
        if reply.status_code == httpx.codes.FORBIDDEN and not may_be_forbidden:
            raise CredentialsRefusedError(SYSTEM, f"it does not permit this: {why(reply)}")
        return reply
