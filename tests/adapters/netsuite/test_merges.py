"""Merges through the SuiteApp's RESTlet, and the address that is kept (CUS-15)."""

from typing import Any

import pytest
from returns.result import Failure, Success

from adapters.netsuite.merges import PATH
from adapters.netsuite.refusals import said
from core.documents import Address, CustomerId, Kind, Label
from core.plan import Step
from core.ports import OutcomeUnknownError, Rejection, SystemUnavailableError
from core.records import CustomerMergeRecord, Key, MergedAddressRecord, RemoteId, key_of
from simulators.control.faults import Fault
from tests.adapters.netsuite import steps
from tests.adapters.netsuite.company import MARIA, AccessKind, Company, company, connection
from tests.adapters.netsuite.steps import line

ANN = CustomerId(17)
ANNS = RemoteId("502")
HOME = Address("1 Main St", "Apt 4", "Reno", "NV", "89501", "USA")


@pytest.fixture
def with_ann(company: Company) -> Company:
    entered(company)
    return company


def entered(company: Company) -> None:
    ann = {"id": ANNS, "companyName": "Ann Wood", "subsidiary": {"id": "1"}}
    company.act("load", {"customers": [ann]})


def merge(duplicate: RemoteId = ANNS) -> Step:
    label = Label(Kind.CUSTOMER_MERGE, ANN, "Ann Wood into Maria Lopez")
    key = key_of("acme", Kind.CUSTOMER_MERGE, ANN)
    return Step(key, CustomerMergeRecord(MARIA, duplicate, ()), label)


def address(label: str = "Merged: Ann Wood (ServiceTitan 17)", at: Address | None = HOME) -> Step:
    record = MergedAddressRecord(MARIA, label, "Ann Wood", at)
    return Step(key_of("acme", Kind.MERGED_ADDRESS, ANN), record, Label(Kind.CUSTOMER, ANN, "Ann"))


def deduplicate(company: Company, **how: Any) -> None:
    company.act("deduplication", how, "PUT")


def customers(company: Company) -> list[str]:
    records = company.act("state", method="GET")["records"]["entity"]
    return sorted(one["id"] for one in records if one["kind"] == "customer")


async def begun(company: Company, step: Step | None = None) -> None:
    with pytest.raises(OutcomeUnknownError, match="not finished the merge yet"):
        await company.books.post(step or merge(), company.known)


# the merge


async def test_a_merge_is_not_known_until_netsuite_has_finished_it(with_ann: Company) -> None:
    await begun(with_ann)
    assert await with_ann.books.located(merge(), with_ann.known) is None
    assert await with_ann.books.merged([merge().key]) == {}
    with_ann.sim.clock.advance(5)
    assert await with_ann.books.located(merge(), with_ann.known) == "501"
    assert await with_ann.books.merged([merge().key]) == {merge().key: "501"}
    assert customers(with_ann) == ["501"]


async def test_what_the_merged_one_owes_is_the_survivors_afterwards(with_ann: Company) -> None:
    known = {**with_ann.known, MARIA: ANNS}
    assert await with_ann.books.post(steps.invoice(1, line("120.00")), known) == Success("1")
    await with_ann.post(steps.invoice(2, line("80.00")))
    await begun(with_ann)
    with_ann.sim.clock.advance(5)
    balances = await with_ann.books.customer_balances([RemoteId("501"), ANNS])
    assert [(one.customer, str(one.amount)) for one in balances] == [("501", "$200.00")]


async def test_asked_again_with_its_key_nothing_is_queued_twice(with_ann: Company) -> None:
    await begun(with_ann)
    await begun(with_ann)
    with_ann.sim.clock.advance(5)
    assert await with_ann.books.post(merge(), with_ann.known) == Success(RemoteId("501"))


async def test_a_customer_and_itself_are_merged_without_asking(with_ann: Company) -> None:
    itself = merge(RemoteId("501"))
    assert await with_ann.books.post(itself, with_ann.known) == Success(RemoteId("501"))
    assert await with_ann.books.merged([itself.key]) == {}


async def test_a_failed_merge_says_whom_and_why_and_may_be_asked_for_again(
    with_ann: Company,
) -> None:
    deduplicate(with_ann, fail="Tax registration numbers differ")
    await begun(with_ann)
    with_ann.sim.clock.advance(5)
    found = await with_ann.books.located(merge(), with_ann.known)
    assert found == Rejection(
        "it could not merge Ann Wood into Maria Lopez: Tax registration numbers differ. Both "
        "customers are as they were. Remove the cause in NetSuite; the next run merges them."
    )
    assert customers(with_ann) == ["501", "502"]
    deduplicate(with_ann)
    await begun(with_ann)
    with_ann.sim.clock.advance(5)
    assert await with_ann.books.located(merge(), with_ann.known) == "501"


async def test_a_customer_that_is_gone_counts_as_merged(with_ann: Company) -> None:
    gone = merge(RemoteId("999"))
    assert await with_ann.books.post(gone, with_ann.known) == Success(RemoteId("501"))


async def test_what_is_no_customer_is_refused_in_the_scripts_words(with_ann: Company) -> None:
    match await with_ann.books.post(merge(RemoteId("601")), with_ann.known):
        case Failure(Rejection(text=text)):
            assert "Ann Wood into Maria Lopez: 601 is no customer." in text
        case other:
            raise AssertionError(other)


