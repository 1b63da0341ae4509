"""The ST Refund Record: one for each refund, with its links, its amount and its status (REF-02).

Its money is posted by a journal made with it:

    Dr Accounts receivable      1,070.00
        Cr Customer refunds payable 1,070.00

The credit goes to the account of the refund's payment type. Credit memos and deposits are applied to
the journal's receivables line.
"""

from collections.abc import Mapping

from returns.result import Result

from core.documents import Invoice, InvoiceId, Kind, Payment
from core.ledger import Account, Segments
from core.periods import PostingDay, posting_day
from core.records import AppliedAmount, RefundLinks, RefundRecord
from core.refunds.kinds import Status
from core.refunds.recognition import Recognized, recognized
from core.refunds.set_up import RefundSetUp, clearing_account
from core.refusals import Hold, Refusal
from core.situation import Situation, refused


def refund_record(
    refund: Payment, invoices: Mapping[InvoiceId, Invoice], set_up: RefundSetUp, s: Situation
) -> Result[RefundRecord, Refusal | Hold]:
    """The record of one refund; or why it stays out. `invoices` as in `recognized`."""
    return recognized(refund, invoices).bind(lambda what: _recorded(refund, what, set_up, s))


def _recorded(
    refund: Payment, what: Recognized, set_up: RefundSetUp, s: Situation
) -> Result[RefundRecord, Refusal | Hold]:
    record = Result.do(
        _record(refund, what, status, clearing, segments, day, s)
        for status in set_up.status_on_arrival(refund.type)
        for clearing in clearing_account(refund, s.mapping)
        for segments in s.segments(refund.business_unit)
        for day in posting_day(refund.date, s.chart, s.settings.closed_period)
    )
    return refused(record, refund.label)


def _record(
    refund: Payment,
    what: Recognized,
    status: Status,
    clearing: Account,
    segments: Segments,
    day: PostingDay,
    s: Situation,
) -> RefundRecord:
    return RefundRecord(
        number=s.number(refund.number),
        date=day.day,
        customer=s.customer_key(refund.customer),
        segments=segments,
        amount=-refund.amount,
        clearing=clearing,
        status=status,
        scenario=what.scenario,
        links=_links(refund, what, s),
        journal=s.key(Kind.REFUND_JOURNAL, refund.id),
        method_name=refund.type,
        batch=refund.batch,
        memo=" ".join(filter(None, (day.moved, refund.memo))),
    )


def _links(refund: Payment, what: Recognized, s: Situation) -> RefundLinks:
    of = refund.refund_of
    return RefundLinks(
        refunded_payment=None if of is None else s.key(Kind.PAYMENT, of),
        credit_memos=tuple(
            AppliedAmount(s.key(Kind.INVOICE, one.credit_memo), one.amount) for one in what.covered
        ),
        invoices=tuple(s.key(Kind.INVOICE, one) for one in what.invoices),
    )
