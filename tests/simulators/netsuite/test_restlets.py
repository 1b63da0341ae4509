"""The way to a RESTlet: what is installed, who may call it, and what the wire does to a call."""

import json
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

import httpx
import pytest

from simulators.control.plane import control
from simulators.control.vendor import Reply, Request
from simulators.control.wire import InMemoryTransport, app
from simulators.netsuite.auth import Gate
from simulators.netsuite.restlet_errors import RESTLET_PATH
from tests.simulators.netsuite.account import CHEN, LOPEZ, NOON, Account
from tests.simulators.netsuite.merging import (
    FIELDS,
    INSTALL,
    RESTLET,
    SCRIPT,
    asked,
    joining,
    merge,
    pass_time,
    request,
    stands,
    tasks,
    told,
)
from tests.simulators.netsuite_auth.client import (
    CREDENTIALS,
    ORIGIN,
    assertion,
    signed,
    token_request,
)

MARCH_NOON: Final = int(NOON.timestamp())


@pytest.fixture
def account() -> Account:
    return joining()


def error(reply: Reply) -> tuple[int, str]:
    return reply.status, json.loads(reply.body)["error"]["code"]


# --- what is installed ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"script": "customscript_other"}, (404, "SSS_INVALID_SCRIPTLET_ID")),
        ({"deploy": "customdeploy_other"}, (404, "SSS_INVALID_SCRIPTLET_ID")),
        ({"script": ""}, (400, "SSS_MISSING_REQD_ARGUMENT")),
        ({"deploy": ""}, (400, "SSS_MISSING_REQD_ARGUMENT")),
    ],
)
def test_a_restlet_nobody_installed_does_not_exist(
    account: Account, query: dict[str, str], expected: tuple[int, str]
) -> None:
    assert error(account.netsuite.handle(request("GET", key="m-1", **query))) == expected


def test_a_restlet_is_gone_with_the_account_it_was_installed_in(account: Account) -> None:
    account.sim("POST", "reset")
    assert error(account.netsuite.handle(request("GET", key="m-1")))[0] == 404


@pytest.mark.parametrize(
    "restlet",
    [
        {**RESTLET, "does": "merge-vendors"},
        {**RESTLET, "record": "customrecord_other"},
        {**RESTLET, "fields": {**FIELDS, "task": "custrecord_other"}},
        {**RESTLET, "fields": {"master": FIELDS["master"]}},
        {name: value for name, value in RESTLET.items() if name != "deploy"},
    ],
)
def test_an_installation_that_does_not_fit_installs_nothing(restlet: Any) -> None:
    account = Account()
    before = account.state()
    body = json.dumps({**INSTALL, "restlets": [restlet]}).encode()
    assert control(account.netsuite, Request("POST", "/_sim/install", (), {}, body)).status == 400
    assert account.state() == before


def test_an_installation_may_be_made_again(account: Account) -> None:
    merge(account)
    account.sim("POST", "install", INSTALL)
    assert stands(account) == ("PENDING", "")


def test_what_a_restlet_began_is_taken_back_when_its_journal_refuses(account: Account) -> None:
    """A text field holds 300 characters, so few duplicates only."""
    fields = {name: field.replace("joining", "short") for name, field in FIELDS.items()}
    record = {
        "scriptId": "customrecord_short",
        "fields": [{"scriptId": field, "type": "text"} for field in fields.values()],
    }
    short = {**RESTLET, "record": "customrecord_short", "fields": fields}
    account.sim("POST", "install", {"customRecords": [record], "restlets": [short]})
    gone = [str(number) for number in range(1000, 1060)]
    before = account.state()
    reply = account.netsuite.handle(request("POST", asked("m-1", CHEN, LOPEZ, *gone)))
    assert error(reply) == (400, "USER_ERROR")
    assert "maximum number ( 300 )" in json.loads(reply.body)["error"]["message"]
    assert account.state() == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_a_restlet_is_read_and_posted_to(account: Account, method: str) -> None:
    reply = account.netsuite.handle(request(method, asked()))
    assert error(reply) == (405, "METHOD_NOT_ALLOWED")


def test_a_restlet_is_sent_json(account: Account) -> None:
    form = replace(request("POST", asked()), headers={"content-type": "text/html"})
    assert error(account.netsuite.handle(form)) == (415, "UNSUPPORTED_MEDIA_TYPE")
    broken = replace(request("POST"), body=b"{")
    assert error(account.netsuite.handle(broken)) == (400, "INVALID_REQUEST")
    assert error(account.netsuite.handle(request("GET"))) == (400, "JOINER_KEY_MISSING")
    assert tasks(account) == []


# --- who may call it ------------------------------------------------------------------------------


def guarded(account: Account) -> Gate:
    gate = Gate(CREDENTIALS, account.netsuite.clock)
    account.netsuite.gate = gate
    return gate


