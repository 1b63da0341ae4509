"""What NetSuite says when it refuses, in its own words (facts §3.1).

Almost every business rule answers 400 USER_ERROR, so the text is what tells refusals apart. Texts
that nobody has measured are our own and are listed as inferred in COVERAGE.md.
"""

from collections.abc import Iterable
from typing import Any, Final

from simulators.control.vendor import Reply
from simulators.netsuite.jsontext import dumps

TITLES: Final = {
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    405: "Method Not Allowed",
    429: "Bad Request",
    500: "Internal Server Error",
    501: "Not Implemented",
}
SECTIONS: Final = {400: "10.4.1", 401: "10.4.2", 404: "10.4.5", 405: "10.4.6", 501: "10.5.2"}
RFC: Final = "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec"


class RefusedError(Exception):
    """NetSuite says no; whatever the call had begun is taken back."""

    def __init__(self, detail: str, code: str = "USER_ERROR", status: int = 400) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code
        self.status = status
        self.path: str | None = None

    def at(self, path: str) -> "RefusedError":
        """The same refusal, naming the JSON path it is about."""
        self.path = path
        return self

    def body(self) -> dict[str, Any]:
        detail = {"detail": self.detail, "o:errorCode": self.code}
        if self.path is not None:
            detail["o:errorPath"] = self.path
        return {
            "type": RFC + SECTIONS.get(self.status, "10.4.1"),
            "title": TITLES.get(self.status, "Bad Request"),
            "status": self.status,
            "o:errorDetails": [detail],
        }


def rule_broken(text: str) -> RefusedError:
    """A business rule whose text is inferred."""
    return RefusedError(f"Error while accessing a resource. {text}")


def already_exists() -> RefusedError:
    return rule_broken("This entity already exists.")


def values_missing(labels: Iterable[str]) -> RefusedError:
    return RefusedError(f"Please enter value(s) for: {', '.join(labels)}.")


def too_long(field: str, longest: int) -> RefusedError:
    return rule_broken(
        f"The field {field} contained more than the maximum number ( {longest} ) "
        "of characters allowed."
    )


def invalid_value(value: object, field: str, path: str) -> RefusedError:
    text = f"You have entered an Invalid Field Value {value} for the following field: {field}"
    return RefusedError(f"Error while accessing resource: {text}", "INVALID_CONTENT").at(path)


def unknown_field(field: str) -> RefusedError:
    text = f"Error while accessing resource: Unknown field name {field}."
    return RefusedError(text, "INVALID_CONTENT").at(field)


def invalid_reference(field: str, key: str, owner: str, owner_id: str) -> RefusedError:
    """`owner` is "subsidiary" or "entity"."""
    return RefusedError(f"Invalid {field} reference key {key} for {owner} {owner_id}.")


def account_in_other_subsidiary(account: str, subsidiary: str) -> RefusedError:
    return RefusedError(f"The {account} account cannot be used with the {subsidiary} subsidiary.")


def date_outside_period() -> RefusedError:
    return RefusedError(
        "The transaction date you specified is not within the date range of your accounting period."
    )


def no_such_record() -> RefusedError:
    return RefusedError("Record does not exist.", "NONEXISTENT_ID", 404)


def no_such_record_type(name: str) -> RefusedError:
    return RefusedError(f"Record type '{name}' does not exist.", "NOT_FOUND", 404)


def wrong_transaction_type() -> RefusedError:
    return rule_broken("Transaction type specified is incorrect.")


def spaces_in_url() -> RefusedError:
    return rule_broken("Invalid url. Spaces are not allowed in the URL.")


def malformed(why: str) -> RefusedError:
    return RefusedError(f"Malformed request. {why}", "INVALID_REQUEST")


def method_not_allowed(method: str) -> RefusedError:
    return RefusedError(f"{method} is not allowed here.", "METHOD_NOT_ALLOWED", 405)


def too_many_calls() -> RefusedError:
    text = "Concurrent request limit exceeded. Request blocked."
    return RefusedError(text, "CONCURRENCY_LIMIT_EXCEEDED", 429)


def key_used() -> RefusedError:
    text = (
        "A request with the same idempotency key is already submitted. "
        'See the "Location" header for a link to the previously submitted job'
    )
    return RefusedError(text, "IDEMPOTENCY_ERROR")


def no_result_yet() -> RefusedError:
    return RefusedError("The task is not completed, it has no result yet.", "NOT_FOUND", 404)


def being_merged(customer: str) -> RefusedError:
    return rule_broken(f"{customer} is locked: it is being merged into another record.")


def not_simulated(what: str) -> RefusedError:
    """Not a NetSuite answer: the simulator does not know what NetSuite would do."""
    return RefusedError(f"{what} is not simulated.", "NOT_SIMULATED", 501)


def refused(refusal: RefusedError, title: str | None = None, section: str | None = None) -> Reply:
    """The refusal on the wire; `title` and RFC 2616 `section` where they are not the status's."""
    content_type = "application/vnd.oracle.resource+json; type=error"
    body = refusal.body()
    if refusal.status == 429:
        body["o:errorCode"] = "USER_ERROR"
    body["title"] = title or body["title"]
    body["type"] = f"{RFC}{section}" if section else body["type"]
    return Reply(refusal.status, dumps(body).encode(), {"content-type": content_type})
