"""Where trouble strikes, and what it is: the vocabulary of the tests on spoiled calls."""

from dataclasses import dataclass
from typing import Any, Final

Fault = dict[str, Any]
HTML: Final = "<html><body><h1>Bad Gateway</h1></body></html>"


@dataclass(frozen=True)
class Strike:
    """Calls of one kind; `chapter` is the first of the story in which they are made."""

    system: str
    method: str
    path: str
    chapter: int = 1


RECORD: Final = "/record/v1/"
WRITES: Final = {
    "customer": Strike("netsuite", "POST", f"{RECORD}customer$"),
    "sync record": Strike("netsuite", "POST", f"{RECORD}customrecord_crossfoot_customer_sync$"),
    "item": Strike("netsuite", "POST", f"{RECORD}nonInventoryResaleItem$"),
    "invoice": Strike("netsuite", "POST", f"{RECORD}invoice$"),
    "payment": Strike("netsuite", "POST", f"{RECORD}customerPayment$"),
    "deposit": Strike("netsuite", "POST", f"{RECORD}customerDeposit$"),
    "purchase order": Strike("netsuite", "POST", f"{RECORD}purchaseOrder$"),
    "item receipt": Strike("netsuite", "POST", "!transform/itemReceipt$"),
    "deposit application": Strike("netsuite", "POST", "!transform/depositApplication$", 2),
    "applied remainder": Strike("netsuite", "PATCH", f"{RECORD}customerPayment/", 2),
    "deposit taken off": Strike("netsuite", "DELETE", f"{RECORD}depositApplication/", 3),
}
REPEATABLE: Final = {
    "SuiteQL": Strike("netsuite", "POST", "suiteql$"),
    "NetSuite token": Strike("netsuite", "POST", "oauth2/v1/token$"),
    "ServiceTitan token": Strike("servicetitan", "POST", "/connect/token$"),
    "ServiceTitan invoices": Strike("servicetitan", "GET", "/invoices$"),
    "ServiceTitan customers": Strike("servicetitan", "GET", "/customers$"),
    "invoice marks": Strike("servicetitan", "POST", "/markasexported$"),
    "payment marks": Strike("servicetitan", "POST", "/payments/status$"),
}
ANSWERS: Final[dict[str, Fault]] = {
    "reply lost": {"kind": "lost_reply"},
    "500 before commit": {"kind": "status", "status": 500},
    "HTML with 200": {"kind": "malformed"},
    "HTML with 502": {"kind": "status", "status": 502, "body": HTML, "content_type": "text/html"},
    "timeout before commit": {"kind": "timeout"},
    "429 storm": {"kind": "status", "status": 429, "count": 20},
    "commit in 20 s": {"kind": "late_commit", "delay_seconds": 20},
}
LATER: Final[dict[str, Fault]] = {
    "between two runs": {"kind": "late_commit", "delay_seconds": 200},
    "just before the window ends": {"kind": "late_commit", "delay_seconds": 890},
}
REPLIES: Final = {name: one for name, one in ANSWERS.items() if name != "commit in 20 s"}


def laid(strike: Strike, fault: Fault, **more: Any) -> Fault:
    """The fault on those calls."""
    return {"method": strike.method, "path": strike.path, **fault, **more}
