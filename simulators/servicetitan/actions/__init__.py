"""What people do in ServiceTitan's screens, by name: `POST /_sim/actions/{name}`.

A mistake changes nothing and is told in plain words (`MistakeError`).
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from simulators.servicetitan.actions import (
    bank_deposits,
    batches,
    bills,
    closing,
    customers,
    invoices,
    jobs,
    journals,
    payments,
    purchasing,
    refunds,
    returns,
    setup,
    stock,
)
from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.tenant import MistakeError, Tenant

Action = Callable[[Tenant, Given], dict[str, Any]]

ACTIONS: Final[Mapping[str, Action]] = {
    "create-business-unit": setup.create_business_unit,
    "create-gl-account": setup.create_gl_account,
    "create-payment-type": setup.create_payment_type,
    "create-refund-reason": refunds.create_refund_reason,
    "create-tax-zone": setup.create_tax_zone,
    "create-job-type": setup.create_job_type,
    "create-customer-field": customers.create_customer_field,
    "create-customer": customers.create_customer,
    "edit-customer": customers.edit_customer,
    "deactivate-customer": customers.deactivate_customer,
    "merge-customers": customers.merge_customers,
    "create-project": jobs.create_project,
    "create-job": jobs.create_job,
    "set-job-status": jobs.set_job_status,
    "create-invoice": invoices.create_invoice,
    "edit-invoice": invoices.edit_invoice,
    "delete-invoice": invoices.delete_invoice,
    "create-adjustment": invoices.create_adjustment,
    "take-payment": payments.take_payment,
    "apply-payment": payments.apply_payment,
    "unapply-payment": payments.unapply_payment,
    "delete-payment": payments.delete_payment,
    "make-deposit": bank_deposits.make_deposit,
    "change-deposit": bank_deposits.change_deposit,
    "automated-refund-workflow": refunds.automated_refund_workflow,
    "refund": refunds.refund,
    "create-vendor": purchasing.create_vendor,
    "create-purchase-order": purchasing.create_purchase_order,
    "receive-purchase-order": purchasing.receive_purchase_order,
    "create-bill": bills.create_bill,
    "change-bill": bills.change_bill,
    "return-to-vendor": returns.return_to_vendor,
    "change-return": returns.change_return,
    "receive-credit": returns.receive_credit,
    "adjust-inventory": stock.adjust_inventory,
    "create-journal-entry": journals.create_journal_entry,
    "edit-journal-entry": journals.edit_journal_entry,
    "start-syncing": journals.start_syncing,
    "exclude-journal-entry": journals.exclude_journal_entry,
    "set-default-accounts": closing.set_default_accounts,
    "make-journal-entries": closing.make_journal_entries,
    "create-batch": batches.create_batch,
    "add-to-batch": batches.add_to_batch,
    "post-batch": batches.post_batch,
    "unpost-batch": batches.unpost_batch,
    "auto-batching": batches.auto_batching,
    "run-auto-batching": batches.run_auto_batching,
}


def act(tenant: Tenant, action: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Do it and answer the ids and numbers made. KeyError: no such action."""
    numbering = tenant.numbering()
    try:
        return ACTIONS[action](tenant, Given(action, body))
    except MistakeError:
        tenant.take_back(numbering)
        raise
