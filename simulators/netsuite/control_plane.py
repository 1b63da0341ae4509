"""What only a person at NetSuite's screens can do, or a test must see: `/_sim/`.

POST /_sim/reset                     the default account again
POST /_sim/load                      set-up and master data (loading.py)
POST /_sim/install                   customFields, customRecords, customTransactions and restlets,
                                     as a SuiteApp brings them; a custom transaction: {"scriptId",
                                     "name", "style": header, journal or basic, "statuses": {"A":
                                     name}, "fields"}, for a basic one "account" and "credit";
                                     a restlet: {"script", "deploy", "does":
                                     "merge-customers", "record": its journal's type, "fields":
                                     {"master", "duplicates", "task", "state", "message"},
                                     "errorPrefix": how its own error codes begin}
PUT  /_sim/features                  {"customTransactions": true|false}
GET  /_sim/state                     everything, in a fixed order
GET  /_sim/records/{space}           of it, the records that share one space of internal ids
GET  /_sim/external-ids              of it, what has each external id
GET  /_sim/ledger/trial-balance      net per account; ?asOf=YYYY-MM-DD
GET  /_sim/ledger/transactions       every transaction with its lines
POST /_sim/periods/{name}/{close|open|lock}      name: Jan 2025 or 2025-01; lock: {"ar": true}
PUT  /_sim/limits                    {"concurrency": n or null}; GET also tells the most that were
                                     in flight and how many were turned away
PUT  /_sim/deduplication             {"seconds": n, "fail": text or null, "customRecordsFollow",
                                     "partly"}: how merge tasks go from now on (tasks.py)
PUT  /_sim/processing                {"processors": n, "secondsPerRecord", "lateSeconds"}: how
                                     asynchronous jobs go from now on (async_jobs.py)
POST /_sim/tokens/expire             every token is void
POST /_sim/actions/create-{kind}     a record made by hand; answers its id
POST /_sim/actions/{edit|delete|make-inactive|make-active}       {"type", "id", "fields"}
POST /_sim/actions/{approve-check|reject-check|approve-bill|reject-bill}  {"id"}
POST /_sim/actions/void              {"type": "check", "id", "date"}: today, unless a date is given
POST /_sim/actions/assign-subsidiary {"id", "subsidiary"}: one more subsidiary for an entity
POST /_sim/actions/merge-customers   {"master", "duplicates": [ids]}
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from simulators.control.plane import as_json
from simulators.control.vendor import Reply, Request
from simulators.netsuite import periods
from simulators.netsuite.async_jobs import Processing
from simulators.netsuite.check_handling import approve, reject, void
from simulators.netsuite.company import Company
from simulators.netsuite.drafts import read_draft
from simulators.netsuite.loading import define, load, put_record
from simulators.netsuite.merging import merge
from simulators.netsuite.records import Record
from simulators.netsuite.reports import (
    records_of,
    shelf,
    transactions,
    trial_balance,
    whole_state,
)
from simulators.netsuite.saving import delete, update
from simulators.netsuite.tasks import Deduplication

if TYPE_CHECKING:
    from simulators.netsuite.netsuite import NetSuite

CREATED_BY_HAND: Final = {
    "create-customer": "customer",
    "create-vendor": "vendor",
    "create-job": "job",
    "create-item": "nonInventoryResaleItem",
    "create-account": "account",
    "create-department": "department",
    "create-class": "classification",
    "create-location": "location",
    "create-subsidiary": "subsidiary",
    "create-invoice": "invoice",
    "create-customer-payment": "customerPayment",
    "create-customer-refund": "customerRefund",
    "create-check": "check",
}
Body = Mapping[str, Any]


class ControlPlane:
    def __init__(self, vendor: "NetSuite") -> None:
        self.vendor = vendor
        self.company = vendor.company

    def handle(self, request: Request) -> Reply:
        """KeyError and ValueError become a 400 that says why."""
        path = request.path.removeprefix("/_sim/")
        if request.method == "GET":
            return self._look(path, request)
        body = _sent(request)
        settings = {
            "limits": self._limit,
            "features": self._features,
            "deduplication": self._deduplicate,
            "processing": self._process,
        }
        if request.method == "PUT" and path in settings:
            return settings[path](body)
        if request.method != "POST":
            return Reply(405)
        if path in ("reset", "tokens/expire"):
            return self._whole_account(path)
        with self.company.state.all_or_nothing():
            return as_json(self._act(path, body))

    def _look(self, path: str, request: Request) -> Reply:
        if path == "state":
            return as_json(whole_state(self.company.state))
        if path.startswith("records/"):
            return as_json(records_of(self.company.state, path.removeprefix("records/")))
        if path == "external-ids":
            return as_json(shelf(self.company.state.external_ids))
        if path == "ledger/transactions":
            return as_json(transactions(self.company))
        if path == "ledger/trial-balance":
            as_of = request.param("asOf")
            day = date.fromisoformat(as_of) if as_of else None
            return as_json(trial_balance(self.company, day))
        if path == "limits":
            return self._limits()
        return Reply(404)

    def _limit(self, body: Body) -> Reply:
        self.vendor.concurrency = None if body["concurrency"] is None else int(body["concurrency"])
        return self._limits()

    def _limits(self) -> Reply:
        """The limit, and what has become of calls since the account was opened."""
        vendor = self.vendor
        return as_json(
            {
                "concurrency": vendor.concurrency,
                "mostInFlight": vendor.most_in_flight,
                "turnedAway": vendor.turned_away,
            }
        )

    def _features(self, body: Body) -> Reply:
        with self.company.state.all_or_nothing():
            return as_json(self.company.switch(body))

    def _deduplicate(self, body: Body) -> Reply:
        self.company.deduplication = Deduplication.of(body)
        return as_json(self.company.deduplication.told())

    def _process(self, body: Body) -> Reply:
        self.company.processing = Processing.of(body)
        return as_json(self.company.processing.told())

    def _whole_account(self, path: str) -> Reply:
        if path == "reset":
            self.vendor.reset()
        elif self.vendor.gate is not None:
            self.vendor.gate.expire_all()
        return as_json({"done": path})

    def _act(self, path: str, body: Body) -> Any:
        topic, _, rest = path.partition("/")
        if topic == "load" and not rest:
            load(self.company, body)
            self.vendor.account_id = str(body.get("accountId", self.vendor.account_id))
            return {"loaded": sorted(body)}
        if topic == "install" and not rest:
            define(self.company, body)
            return {"installed": sorted(body)}
        if topic == "periods":
            name, _, verb = rest.rpartition("/")
            return self._period(name, verb, body)
        if topic == "actions":
            return _action(self.company, rest, body)
        raise ValueError(f"there is no {path}")

    def _period(self, name: str, verb: str, body: Body) -> Any:
        period = periods.named(self.company, name)
        if verb == "close":
            periods.close(self.company, period)
        elif verb == "open":
            periods.reopen(self.company, period)
        elif verb == "lock":
            periods.lock(self.company, period, body)
        else:
            raise ValueError(f"a period can be closed, opened and locked, not {verb}")
        return {"period": period.text("periodName"), "done": verb}


def _sent(request: Request) -> Body:
    body = request.json() if request.body.strip() else {}
    if not isinstance(body, dict):
        raise ValueError("the body is a JSON object")
    return body


def _action(company: Company, name: str, body: Body) -> Any:
    if name in CREATED_BY_HAND:
        return {"id": put_record(company, CREATED_BY_HAND[name], body).id}
    if name not in _ACTIONS:
        raise ValueError(f"nobody does {name} at NetSuite's screens here")
    _ACTIONS[name](company, body)
    return {"done": name}


def _meant(company: Company, body: Body) -> Record:
    found = company.find((str(body["type"]),), str(body["id"]))
    if found is None:
        raise ValueError(f"there is no {body['type']} {body['id']}")
    return found


def _edit(company: Company, body: Body) -> None:
    _change(company, body, body["fields"])


def _change(company: Company, body: Body, fields: Body) -> None:
    record = _meant(company, body)
    update(company, record, read_draft(company, company.type_of(record), fields, "Error"))


def _check(company: Company, body: Body) -> Record:
    return _meant(company, {"type": "check", "id": body["id"]})


def _bill(company: Company, body: Body) -> Record:
    return _meant(company, {"type": "vendorBill", "id": body["id"]})


def _void(company: Company, body: Body) -> None:
    day = date.fromisoformat(body["date"]) if "date" in body else company.today()
    void(company, _meant(company, body), day)


def _assign(company: Company, body: Body) -> None:
    entity = company.state.of("entity")[str(body["id"])]
    subsidiary = company.get("subsidiary", str(body["subsidiary"])).id
    others = company.state.secondary_subsidiaries.get(entity.id) or ()
    if subsidiary not in company.subsidiaries_of(entity):
        company.state.secondary_subsidiaries.put(entity.id, (*others, subsidiary))


def _merge(company: Company, body: Body) -> None:
    for duplicate in body["duplicates"]:
        master = _meant(company, {"type": "customer", "id": body["master"]})
        merge(company, master, _meant(company, {"type": "customer", "id": duplicate}))


_ACTIONS: Final[dict[str, Callable[[Company, Body], None]]] = {
    "edit": _edit,
    "delete": lambda company, body: delete(company, _meant(company, body)),
    "make-inactive": lambda company, body: _change(company, body, {"isInactive": True}),
    "make-active": lambda company, body: _change(company, body, {"isInactive": False}),
    "approve-check": lambda company, body: approve(company, _check(company, body)),
    "reject-check": lambda company, body: reject(company, _check(company, body)),
    "approve-bill": lambda company, body: approve(company, _bill(company, body)),
    "reject-bill": lambda company, body: reject(company, _bill(company, body)),
    "void": _void,
    "assign-subsidiary": _assign,
    "merge-customers": _merge,
}
