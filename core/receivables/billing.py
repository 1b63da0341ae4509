"""What an invoice and a credit memo have in common: lines on their accounts, and the tax on them.

    Dr Accounts receivable      1,070.00
        Cr Service revenue          1,000.00
        Cr Sales tax payable           70.00

Total, tax and every line are ServiceTitan's to the cent; nothing is rounded to fit (AR-16). A
document without lines totals zero (AR-21).
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from returns.result import Failure, Result, Success

from core.chart import Role
from core.documents import Invoice, InvoiceLine, Kind
from core.ledger import Account, Entry, Line, Segments, credit, debit
from core.money import ZERO, Money, total
from core.periods import PostingDay, posting_day
from core.plan import Step
from core.records import CreditMemoRecord, InvoiceRecord, ItemLine, Key, TaxCode
from core.refusals import Problem, Reason
from core.results import all_of
from core.situation import Situation, item_key

NO_ITEMS: Final = "No items"

PostingLine = tuple[InvoiceLine, Account, Segments]
"""A line with the account and segments it posts to."""


def sales_step(
    invoice: Invoice,
    record: type[InvoiceRecord] | type[CreditMemoRecord],
    number: str,
    project: Key | None,
    s: Situation,
) -> Result[Step, Problem]:
    """The step that books this under `number`, posted as an invoice; or what is in its way."""
    return Result.do(
        _step(invoice, record, number, project, s, segments, day, lines, receivable, tax_account)
        for segments in s.segments(invoice.business_unit)
        for day in posting_day(invoice.date, s.chart, s.settings.closed_period)
        for lines in _posting_lines(invoice, segments, s)
        for receivable in s.mapping.role(Role.RECEIVABLE)
        for tax_account in _tax_account(invoice, s)
    )


def adds_up(invoice: Invoice) -> Result[None, Problem]:
    lines = total(line.total for line in invoice.lines)
    if lines != invoice.subtotal:
        return Failure(
            _disagree(f"Its lines add up to {lines}, its subtotal says {invoice.subtotal}.")
        )
    if lines + invoice.tax == invoice.total:
        return Success(None)
    made = f"Subtotal {lines} and tax {invoice.tax} make {lines + invoice.tax}"
    return Failure(_disagree(f"{made}, its total says {invoice.total}."))


def _disagree(fact: str) -> Problem:
    return Problem(Reason.TOTALS_DISAGREE, fact, "Correct it in ServiceTitan.")


def _posting_lines(
    invoice: Invoice, header: Segments, s: Situation
) -> Result[tuple[PostingLine, ...], Problem]:
    if not invoice.lines:
        return _nothing_billed(header, s)
    return all_of(
        _posting_line(n, line, invoice, header, s) for n, line in enumerate(invoice.lines, 1)
    )


def _posting_line(
    position: int, line: InvoiceLine, invoice: Invoice, header: Segments, s: Situation
) -> Result[PostingLine, Problem]:
    if line.account is None:
        fact = f"Line {position} ({line.description}) names no account."
        subject = f"{line.description} without an account"
        return Failure(Problem(Reason.ACCOUNT_UNMAPPED, fact, "Give its item one.", subject))
    return Result.do(
        (line, account, segments)
        for account in s.mapping.account(line.account)
        for segments in _line_segments(position, line, invoice, header, s)
    )


def _line_segments(
    position: int, line: InvoiceLine, invoice: Invoice, header: Segments, s: Situation
) -> Result[Segments, Problem]:
    if line.business_unit in (None, invoice.business_unit):
        return Success(header)
    return s.segments(line.business_unit).bind(
        lambda own: _in_one_subsidiary(position, line, header, own, s)
    )


def _in_one_subsidiary(
    position: int, line: InvoiceLine, header: Segments, own: Segments, s: Situation
) -> Result[Segments, Problem]:
    if own.subsidiary == header.subsidiary:
        return Success(own)
    return Failure(_two_subsidiaries(position, line, header, own, s))


def _two_subsidiaries(
    position: int, line: InvoiceLine, header: Segments, own: Segments, s: Situation
) -> Problem:
    names = [s.chart.subsidiaries[one.subsidiary].name for one in (header, own)]
    return Problem(
        Reason.SUBSIDIARIES_DIFFER,
        f"It belongs to subsidiary {names[0]}, but line {position} ({line.description}) to "
        f"{names[1]}.",
        "Split it in ServiceTitan.",
    )


def _nothing_billed(header: Segments, s: Situation) -> Result[tuple[PostingLine, ...], Problem]:
    """NetSuite takes no invoice without a line: one over zero stands for "nothing billed"."""
    income = [one.account for one in s.chart.accounts if one.income and one.available]
    if not income:
        return Failure(_NO_INCOME_ACCOUNT)
    account = min(income, key=lambda one: one.number)
    line = InvoiceLine(NO_ITEMS, Decimal(1), Decimal(0), ZERO, None)
    return Success(((line, account, header),))


_NO_INCOME_ACCOUNT: Final = Problem(
    Reason.SET_UP_INCOMPLETE,
    "No income account is Available to ServiceTitan.",
    "Mark one in NetSuite.",
    "income accounts",
)


def _tax_account(invoice: Invoice, s: Situation) -> Result[Account | None, Problem]:
    if not invoice.tax:
        return Success(None)
    if s.settings.tax_code is None:
        fact = f"It has tax of {invoice.tax}, and the tenant has no tax code."
        remedy = "Set its tax in the configuration."
        return Failure(Problem(Reason.SET_UP_INCOMPLETE, fact, remedy, "the tenant's tax code"))
    return s.mapping.role(Role.TAX)


def _step(
    invoice: Invoice,
    record: type[InvoiceRecord] | type[CreditMemoRecord],
    number: str,
    project: Key | None,
    s: Situation,
    header: Segments,
    day: PostingDay,
    lines: Sequence[PostingLine],
    receivable: Account,
    tax_account: Account | None,
) -> Step:
    shares = _tax_shares(invoice.tax, lines)
    return Step(
        key=s.key(Kind.INVOICE, invoice.id),
        record=record(
            number=number,
            date=day.day,
            customer=s.customer_key(invoice.customer),
            segments=header,
            lines=tuple(map(_item_line, lines, shares)),
            total=invoice.total,
            tax=invoice.tax,
            tax_rate=invoice.tax_rate,
            tax_code=_tax_code(invoice, s),
            due_date=invoice.due_date,
            project=project,
            batch=invoice.batch,
            memo=" ".join(filter(None, (day.moved, invoice.summary))),
        ),
        document=invoice.label,
        entry=_entry(invoice, header, lines, shares, receivable, tax_account),
        needs=(project,) if project else (),
        notice=day.moved,
    )


def _tax_code(invoice: Invoice, s: Situation) -> TaxCode | None:
    return s.settings.tax_code if invoice.tax else None


def _item_line(line: PostingLine, tax: Money | None) -> ItemLine:
    source, account, segments = line
    return ItemLine(
        item=item_key(account.id),
        account=account,
        description=source.description,
        quantity=source.quantity,
        rate=source.price,
        amount=source.total,
        segments=segments,
        tax=tax,
    )


def _tax_shares(tax: Money, lines: Sequence[PostingLine]) -> tuple[Money | None, ...]:
    """The tax spread over the taxable lines to the cent; over all where none is marked."""
    if not tax:
        return (None,) * len(lines)
    taxable = [i for i, (line, _, _) in enumerate(lines) if line.taxable and line.total]
    positions = taxable or list(range(len(lines)))
    parts = tax.shared_by([lines[i][0].total for i in positions])
    shares = dict(zip(positions, parts, strict=True))
    return tuple(shares.get(i) for i in range(len(lines)))


def _entry(
    invoice: Invoice,
    header: Segments,
    lines: Sequence[PostingLine],
    shares: Sequence[Money | None],
    receivable: Account,
    tax_account: Account | None,
) -> Entry:
    revenue = (credit(account, line.total, segments) for line, account, segments in lines)
    taxes: list[Line] = []
    if tax_account is not None:
        taxed = zip(lines, shares, strict=True)
        taxes = [credit(tax_account, tax, at) for (_, _, at), tax in taxed if tax is not None]
    return Entry((debit(receivable, invoice.total, header), *revenue, *taxes))
