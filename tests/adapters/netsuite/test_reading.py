"""What is read of the books is all there is, exact, and as it is now."""

from datetime import date

import pytest

from adapters.netsuite import objects
from adapters.netsuite.chart import accounts_of
from adapters.netsuite.rows import Row
from adapters.netsuite.suiteql import LIST_LENGTH, PAGE, Query, rows
from core.chart import Role, Subsidiary
from core.documents import CustomerId
from core.money import Money
from core.ports import Balance, SystemUnavailableError
from core.records import BookVendor, CustomerLink, Key, RemoteId
from simulators.control.faults import Fault
from tests.adapters.netsuite import company as companies
from tests.adapters.netsuite import steps
from tests.adapters.netsuite.company import (
    DEPOSITS,
    LINE,
    MARIA,
    PARTS,
    RECEIVABLE,
    SALES,
    TAX,
    UNDEPOSITED,
    Company,
)
from tests.adapters.netsuite.steps import line


async def test_the_chart_knows_accounts_by_number_and_role(company: Company) -> None:
    chart = await company.books.chart()
    assert {role: chart.role(role) for role in (Role.RECEIVABLE, Role.UNDEPOSITED)} == {
        Role.RECEIVABLE: RECEIVABLE,
        Role.UNDEPOSITED: UNDEPOSITED,
    }
    assert (chart.role(Role.DEPOSITS), chart.role(Role.TAX)) == (DEPOSITS, TAX)
    assert [one.account for one in chart.accounts if one.available] == [SALES, PARTS]
    assert [one.account for one in chart.accounts if one.income] == [SALES, PARTS]


def test_of_several_accounts_with_one_mark_the_first_has_the_role() -> None:
    """The simulated account cannot have two; a real one can."""
    rows = [
        Row({"id": id_, "accttype": "OthCurrLiab", "sspecacct": "SalesTaxPay"})
        for id_ in ("9", "190")
    ]
    assert [one.role for one in accounts_of(rows)] == [Role.TAX, None]


async def test_inactive_accounts_and_segments_are_not_in_the_chart(company: Company) -> None:
    company.act("actions/make-inactive", {"type": "account", "id": PARTS.id})
    company.act("actions/make-inactive", {"type": "department", "id": "2"})
    chart = await company.books.chart()
    assert chart.numbered(PARTS.number) is None
    assert chart.departments == {"1": "Service"}
    assert (chart.classes, chart.locations) == ({"1": "Residential"}, {"1": "Austin"})


async def test_subsidiaries_have_their_currency(company: Company) -> None:
    assert (await company.books.chart()).subsidiaries == {
        "1": Subsidiary("1", "Parent Company", "USD"),
        "2": Subsidiary("2", "Canada", "USD"),
    }


@pytest.mark.parametrize(
    ("action", "body", "stays_open"),
    [
        ("close", None, False),
        ("lock", {"ar": True}, False),
        ("lock", {"all": True}, False),
        ("lock", {"ap": True}, True),
    ],
)
async def test_a_period_shut_to_receivables_is_not_open(
    company: Company, action: str, body: object, stays_open: bool
) -> None:
    company.act(f"periods/2025-01/{action}", body)
    chart = await company.books.chart()
    assert [one.open for one in chart.periods[:2]] == [stays_open, True]
    january = chart.period_of(date(2025, 1, 31))
    assert january is not None
    assert (january.name, january.start) == ("Jan 2025", date(2025, 1, 1))


async def test_our_own_item_of_an_account_goes_before_others(company: Company) -> None:
    other = {
        "id": "700",
        "itemId": "Old part",
        "incomeAccount": {"id": PARTS.id},
        "subsidiary": {"items": [{"id": "1"}]},
    }
    company.act("load", {"items": [other]})
    assert (await company.books.chart()).items == {SALES.id: "714", PARTS.id: "801"}
    company.act("actions/delete", {"type": "nonInventoryResaleItem", "id": "801"})
    assert (await company.books.chart()).items == {SALES.id: "714", PARTS.id: "700"}


async def test_an_item_out_of_use_is_nobodys(company: Company) -> None:
    company.act("actions/make-inactive", {"type": "nonInventoryResaleItem", "id": "801"})
    assert (await company.books.chart()).items == {SALES.id: "714"}


async def test_an_item_accrues_when_it_says_so_and_buys_for_the_account_it_sells_for(
    company: Company,
) -> None:
    changes = {"714": {"expenseAccount": {"id": SALES.id}, "generateAccruals": True}}
    changes["801"] = {"expenseAccount": {"id": SALES.id}, "generateAccruals": True}
    for item, fields in changes.items():
        changed = {"type": "nonInventoryResaleItem", "id": item, "fields": fields}
        company.act("actions/edit", changed)
    assert await company.books.items_not_accruing() == {PARTS.id}
    unticked = {
        "type": "nonInventoryResaleItem",
        "id": "714",
        "fields": {"generateAccruals": False},
    }
    company.act("actions/edit", unticked)
    assert await company.books.items_not_accruing() == {SALES.id, PARTS.id}


async def test_a_sync_record_out_of_use_links_nobody(company: Company) -> None:
    customer, link, *_ = steps.new_parties()
    await company.post(customer, link)
    given = {"type": objects.CUSTOMER_SYNC, "id": company.known[link.key]}
    company.act("actions/make-inactive", given)
    assert await company.books.customer_links("acme", [CustomerId(11)]) == {}


