"""From ServiceTitan's business units, accounts and payment types to NetSuite's (MAP-01 to MAP-03).

Every business unit maps to a subsidiary, and may map to a department, a class and a location.
An account maps by its number unless a choice says otherwise, and only to an account that NetSuite
marks as available to ServiceTitan. Posting to anything unmapped is refused by name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from returns.result import Failure, Result, Success

from core.chart import Chart, Role
from core.documents import BusinessUnit, BusinessUnitId, GlAccount
from core.ledger import Account, Segments
from core.refusals import Problem, Reason
from core.settings import MappingChoice, Topic


@dataclass(frozen=True, slots=True)
class AccountMapping:
    choices: Mapping[tuple[Topic, str], MappingChoice]
    chart: Chart
    default_department: str | None = None

    @classmethod
    def of(
        cls, choices: Iterable[MappingChoice], chart: Chart, default_department: str | None = None
    ) -> "AccountMapping":
        """Later choices win over earlier ones about the same thing."""
        by_source = {(choice.topic, choice.source): choice for choice in choices}
        return cls(by_source, chart, default_department)

    def account(self, given: GlAccount) -> Result[Account, Problem]:
        """The account in NetSuite that ServiceTitan's account posts to (MAP-03)."""
        choice = self.choices.get((Topic.ACCOUNT, given.number))
        number = (choice.get("account") if choice else None) or given.number
        found = self.chart.numbered(number) if number else None
        if found is None:
            return Failure(_no_such_account(given, number))
        if not found.available:
            return Failure(_not_available(given, found.account))
        return Success(found.account)

    def segments(
        self, unit: BusinessUnitId | None, units: Mapping[BusinessUnitId, BusinessUnit]
    ) -> Result[Segments, Problem]:
        """Where a business unit's documents belong (MAP-01, MAP-02)."""
        if unit is None:
            return Failure(_NO_BUSINESS_UNIT)
        named = units.get(unit) or BusinessUnit(unit, "unknown business unit")
        choice = self.choices.get((Topic.BUSINESS_UNIT, str(unit)))
        target = dict(choice.target) if choice else {}
        subsidiary = self.chart.subsidiaries.get(target.get("subsidiary", ""))
        if subsidiary is None:
            return Failure(_no_subsidiary(named))
        if named.currency and named.currency != subsidiary.currency:
            return Failure(_other_currency(named, subsidiary.name, subsidiary.currency))
        department = target.get("department") or self.default_department
        return Success(
            Segments(subsidiary.id, department, target.get("class"), target.get("location"))
        )

    def method(self, payment_type: str) -> str | None:
        """NetSuite's payment method for a payment type; None where none is chosen."""
        choice = self.choices.get((Topic.PAYMENT_TYPE, payment_type))
        return choice.get("method") if choice else None

    def role(self, role: Role) -> Result[Account, Problem]:
        """The account that has this role in the books."""
        account = self.chart.role(role)
        if account is None:
            return Failure(_no_account_for(role))
        return Success(account)


_NO_BUSINESS_UNIT = Problem(
    Reason.BUSINESS_UNIT_UNMAPPED,
    "It names no business unit.",
    "Give it one in ServiceTitan.",
)


def _no_account_for(role: Role) -> Problem:
    fact = f"NetSuite has no account for {role.value}."
    return Problem(Reason.SET_UP_INCOMPLETE, fact, "Set one up there.", f"account for {role.value}")


def _no_subsidiary(unit: BusinessUnit) -> Problem:
    return Problem(
        Reason.BUSINESS_UNIT_UNMAPPED,
        f"Business unit {unit} has no NetSuite subsidiary.",
        f"Map it: crossfoot mapping set business-unit {unit.id} --subsidiary ID",
        f"business unit {unit}",
    )


def _other_currency(unit: BusinessUnit, subsidiary: str, currency: str) -> Problem:
    return Problem(
        Reason.OTHER_CURRENCY,
        f"Business unit {unit} works in {unit.currency}, but subsidiary {subsidiary} in {currency}.",
        "Only documents in the subsidiary's own currency are moved: map the unit to another.",
        f"business unit {unit}",
    )


def _no_such_account(given: GlAccount, number: str) -> Problem:
    wanted = f"account {number}" if number else "an account without a number"
    return Problem(
        Reason.ACCOUNT_UNMAPPED,
        f"Account {given} is not mapped: NetSuite has no {wanted}.",
        f"Map it: crossfoot mapping set account {given.number or 'NUMBER'} --account NUMBER",
        f"account {given}",
    )


def _not_available(given: GlAccount, account: Account) -> Problem:
    return Problem(
        Reason.ACCOUNT_UNMAPPED,
        f"Account {given} maps to {account}, which is not Available to ServiceTitan.",
        "Mark it in NetSuite or map another.",
        f"account {given}",
    )
