"""The books' set-up is asked by number and by role; nothing says that either stands there once."""

from core.chart import Chart, ChartAccount, Role
from core.ledger import Account

FIRST = ChartAccount(Account("1", "4010", "Service revenue"), available=True, role=Role.TAX)
SECOND = ChartAccount(Account("2", "4010", "Parts revenue"), available=True, role=Role.TAX)
CHART = Chart((FIRST, SECOND), {}, ())


def test_of_two_accounts_with_one_number_the_first_counts() -> None:
    assert CHART.numbered("4010") == FIRST
    assert CHART.numbered("4020") is None


def test_of_two_accounts_with_one_role_the_first_counts() -> None:
    assert CHART.role(Role.TAX) == FIRST.account
    assert CHART.role(Role.PAYABLE) is None
