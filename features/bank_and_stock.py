"""What an office does at the bank and in the warehouse."""

from typing import Any, Final

from adapters.compose.simulation import make_available
from features.office import Office
from features.premises import TODAY, UNIT_ID, Json
from features.screens import plain

FEES: Final = ("6200", "Merchant fees")
SHRINKAGE: Final = ("5900", "Inventory adjustments")


def expense_account(office: Office, number: str, name: str) -> None:
    """An account for expenses in both systems, available to ServiceTitan."""
    office.act("create-gl-account", number=number, name=name, type="Expense")
    in_netsuite(office, number, name, "Expense")


def in_netsuite(office: Office, number: str, name: str, kind: str) -> None:
    """An account in NetSuite, available to ServiceTitan."""
    account = {"acctNumber": number, "acctName": name, "acctType": {"id": kind}}
    office.in_netsuite("POST", "load", {"accounts": [account]})
    make_available(office.netsuite, [number])


def take_to_bank(office: Office, name: str, *payments: str, **changed: Any) -> int:
    """A deposit of these payments into 1000 Checking, in no batch."""
    held = [office.ids[one] for one in payments]
    given: Json = {"paymentIds": held, "bankAccountNumber": "1000", "date": TODAY, "name": name}
    made = office.act("make-deposit", **{**given, **changed})
    return office.remember("bankDepositIds", name, made["id"])


def change_deposit(office: Office, name: str, **changed: Any) -> None:
    """As support can, even once it is posted."""
    office.act("change-deposit", depositId=office.ids[name], force=True, **changed)


def count(office: Office, number: str, *lines: tuple[str, str, str], **changed: Any) -> int:
    """An adjustment by these goods, quantities and costs, in no batch."""
    items = [
        {"description": what, "quantity": quantity, "cost": plain(cost)}
        for what, quantity, cost in lines
    ]
    given: Json = {"number": number, "date": TODAY, "businessUnitId": UNIT_ID, "items": items}
    made = office.act("adjust-inventory", **{**given, **changed})
    return office.remember("adjustmentIds", number, made["id"])


def deposit_journal(office: Office, name: str) -> Json:
    """NetSuite's journal of the deposit with this name."""
    return office.transaction(f"DEP-{office.ids[name]}")


def deposit_status(office: Office, name: str) -> str:
    """What ServiceTitan says of a deposit: Pending, Posted or Exported."""
    row = office.servicetitan_state()["bank_deposits"][str(office.ids[name])]
    return str(row["sync_status"])
