"""The books' own set-up: chart of accounts, subsidiaries, segments, periods and posting items."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from core.ledger import Account
from core.records import RemoteId


class Role(StrEnum):
    """What an account is for, where the books give that role to just one account (rule book)."""

    RECEIVABLE = "accounts receivable"
    UNDEPOSITED = "undeposited funds"
    DEPOSITS = "customer deposits"
    TAX = "sales tax payable"
    INVENTORY = "inventory asset"
    ACCRUED = "accrued purchases"
    PAYABLE = "accounts payable"


@dataclass(frozen=True, slots=True)
class ChartAccount:
    """`available` is NetSuite's mark *Available to ServiceTitan* (MAP-03)."""

    account: Account
    available: bool
    role: Role | None = None
    income: bool = False
    """Whether it is an income account."""
    bank: bool = False
    """Whether it is an account at a bank."""


@dataclass(frozen=True, slots=True)
class Subsidiary:
    id: str
    name: str
    currency: str
    """ISO code."""


@dataclass(frozen=True, slots=True)
class Period:
    """An accounting period; `open` when receivables may post in it."""

    name: str
    start: date
    end: date
    open: bool


@dataclass(frozen=True)
class Chart:
    accounts: tuple[ChartAccount, ...]
    subsidiaries: Mapping[str, Subsidiary]
    periods: tuple[Period, ...]
    """In order of their first day."""
    items: Mapping[str, RemoteId] = field(default_factory=dict)
    """Account id → the item that posts to it (MAP-04)."""
    departments: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)
    locations: Mapping[str, str] = field(default_factory=dict)

    def subsidiary_name(self, subsidiary: str) -> str:
        """As in a sentence: subsidiary South, or its id when there is none with it."""
        found = self.subsidiaries.get(subsidiary)
        return f"subsidiary {found.name if found else subsidiary}"

    def numbered(self, number: str) -> ChartAccount | None:
        return self._by_number.get(number)

    @cached_property
    def _by_number(self) -> Mapping[str, ChartAccount]:
        """Asked for with every line of every document; of two with one number the first counts."""
        return {one.account.number: one for one in reversed(self.accounts)}

    def role(self, role: Role) -> Account | None:
        return self._by_role.get(role)

    @cached_property
    def _by_role(self) -> Mapping[Role, Account]:
        return {one.role: one.account for one in reversed(self.accounts) if one.role is not None}

    def is_bank(self, account: str) -> bool:
        """Whether the account with this id is one at a bank."""
        return any(one.bank for one in self.accounts if one.account.id == account)

    def period_of(self, day: date) -> Period | None:
        return next((one for one in self.periods if one.start <= day <= one.end), None)

    def first_open_day(self, after: date) -> date | None:
        """The first day of the first open period that begins after `after`."""
        return next((one.start for one in self.periods if one.open and one.start > after), None)
