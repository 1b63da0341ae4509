"""Oracle's words: functions, dates, nulls, names, joins and the order of things."""

from decimal import Decimal

import pytest

from simulators.netsuite.suiteql import Kind, Table
from tests.simulators.netsuite_suiteql.account import TRANSACTION, account, select, transaction

TIMESTAMP = "TO_TIMESTAMP(?, 'YYYY-MM-DD HH24:MI:SS')"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("UPPER(tranid)", "INV1"),
        ("LOWER(tranid)", "inv1"),
        ("SUBSTR(tranid, 2)", "NV1"),
        ("SUBSTR(tranid, 0, 2)", "IN"),
        ("SUBSTR(tranid, -2, 1)", "V"),
        ("SUBSTR(tranid, 9)", None),
        ("tranid || '-' || id || memo", "INV1-1"),
        ("CONCAT(tranid, 'é')", "INV1é"),
        ("memo || ''", None),
        ("NVL(memo, 'none')", "none"),
        ("COALESCE(memo, NULL, tranid)", "INV1"),
        ("DECODE(memo, NULL, 'empty', 'full')", "empty"),
        ("DECODE(id, 2, 'two', 3, 'three')", None),
        ("CASE id WHEN 1 THEN 'one' ELSE 'more' END", "one"),
        ("CASE WHEN posting = 'T' THEN 'yes' END", "yes"),
        ("posting", "T"),
        ("trandate", "3/1/2026"),
        ("lastmodifieddate", "3/1/2026"),
        ("TO_CHAR(trandate, 'YYYY-MM-DD')", "2026-03-01"),
        ("TO_CHAR(trandate, 'MM/DD/YYYY')", "03/01/2026"),
        ("TO_CHAR(lastmodifieddate, 'YYYY-MM-DD HH24:MI:SS')", "2026-03-01 14:30:05"),
        ("TO_CHAR(id)", "1"),
        ("BUILTIN.DF(entity)", "Ann Berg"),
        ("builtin.df(id)", "1"),
        ("BUILTIN.DF(memo)", None),
        ("NULL", None),
        ("'it''s'", "it's"),
    ],
)
def test_a_function_answers_as_oracles_does(expression: str, expected: str | None) -> None:
    rows = account().rows(select(f"{expression} AS answer", then="WHERE id = 1"))
    assert rows == [{} if expected is None else {"answer": expected}]


@pytest.mark.parametrize(
    ("where", "params", "found"),
    [
        ("trandate = TO_DATE('2026-03-02','YYYY-MM-DD')", [], "2"),
        ("trandate >= TO_DATE(?,'YYYY-MM-DD')", ["2026-03-04"], "45"),
        ("trandate < '3/2/2026'", [], "1"),
        ("trandate BETWEEN TO_DATE('2026-03-02','YYYY-MM-DD') AND '03/03/2026'", [], "23"),
        (
            "lastmodifieddate > TO_TIMESTAMP(?,'YYYY-MM-DD HH24:MI:SS')",
            ["2026-03-04 14:30:04"],
            "45",
        ),
        (
            "lastmodifieddate > TO_TIMESTAMP(?,'YYYY-MM-DD HH24:MI:SS')",
            ["2026-03-04 14:30:05"],
            "5",
        ),
        ("lastmodifieddate >= TO_DATE('2026-03-05','YYYY-MM-DD')", [], "5"),
        ("lastmodifieddate <= TO_DATE('2026-03-02','YYYY-MM-DD')", [], "1"),
        ("trandate >= TO_TIMESTAMP('2026-03-05 00:00:00','YYYY-MM-DD HH24:MI:SS')", [], "5"),
        ("externalid = 'ACME-inv-4'", [], "4"),
        ("'ACME-inv-4' = externalid", [], "4"),
        ("externalid IN ('ACME-INV-4', ?)", ["Acme-Inv-5"], "45"),
        ("externalid LIKE 'ACME-INV-%'", [], "12345"),
        ("tranid = 'inv4'", [], ""),
        ("tranid LIKE 'INV%' AND tranid NOT LIKE '%4'", [], "1235"),
        ("tranid LIKE 'inv%'", [], ""),
        ("tranid LIKE 'INV!_%' ESCAPE '!'", [], ""),
        ("id IN ('1', 2, ?)", ["3"], "123"),
        ("id NOT IN (1, 2)", [], "345"),
        ("memo IS NULL AND NOT id = 1", [], "2345"),
        ("memo IS NOT NULL OR id <> 1 AND id != 2", [], "345"),
        ("memo = ''", [], ""),
        ("memo <> 'x'", [], ""),
        ("posting = 'T' AND (id = 1 OR id = 5)", [], "15"),
        ("id IN (SELECT transaction FROM transactionaccountingline WHERE posting = 'F')", [], "3"),
        ("EXISTS (SELECT 1 FROM nexttransactionlinelink l WHERE l.previousdoc = t.id)", [], "14"),
        ("posting = ?", [True], "12345"),
        ("posting = ?", ["F"], ""),
        ("entity = ? AND tranid = ?", [700, "INV4"], "4"),
    ],
)
def test_a_condition_finds_its_rows(where: str, params: list[object], found: str) -> None:
    rows = account().rows(select("t.id", "transaction t", f"WHERE {where} ORDER BY t.id"), *params)
    assert "".join(row["id"] for row in rows) == found


