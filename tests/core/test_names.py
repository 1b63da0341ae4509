import pytest

from core.customers.names import ENTITY_ID_LIMIT, PERSON_NAME_LIMIT, entity_id, names_of
from core.documents import CustomerKind
from tests.core.builders import customer


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Emily", "Emily", "NoLastName"),
        ("Lopez, Maria", "Maria", "Lopez"),
        ("Lopez,Maria", "Maria", "Lopez"),
        ("Lopez, Maria, Jr", "Maria, Jr", "Lopez"),
        ("Maria Lopez", "Maria", "Lopez"),
        ("Maria del Carmen Lopez", "Maria del Carmen", "Lopez"),
        ("  Maria \t  Lopez ", "Maria", "Lopez"),
        (", Maria", "Maria", "NoLastName"),
        ("Lopez,", "Lopez", "NoLastName"),
        ("Lopez Garcia,", "Lopez", "Garcia"),
    ],
)
def test_a_person_has_a_first_and_a_last_name(name: str, first: str, last: str) -> None:
    names = names_of(customer(name)).unwrap()
    assert (names.first, names.last, names.company) == (first, last, None)


def test_a_company_keeps_its_name_as_it_is() -> None:
    names = names_of(customer("Lopez, Sons & Co", kind=CustomerKind.COMMERCIAL)).unwrap()
    assert (names.company, names.first, names.last) == ("Lopez, Sons & Co", None, None)


@pytest.mark.parametrize("name", ["", "   ", ",", " , "])
def test_a_blank_name_is_no_name(name: str) -> None:
    assert "blank name" in names_of(customer(name)).failure().fact


@pytest.mark.parametrize("extra", [0, 1])
def test_a_name_is_cut_at_the_limit_and_said_so(extra: int) -> None:
    names = names_of(customer("M" * (PERSON_NAME_LIMIT + extra) + " Lopez")).unwrap()
    assert names.first == "M" * PERSON_NAME_LIMIT
    assert names.cut == (("first name",) if extra else ())


def test_an_entity_id_is_unique_and_never_too_long() -> None:
    assert entity_id(customer("Maria Lopez"), "ACME") == "Maria Lopez 7-ACME"
    assert entity_id(customer("Maria Lopez"), None) == "Maria Lopez 7"
    long = entity_id(customer("M" * 200), "ACME")
    assert len(long) == ENTITY_ID_LIMIT
    assert long.endswith(" 7-ACME")
