"""Field values as they come in on the wire, checked and typed (facts §1.2).

Dates are `YYYY-MM-DD`; references `{"id": "12"}` or `{"externalId": "X"}`; money a number or its
text, rounded to cents half up; never a float.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Final

from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.fields import Field
from simulators.netsuite.records import ZERO

CENT: Final = Decimal("0.01")
TOO_LARGE: Final = Decimal(10) ** 11
NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class UnfitError(Exception):
    """The value is not one this field can hold."""


def read_value(company: Company, field: Field, name: str, given: Any, path: str) -> Any:
    """The typed value; RefusedError INVALID_CONTENT with the path when it does not fit."""
    try:
        return _READERS[field.kind](company, field, name, given)
    except (UnfitError, InvalidOperation, ValueError):
        shown = given.get("id", given) if isinstance(given, dict) else given
        raise refusals.invalid_value(shown, name, path) from None


def cents(amount: Decimal) -> Decimal:
    """Rounded to cents, halves away from zero; no negative zero."""
    return amount.quantize(CENT, ROUND_HALF_UP) + ZERO


def _text(_company: Company, field: Field, name: str, given: Any) -> str:
    if isinstance(given, bool) or not isinstance(given, str | int | Decimal):
        raise UnfitError
    value = str(given)
    if field.longest is not None and len(value) > field.longest:
        raise refusals.too_long(name, field.longest)
    return value


def _number(_company: Company, _field: Field, _name: str, given: Any) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, str | int | Decimal):
        raise UnfitError
    if isinstance(given, str) and not NUMBER.fullmatch(given):
        raise UnfitError
    value = Decimal(given)
    if not value.is_finite() or abs(value) >= TOO_LARGE:
        raise UnfitError
    return value


def _money(company: Company, field: Field, name: str, given: Any) -> Decimal:
    return cents(_number(company, field, name, given))


def _integer(company: Company, field: Field, name: str, given: Any) -> int:
    value = _number(company, field, name, given)
    if value != value.to_integral_value():
        raise UnfitError
    return int(value)


def _bool(_company: Company, _field: Field, _name: str, given: Any) -> bool:
    if not isinstance(given, bool):
        raise UnfitError
    return given


def _date(_company: Company, _field: Field, _name: str, given: Any) -> date:
    if not isinstance(given, str) or not DATE.fullmatch(given):
        raise UnfitError
    return date.fromisoformat(given)


def _datetime(_company: Company, _field: Field, _name: str, given: Any) -> datetime:
    if not isinstance(given, str):
        raise UnfitError
    instant = datetime.fromisoformat(given)
    return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)


def _choice(_company: Company, field: Field, _name: str, given: Any) -> str:
    if isinstance(given, bool) and set(field.choices) == {"T", "F"}:
        return "T" if given else "F"
    key = str(given["id"]) if isinstance(given, dict) and "id" in given else None
    if key is None or key not in field.choices:
        raise UnfitError
    return key


def _ref(company: Company, field: Field, _name: str, given: Any) -> str:
    key = _key_of(company, field, given)
    if not field.to:
        return key
    found = company.find(field.to, key)
    if found is None or found.is_on("isInactive"):
        raise UnfitError
    return found.id


def _refs(company: Company, field: Field, name: str, given: Any) -> tuple[str, ...]:
    """`{"items": [{"id": "12"}]}`, or one reference alone."""
    several = given.get("items", [given]) if isinstance(given, Mapping) else None
    if not isinstance(several, list):
        raise UnfitError
    return tuple(dict.fromkeys(_ref(company, field, name, one) for one in several))


def _key_of(company: Company, field: Field, given: Any) -> str:
    if not isinstance(given, Mapping):
        raise UnfitError
    if isinstance(given.get("id"), str | int) and not isinstance(given["id"], bool):
        return str(given["id"])
    return _by_external_id(company, field, str(given.get("externalId", "")))


def _by_external_id(company: Company, field: Field, external_id: str) -> str:
    for name in field.to:
        record_type = company.record_type(name)
        space = record_type.space if record_type else name
        key = company.id_of_external(space, external_id)
        if key is not None:
            return key
    raise UnfitError


def _subrecord(company: Company, field: Field, name: str, given: Any) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise UnfitError
    names = {inner.lower(): inner for inner in field.inside}
    value = {}
    for sent, one in given.items():
        inner = names.get(sent.lower())
        if inner is not None and one is not None:
            value[inner] = read_value(company, field.inside[inner], inner, one, f"{name}.{inner}")
    return value


_READERS: Final[Mapping[str, Callable[[Company, Field, str, Any], Any]]] = {
    "text": _text,
    "money": _money,
    "number": _number,
    "integer": _integer,
    "bool": _bool,
    "date": _date,
    "datetime": _datetime,
    "choice": _choice,
    "ref": _ref,
    "refs": _refs,
    "subrecord": _subrecord,
}
