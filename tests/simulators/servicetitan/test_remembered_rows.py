"""Lists remember how documents look; what they show must still be what is."""

from collections.abc import Iterator

from simulators.servicetitan import ServiceTitan
from simulators.servicetitan.accounting.invoices import invoice as shown_invoice
from simulators.servicetitan.accounting.payments import payment as shown_payment
from simulators.servicetitan.values import encoded
from tests.simulators.servicetitan.office import Api, Office, line


def listed(api: Api, kind: str) -> bytes:
    body = api.call("GET", f"accounting/{kind}?activeState=All&pageSize=5000").body
    return body.partition(b'"data":')[2]


def fresh(st: ServiceTitan) -> tuple[bytes, bytes]:
    invoices = [shown_invoice(st.tenant, one) for one in st.tenant.invoices.values()]
    payments = [shown_payment(st.tenant, one) for one in st.tenant.payments.values()]
    return encoded(invoices) + b"}", encoded(payments) + b"}"


def a_day_at_the_office(st: ServiceTitan, office: Office, api: Api) -> Iterator[str]:
    """One thing after another that changes how documents look."""
    ann, bob = office.customer("Ann"), office.customer("Bob")
    invoice, other = office.invoice(ann, "60.00"), office.invoice(bob, "30.00")
    payment = office.payment(ann, "100.00")
    yield "documents are made"
    st.act("edit-customer", customerId=ann, name="Anna", address={"street": "2 Elm St"})
    yield "a customer is renamed"
    applied = st.act("apply-payment", paymentId=payment, invoiceId=invoice, amount="60.00")
    yield "a payment is applied"
    batch = office.batch(post=False, invoiceIds=[invoice, other], paymentIds=[payment])
    yield "documents are batched"
    st.act("post-batch", batchId=batch)
    yield "a batch is posted"
    api.post("accounting/invoices/markasexported", [{"invoiceId": invoice, "externalId": "NS-1"}])
    yield "an invoice is marked exported"
    api.post("accounting/payments/status", {"paymentIds": [payment], "status": "Exported"})
    yield "a payment is marked exported"
    st.act("unapply-payment", **applied)
    yield "an application is removed"
    refund = office.refund(payment, "unapplied", amount="20.00")["id"]
    yield "unapplied money is refunded"
    st.act("delete-payment", paymentId=refund)
    yield "a refund is deleted"
    st.act("edit-invoice", invoiceId=other, items=[line("31.00")], force=True)
    yield "support changes an invoice"
    st.act("merge-customers", survivorId=ann, mergedId=bob)
    yield "customers are merged"
    st.act("unpost-batch", batchId=batch)
    yield "a batch is unposted"


def test_lists_show_what_is_after_every_change(st: ServiceTitan, office: Office, api: Api) -> None:
    for happened in a_day_at_the_office(st, office, api):
        for _ in range(2):
            assert (listed(api, "invoices"), listed(api, "payments")) == fresh(st), happened
