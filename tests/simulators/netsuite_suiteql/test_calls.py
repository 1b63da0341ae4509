"""The call: pages, headers, bodies, and what is refused."""

import json
from typing import Any

import pytest

from simulators.netsuite.suiteql import Table
from tests.simulators.netsuite_suiteql.account import ORIGIN, PATH, Account, account, select

IDS = "SELECT id FROM transaction ORDER BY id"


def counted(rows: int) -> Account:
    return Account({"transaction": Table({"id": "id"}, [{"id": at} for at in range(rows)])})


def page(here: Account, **paging: object) -> dict[str, Any]:
    reply = here.ask(IDS, paging=paging)
    assert reply.status == 200, reply.body
    body: dict[str, Any] = json.loads(reply.body)
    return body


def detail(here: Account, **paging: object) -> dict[str, str]:
    reply = here.ask(IDS, paging=paging)
    assert reply.status == 400
    (one,) = json.loads(reply.body)["o:errorDetails"]
    found: dict[str, str] = one
    return found


def test_a_page_comes_in_its_envelope() -> None:
    assert page(account(5), limit=2, offset=2) == {
        "links": [
            {"rel": "self", "href": f"{ORIGIN}{PATH}?limit=2&offset=2"},
            {"rel": "first", "href": f"{ORIGIN}{PATH}?limit=2&offset=0"},
            {"rel": "prev", "href": f"{ORIGIN}{PATH}?limit=2&offset=0"},
            {"rel": "next", "href": f"{ORIGIN}{PATH}?limit=2&offset=4"},
            {"rel": "last", "href": f"{ORIGIN}{PATH}?limit=2&offset=4"},
        ],
        "count": 2,
        "hasMore": True,
        "items": [{"links": [], "id": "3"}, {"links": [], "id": "4"}],
        "offset": 2,
        "totalResults": 5,
    }


def test_the_last_page_has_no_next() -> None:
    last = page(account(5), limit=2, offset=4)
    assert [link["rel"] for link in last["links"]] == ["self", "first", "prev"]
    assert (last["hasMore"], last["count"], last["items"][0]["id"]) == (False, 1, "5")
    full = page(account(4), limit=2, offset=2)
    assert (full["hasMore"], full["count"]) == (False, 2)


def test_an_answer_without_rows_is_an_empty_page() -> None:
    empty = page(counted(0))
    assert (empty["items"], empty["count"], empty["totalResults"], empty["hasMore"]) == (
        [],
        0,
        0,
        False,
    )


def test_a_page_has_a_thousand_rows_unless_fewer_are_asked() -> None:
    here = counted(2500)
    first, third = page(here), page(here, offset=2000)
    assert (first["count"], first["hasMore"], first["totalResults"]) == (1000, True, 2500)
    assert (third["count"], third["hasMore"], third["items"][0]["id"]) == (500, False, "2000")


def test_pages_together_are_the_whole_answer() -> None:
    here = counted(2500)
    found = [
        row["id"] for at in range(0, 2500, 500) for row in page(here, limit=500, offset=at)["items"]
    ]
    assert found == [str(at) for at in range(2500)]


def test_a_hundred_thousand_rows_are_the_most() -> None:
    here = counted(100_001)
    last = page(here, limit=1000, offset=99_000)
    assert (last["totalResults"], last["hasMore"], last["items"][-1]["id"]) == (
        100_000,
        False,
        "99999",
    )
    assert detail(here, limit=1000, offset=100_000)["o:errorQueryParam"] == "offset"
    keyset = "SELECT id FROM transaction WHERE id > ? ORDER BY id"
    assert here.rows(keyset, "99999") == [{"id": "100000"}]


def test_a_thousand_pages_are_the_most() -> None:
    here = counted(2500)
    assert page(here, limit=2, offset=1998)["items"][0]["id"] == "1998"
    assert detail(here, limit=2, offset=2000)["o:errorQueryParam"] == "offset"


@pytest.mark.parametrize(
    ("paging", "at_fault"),
    [
        ({"limit": 1001}, "limit"),
        ({"limit": 0}, "limit"),
        ({"limit": "ten"}, "limit"),
        ({"limit": 10, "offset": 5}, "offset"),
        ({"offset": 500}, "offset"),
        ({"offset": -1000}, "offset"),
    ],
)
def test_a_page_that_cannot_be_is_refused(paging: dict[str, object], at_fault: str) -> None:
    found = detail(account(), **paging)
    assert (found["o:errorQueryParam"], found["o:errorCode"]) == (at_fault, "INVALID_PARAMETER")


