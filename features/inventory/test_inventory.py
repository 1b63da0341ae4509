"""What the warehouse counts: rule book, section 3."""

from pytest_bdd import scenarios

scenarios(".")
