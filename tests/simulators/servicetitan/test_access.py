"""Tokens, keys, tenants, limits; paths that are not there."""

import pytest

from simulators.control.clock import SimClock
from simulators.control.vendor import Reply, Request
from simulators.servicetitan import Credentials, ServiceTitan
from tests.simulators.servicetitan.office import Api, read, token_reply

INVOICES = "/accounting/v2/tenant/1001/invoices"


def call(st: ServiceTitan, path: str = INVOICES, **headers: str) -> Reply:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return st.handle(Request("GET", path, headers=given))


def keyed(st: ServiceTitan, authorization: str) -> Reply:
    return call(st, authorization=authorization, st_app_key=st.credentials.app_key)


def token(st: ServiceTitan) -> str:
    return str(read(token_reply(st))["access_token"])


def test_a_token_says_how_long_it_lives_and_what_for(st: ServiceTitan) -> None:
    granted = read(token_reply(st))
    assert (granted["expires_in"], granted["token_type"]) == (900, "Bearer")
    assert "tn.acc.invoices:r" in granted["scope"].split(" ")


@pytest.mark.parametrize("changed", [{"client_id": "cid.other"}, {"client_secret": "cs1.other"}])
def test_wrong_credentials_are_an_invalid_client(st: ServiceTitan, changed: dict[str, str]) -> None:
    reply = token_reply(st, **changed)
    assert (reply.status, read(reply)) == (400, {"error": "invalid_client"})


def test_only_client_credentials_are_granted(st: ServiceTitan) -> None:
    reply = token_reply(st, grant_type="password")
    assert (reply.status, read(reply)) == (400, {"error": "unsupported_grant_type"})


@pytest.mark.parametrize("prefix", ["", "Bearer "])
def test_a_token_is_taken_bare_or_as_bearer(st: ServiceTitan, prefix: str) -> None:
    assert keyed(st, prefix + token(st)).status == 200


@pytest.mark.parametrize(("seconds", "status"), [(899, 200), (900, 401)])
def test_a_token_lives_900_seconds(
    st: ServiceTitan, clock: SimClock, seconds: int, status: int
) -> None:
    granted = token(st)
    clock.advance(seconds)
    assert keyed(st, granted).status == status


def test_tokens_can_be_made_worthless(st: ServiceTitan) -> None:
    granted = token(st)
    st.control(Request("PUT", "/_sim/tokens", body=b'{"expire": true}'))
    assert keyed(st, granted).status == 401
    assert keyed(st, token(st)).status == 200


def test_a_call_without_the_app_key_is_refused_with_the_standard_error(st: ServiceTitan) -> None:
    reply = call(st, authorization=token(st))
    assert reply.status == 401
    assert set(read(reply)) == {"type", "title", "status", "traceId", "errors", "data"}


def test_the_app_key_may_come_in_the_query(st: ServiceTitan) -> None:
    query = (("servicetitanapplicationkey", st.credentials.app_key),)
    headers = {"authorization": token(st)}
    assert st.handle(Request("GET", INVOICES, query, headers)).status == 200


def test_a_token_opens_no_other_tenant(st: ServiceTitan) -> None:
    key = st.credentials.app_key
    other = INVOICES.replace("1001", "1002")
    assert call(st, other, authorization=token(st), st_app_key=key).status == 403


@pytest.mark.parametrize("path", ["/", "/nowhere", "/accounting/v2/tenant/1001/nothing"])
def test_an_unknown_path_gets_the_gateways_404(st: ServiceTitan, path: str) -> None:
    reply = call(st, path)
    assert (reply.status, set(read(reply))) == (404, {"statusCode", "message"})


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "accounting/invoices/30000001"),
        ("GET", "accounting/payments/40000001"),
        ("GET", "inventory/receipts/60000001"),
        ("POST", "accounting/payments"),
    ],
)
def test_calls_that_servicetitan_has_not_get_the_gateways_404(
    api: Api, method: str, path: str
) -> None:
    reply = api.call(method, path)
    assert (reply.status, "traceId" in read(reply)) == (404, False)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "accounting/journal-entries"),
        ("PATCH", "accounting/invoices/1"),
        ("POST", "crm/customers"),
        ("GET", "dispatch/teams"),
    ],
)
def test_what_is_not_simulated_says_so(api: Api, method: str, path: str) -> None:
    reply = api.call(method, path)
    assert reply.status == 501
    assert "is not simulated" in read(reply)["title"]


class Nanoseconds:
    """A clock that a test moves."""

    value = 0

    def __call__(self) -> int:
        return self.value


def limited(calls: int) -> tuple[ServiceTitan, Nanoseconds]:
    ticks = Nanoseconds()
    return ServiceTitan(calls_per_second=calls, monotonic_ns=ticks), ticks


def admitted(st: ServiceTitan, path: str = INVOICES) -> Reply | None:
    return st.admit(Request("GET", path, headers={"st-app-key": "ak1"}))


def test_one_call_too_many_in_a_second_is_told_when_to_come_back() -> None:
    st, ticks = limited(3)
    assert [admitted(st) for _ in range(3)] == [None] * 3
    ticks.value = 500_000_000
    reply = admitted(st)
    assert reply is not None
    assert (reply.status, reply.headers["retry-after"]) == (429, "1")
    assert read(reply)["title"] == "Rate limit is exceeded. Try again in 1 seconds."
    ticks.value = 1_000_000_000
    assert admitted(st) is None


def test_the_limit_is_each_tenants_own() -> None:
    st, _ = limited(1)
    assert admitted(st) is None
    assert admitted(st, INVOICES.replace("1001", "1002")) is None
    assert admitted(st) is not None


def test_fetching_a_token_is_not_counted() -> None:
    st, _ = limited(1)
    assert [admitted(st, "/connect/token") for _ in range(3)] == [None] * 3


def test_the_limit_can_be_lifted_and_set() -> None:
    st, _ = limited(0)
    assert admitted(st) is not None
    st.control(Request("PUT", "/_sim/limits", body=b'{"calls_per_second": null}'))
    assert admitted(st) is None
    st.control(Request("PUT", "/_sim/limits", body=b'{"calls_per_second": 1}'))
    assert [admitted(st) is None for _ in range(2)] == [True, False]


def test_a_secret_does_not_show_when_credentials_are_printed() -> None:
    assert "cs1" not in repr(Credentials())
