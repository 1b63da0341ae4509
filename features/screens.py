"""What people do at ServiceTitan's screens. Amounts are text as written."""

import json
from collections.abc import Mapping
from typing import Any

from features.premises import ADDRESS, TODAY, UNIT_ID, VENDOR, Json, Premises
from simulators.control.vendor import Request
from simulators.servicetitan.lists import page
from simulators.servicetitan.routes import LISTS


class Screens(Premises):
    """Documents go by their number, customers by their name."""

    def customer(self, name: str, **changed: Any) -> int:
        """The customer of that name, made when there is none yet."""
        if name not in self.ids:
            given = {"name": name, "type": "Residential", "address": ADDRESS, **changed}
            self.ids[name] = self.act("create-customer", **given)["id"]
        return self.ids[name]

    def invoice(self, number: str, customer: str, *items: Json, **changed: Any) -> int:
        """A new invoice in no batch; `items` as `item` makes them."""
        given = {"customerId": self.customer(customer), "businessUnitId": UNIT_ID, "date": TODAY}
        made = self.act(
            "create-invoice", **{**given, "number": number, "items": list(items), **changed}
        )
        return self.remember("invoiceIds", number, made["id"])

    def adjustment(self, number: str, original: str, *items: Json, **changed: Any) -> int:
        """A new adjustment of a posted invoice, in no batch; of its customer unless given."""
        given = {"adjustmentToId": self.ids[original], "number": number, "date": TODAY}
        made = self.act("create-adjustment", **{**given, "items": list(items), **changed})
        return self.remember("invoiceIds", number, made["id"])

    def payment(self, number: str, customer: str, amount: str, **changed: Any) -> int:
        """A new payment in no batch; `applied` is a mapping of invoice number to amount."""
        applied: Mapping[str, str] = changed.pop("applied", {})
        given = {"customerId": self.customer(customer), "businessUnitId": UNIT_ID, "date": TODAY}
        given |= {"amount": plain(amount), "type": "Check", "referenceNumber": number}
        given["applications"] = [
            {"invoiceId": self.ids[invoice], "amount": plain(part)}
            for invoice, part in applied.items()
        ]
        made = self.act("take-payment", **{**given, **changed})
        return self.remember("paymentIds", number, made["id"])

    def purchase_order(self, number: str, customer: str | None, amount: str) -> None:
        """An order for the customer's job, received whole; order and receipt in no batch yet."""
        item = {"description": "Pipe", "quantity": "1", "cost": plain(amount)}
        given: Json = {"vendorId": self.ids[VENDOR], "businessUnitId": UNIT_ID, "date": TODAY}
        if customer is not None:
            given["jobId"] = self.job(customer)
        given["items"] = [{**item, "glAccountNumber": "1300"}]
        order = self.act("create-purchase-order", number=number, **given)["id"]
        self.remember("purchaseOrderIds", number, order)
        given = {"purchaseOrderId": order, "date": TODAY, "number": f"R-{number}"}
        receipt = self.act("receive-purchase-order", **given)
        self.remember("receiptIds", f"receipt of {number}", receipt["id"])

    def job(self, customer: str) -> int:
        made = self.act("create-job", customerId=self.customer(customer), businessUnitId=UNIT_ID)
        return int(made["id"])

    def post(self, batch: str = "November") -> None:
        """Put every document that is in no batch into one and post it."""
        waiting, self.branch.unposted = self.branch.unposted, {}
        made = self.act("create-batch", name=batch)["id"]
        self.act("add-to-batch", batchId=made, **waiting)
        self.act("post-batch", batchId=made)

    def apply(self, payment: str, invoice: str, amount: str) -> None:
        ids = {"paymentId": self.ids[payment], "invoiceId": self.ids[invoice]}
        applied = self.act("apply-payment", **ids, amount=plain(amount), date="2026-11-15")
        self.ids[f"{payment} on {invoice}"] = applied["appliedId"]

    def order(self, number: str, job: int | None, *lines: Json, **changed: Any) -> None:
        """An order of which nothing is received yet; `lines` name description, quantity, cost."""
        given = {"vendorId": self.ids[VENDOR], "businessUnitId": UNIT_ID, "date": TODAY}
        items = [{"glAccountNumber": "1300", **line} for line in lines]
        whole = {**given, "jobId": job, "items": items, **changed}
        made = self.act("create-purchase-order", number=number, **whole)
        self.remember("purchaseOrderIds", number, made["id"])
        for line, item_id in zip(lines, made["itemIds"], strict=True):
            self.ids[f"{line['description']} of {number}"] = item_id

    def receive(self, number: str, **quantities: str) -> None:
        """A receipt of these quantities by description, or of all that is missing; in no batch."""
        items = [
            {"purchaseOrderItemId": self.ids[f"{what} of {number}"], "quantity": quantity}
            for what, quantity in quantities.items()
        ]
        given: Json = {"purchaseOrderId": self.ids[number], "date": TODAY}
        made = self.act("receive-purchase-order", **given, **({"items": items} if items else {}))
        self.remember("receiptIds", f"receipt of {number}", made["id"])

    def post_alone(self, *numbers: str) -> None:
        """Post a batch of just these; every other document in no batch stays there."""
        asked = {self.ids[number] for number in numbers}
        all_waiting = self.branch.unposted
        self.branch.unposted = {
            kind: [one for one in ids if one in asked] for kind, ids in all_waiting.items()
        }
        self.post()
        self.branch.unposted = {
            kind: [one for one in ids if one not in asked] for kind, ids in all_waiting.items()
        }

    def open_batch(self) -> None:
        """Put every document that is in no batch into one, and leave that open."""
        waiting, self.branch.unposted = self.branch.unposted, {}
        made = self.act("create-batch", name="Still open")["id"]
        self.act("add-to-batch", batchId=made, **waiting)

    def unpost(self, number: str) -> None:
        """Open the invoice's batch again; all in it are pending, and in that batch still."""
        invoice = self.servicetitan_state()["invoices"][str(self.ids[number])]
        self.ids[f"batch of {number}"] = invoice["batch_id"]
        self.act("unpost-batch", batchId=invoice["batch_id"])

    def break_invoice(self, number: str, **wrong: str) -> None:
        """ServiceTitan's next list of invoices has these members wrong in this one's row."""
        path = "accounting/invoices"
        listed = page(LISTS[path], self.branch.sim.tenant, Request("GET", path))
        answer = json.loads(listed.body, parse_float=str)
        row = next(one for one in answer["data"] if one["id"] == self.ids[number])
        row.update(wrong)
        body = json.dumps(answer)
        self.fault("servicetitan", kind="malformed", method="GET", path="/invoices$", body=body)

    def remember(self, kind: str, number: str, made: int) -> int:
        self.branch.unposted.setdefault(kind, []).append(made)
        self.ids[number] = made
        return made


def plain(amount: str) -> str:
    """`$1,000.00` as ServiceTitan's screens take it."""
    return amount.replace("$", "").replace(",", "")


def item(price: str = "$100.00", **changed: Any) -> Json:
    """An invoice line on 4000 Service revenue."""
    given = {"description": "Tune-up", "quantity": "1", "glAccountNumber": "4000"}
    return {**given, "price": plain(price), **changed}