def bearer(gate: Gate, *scopes: str) -> dict[str, str]:
    claims = assertion(scope=list(scopes), iat=MARCH_NOON, exp=MARCH_NOON + 3600)
    bought = gate.token(token_request(claims))
    return {"authorization": f"Bearer {json.loads(bought.body)['access_token']}"}


def called(account: Account, headers: dict[str, str]) -> Reply:
    call = request("POST", asked())
    return account.netsuite.handle(replace(call, headers={**call.headers, **headers}))


def test_a_token_for_restlets_opens_a_restlet(account: Account) -> None:
    headers = bearer(guarded(account), "restlets", "rest_webservices")
    assert told(called(account, headers))["state"] == "PENDING"


def test_a_signature_opens_a_restlet_and_covers_its_query(account: Account) -> None:
    guarded(account)
    call = replace(request("POST", asked()), origin=ORIGIN)
    header = signed(call, said={"oauth_timestamp": str(MARCH_NOON)}).headers
    good = replace(call, headers={**call.headers, **header})
    other = replace(good, query=(("script", SCRIPT["script"]), ("deploy", "customdeploy_other")))
    assert error(account.netsuite.handle(other)) == (401, "INVALID_LOGIN_ATTEMPT")
    assert told(account.netsuite.handle(good))["state"] == "PENDING"
    assert error(account.netsuite.handle(good)) == (401, "INVALID_LOGIN_ATTEMPT")


@pytest.mark.parametrize("scopes", [("rest_webservices",), ("suite_analytics",)])
def test_a_token_without_the_scope_does_nothing(account: Account, scopes: tuple[str, ...]) -> None:
    headers = bearer(guarded(account), *scopes)
    assert error(called(account, headers)) == (401, "INVALID_LOGIN_ATTEMPT")
    assert tasks(account) == []


def test_a_token_for_restlets_alone_opens_no_record(account: Account) -> None:
    headers = bearer(guarded(account), "restlets")
    call = Request("GET", f"/services/rest/record/v1/customer/{LOPEZ}", (), headers)
    assert account.netsuite.handle(call).status == 401
    assert called(account, headers).status == 200


# --- on the wire ----------------------------------------------------------------------------------


def client(account: Account) -> httpx.AsyncClient:
    transport = InMemoryTransport(app(account.netsuite))
    return httpx.AsyncClient(transport=transport, base_url="http://netsuite")


URL: Final = f"{RESTLET_PATH}?{urlencode(SCRIPT)}"


def spoil(account: Account, kind: str, **more: Any) -> None:
    account.sim("POST", "faults", {"kind": kind, "path": "/restlet", "method": "POST", **more})


@pytest.mark.parametrize("kind", ["lost_reply", "late_commit"])
async def test_a_merge_whose_reply_was_lost_is_queued_once(account: Account, kind: str) -> None:
    spoil(account, kind)
    async with client(account) as http:
        with pytest.raises(httpx.RemoteProtocolError):
            await http.post(URL, json=asked())
        again = (await http.post(URL, json=asked())).json()
    assert again["state"] == "PENDING"
    assert tasks(account) == [(again["taskId"], "PENDING")]


@pytest.mark.parametrize(("kind", "status"), [("timeout", None), ("status", 503)])
async def test_a_merge_that_never_arrived_is_unknown(
    account: Account, kind: str, status: int | None
) -> None:
    spoil(account, kind, **({"status": status} if status else {}))
    async with client(account) as http:
        if status is None:
            with pytest.raises(httpx.RemoteProtocolError):
                await http.post(URL, json=asked())
        else:
            assert (await http.post(URL, json=asked())).status_code == status
        assert (await http.get(f"{URL}&key=m-1")).json()["state"] == "UNKNOWN"
    assert tasks(account) == []


async def test_a_malformed_answer_hides_a_merge_that_goes_on(account: Account) -> None:
    spoil(account, "malformed")
    async with client(account) as http:
        assert (await http.post(URL, json=asked())).headers["content-type"] == "text/html"
    assert tasks(account)[0][1] == "PENDING"


async def test_a_merge_that_commits_late_is_queued_then(account: Account) -> None:
    spoil(account, "late_commit", delay_seconds=30)
    async with client(account) as http:
        with pytest.raises(httpx.RemoteProtocolError):
            await http.post(URL, json=asked())
    assert stands(account)[0] == "UNKNOWN"
    pass_time(account, 30)
    assert stands(account)[0] == "PENDING"


def test_calls_over_the_limit_are_told_so_in_the_restlets_form(account: Account) -> None:
    account.sim("PUT", "limits", {"concurrency": 1})
    record = Request("GET", f"/services/rest/record/v1/customer/{CHEN}")
    assert account.netsuite.admit(record) is None
    blocked = account.netsuite.admit(request("POST", asked()))
    assert blocked is not None
    assert error(blocked) == (400, "SSS_REQUEST_LIMIT_EXCEEDED")
    account.netsuite.leave(record)
    assert account.netsuite.admit(request("POST", asked())) is None
    also_counted = account.netsuite.admit(record)
    assert also_counted is not None
    assert also_counted.status == 429
