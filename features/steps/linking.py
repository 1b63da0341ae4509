"""Legacy IDs and links by hand: NetSuite's customers from before, and who says which one is whose."""

import pytest
from pytest_bdd import given, parsers, then, when
from returns.result import Failure, Result

from adapters.netsuite.objects import CUSTOMER_SYNC, ERROR
from core.ports import TenantBusyError
from core.usecases.linking import Linked
from features.office import Office
from features.steps.customers import Table

MAIN = "Parent Company"

# in ServiceTitan


@given(parsers.parse("{name} is customer {number:d} in ServiceTitan"))
def with_number(office: Office, name: str, number: int) -> None:
    office.customer(name, id=number)


@given(parsers.parse('the legacy ID is kept in the unknown field "{name}"'))
def unknown_field(office: Office, name: str) -> None:
    office.configure(legacy_id_field=name)


@given(parsers.re(r'(?P<name>.+)\'s legacy ID is "(?P<value>.*)"'))
@when(parsers.re(r'(?P<name>.+)\'s legacy ID is changed to "(?P<value>.*)"'))
def legacy_id(office: Office, name: str, value: str) -> None:
    customer = office.customer(name)
    field = {"name": office.branch.config.legacy_id_field, "value": value}
    office.act("edit-customer", customerId=customer, customFields=[field])


# in NetSuite


@given(parsers.parse("{name} is customer {number:d} in NetSuite"))
def customer_of_netsuite(office: Office, name: str, number: int) -> None:
    in_subsidiary(office, name, number, MAIN)


@given(parsers.parse("{name} is customer {number:d} in NetSuite, of subsidiary {subsidiary}"))
def in_subsidiary(office: Office, name: str, number: int, subsidiary: str) -> None:
    home = {"subsidiary": {"id": _subsidiary(office, subsidiary)}}
    given = {"id": str(number), "entityId": name, "companyName": name, **home}
    office.in_netsuite("POST", "load", {"customers": [given]})


@given(parsers.parse("{name} is inactive in NetSuite"))
def inactive(office: Office, name: str) -> None:
    which = office.customer_in_netsuite(name)["id"]
    office.in_netsuite("POST", "actions/make-inactive", {"type": "customer", "id": which})


@given(parsers.parse("NetSuite's customer {number:d} is not to be seen any more"))
def unseen(office: Office, number: int) -> None:
    """As for a role that loses sight of it; a customer that is referred to cannot be deleted."""
    office.netsuite.company.state.of("entity").drop(str(number))


@when(parsers.parse("{name} is assigned to subsidiary {subsidiary} in NetSuite"))
def assigned(office: Office, name: str, subsidiary: str) -> None:
    which = office.customer_in_netsuite(name)["id"]
    also = {"id": which, "subsidiary": _subsidiary(office, subsidiary)}
    office.in_netsuite("POST", "actions/assign-subsidiary", also)


@given(parsers.parse('business unit "{unit}" ({number:d}) belongs to subsidiary {subsidiary}'))
def unit_of(office: Office, unit: str, number: int, subsidiary: str) -> None:
    office.business_unit(number, unit)
    _subsidiary(office, subsidiary)
    office.map_unit(number, subsidiary=subsidiary)


def _subsidiary(office: Office, name: str) -> str:
    """The id of the subsidiary of that name, made when there is none yet."""
    found = office.netsuite_state()["records"]["subsidiary"]
    if not any(one["fields"]["name"] == name for one in found):
        given = {"name": name, "parent": {"id": "1"}, "currency": {"id": "1"}}
        office.in_netsuite("POST", "load", {"subsidiaries": [given]})
    return office.netsuite_id("subsidiary", name)


# linking by hand


@when(
    parsers.parse("{name} is linked by hand to NetSuite's customer {number}"),
    target_fixture="linking",
)
@given(
    parsers.parse("{name} was linked by hand to NetSuite's customer {number}"),
    target_fixture="linking",
)
def linked_by_hand(office: Office, name: str, number: str) -> Result[Linked, str]:
    return office.link(name, number)


@given(parsers.re(r"NetSuite makes the change of a sync record, but its reply is lost"))
def change_unanswered(office: Office) -> None:
    path = f"/record/v1/{CUSTOMER_SYNC}/"
    office.fault("netsuite", kind="lost_reply", method="PATCH", path=path)


@then(parsers.parse("it was linked to {before} before"))
def linked_before(linking: Result[Linked, str], before: str) -> None:
    link = linking.unwrap().before
    assert link is not None
    assert link.customer_name.rstrip("0123456789").rstrip() == before


@then("it was not linked before")
def not_linked_before(linking: Result[Linked, str]) -> None:
    link = linking.unwrap().before
    assert link is None or link.customer is None


@then("these documents stay where they are")
def staying(linking: Result[Linked, str], datatable: Table) -> None:
    """Document, Amount: all that is booked to another customer."""
    _, *rows = datatable
    assert [[one.number, str(one.amount)] for one in linking.unwrap().staying] == rows


@then("no document stays where it is")
def nothing_stays(linking: Result[Linked, str]) -> None:
    assert linking.unwrap().staying == ()


@then(parsers.parse('the linking is refused because "{words}"'))
def linking_refused(linking: Result[Linked, str], words: str) -> None:
    assert isinstance(linking, Failure)
    assert linking.failure() == words


@then(
    parsers.parse(
        "{name} cannot be linked to NetSuite's customer {number} while a run is under way"
    )
)
def busy(office: Office, name: str, number: str) -> None:
    lease = office.store.lease(office.tenant, "Dana at the front desk", office.clock.now())
    office.run_async(lease.__aenter__())
    try:
        with pytest.raises(TenantBusyError):
            office.link(name, number)
    finally:
        office.run_async(lease.__aexit__(None, None, None))


# what is so afterwards


@then(parsers.re(r'(?P<name>.+)\'s sync record says "(?P<words>.*)"'))
def record_says(office: Office, name: str, words: str) -> None:
    assert office.sync_record(name).get(ERROR, "") == words


@then(parsers.re(r'(?P<number>\S+) is not applied because "(?P<words>.*)"'))
def not_applied(office: Office, number: str, words: str) -> None:
    rows = [one for one in office.report.rows if one.document.number.startswith(f"{number} to")]
    assert [one.explanation for one in rows] == [words], rows


@then("the check of legacy IDs says")
def check_says(office: Office, datatable: Table) -> None:
    """Customer, Would become, Why."""
    forecasts = office.check_legacy().forecasts
    found = [[one.customer.name, one.standing.value, one.words] for one in forecasts]
    _, *rows = datatable
    assert found == rows


@then("these share a customer of NetSuite")
def sharing(office: Office, datatable: Table) -> None:
    """NetSuite's customer, ServiceTitan's ones."""
    shared = office.check_legacy().shared
    found = [[one.there, ", ".join(each.customer.name for each in one.forecasts)] for one in shared]
    _, *rows = datatable
    assert found == rows


@then(parsers.parse('the check of the set-up says "{words}"'))
def set_up_says(office: Office, words: str) -> None:
    findings = office.check().findings
    assert [one.words for one in findings if one.subject == "Legacy IDs"] == [words]
