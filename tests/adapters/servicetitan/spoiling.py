"""Pages as ServiceTitan would send them, but for a change that a test makes."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from simulators.control.faults import Fault
from simulators.servicetitan import ServiceTitan
from tests.simulators.servicetitan.office import Api

Row = dict[str, Any]


def spoil(st: ServiceTitan, path: str, change: Callable[[list[Row]], None]) -> None:
    """The next page of this list, filtered as `path` says, is spoilt by `change`."""
    resource, _, query = path.partition("?")
    page = Api(st).get(f"{resource}?{query}&pageSize=5000")
    change(page["data"])
    body = json.dumps(page, default=_as_number)
    st.faults.lay(Fault("malformed", path=f"/{resource.split('/', 1)[1]}$", body=body))


def setting(*path: str | int, to: object) -> Callable[[Row], None]:
    def change(row: Row) -> None:
        place: Any = row
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = to

    return change


def _as_number(value: object) -> object:
    assert isinstance(value, Decimal), value
    return int(value)
