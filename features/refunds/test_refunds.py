"""Refunds: rule book, section 4, up to the check that pays them."""

from pytest_bdd import scenarios

scenarios(".")
