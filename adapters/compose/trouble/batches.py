"""What an office draws up goes into a batch that is posted: at once, unless somebody holds it."""

from dataclasses import dataclass, field
from typing import Final

from adapters.compose.trouble.vendors import Vendors


@dataclass
class Batches:
    """`told` is what people did, for people to read.

    `holding` is how many documents more are put in no batch; `held` are these, by kind and id.
    """

    vendors: Vendors
    told: list[str] = field(default_factory=list)
    holding: int = 0
    held: list[tuple[str, int]] = field(default_factory=list)

    def post(self, kind: str, document: int) -> None:
        if self.holding:
            self.holding -= 1
            self.held.append((kind, document))
            self.said("it is in no batch yet")
        else:
            self._post_now(kind, document)

    def post_one(self, pick: int) -> None:
        """One of those held."""
        if self.held:
            kind, document = self.held.pop(pick % len(self.held))
            self.said(f"a batch with the {_NAMED[kind]} that was in none is posted")
            self._post_now(kind, document)

    def post_held(self) -> None:
        """All of those held, the last first."""
        while self.held:
            self.post_one(len(self.held) - 1)

    def _post_now(self, kind: str, document: int) -> None:
        batch = self.vendors.act("create-batch", name=f"Batch of {document}")["id"]
        self.vendors.act("add-to-batch", batchId=batch, **{kind: [document]})
        self.vendors.act("post-batch", batchId=batch)

    def said(self, words: str) -> None:
        self.told.append(words)


_NAMED: Final = {
    "invoiceIds": "invoice",
    "paymentIds": "payment",
    "purchaseOrderIds": "purchase order",
    "receiptIds": "receipt",
    "billIds": "bill",
    "bankDepositIds": "bank deposit",
}
