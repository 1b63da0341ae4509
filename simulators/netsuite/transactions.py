"""What all transactions have in common: date, subsidiary, period, number (facts §4, §5.3)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.fields import NOT_SIMULATED, Field, choice, ref, shown, text
from simulators.netsuite.ledger import Row, segments_of
from simulators.netsuite.periods import must_hold, period_of
from simulators.netsuite.records import Line, Record

SEGMENT_FIELDS: Final[dict[str, Field]] = {
    "department": ref("department"),
    "class": ref("classification"),
    "location": ref("location"),
}
SEGMENT_TYPES: Final = {
    "department": "department",
    "class": "classification",
    "location": "location",
}
HEADER: Final[dict[str, Field]] = {
    "tranId": text(45),
    "transactionNumber": shown("text"),
    "externalId": text(),
    "tranDate": Field("date"),
    "postingPeriod": ref("accountingPeriod"),
    "subsidiary": ref("subsidiary"),
    "currency": ref("currency"),
    "exchangeRate": Field("number"),
    "memo": text(999),
    **SEGMENT_FIELDS,
    "customForm": NOT_SIMULATED,
    "createdDate": shown("datetime"),
    "lastModifiedDate": shown("datetime"),
}
UNDEPOSITED: Final = choice({"T": "Undeposited Funds", "F": "Account"})
"""`{"id": "T"}` or true; the wire form is inferred (facts §10)."""
MAIN_LINE: Final = 0
VENDORS_NUMBER: Final = ("vendorBill", "vendorCredit")
"""Their `tranId` is the number that the vendor gave them."""


def dates(record: Record) -> dict[str, Any]:
    return {"createdDate": record.created, "lastModifiedDate": record.modified}


def complete_header(
    company: Company, record: Record, before: Record | None, entity: Record | None
) -> Record:
    """Date, period, subsidiary, currency and number, filled in and checked."""
    record = record.default(tranDate=company.today())
    if entity is not None:
        record = _with_subsidiary(company, record, entity)
    record = _with_period(company, record, before)
    record = _with_currency(company, record)
    check_segments(company, record, record.fields)
    return _with_number(company, record, before)


def _with_subsidiary(company: Company, record: Record, entity: Record) -> Record:
    record = record.default(subsidiary=entity.ref("subsidiary"))
    chosen = record.ref("subsidiary")
    if chosen not in company.subsidiaries_of(entity):
        raise refusals.invalid_reference("subsidiary", chosen, "entity", entity.id)
    return record


def _with_period(company: Company, record: Record, before: Record | None) -> Record:
    """Without a period sent anew, a new date moves the transaction to the date's period."""
    day = record.day("tranDate")
    same = before is not None and before.fields["postingPeriod"] == record.text("postingPeriod")
    moved = before is not None and before.day("tranDate") != day
    if "postingPeriod" not in record.fields or (same and moved):
        return record.holding(postingPeriod=period_of(company, day))
    must_hold(company.get("accountingPeriod", record.ref("postingPeriod")), day)
    return record


def _with_currency(company: Company, record: Record) -> Record:
    subsidiary = record.ref("subsidiary")
    own = company.get("subsidiary", subsidiary).ref("currency")
    record = record.default(currency=own, exchangeRate=Decimal(1))
    if record.ref("currency") != own:
        raise refusals.invalid_reference(
            "currency", record.ref("currency"), "subsidiary", subsidiary
        )
    if record.amount("exchangeRate") != 1:
        raise refusals.not_simulated("An exchange rate other than 1")
    return record


def check_segments(company: Company, header: Record, fields: Mapping[str, Any]) -> None:
    """A department, class or location belongs to the transaction's subsidiary."""
    subsidiary = header.ref("subsidiary")
    for name, kind in SEGMENT_TYPES.items():
        key = fields.get(name)
        if key is not None and not company.usable_in(company.get(kind, key), subsidiary):
            raise refusals.invalid_reference(name, key, "subsidiary", subsidiary)