@pytest.mark.parametrize(
    ("status", "code"), [(404, "SSS_INVALID_SCRIPTLET_ID"), (403, "INSUFFICIENT_PERMISSION")]
)
async def test_an_account_without_the_script_says_what_to_install(
    with_ann: Company, status: int, code: str
) -> None:
    body = f'{{"error": {{"code": "{code}", "message": "Invalid."}}}}'
    with_ann.spoil(Fault("status", PATH, status=status, body=body, count=None))
    match await with_ann.books.post(merge(), with_ann.known):
        case Failure(Rejection(text=text)):
            assert "Install Crossfoot's SuiteApp" in text
        case other:
            raise AssertionError(other)
    assert await with_ann.books.merged([merge().key]) == {}
    with pytest.raises(SystemUnavailableError):
        await with_ann.books.located(merge(), with_ann.known)


async def test_a_lost_reply_is_found_by_the_key(with_ann: Company) -> None:
    with_ann.spoil(Fault("lost_reply", PATH))
    with pytest.raises(OutcomeUnknownError, match="lost"):
        await with_ann.books.post(merge(), with_ann.known)
    with_ann.sim.clock.advance(5)
    assert await with_ann.books.located(merge(), with_ann.known) == "501"


async def test_a_merge_that_never_arrived_is_not_there(with_ann: Company) -> None:
    with_ann.spoil(Fault("timeout", PATH, "POST"))
    with pytest.raises(OutcomeUnknownError):
        await with_ann.books.post(merge(), with_ann.known)
    assert await with_ann.books.located(merge(), with_ann.known) is None


@pytest.mark.parametrize("body", ["<html>Maintenance</html>", '{"state": "PONDERING"}', "[]"])
async def test_an_answer_that_cannot_be_read_tells_nothing(with_ann: Company, body: str) -> None:
    with_ann.spoil(Fault("status", PATH, status=200, body=body, count=2))
    with pytest.raises(OutcomeUnknownError, match="cannot be read"):
        await with_ann.books.post(merge(), with_ann.known)
    with pytest.raises(SystemUnavailableError, match="cannot be read"):
        await with_ann.books.located(merge(), with_ann.known)


async def test_a_script_that_is_asked_too_often_is_asked_again(with_ann: Company) -> None:
    body = '{"error": {"code": "SSS_REQUEST_LIMIT_EXCEEDED", "message": "Request Limit Exceeded."}}'
    with_ann.spoil(Fault("status", PATH, status=400, body=body, count=2))
    await begun(with_ann)
    assert with_ann.sim.faults.spoiled == 2


@pytest.mark.parametrize("kind", ["PS256", "ES256", "TBA"])
async def test_every_way_of_signing_in_opens_the_script(kind: AccessKind) -> None:
    async with company(connection(kind)) as one:
        entered(one)
        await begun(one)
        one.sim.clock.advance(5)
        assert await one.books.merged([merge().key]) == {merge().key: "501"}


def test_the_script_has_a_host_of_its_own() -> None:
    given = connection().model_dump() | {"account_id": "1234567_SB1", "base_url": ""}
    reach = type(connection()).model_validate(given)
    assert reach.restlets_url == "https://1234567-sb1.restlets.api.netsuite.com"
    assert connection().restlets_url == "http://localhost"


def test_a_preview_names_the_customers_by_key_where_ids_are_not_known(company: Company) -> None:
    shown = company.books.preview(merge())
    assert (
        shown.path
        == f"{PATH}?script=customscript_crossfoot_merge&deploy=customdeploy_crossfoot_merge"
    )
    assert shown.body == (
        '{"key": "acme-merge-17", "masterId": "eid:acme-customer-7", "duplicateIds": ["502"]}'
    )


def test_a_scripts_error_without_a_message_is_its_code() -> None:
    assert said('{"error": {"code": "UNEXPECTED_ERROR"}}') == "UNEXPECTED_ERROR"


# the address


def lines(company: Company) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = company.kept("entity", "501")["sublists"].get("addressBook", [])
    return found


async def test_the_address_is_added_to_the_survivors_book_once(company: Company) -> None:
    assert await company.books.located(address(), company.known) is None
    await company.post(address(), address())
    assert await company.books.located(address(), company.known) == "501"
    (held,) = lines(company)
    assert held["label"] == "Merged: Ann Wood (ServiceTitan 17)"
    at = held["addressBookAddress"]
    assert (at["addressee"], at["addr1"], at["addr2"]) == ("Ann Wood", "1 Main St", "Apt 4")
    assert (at["city"], at["state"], at["zip"]) == ("Reno", "NV", "89501")


async def test_two_addresses_with_labels_of_their_own_are_both_kept(company: Company) -> None:
    await company.post(address(), address("Merged: Ann Wood (ServiceTitan 18)"))
    assert len(lines(company)) == 2


async def test_a_name_without_an_address_is_kept_too(company: Company) -> None:
    await company.post(address(at=None))
    (held,) = lines(company)
    assert held["addressBookAddress"] == {"addressee": "Ann Wood"}


async def test_an_address_of_a_customer_that_is_not_known_is_nowhere(company: Company) -> None:
    assert await company.books.located(address(), {Key("other"): RemoteId("1")}) is None
