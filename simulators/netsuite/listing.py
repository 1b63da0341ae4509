"""Lists of records: ids and links only, filtered by `q`, a page at a time (facts §1.2)."""

import re
from collections.abc import Callable
from typing import Any, Final

from simulators.control.vendor import Request
from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.fields import RecordType
from simulators.netsuite.records import Record
from simulators.netsuite.showing import BASE, address, collection, self_link

PAGE: Final = 1000
CONDITION: Final = re.compile(
    r'^\s*(\w+)\s+(IS|CONTAIN|START_WITH|EQUAL)\s+(?:"([^"]*)"|(\S+))\s*$', re.IGNORECASE
)
Matches = Callable[[str, str], bool]
OPERATORS: Final[dict[str, Matches]] = {
    "IS": lambda held, given: held == given,
    "EQUAL": lambda held, given: held == given,
    "CONTAIN": lambda held, given: given in held,
    "START_WITH": lambda held, given: held.startswith(given),
}


def listed(company: Company, record_type: RecordType, request: Request) -> dict[str, Any]:
    found = _matching(company, record_type, request.param("q"))
    limit, offset = page_of(request)
    items = [
        {"links": self_link(address(request.origin, record_type, record.id)), "id": record.id}
        for record in found[offset : offset + limit]
    ]
    href = f"{request.origin}{BASE}/{record_type.name}"
    return collection(items, href, offset, len(found))


def page_of(request: Request) -> tuple[int, int]:
    """Limit (at most 1000) and offset (a multiple of it)."""
    try:
        limit = int(request.param("limit") or PAGE)
        offset = int(request.param("offset") or 0)
    except ValueError:
        raise refusals.malformed("limit and offset are whole numbers.") from None
    if not 1 <= limit <= PAGE or offset < 0 or offset % limit:
        raise refusals.malformed("limit is 1 to 1000, offset a multiple of it.")
    return limit, offset


def _matching(company: Company, record_type: RecordType, q: str | None) -> list[Record]:
    if q is None:
        return _of_type(company, record_type)
    conditions = [_condition(part) for part in re.split(r"\s+AND\s+", q)]
    name, operator, value = conditions[0]
    if name == "externalid" and operator in ("IS", "EQUAL"):
        candidates = _by_external_id(company, record_type, value)
    else:
        candidates = _of_type(company, record_type)
    return [r for r in candidates if all(_fits(company, r, one) for one in conditions)]


def _condition(text: str) -> tuple[str, str, str]:
    found = CONDITION.match(text)
    if found is None:
        raise refusals.not_simulated(f"The filter {text.strip()}")
    value = found[3] if found[3] is not None else found[4]
    return found[1].lower(), found[2].upper(), value.lower()


def _by_external_id(company: Company, record_type: RecordType, external_id: str) -> list[Record]:
    key = company.id_of_external(record_type.space, external_id)
    record = company.find((record_type.name,), key) if key else None
    return [record] if record else []


def _of_type(company: Company, record_type: RecordType) -> list[Record]:
    records = company.state.of(record_type.space).values()
    return [record for record in records if record.kind == record_type.name]


def _fits(company: Company, record: Record, condition: tuple[str, str, str]) -> bool:
    lower, operator, value = condition
    name = company.shape(company.type_of(record)).names.get(lower)
    if lower != "id" and name not in company.shape(company.type_of(record)).fields:
        raise refusals.malformed(f"There is no field {lower}.")
    held = record.id if lower == "id" else record.fields.get(name or "")
    return held is not None and OPERATORS[operator](str(held).lower(), value)
