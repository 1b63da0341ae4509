"""An account with a merge RESTlet installed, and calls to it as a client makes them."""

import json
from typing import Any, Final

from simulators.control.plane import control
from simulators.control.vendor import Reply, Request
from simulators.netsuite.jsontext import dumps
from simulators.netsuite.restlet_errors import RESTLET_PATH
from tests.simulators.netsuite.account import CHEN, LOPEZ, ORIGIN, Account, Json, ref

SCRIPT: Final = {"script": "customscript_joiner", "deploy": "customdeploy_joiner"}
FIELDS: Final = {
    "master": "custrecord_joining_master",
    "duplicates": "custrecord_joining_duplicates",
    "task": "custrecord_joining_task",
    "state": "custrecord_joining_state",
    "message": "custrecord_joining_message",
}
LONG: Final = ("duplicates", "message")
RESTLET: Final[Json] = {
    **SCRIPT,
    "does": "merge-customers",
    "record": "customrecord_joining",
    "fields": FIELDS,
    "errorPrefix": "JOINER",
}
INSTALL: Final[Json] = {
    "customRecords": [
        {
            "scriptId": "customrecord_joining",
            "fields": [
                {"scriptId": field, "type": "longtext" if name in LONG else "text"}
                for name, field in FIELDS.items()
            ],
        }
    ],
    "restlets": [RESTLET],
}


def joining() -> Account:
    """Lopez (60) with a project and Chen (61), nothing booked yet; a task takes ten seconds."""
    account = Account()
    account.sim("POST", "install", INSTALL)
    account.sim("PUT", "deduplication", {"seconds": 10})
    return account


def customer(account: Account, name: str) -> str:
    """A new one's id."""
    return account.create("customer", {"companyName": name, "subsidiary": ref("1")})


def request(method: str, body: Any = None, **query: str) -> Request:
    content = b"" if body is None else dumps(body).encode()
    pairs = tuple((SCRIPT | query).items())
    headers = {"content-type": "application/json"}
    return Request(method, RESTLET_PATH, pairs, headers, content, ORIGIN)


def asked(key: str = "m-1", master: str = CHEN, *duplicates: str) -> Json:
    return {"key": key, "masterId": master, "duplicateIds": list(duplicates or (LOPEZ,))}


def answer(account: Account, method: str, body: Any = None, **query: str) -> Json:
    return told(account.netsuite.handle(request(method, body, **query)))


def told(reply: Reply) -> Json:
    assert reply.status == 200, reply.body
    said: Json = json.loads(reply.body)
    return said


def merge(account: Account, *args: str) -> Json:
    return answer(account, "POST", asked(*args))


def stands(account: Account, key: str = "m-1") -> tuple[str, str]:
    """State and message."""
    said = answer(account, "GET", key=key)
    return said["state"], said["message"]


def pass_time(account: Account, seconds: int) -> None:
    account.sim("PUT", "clock", {"advance_seconds": seconds})


def tasks(account: Account) -> list[tuple[str, str]]:
    """Every task NetSuite remembers, with its status."""
    return [(key, task["status"]) for key, task in account.sim("GET", "state")["tasks"]]


def kept(account: Account) -> Json:
    """The state without the journal, the tasks and what counts them."""
    reply = control(account.netsuite, Request("GET", "/_sim/state"))
    state: Json = json.loads(reply.body)
    state["records"].pop("customrecord_joining", None)
    hidden = ("tasks", "lastIds", "externalIds")
    return {name: value for name, value in state.items() if name not in hidden}
