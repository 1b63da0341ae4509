"""What a tenant chooses, and where its business units belong."""

from pytest_bdd import given, parsers

from features.office import Office


@given(parsers.parse('business unit {unit:d} maps to subsidiary "{name}"'))
def unit_maps(office: Office, unit: int, name: str) -> None:
    office.map_unit(unit, subsidiary=name)


@given(parsers.parse('the tenant\'s short name is "{name}"'))
def short_name(office: Office, name: str) -> None:
    office.configure(short_name=name)
