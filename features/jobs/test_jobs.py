"""Jobs that become projects: rule book, AR-17."""

from pytest_bdd import scenarios

scenarios(".")
