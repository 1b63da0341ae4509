"""What would become of every customer before the first document goes (CUS-09)."""

from dataclasses import replace
from typing import Any

import pytest

from core.customers.legacy_check import Forecast, Standing, forecast, shared
from core.documents import Customer, CustomerId
from core.records import BookCustomer, CustomerLink, RemoteId
from tests.core.builders import (
    HOUSEHOLD,
    HOUSEHOLD_SOUTH,
    LEGACY_FIELD,
    MARIA,
    customer,
    situation,
    with_legacy_id,
)

LINK = CustomerLink(RemoteId("9"), MARIA, RemoteId("1107"))
NORTH_ONLY = frozenset({"1"})
BO = CustomerId(8)


def having(legacy_id: str, **changes: Any) -> Customer:
    return replace(customer(custom_fields=((LEGACY_FIELD, legacy_id),)), **changes)


def standing(
    one: Customer, *there: BookCustomer, link: CustomerLink | None = None
) -> tuple[Standing, str]:
    s = with_legacy_id("", *there, links={one.id: link} if link else {})
    found = forecast(one, NORTH_ONLY, s)
    return found.standing, found.words


def linked(**changes: Any) -> CustomerLink:
    return replace(LINK, **changes)


@pytest.mark.parametrize(
    ("legacy_id", "there", "expected"),
    [
        ("", (), Standing.WOULD_CREATE),
        (" ", (), Standing.WOULD_CREATE),
        ("1107", (HOUSEHOLD,), Standing.WOULD_LINK),
        ("1107", (), Standing.INVALID),
        ("1107x", (HOUSEHOLD,), Standing.INVALID),
        ("1107", (replace(HOUSEHOLD, active=False),), Standing.INACTIVE),
        ("1107", (HOUSEHOLD_SOUTH,), Standing.OTHER_SUBSIDIARY),
        ("1107", (replace(HOUSEHOLD, subsidiaries=("2", "1")),), Standing.WOULD_LINK),
        ("1107", (replace(HOUSEHOLD, subsidiaries=()),), Standing.OTHER_SUBSIDIARY),
    ],
)
def test_a_customer_without_a_link_becomes_what_its_legacy_id_says(
    legacy_id: str, there: tuple[BookCustomer, ...], expected: Standing
) -> None:
    found, words = standing(having(legacy_id), *there)
    assert found is expected
    assert bool(words) is expected.is_trouble


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (linked(), Standing.LINKED),
        (linked(customer=None, lost=RemoteId("55")), Standing.LINK_BROKEN),
        (linked(customer=None), Standing.INVALID),
        (linked(merged_to=BO), Standing.MERGED),
    ],
)
def test_a_link_counts_more_than_the_legacy_id(link: CustomerLink, expected: Standing) -> None:
    assert standing(having("12x"), HOUSEHOLD, link=link)[0] is expected


def test_a_customer_merged_away_is_listed_as_such() -> None:
    assert standing(having("12x", merged_to=BO))[0] is Standing.MERGED


def test_a_customer_to_be_created_without_a_name_is_trouble() -> None:
    found, words = standing(having("", name=" , "))
    assert (found, found.is_trouble) == (Standing.NAME_BLANK, True)
    assert words.startswith("Customer 7 has a blank name.")


def test_an_inactive_customer_of_servicetitan_is_looked_at_like_any_other() -> None:
    assert standing(having("1107", active=False), HOUSEHOLD)[0] is Standing.WOULD_LINK


def test_without_a_field_nobody_is_matched() -> None:
    assert forecast(having("12x"), NORTH_ONLY, situation()).standing is Standing.WOULD_CREATE


# several customers for one


def named(source: int, standing: Standing, legacy_id: str = "1107") -> Forecast:
    who = having(legacy_id, id=CustomerId(source))
    return Forecast(who, standing, legacy_id, HOUSEHOLD if standing is Standing.LINKED else None)


def together(*ones: Forecast) -> list[tuple[str, list[int]]]:
    return [(one.there, [each.customer.id for each in one.forecasts]) for one in shared(ones)]


def test_customers_of_one_legacy_id_are_named_together() -> None:
    ones = (named(1, Standing.WOULD_LINK), named(2, Standing.WOULD_LINK))
    others = (named(3, Standing.WOULD_LINK, "1108"), named(4, Standing.WOULD_CREATE, ""))
    assert together(*ones, *others) == [("1107", [1, 2])]


def test_one_that_would_join_a_linked_one_is_named_with_it() -> None:
    found = together(named(1, Standing.LINKED, ""), named(2, Standing.WOULD_LINK))
    assert found == [("1107", [1, 2])]


def test_linked_ones_are_left_as_they_are() -> None:
    assert together(named(1, Standing.LINKED), named(2, Standing.LINKED)) == []


def test_one_merged_away_shares_with_nobody() -> None:
    assert together(named(1, Standing.MERGED), named(2, Standing.WOULD_LINK)) == []


def test_what_is_no_id_is_shared_by_nobody() -> None:
    ones = (named(1, Standing.INVALID, "12x"), named(2, Standing.INVALID, "12x"))
    assert together(*ones) == []
