"""Journal entries: rule book, sections 1 and 6."""

from pytest_bdd import scenarios

scenarios(".")
