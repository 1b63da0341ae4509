"""All that people do in ServiceTitan: with money, and with vendors, banks, customers and entries too."""

from dataclasses import dataclass

from adapters.compose.simulation import TENANT
from adapters.compose.trouble.people import DATE, Billed, People, labor, picked, text
from adapters.compose.trouble.work import Bank, Buy, Edit, Journal, Merge, Work
from adapters.demo.company import BANK, HVAC, INVENTORY, SALES, SUPPLIER, UNDEPOSITED
from core.documents import Kind
from core.keys import key_of
from core.money import Money


@dataclass
class Office(People):
    """`orders` is how many there were."""

    orders: int = 0

    def tell_all(self, event: Work) -> None:
        """Whatever it is."""
        match event:
            case Buy(cents):
                self._buy(cents)
            case Bank(pick):
                self._bank(pick)
            case Merge(loser, survivor):
                self._merge(loser, survivor)
            case Journal(cents, customer):
                self._journal(cents, customer)
            case Edit(pick, cents):
                self._edit(pick, cents)
            case _:
                self.tell(event)

    def _buy(self, cents: int) -> None:
        """Pipe is ordered, received and billed."""
        line = {"description": "Pipe", "quantity": "1", "cost": text(cents)}
        line["glAccountNumber"] = INVENTORY
        header = {"vendorId": SUPPLIER, "businessUnitId": HVAC, "date": DATE}
        order = self.vendors.act("create-purchase-order", **header, items=[line])
        self.orders += 1
        given = {"purchaseOrderId": order["id"], "date": DATE}
        given["bill"] = {"vendorNumber": f"V-{self.orders}"}
        receipt = self.vendors.act("receive-purchase-order", **given)
        self.said(f"purchase order {order['number']} of {Money(cents)} is received and billed")
        self.post("purchaseOrderIds", order["id"])
        self.post("receiptIds", receipt["id"])
        self.post("billIds", receipt["bill"]["id"])

    def _bank(self, pick: int) -> None:
        payment = picked([one for one in self.payments if not one.banked], pick)
        if payment is None:
            return
        given = {"paymentIds": [payment.id], "bankAccountNumber": BANK, "date": DATE}
        made = self.vendors.act("make-deposit", **given)
        payment.banked = True
        self.said(f"{payment.number} goes to the bank as {made['name']}")
        self.post("bankDepositIds", made["id"])

    def _merge(self, loser: int, survivor: int) -> None:
        gone, stays = self.place(loser), self.place(survivor)
        if gone == stays:
            return
        ids = {"mergedId": self.customers[gone], "survivorId": self.customers[stays]}
        self.said(f"{self.who(gone)} is merged into {self.who(stays)}")
        self.vendors.act("merge-customers", **ids)
        self.merged[gone] = stays
        for bill in self.bills:
            bill.customer = self.place(bill.customer)
        for payment in self.payments:
            payment.customer = self.place(payment.customer)

    def _journal(self, cents: int, customer: int | None) -> None:
        amount = text(cents)
        named = {} if customer is None else {"customerId": self.customers[self.place(customer)]}
        debit = {"glAccountNumber": UNDEPOSITED, "debit": amount, "businessUnitId": HVAC, **named}
        credit = {"glAccountNumber": SALES, "credit": amount, "businessUnitId": HVAC}
        made = self.vendors.act("create-journal-entry", postDate=DATE, lines=[debit, credit])
        self.vendors.act("start-syncing", journalEntryIds=[made["id"]])
        self.said(f"a journal entry of {Money(cents)} is started")

    def _edit(self, pick: int, cents: int) -> None:
        unpaid = [one for one in self.bills if not one.touched and not one.taxed]
        bill = picked(unpaid, pick)
        if bill is None:
            return
        self.post_held()
        self.said(f"invoice {bill.number} is opened again and billed {Money(cents)}")
        bill.edited = True
        self.bill_anew(bill, cents)

    def correct_edits(self) -> None:
        """What is in the books as it was before is billed so again."""
        booked = {one["externalId"]: one["total"] for one in self.vendors.transactions}
        for bill in (one for one in self.bills if one.edited):
            there = booked.get(key_of(TENANT, Kind.INVOICE, bill.id))
            if there is not None and Money.of(there).cents != bill.standing:
                self.said(f"invoice {bill.number} is billed {Money.of(there)}, as NetSuite has it")
                self.bill_anew(bill, Money.of(there).cents)

    def bill_anew(self, bill: Billed, cents: int) -> None:
        """Its batch is opened again for that, and posted."""
        row = self.vendors.servicetitan("GET", "state")["invoices"][str(bill.id)]
        self.vendors.act("unpost-batch", batchId=row["batch_id"])
        self.vendors.act("edit-invoice", invoiceId=bill.id, items=[labor(cents)])
        self.vendors.act("post-batch", batchId=row["batch_id"])
        bill.owed = bill.standing = cents
