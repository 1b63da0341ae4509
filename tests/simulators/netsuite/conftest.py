"""The account that the tests of the simulated NetSuite share, a fresh one for each."""

import pytest

from tests.simulators.netsuite.account import Account


@pytest.fixture
def account() -> Account:
    return Account()
