"""Crossfoot at work: the sync runs, or a dry run is made."""

from pytest_bdd import given, when

from features.office import Office


@given("the sync has run")
@when("the sync runs")
@when("the sync runs again")
def the_sync_runs(office: Office) -> None:
    office.run()


@given("a dry run was made")
@when("a dry run is made")
def a_dry_run(office: Office) -> None:
    office.run(dry=True)
