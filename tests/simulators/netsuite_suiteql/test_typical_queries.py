"""The queries an integration lives on."""

from decimal import Decimal

from tests.simulators.netsuite_suiteql.account import INCOME, RECEIVABLE, account

CONFIRM = """
    SELECT t.id, t.externalid, t.recordtype, t.tranid,
           TO_CHAR(t.trandate,'YYYY-MM-DD') AS trandate, t.entity, t.foreigntotal,
           tl.subsidiary, tl.department, tl.class, tl.location, tl.linesequencenumber,
           a.account, a.debit, a.credit, a.amountunpaid
    FROM transaction t
    JOIN transactionline tl ON tl.transaction = t.id
    JOIN transactionaccountingline a
      ON a.transaction = tl.transaction AND a.transactionline = tl.id
    WHERE a.posting = 'T' AND t.externalid IN ({marks})
    ORDER BY t.id, tl.linesequencenumber"""


def test_ledger_lines_are_found_by_external_id() -> None:
    keys = ["acme-INV-2", "acme-INV-3", "acme-inv-1", "nobody"]
    rows = account().rows(CONFIRM.format(marks=", ".join("?" * len(keys))), *keys)
    assert [(row["id"], row["account"]) for row in rows] == [
        ("1", str(RECEIVABLE)),
        ("1", str(INCOME)),
        ("2", str(RECEIVABLE)),
        ("2", str(INCOME)),
    ]
    assert rows[2] == {
        "id": "2",
        "externalid": "acme-INV-2",
        "recordtype": "invoice",
        "tranid": "INV2",
        "trandate": "2026-03-02",
        "entity": "700",
        "foreigntotal": "200.5",
        "subsidiary": "2",
        "department": "5",
        "location": "9",
        "linesequencenumber": "0",
        "account": "119",
        "debit": "200.5",
        "amountunpaid": "200.5",
    }


def test_a_thousand_keys_are_taken_and_one_more_is_refused() -> None:
    here = account()
    keys = [f"acme-INV-{number}" for number in range(1, 1002)]
    found = here.rows(CONFIRM.format(marks=", ".join("?" * 1000)), *keys[:1000])
    assert len(found) == 8
    status, why = here.refusal(CONFIRM.format(marks=", ".join("?" * 1001)), *keys)
    assert (status, "1000" in why) == (400, True)


def test_links_are_found_by_the_documents_they_start_from() -> None:
    rows = account().rows(
        "SELECT previousdoc, nextdoc, linktype, foreignamount FROM nexttransactionlinelink"
        " WHERE previousdoc IN (1,2,3)"
    )
    assert rows == [
        {"previousdoc": "1", "nextdoc": "9", "linktype": "Payment", "foreignamount": "60.05"}
    ]


def test_balances_are_summed_per_customer_and_account() -> None:
    rows = account().rows(
        "SELECT tl.entity, a.account, SUM(a.amount) AS amount FROM transactionline tl"
        " JOIN transactionaccountingline a"
        "   ON a.transaction = tl.transaction AND a.transactionline = tl.id"
        " WHERE a.posting = 'T' GROUP BY tl.entity, a.account"
    )
    found = {(row["entity"], row["account"]): Decimal(row["amount"]) for row in rows}
    assert found == {
        ("701", "119"): Decimal("601.00"),
        ("701", "54"): Decimal("-601.00"),
        ("700", "119"): Decimal("601.00"),
        ("700", "54"): Decimal("-601.00"),
    }


def test_custom_records_are_found_by_their_fields() -> None:
    text = "SELECT custrecord_customer, id FROM customrecord_sync WHERE custrecord_key = ?"
    assert account().rows(text, "acme-77") == [{"custrecord_customer": "700", "id": "1"}]
    assert account().rows(text, "acme-78") == []
