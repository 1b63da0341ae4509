"""Which proofs are long: many starts of the real command, many seeds, or packages to install.

They are `make proof`; everything else is `make test`. And PostgreSQL, started when first needed.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.postgresql import server

HERE: Final = Path(__file__).parent
LONG: Final = frozenset(
    HERE / path
    for path in (
        "adapters/cli/test_budget.py",
        "adapters/cli/test_command_line.py",
        "adapters/cli/test_customers.py",
        "adapters/cli/test_errors.py",
        "adapters/cli/test_looking.py",
        "adapters/cli/test_mapping.py",
        "adapters/cli/test_queue.py",
        "adapters/cli/test_refunds.py",
        "adapters/cli/test_schedule.py",
        "adapters/compose/test_simulation.py",
        "adapters/netsuite/test_suiteapp_scripts.py",
        "simulation/test_killed_refund_checks.py",
        "simulation/test_killed_runs.py",
        "simulation/test_killed_workers.py",
        "simulation/test_random_trouble.py",
    )
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path in LONG:
            item.add_marker(pytest.mark.long)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a server; `tests.postgresql.schema` makes a place of its own on it."""
    with server() as address:
        yield address
