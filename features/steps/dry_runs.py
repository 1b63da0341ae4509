"""What a dry run shows of each document, and that it does nothing (TRG-08)."""

import pytest
from pytest_bdd import parsers, then

from adapters.cli.mappings_used import UsedMappings
from core.ledger import Line
from core.plan import Step
from core.usecases.running import RunResult
from features.office import Office
from features.screens import plain
from features.steps.outcomes import Table


@then("neither system has changed")
def nothing_changed(office: Office) -> None:
    assert office.servicetitan_state() == office.before_run
    assert office.netsuite_state() == office.books_before_run


@then(parsers.parse("{number} would post"))
def would_post(office: Office, number: str, datatable: Table) -> None:
    """Account, Debit, Credit: the predicted entry."""
    lines = [_entry_line(line) for line in _step(office, number).entry.lines]
    assert lines == datatable[1:]


@then(parsers.parse("{number} would be mapped"))
def would_be_mapped(office: Office, number: str, datatable: Table) -> None:
    used = UsedMappings(_result(office).situation or pytest.fail("no situation"))
    mapped = [[one.source, one.target] for one in used.of(_step(office, number).document)]
    assert mapped == datatable[1:]


@then(parsers.parse("the payload of {number} holds"))
def payload_holds(office: Office, number: str, datatable: Table) -> None:
    body = office.payload(_step(office, number))
    missing = [value for (value,) in datatable[1:] if plain(value) not in body]
    assert not missing, body


def _entry_line(line: Line) -> list[str]:
    return [str(line.account), str(line.debit or ""), str(line.credit or "")]


def _result(office: Office) -> RunResult:
    assert office.last is not None
    return office.last


def _step(office: Office, number: str) -> Step:
    plan = _result(office).plan
    assert plan is not None
    return next(one for one in plan.steps if one.document.number == number)
