"""A small contractor's office: fills in what a test does not care about."""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlencode

from simulators.control.clock import SimClock
from simulators.control.vendor import Reply, Request
from simulators.servicetitan import ServiceTitan

Json = dict[str, Any]


def line(price: str = "100.00", **changed: Any) -> Json:
    """An invoice line on account 4000."""
    given = {"description": "Labor", "quantity": "1", "price": price, "glAccountNumber": "4000"}
    return {**given, **changed}


@dataclass
class Office:
    """Works in the screens, through actions."""

    st: ServiceTitan
    unit_id: int = 0

    def __post_init__(self) -> None:
        self.unit_id = self.st.act("create-business-unit", name="HVAC")["id"]
        self.st.act("create-gl-account", number="4000", name="Service revenue")
        self.st.act("create-gl-account", number="1200", name="Undeposited funds", type="Asset")
        self.st.act("create-payment-type", name="Check")

    def customer(self, name: str = "Maria Lopez", **changed: Any) -> int:
        address = {"street": "1 Main St", "city": "Reno", "state": "NV", "zip": "89501"}
        given = {"name": name, "type": "Residential", "address": address, **changed}
        return int(self.st.act("create-customer", **given)["id"])

    def invoice(self, customer_id: int, *prices: str, **changed: Any) -> int:
        items = [line(price) for price in prices]
        given = {"customerId": customer_id, "businessUnitId": self.unit_id, "date": "2026-09-30"}
        return int(self.st.act("create-invoice", **{**given, "items": items, **changed})["id"])

    def payment(self, customer_id: int, amount: str, **changed: Any) -> int:
        given = {"customerId": customer_id, "businessUnitId": self.unit_id, "amount": amount}
        given |= {"date": "2026-10-01", "type": "Check", "glAccountNumber": "1200", **changed}
        return int(self.st.act("take-payment", **given)["id"])

    def refund(self, payment_id: int, effect: str, **changed: Any) -> Json:
        """A refund by the workflow, for a reason of that effect."""
        self.st.act("automated-refund-workflow", enabled=True)
        if all(one.name != effect for one in self.st.tenant.refund_reasons.values()):
            self.st.act("create-refund-reason", name=effect, effect=effect)
        given = {"paymentId": payment_id, "reason": effect, "date": "2026-10-06", "type": "Check"}
        return self.st.act("refund", **{**given, **changed})

    def purchase_order(self, **changed: Any) -> int:
        vendor_id = self.st.act("create-vendor", name="Pipe Supply")["id"]
        item = {"description": "Pipe", "quantity": "10", "cost": "4.80", "glAccountNumber": "1200"}
        given = {"vendorId": vendor_id, "businessUnitId": self.unit_id, "date": "2026-10-02"}
        return int(
            self.st.act("create-purchase-order", **{**given, "items": [item], **changed})["id"]
        )

    def receive(self, order_id: int, **changed: Any) -> Json:
        """Of the order all that is missing: {"id", "itemIds", "bill": {"id", "itemIds"}}."""
        given = {"purchaseOrderId": order_id, "date": "2026-10-03"}
        return self.st.act("receive-purchase-order", **{**given, **changed})

    def bill(self, **changed: Any) -> Json:
        """One that stands alone, of an expense of 50.00."""
        vendor_id = self.st.act("create-vendor", name="Reno Power")["id"]
        expense = {"description": "Power", "amount": "50.00", "glAccountNumber": "4000"}
        given = {"vendorId": vendor_id, "businessUnitId": self.unit_id, "date": "2026-10-04"}
        return self.st.act("create-bill", **{**given, "expenseItems": [expense], **changed})

    def send_back(self, receipt: Json, quantity: str = "2", **changed: Any) -> Json:
        """A return of so many of the first thing that a receipt brought."""
        order_id = self.st.tenant.receipts[receipt["id"]].purchase_order_id
        item = {"receiptItemId": receipt["itemIds"][0], "quantity": quantity}
        given = {"purchaseOrderId": order_id, "date": "2026-10-05", "items": [item]}
        return self.st.act("return-to-vendor", **{**given, **changed})

    def count(self, quantity: str = "-3", **changed: Any) -> Json:
        """An inventory adjustment by so many pipes at 4.80."""
        item = {"description": "Pipe", "quantity": quantity, "cost": "4.80"}
        return self.st.act("adjust-inventory", **{"date": "2026-10-05", "items": [item], **changed})

    def deposit(self, *payments: int, **changed: Any) -> int:
        """These payments, taken to account 1000 on 2026-10-05."""
        if all(one.number != "1000" for one in self.st.tenant.gl_accounts.values()):
            self.st.act("create-gl-account", number="1000", name="Checking", type="Bank")
        given = {"paymentIds": list(payments), "bankAccountNumber": "1000", "date": "2026-10-05"}
        return int(self.st.act("make-deposit", **{**given, **changed})["id"])

    def batch(self, *, post: bool = True, **members: list[int]) -> int:
        batch_id = int(self.st.act("create-batch", name="September")["id"])
        self.st.act("add-to-batch", batchId=batch_id, **members)
        if post:
            self.st.act("post-batch", batchId=batch_id)
        return batch_id


@dataclass
class Api:
    """An integration: holds a token and calls the API."""

    st: ServiceTitan
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        token = read(token_reply(self.st))["access_token"]
        self.headers = {"authorization": token, "st-app-key": self.st.credentials.app_key}

    def call(self, method: str, path: str, body: bytes = b"") -> Reply:
        """`path` is "accounting/invoices?page=2": module, resource and query."""
        resource, _, query = path.partition("?")
        module, _, rest = resource.partition("/")
        full = f"/{module}/v2/tenant/{self.st.tenant.id}/{rest}"
        pairs = tuple(parse_qsl(query, keep_blank_values=True))
        return self.st.handle(Request(method, full, pairs, self.headers, body))

    def get(self, path: str) -> Json:
        reply = self.call("GET", path)
        assert reply.status == 200, reply.body
        answer: Json = read(reply)
        return answer

    def rows(self, path: str) -> list[Json]:
        found: list[Json] = self.get(path)["data"]
        return found

    def ids(self, path: str) -> list[int]:
        return [row["id"] for row in self.rows(path)]

    def post(self, path: str, body: Any) -> Reply:
        return self.call("POST", path, json.dumps(body).encode())

    def refusal(self, path: str) -> Json:
        """The `errors` of a 400."""
        reply = self.call("GET", path)
        assert reply.status == 400, reply.body
        errors: Json = read(reply)["errors"]
        return errors


def token_reply(st: ServiceTitan, **changed: str) -> Reply:
    form = {
        "grant_type": "client_credentials",
        "client_id": st.credentials.client_id,
        "client_secret": st.credentials.client_secret,
        **changed,
    }
    return st.handle(Request("POST", "/connect/token", body=urlencode(form).encode()))


def read(reply: Reply) -> Any:
    return json.loads(reply.body, parse_float=Decimal)


def simulator(clock: SimClock) -> ServiceTitan:
    return ServiceTitan(clock=clock, calls_per_second=None)