def test_names_come_back_in_lower_case_and_unnamed_ones_are_numbered() -> None:
    (row,) = account().rows(
        "SELECT T.ID, T.TranId AS docNumber, COUNT(*), SUM(T.FOREIGNTOTAL) FROM TRANSACTION T"
        " WHERE T.ID = 1 GROUP BY T.ID, T.TRANID"
    )
    assert row == {"id": "1", "docnumber": "INV1", "expr1": "1", "expr2": "100.5"}


def test_a_star_is_every_column_that_is_not_null() -> None:
    here = account(1)
    (link,) = here.rows(
        "SELECT * FROM nexttransactionlinelink WHERE nextdoc = 9 AND previousdoc = 1"
    )
    assert link == {
        "previousdoc": "1",
        "nextdoc": "9",
        "linktype": "Payment",
        "foreignamount": "60.05",
    }
    (joined,) = here.rows(
        "SELECT l.*, t.tranid FROM transaction t, nexttransactionlinelink l"
        " WHERE l.previousdoc = t.id"
    )
    assert joined == link | {"tranid": "INV1"}


def test_a_left_join_keeps_what_has_no_partner() -> None:
    rows = account(2).rows(
        "SELECT t.id, l.foreignamount FROM transaction t"
        " LEFT JOIN nexttransactionlinelink l ON l.previousdoc = t.id ORDER BY t.id"
    )
    assert rows == [{"id": "1", "foreignamount": "60.05"}, {"id": "2"}]


def test_distinct_and_counts() -> None:
    here = account()
    assert here.rows("SELECT DISTINCT entity FROM transaction ORDER BY entity") == [
        {"entity": "700"},
        {"entity": "701"},
    ]
    assert here.rows(
        "SELECT COUNT(memo) AS a, COUNT(DISTINCT entity) AS b, COUNT(*) AS c,"
        " SUM(CASE WHEN entity = 700 THEN 1 ELSE 0 END) AS d FROM transaction"
    ) == [{"a": "0", "b": "2", "c": "5", "d": "2"}]


def test_a_sum_of_nothing_is_null_and_a_count_is_zero() -> None:
    rows = account().rows(
        "SELECT SUM(foreigntotal) AS s, COUNT(*) AS n FROM transaction WHERE id < 0"
    )
    assert rows == [{"n": "0"}]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("foreigntotal DESC", "3142"),
        ("memo", "4213"),
        ("memo DESC", "3124"),
        ("memo NULLS FIRST, id", "3421"),
        ("2, id", "2413"),
        ("shown DESC", "4321"),
        ("UPPER(memo), id DESC", "4213"),
    ],
)
def test_rows_come_in_the_order_asked_and_nulls_are_large(order: str, expected: str) -> None:
    here = account()
    memos = {1: ("b", "100.99"), 2: ("a", "9.5"), 3: (None, "1000"), 4: ("A", "20")}
    rows = [
        transaction(number, memo=memo, foreigntotal=Decimal(total))
        for number, (memo, total) in memos.items()
    ]
    here.put("transaction", Table(here.tables["transaction"].columns, rows))
    text = select("id, foreigntotal, tranid AS shown", then=f"ORDER BY {order}")
    assert "".join(row["id"] for row in here.rows(text)) == expected


def test_rownum_cuts_before_sorting_and_summing_but_fetch_after() -> None:
    here = account()
    assert here.rows("SELECT id FROM transaction WHERE ROWNUM <= 2 ORDER BY id DESC") == [
        {"id": "2"},
        {"id": "1"},
    ]
    assert here.rows("SELECT id FROM transaction ORDER BY id DESC FETCH FIRST 2 ROWS ONLY") == [
        {"id": "5"},
        {"id": "4"},
    ]
    assert here.rows(
        "SELECT SUM(foreigntotal) AS total FROM transaction WHERE id > 1 AND ROWNUM < 3"
    ) == [{"total": "501"}]
    assert here.rows(
        "SELECT x.id FROM (SELECT id FROM transaction ORDER BY id DESC) x WHERE ROWNUM = 1"
    ) == [{"id": "5"}]


