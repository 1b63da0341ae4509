"""What a person does with a check at NetSuite's screens: approve, reject, void (facts §10: inferred).

A check is voided in place, its amounts become zero in its own period; or, where the account
prefers reversing journals, by a journal on the day of the voiding, while the check stays as it was:

    Dr Bank                     total
        Cr Account of each line     amount of the line
"""

from dataclasses import replace
from datetime import date

from simulators.netsuite.checks import APPROVED, CHECK, PENDING, REJECTED
from simulators.netsuite.company import Company
from simulators.netsuite.drafts import Draft, SublistChange
from simulators.netsuite.ledger import SEGMENTS, Row
from simulators.netsuite.records import ZERO, Line, Record
from simulators.netsuite.saving import create, save


def approve(company: Company, check: Record) -> None:
    """It posts now; ValueError unless it waits."""
    _decide(company, check, APPROVED)


def reject(company: Company, check: Record) -> None:
    """It never posts; ValueError unless it waits."""
    _decide(company, check, REJECTED)


def _decide(company: Company, check: Record, decision: str) -> None:
    if check.text("approvalStatus") != PENDING or check.is_on("voided"):
        raise ValueError(f"{company.type_of(check).display(check)} does not wait for approval")
    _keep(company, check, check.holding(approvalStatus=decision))


def void(company: Company, check: Record, day: date) -> None:
    """The check is worth nothing from then on; ValueError for one that is voided already."""
    if check.kind != "check":
        raise ValueError(f"voiding a {check.kind} is not simulated")
    if check.is_on("voided"):
        raise ValueError(f"{CHECK.display(check)} is voided already")
    posted = company.state.entries[check.id].posting
    if posted and company.prefers("voidUsingReversingJournals"):
        journal = _reversed(company, check, day)
        _keep(company, check, check.holding(voided=True, voidJournal=journal.id))
    else:
        nothing = tuple({**line, "amount": ZERO} for line in check.lines("expense"))
        _keep(company, check, check.listing(expense=nothing).holding(voided=True))


def _keep(company: Company, before: Record, changed: Record) -> None:
    save(company, company.type_of(before), replace(changed, modified=company.now()), before)


def _reversed(company: Company, check: Record, day: date) -> Record:
    rows = company.state.entries[check.id].rows
    fields = {
        "subsidiary": check.ref("subsidiary"),
        "tranDate": day,
        "memo": f"Void of {CHECK.display(check)}",
    }
    lines = SublistChange([_reversed_line(row) for row in rows])
    journal_entry = company.record_type("journalEntry")
    assert journal_entry is not None
    return create(company, journal_entry, Draft(fields, {"line": lines}))


def _reversed_line(row: Row) -> Line:
    return {
        "account": row.account,
        "debit": row.credit,
        "credit": row.debit,
        "entity": row.entity,
        "memo": row.memo,
        **dict(zip(SEGMENTS, row.segments, strict=True)),
    }