@pytest.mark.parametrize("prefer", [None, "", "respond-async", "transient-ish"])
def test_without_prefer_transient_there_is_no_answer(prefer: str | None) -> None:
    here, body = account(), json.dumps({"q": IDS}).encode()
    refused = here.send(body, {}, prefer=prefer)
    found = json.loads(refused.body)
    assert (refused.status, found["status"], found["title"]) == (400, 400, "Bad Request")
    assert found["o:errorDetails"][0]["o:errorHeader"] == "Prefer"
    assert here.send(body, {}, prefer="Transient").status == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"{}", b'{"q": ""}', b'{"q": 5}', b'{"q": "SELECT 1", "params": "x"}'],
)
def test_a_body_without_a_query_is_refused(body: bytes) -> None:
    assert account().send(body, {}).status == 400


def test_a_query_is_posted() -> None:
    assert account().send(b"", {}, method="GET").status == 405


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("SELECT id FROM nothere", "Record 'nothere' was not found."),
        (
            "SELECT nothere FROM transaction",
            "Field 'nothere' for record 'transaction' was not found.",
        ),
        ("SELECT t.nothere FROM transaction t", "Field 'nothere' for record 'transaction'"),
        ("SELECT x.id FROM transaction t", "Field 'id' for record 'x' was not found."),
        ("SELECT id FROM transaction t, transactionline l", "'id' is ambiguously defined"),
        ("SELECT id FROM transaction LIMIT 5", "LIMIT is not supported"),
        ("SELECT id FROM transaction; SELECT id FROM transaction", "A single SELECT"),
        ("SELECT FROM transaction", "Nothing is selected"),
        ("SELECT id FROM transaction WHERE id IN ()", "The list of IN is empty"),
        (select("+".join(["1"] * 3000)), "too deep"),
        ("DELETE FROM transaction", "A single SELECT"),
        ("UPDATE transaction SET id = 1", "A single SELECT"),
        ("SELEC id FROM transaction", "Invalid or unsupported search"),
        ("SELECT id FROM transaction WHERE", "Invalid or unsupported search"),
        ("SELECT id FROM transaction WHERE id = 'abc'", "Invalid number 'abc'"),
        ("SELECT id FROM transaction WHERE id = :id", "Named parameter"),
        ("SELECT id FROM transaction WHERE trandate = '2026-03-01'", "Invalid date"),
        ("SELECT id FROM transaction WHERE id", "A condition is expected"),
        ("SELECT id FROM transaction WHERE SUM(id) > 1", "group function is not allowed"),
        ("SELECT id, SUM(foreigntotal) FROM transaction", "'id' is not a GROUP BY expression"),
        (
            "SELECT entity, tranid FROM transaction GROUP BY entity",
            "'tranid' is not a GROUP BY expression",
        ),
        ("SELECT id FROM transaction WHERE trandate = foreigntotal", "Inconsistent datatypes"),
    ],
)
def test_a_query_at_fault_is_refused_and_says_why(text: str, why: str) -> None:
    status, found = account().refusal(text)
    assert (status, why in found) == (400, True), found
    assert found.startswith("Invalid search query.")


def test_parameters_and_question_marks_must_be_as_many() -> None:
    here, text = account(), "SELECT id FROM transaction WHERE tranid = ? AND memo = '?'"
    assert here.rows(text, "INV1") == []
    assert here.refusal(text)[0] == 400
    assert here.refusal(text, "INV1", "more")[0] == 400


@pytest.mark.parametrize(
    "text",
    [
        "SELECT id FROM transaction UNION SELECT id FROM transactionline",
        "WITH x AS (SELECT id FROM transaction) SELECT id FROM x",
        "SELECT ROWNUM FROM transaction",
        "SELECT id FROM transaction WHERE ROWNUM <= 5 OR id = 1",
        "SELECT SUM(foreigntotal) OVER (PARTITION BY entity) AS x FROM transaction",
        "SELECT t.id FROM transaction t, transactionline l WHERE t.id = l.transaction(+)",
        "SELECT TO_CHAR(trandate, 'MON') FROM transaction",
        "SELECT SYSDATE FROM transaction",
        "SELECT t.id, l.id FROM transaction t, transactionline l",
        "SELECT REGEXP_SUBSTR(tranid, 'x') FROM transaction",
    ],
)
def test_what_is_not_simulated_says_so(text: str) -> None:
    status, why = account().refusal(text)
    assert (status, why.startswith("Not simulated")) == (501, True)


def test_grouped_expressions_may_be_selected_whole() -> None:
    rows = account().rows(
        "SELECT TO_CHAR(trandate, 'YYYY-MM') AS month, SUM(foreigntotal) AS total"
        " FROM transaction GROUP BY TO_CHAR(trandate, 'YYYY-MM') ORDER BY month"
    )
    assert rows == [{"month": "2026-03", "total": "1502.5"}]
