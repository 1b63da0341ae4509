"""Projects, which NetSuite's API calls jobs."""

from dataclasses import dataclass

from core.keys import Key


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """A project of a customer, under the number of its job (AR-17)."""

    name: str
    customer: Key
    subsidiary: str
