"""The codes that arise only while a run writes, each from a run against both simulators."""

import json
from pathlib import Path
from typing import Any, Final

from adapters.clock import SystemClock
from adapters.compose.simulation import Simulation, configuration, simulation
from adapters.compose.tenants import connected
from adapters.config import config_from
from adapters.store import open_store
from core.reports import Report
from core.usecases.running import RunRequest, run_tenant
from simulators.control.faults import Fault
from simulators.control.vendor import Request

STORY: Final = Path(__file__).parents[2] / "docs" / "examples" / "deposit.json"
INVOICES: Final = "/record/v1/invoice"


async def said_by_runs() -> list[tuple[str, str]]:
    """Code and explanation of every row that stays out in these runs."""
    reports = [
        await _refused(),
        await _unanswered(),
        await _posted_elsewhere(),
        await _shut_out(),
    ]
    return [(row.code, row.explanation) for one in reports for row in one.rows if row.code]


async def _refused() -> Report:
    """NetSuite says no to the invoice, whose payment then waits."""
    sim = _office()
    sim.netsuite.faults.lay(Fault("status", path=INVOICES, method="POST", status=400, body=REFUSAL))
    return await _run(sim)


async def _unanswered() -> Report:
    sim = _office()
    sim.netsuite.faults.lay(Fault("timeout", path=INVOICES, method="POST"))
    return await _run(sim)


async def _shut_out() -> Report:
    """An administrator of NetSuite takes the access away before the invoice is sent."""
    sim = _office()
    denied = Fault("status", path=INVOICES, method="POST", status=401, count=None, body=DENIAL)
    sim.netsuite.faults.lay(denied)
    return await _run(sim)


async def _posted_elsewhere() -> Report:
    """Maria's record in NetSuite names a receivables account of its own."""
    sim = _office()
    old = {"acctNumber": "1101", "acctName": "Old receivables", "acctType": {"id": "AcctRec"}}
    _load(sim, accounts=[{"id": "901", **old}])
    maria = {"externalId": "demo-customer-501", "companyName": "Lopez, Maria"}
    own = {"subsidiary": {"id": "1"}, "receivablesAccount": {"id": "901"}}
    _load(sim, customers=[{**maria, **own}])
    return await _run(sim)


REFUSAL: Final = json.dumps(
    {"o:errorDetails": [{"detail": "Please enter value(s) for: Contract Number"}]}
)

DENIAL: Final = json.dumps({"o:errorDetails": [{"detail": "Invalid login attempt."}]})


def _office() -> Simulation:
    """The story's invoice, and a payment that pays it."""
    sim = simulation()
    sim.load(json.loads(STORY.read_text()))
    act = sim.servicetitan.act
    used = [{"invoiceId": 204, "amount": "1000.00"}]
    paid = act("take-payment", applications=used, **PAYMENT)["id"]
    batch = act("create-batch", name="November 12")["id"]
    act("add-to-batch", batchId=batch, paymentIds=[paid])
    act("post-batch", batchId=batch)
    return sim


PAYMENT: Final[dict[str, Any]] = {
    "id": 17,
    "customerId": 501,
    "businessUnitId": 42,
    "amount": "1000.00",
    "date": "2026-11-12",
    "type": "Check",
}


def _load(sim: Simulation, **sections: Any) -> None:
    request = Request("POST", "/_sim/load", body=json.dumps(sections).encode())
    assert sim.netsuite.control(request).status == 200


async def _run(sim: Simulation) -> Report:
    content = configuration(sim)
    content["tenants"]["demo"]["settle_wait_seconds"] = 0
    tenant_config = config_from(content, Path("crossfoot.toml")).tenants["demo"]
    async with (
        open_store("sqlite:///:memory:") as store,
        connected("demo", tenant_config, transports=sim.transports()) as tenant,
    ):
        request = RunRequest("r1", "a test")
        return (await run_tenant(tenant, store, SystemClock(), request)).report
