"""Why a query gets no rows, in NetSuite's error body (facts: netsuite 3.1; wording inferred)."""

import json
from typing import Final

from simulators.control.vendor import Reply

ERROR_TYPE: Final = "application/vnd.oracle.resource+json; type=error; charset=UTF-8"
RFC_2616: Final = "https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10"
TITLES: Final = {
    400: ("Bad Request", "4.1"),
    405: ("Method Not Allowed", "4.6"),
    501: ("Not Implemented", "5.2"),
}


class QueryRefusedError(Exception):
    """The call is refused: `where` is the error member that points at the cause."""

    def __init__(
        self,
        detail: str,
        code: str = "INVALID_PARAMETER",
        where: tuple[str, str] = ("o:errorQueryParam", "q"),
        status: int = 400,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.where = where
        self.status = status

    def reply(self) -> Reply:
        title, section = TITLES[self.status]
        member, value = self.where
        detail = {"detail": str(self), "o:errorCode": self.code, member: value}
        body = {
            "type": f"{RFC_2616}.{section}",
            "title": title,
            "status": self.status,
            "o:errorDetails": [detail],
        }
        return Reply(self.status, json.dumps(body).encode(), {"content-type": ERROR_TYPE})


def bad_search(why: str) -> QueryRefusedError:
    """The query itself is at fault: an unknown name, a wrong type, a clause SuiteQL lacks."""
    return QueryRefusedError(
        "Invalid search query. Detailed unprocessed description follows."
        f" Search error occurred: {why}"
    )


def bad_parameter(name: str, why: str) -> QueryRefusedError:
    """A value of the query string is at fault."""
    where = ("o:errorQueryParam", name)
    return QueryRefusedError(f"Invalid query parameter {name}: {why}", where=where)


def not_simulated(what: str) -> QueryRefusedError:
    """SuiteQL may well have it, the simulator has not: 501, never a wrong answer."""
    return QueryRefusedError(f"Not simulated in SuiteQL: {what}", "NOT_SIMULATED", status=501)
