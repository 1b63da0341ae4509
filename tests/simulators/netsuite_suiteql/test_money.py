"""Money is exact to the cent, whatever is asked of it."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulators.netsuite.suiteql import Table
from tests.simulators.netsuite_suiteql.account import Account, account, select

cents = st.integers(-(10**11), 10**11)
rates = st.decimals(-(10**6), 10**6, places=8)


def ledger(amounts: list[int]) -> Account:
    rows = [
        {"id": at, "account": at % 3, "amount": Decimal(amount).scaleb(-2)}
        for at, amount in enumerate(amounts)
    ]
    return Account({"ledger": Table({"id": "id", "account": "id", "amount": "money"}, rows)})


@settings(deadline=None)
@given(st.lists(cents, min_size=1, max_size=30))
def test_a_sum_is_the_sum_of_the_cents(amounts: list[int]) -> None:
    (row,) = ledger(amounts).rows(
        "SELECT SUM(amount) AS total, MIN(amount) AS least, MAX(amount) AS most,"
        " SUM(ABS(amount)) AS turnover, COUNT(*) AS n FROM ledger"
    )
    in_cents = {name: int(Decimal(row[name]) * 100) for name in ("total", "least", "most")}
    assert in_cents == {"total": sum(amounts), "least": min(amounts), "most": max(amounts)}
    assert Decimal(row["turnover"]) == Decimal(sum(map(abs, amounts))) / 100
    assert row["n"] == str(len(amounts))


@settings(deadline=None)
@given(st.lists(cents, min_size=1, max_size=30))
def test_group_totals_are_the_groups_totals(amounts: list[int]) -> None:
    rows = ledger(amounts).rows(
        "SELECT account, SUM(amount) AS total FROM ledger GROUP BY account HAVING SUM(amount) <> 0"
    )
    expected = {str(at): Decimal(sum(amounts[at::3])).scaleb(-2) for at in range(3)}
    assert {row["account"]: Decimal(row["total"]) for row in rows} == {
        at: total for at, total in expected.items() if total
    }


@settings(deadline=None)
@given(st.lists(cents, min_size=1, max_size=10), cents)
def test_a_comparison_is_one_of_cents(amounts: list[int], bound: int) -> None:
    here, amount = ledger(amounts), str(Decimal(bound).scaleb(-2))
    above = [str(at) for at, one in enumerate(amounts) if one > bound]
    for row in (
        here.rows(select("id", "ledger", f"WHERE amount > {amount} ORDER BY id")),
        here.rows("SELECT id FROM ledger WHERE amount > ? ORDER BY id", amount),
        here.rows(select("id", "ledger", f"WHERE {amount} < amount ORDER BY id")),
    ):
        assert [one["id"] for one in row] == above


@settings(deadline=None)
@given(st.lists(rates, min_size=1, max_size=20))
def test_numbers_keep_eight_decimals(given_rates: list[Decimal]) -> None:
    rows = [{"id": at, "rate": rate} for at, rate in enumerate(given_rates)]
    here = Account({"rates": Table({"id": "id", "rate": "number"}, rows)})
    (row,) = here.rows("SELECT SUM(rate) AS total, MAX(rate) AS most FROM rates")
    assert Decimal(row["total"]) == sum(given_rates)
    assert Decimal(row["most"]) == max(given_rates)
    assert "E" not in row["total"] + row["most"]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("foreigntotal", "100.5"),
        ("-foreigntotal", "-100.5"),
        ("foreigntotal * -1", "-100.5"),
        ("foreigntotal + foreigntotal", "201"),
        ("foreigntotal - 0.5", "100"),
        ("foreigntotal - 0.505", "99.995"),
        ("foreigntotal - ?", "40.45"),
        ("NVL(NULL, foreigntotal)", "100.5"),
        ("NVL(foreigntotal, 0)", "100.5"),
        ("COALESCE(NULLIF(foreigntotal, 100.50), 0.01)", "0.01"),
        ("CASE WHEN foreigntotal > 100.49 THEN foreigntotal ELSE 0 END", "100.5"),
        ("CASE WHEN foreigntotal > 100.50 THEN foreigntotal ELSE 0 END", "0"),
        ("DECODE(foreigntotal, 100.5, 1, 2)", "1"),
        ("'is ' || foreigntotal", "is 100.5"),
        ("TO_CHAR(foreigntotal)", "100.5"),
    ],
)
def test_arithmetic_on_money_is_exact(expression: str, expected: str) -> None:
    params = ["60.05"] if "?" in expression else []
    text = select(f"{expression} AS answer", then="WHERE id = 1")
    assert account().rows(text, *params) == [{"answer": expected}]


@pytest.mark.parametrize(
    "expression",
    [
        "foreigntotal * exchangerate",
        "foreigntotal * 1.5",
        "foreigntotal / 2",
        "foreigntotal + exchangerate",
        "NVL(foreigntotal, exchangerate)",
        "AVG(foreigntotal)",
        "foreigntotal + memo",
        "CASE WHEN id = 1 THEN foreigntotal ELSE memo END",
    ],
)
def test_what_is_not_exact_is_refused(expression: str) -> None:
    assert account().refusal(select(f"{expression} AS answer"))[0] == 400


@pytest.mark.parametrize(
    ("where", "params", "found"),
    [
        ("foreigntotal = 200.5", [], ["2"]),
        ("foreigntotal = 200.50", [], ["2"]),
        ("foreigntotal = '200.50'", [], ["2"]),
        ("foreigntotal = 200.501", [], []),
        ("foreigntotal > 200.499", [], ["2", "3"]),
        ("foreigntotal = ?", ["200.50"], ["2"]),
        ("foreigntotal = ?", [200], []),
        ("foreigntotal IN (?, 300.5)", ["200.500"], ["2", "3"]),
        ("foreigntotal BETWEEN 100.51 AND ?", ["300.50"], ["2", "3"]),
        ("foreigntotal BETWEEN 100.50 AND ?", ["300.49"], ["1", "2"]),
        ("exchangerate = 1", [], ["1", "2", "3"]),
        ("exchangerate < foreigntotal AND id < '2'", [], ["1"]),
    ],
)
def test_money_meets_literals_and_parameters_in_cents(
    where: str, params: list[object], found: list[str]
) -> None:
    rows = account(3).rows(select("id", then=f"WHERE {where} ORDER BY id"), *params)
    assert [row["id"] for row in rows] == found


def test_a_bound_decimal_number_of_json_stays_exact() -> None:
    here = account(3)
    body = b'{"q": "SELECT id FROM transaction WHERE foreigntotal = ?", "params": [200.50]}'
    assert b'"id": "2"' in here.send(body, {}).body


@pytest.mark.parametrize("value", [0.1, Decimal("0.001"), "x", Decimal("1e11"), True])
def test_a_table_takes_no_inexact_money(value: object) -> None:
    here = Account({"ledger": Table({"amount": "money"}, [{"amount": value}])})
    with pytest.raises(ValueError, match=r"exact|decimals|number|range"):
        here.rows("SELECT amount FROM ledger")
