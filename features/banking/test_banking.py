"""What payments become at the bank: rule book, section 3 and worked ledger 8."""

from pytest_bdd import scenarios

scenarios(".")
