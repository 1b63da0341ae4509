"""What is taken to the bank: each week the money of each subsidiary, less what the cards cost."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from simulators.contractor.company import BANK, FEES, HOMES, Home
from simulators.contractor.lines import CENT
from simulators.contractor.season import Season, home_of

Row = dict[str, Any]

DEPOSIT: Final = 66_000_001
CREDIT_CARD: Final = 2002
CARD_FEE: Final = Decimal("0.029")


def bank_deposits(season: Season) -> list[Row]:
    """The last week's money is still on its way."""
    found: list[Row] = []
    for number in range((season.last - season.first).days // 7):
        first = season.first + timedelta(days=7 * number)
        for home in HOMES:
            payments = _of_week(season, home, first)
            if payments:
                found.append(_deposit(len(found), payments, first + timedelta(days=6)))
    return found


def _of_week(season: Season, home: Home, first: date) -> list[Row]:
    days = {(first + timedelta(days=day)).isoformat() for day in range(7)}
    of_home = (row for row in season.payments if home_of(row["customerId"]) is home)
    return [row for row in of_home if row["date"] in days]


def _deposit(number: int, payments: list[Row], day: date) -> Row:
    row: Row = {
        "id": DEPOSIT + number,
        "name": f"Deposit {number + 1}",
        "date": day.isoformat(),
        "paymentIds": [one["id"] for one in payments],
        "bankAccountNumber": BANK,
    }
    charged = sum(
        (Decimal(one["amount"]) for one in payments if one["typeId"] == CREDIT_CARD), Decimal(0)
    )
    fees = (charged * CARD_FEE).quantize(CENT)
    return {**row, "fees": str(fees), "feeAccountNumber": FEES} if fees else row
