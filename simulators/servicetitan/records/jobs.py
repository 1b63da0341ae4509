"""Jobs and projects."""

from dataclasses import dataclass
from datetime import datetime

from simulators.servicetitan.records.base import Record


@dataclass(kw_only=True)
class JobType(Record):
    name: str


@dataclass(kw_only=True)
class Project(Record):
    number: str
    name: str
    customer_id: int
    location_id: int


@dataclass(kw_only=True)
class Job(Record):
    number: str
    status: str
    customer_id: int
    location_id: int
    business_unit_id: int
    job_type_id: int
    project_id: int | None = None
    completed_on: datetime | None = None
    invoice_id: int | None = None
