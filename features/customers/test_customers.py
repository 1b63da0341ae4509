"""Customers: rule book, section 5."""

from pytest_bdd import scenarios

scenarios(".")
