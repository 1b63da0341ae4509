"""The form in which everything that concerns a RESTlet is refused (facts §3.2)."""

from typing import Final

from simulators.control.vendor import Reply
from simulators.netsuite.jsontext import dumps
from simulators.netsuite.refusals import RefusedError

RESTLET_PATH: Final = "/app/site/hosting/restlet.nl"


def said_no(refusal: RefusedError) -> Reply:
    body = {"error": {"code": refusal.code, "message": refusal.detail}}
    return Reply(refusal.status, dumps(body).encode(), {"content-type": "application/json"})


def request_limit_exceeded() -> RefusedError:
    """Over the account's concurrency limit; RESTlets say 400 where REST says 429."""
    return RefusedError("Request Limit Exceeded.", "SSS_REQUEST_LIMIT_EXCEEDED")


def invalid_login() -> RefusedError:
    return RefusedError("Invalid login attempt.", "INVALID_LOGIN_ATTEMPT", 401)
