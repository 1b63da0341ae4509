"""Two vendors served on loopback, a crossfoot.toml that reaches them, and the command itself."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import tomli_w

from simulators.control.served import served
from simulators.control.wire import app
from simulators.netsuite.netsuite import NetSuite
from simulators.servicetitan import ServiceTitan
from tests.adapters.netsuite.company import access, act, opened
from tests.simulators.servicetitan.office import Office, line

ROOT: Final = Path(__file__).parents[3]
SECRET: Final = "hush-hush-client-secret"
PATIENCE: Final = 60
"""Seconds until a command that hangs is a failure."""
SET_UP: Final = {
    "accounts": [
        {
            "acctNumber": "4010",
            "acctName": "HVAC revenue",
            "acctType": {"id": "Income"},
            "custrecord_crossfoot_available": True,
        },
        {"id": "4", "custrecord_crossfoot_available": True},
    ],
}


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """What `--json` printed; an error when that is not one JSON document."""
        return json.loads(self.out)

    @property
    def words(self) -> str:
        """Everything it said, in one line."""
        return " ".join((self.out + self.err).split())


@dataclass
class Town:
    """`folder` is where commands are given; the configuration there is changed with `configure`."""

    folder: Path
    st: ServiceTitan
    ns: NetSuite
    config: dict[str, Any]
    office: Office = field(init=False)

    def __post_init__(self) -> None:
        self.office = Office(self.st)
        self.tenant["business_units"] = {str(self.office.unit_id): {"subsidiary": "1"}}
        self.configure()

    @property
    def tenant(self) -> dict[str, Any]:
        """The configuration of acme."""
        found: dict[str, Any] = self.config["tenants"]["acme"]
        return found

    def configure(self) -> None:
        (self.folder / "crossfoot.toml").write_text(tomli_w.dumps(self.config))

    def second_tenant(self, **changed: Any) -> None:
        """zenith, on the same systems."""
        self.config["tenants"]["zenith"] = {**self.tenant, **changed}
        self.configure()

    def queue(
        self, *amounts: str, customer: str = "Maria Lopez", number: str = "4000"
    ) -> list[int]:
        """Invoices of one line each, in a posted batch; their ids."""
        who = self.office.customer(customer)
        items = ([line(amount, glAccountNumber=number)] for amount in amounts)
        invoices = [self.office.invoice(who, items=item) for item in items]
        self.office.batch(invoiceIds=invoices)
        return invoices

    @property
    def transactions(self) -> int:
        """How many NetSuite has."""
        return len(self.ns.company.state.of("transaction"))

    async def start(self, *arguments: str, **environment: str) -> asyncio.subprocess.Process:
        """The command, started where nobody looks: neither output is a terminal."""
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "adapters.cli", *arguments),
            cwd=self.folder,
            env={**clean_environment(), **environment},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            preexec_fn=_as_from_a_terminal,
        )

    async def crossfoot(self, *arguments: str, **environment: str) -> Ended:
        """The command, to its end."""
        return await ended(await self.start(*arguments, **environment))


def _as_from_a_terminal() -> None:
    """Whoever runs these tests in the background passes on that Ctrl-C means nothing."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


async def ended(process: asyncio.subprocess.Process) -> Ended:
    try:
        out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
    except TimeoutError:
        process.kill()
        await process.communicate()
        raise
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())


async def interrupted(process: asyncio.subprocess.Process, by: signal.Signals) -> Ended:
    process.send_signal(by)
    return await ended(process)


def clean_environment() -> dict[str, str]:
    """Without what would colour or configure the command."""
    ours = ("CROSSFOOT_", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "GITHUB_", "PY_COLORS", "TERM")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[Town]:
    st, ns = ServiceTitan(calls_per_second=None), opened()
    act(ns, "load", SET_UP)
    async with served(app(st)) as st_url, served(app(ns)) as ns_url:
        yield Town(folder, st, ns, configuration(st, st_url, ns_url))


def configuration(st: ServiceTitan, st_url: str, ns_url: str) -> dict[str, Any]:
    servicetitan = {
        "api_url": st_url,
        "auth_url": st_url,
        "tenant_id": st.tenant.id,
        "app_key": st.credentials.app_key,
        "client_id": st.credentials.client_id,
        "client_secret": st.credentials.client_secret,
        "calls_per_second": 1000,
    }
    netsuite = {"account_id": "TSTDRV1234567", "base_url": ns_url, **access("ES256")}
    acme = {"tax": {"code": "1", "type": "1"}, "servicetitan": servicetitan, "netsuite": netsuite}
    return {"tenants": {"acme": acme}}