def check_account(
    company: Company, header: Record, field: str, key: str, kinds: tuple[str, ...] = ()
) -> None:
    """An account of the right type that the transaction's subsidiary may use."""
    account = company.get("account", key)
    if kinds and account.text("acctType") not in kinds:
        raise refusals.invalid_value(key, field, field)
    if not company.usable_in(account, header.ref("subsidiary")):
        raise refusals.account_in_other_subsidiary(
            company.name("account", key), company.name("subsidiary", header.ref("subsidiary"))
        )


def check_posting_line(company: Company, header: Record, line: Line, path: str) -> None:
    """A line's account takes postings; it, the segments and the entity are the subsidiary's."""
    check_account(company, header, "account", line["account"])
    if company.get("account", line["account"]).text("acctType") in ("NonPosting", "Stat"):
        raise refusals.invalid_value(line["account"], "account", f"{path}.account")
    check_segments(company, header, line)
    for name in ("entity", "customer"):
        if name in line:
            _check_line_entity(company, header, line[name])


def _check_line_entity(company: Company, header: Record, key: str) -> None:
    subsidiary = header.ref("subsidiary")
    if subsidiary not in company.subsidiaries_of(company.state.of("entity")[key]):
        raise refusals.invalid_reference("entity", key, "subsidiary", subsidiary)


def check_item(company: Company, header: Record, key: str) -> Record:
    item = company.find(("item",), key)
    assert item is not None, key
    if not company.usable_in(item, header.ref("subsidiary")):
        raise refusals.invalid_reference("item", key, "subsidiary", header.ref("subsidiary"))
    return item


def _with_number(company: Company, record: Record, before: Record | None) -> Record:
    record = record.holding(transactionNumber=f"{record.kind.upper()}{record.id}")
    if not record.text("tranId") and not _without_number(record):
        record = record.holding(tranId=_next_number(company, _series(record)))
    number = number_of(record)
    if number is not None and (before is None or number_of(before) != number):
        _use_number(company, number)
    return record


def _without_number(record: Record) -> bool:
    """A vendor's number is sent or it is not there; a check to be printed gets none."""
    return record.kind in VENDORS_NUMBER or record.is_on("toBePrinted")


def _series(record: Record) -> str:
    """What numbers are counted in: each bank account has checks, each vendor bills of its own."""
    if record.kind in VENDORS_NUMBER:
        return f"{record.kind} {record.text('entity')}"
    return f"check {record.text('account')}" if record.kind == "check" else record.kind


def number_of(record: Record) -> tuple[str, str] | None:
    """Its series and its number; None for a check that waits to be printed, a bill without one."""
    number = record.text("tranId")
    return (_series(record), number.lower()) if number else None


def _next_number(company: Company, series: str) -> str:
    number = (company.state.document_numbers.get(series) or 0) + 1
    company.state.document_numbers.put(series, number)
    return str(number)


def _use_number(company: Company, key: tuple[str, str]) -> None:
    used = company.state.numbers_used.get(key) or 0
    if used and not company.prefers("allowDuplicateTranIds"):
        raise refusals.rule_broken("This record already exists.")
    company.state.numbers_used.put(key, used + 1)


def free_number(company: Company, record: Record) -> None:
    """A deleted or renumbered transaction no longer uses its number."""
    key = number_of(record)
    if key is not None:
        company.state.numbers_used.put(key, (company.state.numbers_used.get(key) or 1) - 1)


def main_row(record: Record, account: str, amount: Decimal, entity: str | None) -> Row:
    """The header's own line."""
    segments = segments_of({}, record)
    return Row(MAIN_LINE, account, amount, "main", entity, segments, record.text("memo"))


def line_row(record: Record, line: Line, account: str, amount: Decimal, **more: Any) -> Row:
    """A sublist line's row, with the line's segments or else the header's."""
    segments = segments_of(line, record)
    memo = line.get("memo") or line.get("description")
    return Row(line["line"], account, amount, segments=segments, memo=memo, **more)


def needs_lines(record: Record, *sublists: str) -> None:
    if not any(record.lines(name) for name in sublists):
        raise refusals.rule_broken("You must enter at least one line item for this transaction.")
