"""Every scenario runs twice, in memory and over HTTP, and ends with proof that the books are whole."""

import re
from collections.abc import Iterator
from typing import Final

import pytest

from features.office import Office
from features.proof import books_are_whole
from features.steps.accounts import *  # noqa: F403 # pytest-bdd finds steps by name in a conftest
from features.steps.adjustments import *  # noqa: F403 # likewise
from features.steps.banking import *  # noqa: F403 # likewise
from features.steps.customers import *  # noqa: F403 # likewise
from features.steps.dry_runs import *  # noqa: F403 # likewise
from features.steps.errors import *  # noqa: F403 # likewise
from features.steps.field_work import *  # noqa: F403 # likewise
from features.steps.jobs import *  # noqa: F403 # likewise
from features.steps.journal_outcomes import *  # noqa: F403 # likewise
from features.steps.journals import *  # noqa: F403 # likewise
from features.steps.linking import *  # noqa: F403 # likewise
from features.steps.merging import *  # noqa: F403 # likewise
from features.steps.outcomes import *  # noqa: F403 # likewise
from features.steps.payables import *  # noqa: F403 # likewise
from features.steps.receivables import *  # noqa: F403 # likewise
from features.steps.refund_checks import *  # noqa: F403 # likewise
from features.steps.refund_outcomes import *  # noqa: F403 # likewise
from features.steps.refund_statuses import *  # noqa: F403 # likewise
from features.steps.refund_styles import *  # noqa: F403 # likewise
from features.steps.refunds import *  # noqa: F403 # likewise
from features.steps.runs import *  # noqa: F403 # likewise
from features.steps.schedules import *  # noqa: F403 # likewise
from features.steps.set_up import *  # noqa: F403 # likewise
from features.steps.stock import *  # noqa: F403 # likewise

RULE: Final = re.compile(r"[A-Z]{2,3}-\d\d")


def pytest_bdd_apply_tag(tag: str, function: object) -> bool | None:
    """A rule's id is for people and for the rule catalogue; it is no pytest marker."""
    del function
    return True if RULE.fullmatch(tag) else None


@pytest.fixture(autouse=True, params=["in memory", "over HTTP"])
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    office = Office(over_http=request.param == "over HTTP")
    try:
        yield office
        books_are_whole(office)
    finally:
        office.close()