def test_rownum_cuts_a_join() -> None:
    rows = account().rows(
        "SELECT t.id, a.account, a.amount FROM transaction t"
        " JOIN transactionaccountingline a ON a.transaction = t.id"
        " WHERE a.posting = 'T' AND ROWNUM <= 3 ORDER BY t.id DESC, a.account DESC"
    )
    found = [(row["id"], row["account"]) for row in rows]
    assert found == [("2", "119"), ("1", "119"), ("1", "54")]


def test_a_later_offset_skips_rows() -> None:
    text = "SELECT id FROM transaction ORDER BY id OFFSET 3 ROWS FETCH NEXT 1 ROWS ONLY"
    assert account().rows(text) == [{"id": "4"}]


def test_a_query_sees_what_was_written_before_it() -> None:
    here = account(2)
    count = "SELECT COUNT(*) AS n FROM transaction"
    assert here.rows(count) == here.rows(count) == [{"n": "2"}]
    assert here.asked == 1
    here.put("transaction", Table(here.tables["transaction"].columns, [transaction(1)]))
    assert here.rows(count) == [{"n": "1"}]
    assert here.rows("SELECT tranid FROM transaction") == [{"tranid": "INV1"}]
    assert here.asked == 2


def test_a_table_that_could_not_be_read_leaves_no_trace() -> None:
    here = account(1)
    good, text = here.tables["transaction"], "SELECT tranid, foreigntotal FROM transaction"
    before = here.rows(text)
    here.put("transaction", Table(good.columns, [transaction(1, foreigntotal=Decimal("0.001"))]))
    with pytest.raises(ValueError, match="more than 2 decimals"):
        here.rows(text)
    here.put("transaction", good)
    assert here.rows(text) == before != []


def test_a_later_query_may_name_other_columns() -> None:
    here = account(1)
    assert here.rows("SELECT COUNT(*) AS n FROM transaction") == [{"n": "1"}]
    assert here.rows("SELECT tranid FROM transaction") == [{"tranid": "INV1"}]
    assert here.rows("SELECT id FROM transaction WHERE entity = 701") == [{"id": "1"}]


def test_another_account_may_lack_a_column_or_keep_it_as_something_else() -> None:
    here, there, elsewhere = account(1), account(1), account(1)
    rows = [transaction(1, custbody_owed=Decimal("1.50"))]
    as_money: dict[str, Kind] = {**TRANSACTION, "custbody_owed": "money"}
    as_text: dict[str, Kind] = {**TRANSACTION, "custbody_owed": "text"}
    here.put("transaction", Table(as_money, rows))
    elsewhere.put("transaction", Table(as_text, rows))
    text = "SELECT custbody_owed FROM transaction"
    assert here.rows(text) == [{"custbody_owed": "1.5"}]
    assert there.refusal(text)[0] == 400
    assert there.rows("SELECT tranid FROM transaction") == [{"tranid": "INV1"}]
    assert elsewhere.rows(text) == [{"custbody_owed": "1.50"}]


def test_an_answer_changes_with_each_table_that_it_was_read_from() -> None:
    here = account(1)
    names: dict[str, Kind] = {"id": "id", "name": "text"}
    text = "SELECT t.tranid, n.name FROM transaction t JOIN customer n ON n.id = t.entity"
    for name in ("Maria", "Maria Lopez", "Maria"):
        here.put("customer", Table(names, [{"id": 701, "name": name}]))
        assert here.rows(text) == [{"tranid": "INV1", "name": name}]
    here.put("transaction", Table(TRANSACTION, []))
    assert here.rows(text) == []


def test_a_table_appears_when_its_record_type_does() -> None:
    here = account(1)
    text = "SELECT id FROM customrecord_new"
    assert here.refusal(text)[0] == 400
    here.put("customrecord_new", Table({"id": "id"}, [{"id": 3}]))
    assert here.rows(text) == [{"id": "3"}]


def test_an_answer_of_too_many_rows_does_not_hold_up_the_next_write() -> None:
    here = account(1)
    here.put("item", Table({"id": "id"}, [{"id": at} for at in range(100_001)]))
    here.rows("SELECT id FROM item")
    here.put("item", Table({"id": "id"}, [{"id": 7}]))
    assert here.rows("SELECT id FROM item") == [{"id": "7"}]
