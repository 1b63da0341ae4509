"""ServiceTitan's replies: JSON, and `ApiErrorResponse` for what it refuses (facts §2.3)."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from simulators.control.vendor import Reply
from simulators.servicetitan.values import encoded

JSON: Final = {"content-type": "application/json; charset=utf-8"}
TYPES: Final = {
    400: "https://tools.ietf.org/html/rfc7231#section-6.5.1",
    401: "https://tools.ietf.org/html/rfc7235#section-3.1",
    403: "https://tools.ietf.org/html/rfc7231#section-6.5.3",
    404: "https://tools.ietf.org/html/rfc7231#section-6.5.4",
    409: "https://tools.ietf.org/html/rfc7231#section-6.5.8",
    429: "https://tools.ietf.org/html/rfc6585#section-4",
    501: "https://tools.ietf.org/html/rfc7231#section-6.6.2",
}
INVALID: Final = "One or more validation errors occurred."


class BadRequestError(Exception):
    """What ServiceTitan answers 400 to: messages by the member or parameter they are about."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__(str(errors))
        self.errors = errors


def bad(name: str, message: str) -> BadRequestError:
    return BadRequestError({name: [message]})


def ok(value: Any) -> Reply:
    return Reply(200, encoded(value), JSON)


def error(
    status: int,
    title: str,
    errors: Mapping[str, list[str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """All six members are always there."""
    body = {
        "type": TYPES[status],
        "title": title,
        "status": status,
        "traceId": hashlib.sha256(f"{status} {title} {errors}".encode()).hexdigest()[:32],
        "errors": errors or {},
        "data": {},
    }
    return Reply(status, encoded(body), {**JSON, **(headers or {})})


def not_found(kind: str, record_id: int) -> Reply:
    """The API's own 404, for a record; it has a traceId."""
    return error(404, f"{kind} {record_id} was not found.")


def no_such_route() -> Reply:
    """The gateway's 404, for a path; it is no ApiErrorResponse."""
    return Reply(404, encoded({"statusCode": 404, "message": "Resource not found"}), JSON)


def not_simulated(method: str, path: str) -> Reply:
    return error(501, f"{method} {path} is not simulated.")