async def test_only_active_vendors_with_exactly_that_name_are_found(company: Company) -> None:
    subsidiary = {"subsidiary": {"id": "1"}}
    more = [
        {"id": "602", "entityId": "V-2", "companyName": "Pipes & Co", **subsidiary},
        {"id": "603", "entityId": "V-3", "companyName": "Twins", **subsidiary},
        {"id": "604", "entityId": "V-4", "companyName": "Twins", **subsidiary},
        {"id": "605", "entityId": "Gone", "companyName": "Gone", "isInactive": True, **subsidiary},
    ]
    company.act("load", {"vendors": more})
    asked = ["Supply House", "supply", "V-2", "Pipes & Co", "Twins", "Gone", "O'Hara", ""]
    assert await company.books.vendors(asked) == {
        name: BookVendor(RemoteId(vendor), name, ("1",))
        for name, vendor in (("Supply House", "601"), ("V-2", "602"), ("Pipes & Co", "602"))
    }


async def test_projects_are_found_by_their_key_as_customers_are(company: Company) -> None:
    project = {"id": "520", "companyName": "Kitchen", "externalId": "acme-project-5"}
    company.act("load", {"jobs": [{**project, "parent": {"id": "501"}}]})
    keys = [Key("acme-project-5"), MARIA, Key("acme-customer-404")]
    assert await company.books.entities(keys) == {keys[0]: "520", MARIA: "501"}


async def test_an_unlinked_sync_record_has_no_customer(company: Company) -> None:
    link = steps.new_parties()[1]
    company.known[steps.new_parties()[0].key] = RemoteId("501")
    await company.post(link)
    company.act(
        "actions/edit",
        {
            "type": objects.CUSTOMER_SYNC,
            "id": company.known[link.key],
            "fields": {objects.CUSTOMER: None},
        },
    )
    assert await company.books.customer_links("acme", [CustomerId(11)]) == {
        CustomerId(11): CustomerLink(company.known[link.key], CustomerId(11), None, "", "Ada Chen")
    }


async def test_balances_are_the_sums_of_what_is_open(company: Company) -> None:
    invoice, deposit = steps.invoice(1, line("60.00")), steps.deposit(3, "100.00")
    await company.post(invoice, deposit, steps.payment(2, "5.00"))
    await company.post(steps.application(4, deposit, invoice, "20.00"))
    maria = company.known[MARIA]
    assert await company.books.customer_balances([maria, RemoteId("9")]) == [
        Balance(maria, RECEIVABLE.id, Money.of("35.00")),
        Balance(maria, DEPOSITS.id, Money.of("-80.00")),
    ]


async def test_past_the_most_rows_a_query_goes_on_from_the_last_one(company: Company) -> None:
    await company.post(*(steps.invoice(at, line("5.00")) for at in range(5)))
    by_id = Query("id, tranid", "transaction WHERE type = ?", "id", ("CustInvc",), unique=True)
    found = await rows(company.sender, by_id)
    assert await rows(company.sender, by_id.beyond(found[1])) == found[2:]
    assert await rows(company.sender, by_id.beyond(found[4])) == []


def test_past_the_most_rows_a_query_without_a_key_is_not_cut_short() -> None:
    lines = Query("transaction", "transactionline", "transaction, id")
    with pytest.raises(SystemUnavailableError, match="more than 100000 rows"):
        lines.beyond(Row({"transaction": "1"}))


async def test_an_account_without_our_objects_is_named_as_such() -> None:
    async with companies.company(sim=companies.opened(objects=False)) as bare:
        with pytest.raises(SystemUnavailableError, match="custrecord_crossfoot_available"):
            await bare.books.chart()


async def test_asking_for_nothing_asks_nobody(company: Company) -> None:
    company.spoil(Fault("status", status=500, count=None))
    assert await company.books.booked([]) == {}
    assert await company.books.entities([]) == {}
    assert await company.books.vendors([]) == {}
    assert await company.books.customer_links("acme", []) == {}
    assert await company.books.customer_balances([]) == []


async def test_external_ids_match_whatever_their_case(company: Company) -> None:
    invoice = steps.invoice(1, line("5.00"))
    await company.post(invoice)
    company.act(
        "actions/edit",
        {
            "type": "invoice",
            "id": company.known[invoice.key],
            "fields": {"externalId": invoice.key.upper()},
        },
    )
    again = await company.books.post(invoice, company.known)
    assert again.failure().key_taken
    assert await company.books.located(invoice, company.known) == company.known[invoice.key]
    found = await company.books.booked([invoice.key])
    assert [(key, one.key) for key, one in found.items()] == [(invoice.key, invoice.key)]


async def test_every_one_of_many_transactions_is_read_back(company: Company) -> None:
    """More than an IN list and more than a page, lines more than several."""
    wanted = 1_500
    plan = [steps.invoice(at, line(f"{at}.07"), line("0.03", PARTS)) for at in range(wanted)]
    await company.post(*plan)
    found = await company.books.booked([step.key for step in plan])
    assert LIST_LENGTH <= PAGE < wanted
    assert len(found) == wanted
    assert [step.key for step in plan if found[step.key].posting != step.entry.posting()] == []


async def test_a_page_is_not_the_end(company: Company) -> None:
    """One IN list whose rows need three pages."""
    lines = [line("1.00", segments=LINE) for _ in range(1_200)]
    plan = [steps.invoice(at, *lines) for at in range(2)]
    await company.post(*plan)
    found = await company.books.booked([step.key for step in plan])
    assert [found[step.key].posting for step in plan] == [step.entry.posting() for step in plan]
