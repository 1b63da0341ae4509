"""The simulated vendors: a configuration that reaches them, and the command that serves them."""

import asyncio
import json
import re
import signal
import socket
import stat
import sys
import time
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from adapters.clock import SystemClock
from adapters.compose.simulation import TENANT, configuration, simulation
from adapters.compose.tenants import connected
from adapters.config import config_from
from tests.adapters.cli.town import Ended, clean_environment, ended, interrupted

READY: Final = re.compile(r"Ready: ServiceTitan (\S+), NetSuite (\S+) \(.+\)\. Ctrl-C stops\.\n")


async def started(folder: Path, *arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "adapters.cli", "simulate", "--data", "generated:1,2", *arguments),
        cwd=folder,
        env=clean_environment(),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@asynccontextmanager
async def serving(
    folder: Path, *arguments: str
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """The command once it is ready, and its ready line; any free ports unless given."""
    ports = () if "--port" in arguments else ("--port", "0", "--netsuite-port", "0")
    process = await started(folder, *ports, *arguments)
    try:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), 60)
        yield process, line.decode()
    finally:
        if process.returncode is None:
            await interrupted(process, signal.SIGKILL)


async def refused(folder: Path, *arguments: str) -> Ended:
    return await ended(await started(folder, *arguments))


def free_ports() -> tuple[int, int]:
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as two,
    ):
        return one.getsockname()[1], two.getsockname()[1]


async def answers(url: str, path: str) -> int:
    async with httpx.AsyncClient(base_url=url) as client:
        return (await client.get(path)).status_code


# the configuration


def test_the_configuration_holds_every_credential() -> None:
    tenant = config_from(configuration(simulation()), Path("crossfoot.toml")).tenants[TENANT]
    given = configuration(simulation())["tenants"][TENANT]
    assert all(given["servicetitan"][key] for key in ("app_key", "client_id", "client_secret"))
    assert all(given["netsuite"]["oauth2"][key] for key in ("client_id", "certificate_id"))
    assert "PRIVATE KEY" in given["netsuite"]["oauth2"]["private_key"]
    keys = ("consumer_key", "consumer_secret", "token_id", "token_secret")
    assert all(given["netsuite"]["tba"][key] for key in keys)
    assert (tenant.netsuite.oauth2 is None, tenant.netsuite.tba is None) == (False, False)


@pytest.mark.parametrize("auth", ["oauth2", "tba"])
async def test_both_vendors_are_reached_with_either_way_to_sign_in(auth: str) -> None:
    sim = simulation()
    given: dict[str, Any] = configuration(sim)
    given["tenants"][TENANT]["netsuite"]["auth"] = auth
    tenant = config_from(given, Path("crossfoot.toml")).tenants[TENANT]
    async with connected(TENANT, tenant, SystemClock(), sim.transports()) as systems:
        assert "account" in await systems.books.ping()
        assert await systems.field_service.business_units() == {}


# the command


async def test_one_ready_line_says_where_the_vendors_are(tmp_path: Path) -> None:
    async with serving(tmp_path) as (_, line):
        found = READY.fullmatch(line)
        assert found is not None, line
        assert await answers(found[1], "/_sim/state") == 200
        assert await answers(found[2], "/_sim/ledger/trial-balance") == 200


async def test_in_json_the_ready_line_is_one_document(tmp_path: Path) -> None:
    async with serving(tmp_path, "--json") as (_, line):
        found = json.loads(line)
        assert found.keys() == {"ready", "servicetitan", "netsuite", "config"}
        assert (found["ready"], found["config"]) == (True, None)
        assert await answers(found["netsuite"], "/_sim/ledger/trial-balance") == 200


async def test_the_vendors_are_on_the_ports_that_were_asked_for(tmp_path: Path) -> None:
    one, two = free_ports()
    ports = ("--port", str(one), "--netsuite-port", str(two))
    async with serving(tmp_path, *ports, "--json") as (_, line):
        found = json.loads(line)
        urls = (f"http://127.0.0.1:{one}", f"http://127.0.0.1:{two}")
        assert (found["servicetitan"], found["netsuite"]) == urls


async def test_the_written_configuration_reaches_both_and_is_its_owners_alone(
    tmp_path: Path,
) -> None:
    path = tmp_path / "crossfoot.toml"
    async with serving(tmp_path, "--write-config", str(path)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        tenant = config_from(tomllib.loads(path.read_text()), path).tenants[TENANT]
        async with connected(TENANT, tenant) as systems:
            assert "account" in await systems.books.ping()
            assert await systems.field_service.business_units() != {}


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
async def test_it_stops_in_less_time_than_it_takes_to_start(
    tmp_path: Path, by: signal.Signals
) -> None:
    begun = time.monotonic()
    async with serving(tmp_path) as (process, _):
        asked = time.monotonic()
        stopped = await interrupted(process, by)
        assert (stopped.code, stopped.err) == (0, "")
        assert time.monotonic() - asked < asked - begun


# what it refuses


async def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = await refused(tmp_path, "--port", port, "--netsuite-port", "0")
    assert (told.code, told.out) == (2, "")
    assert f"port {port}" in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("nowhere.json", "--data nowhere.json cannot be read"),
        ("broken.json", "--data broken.json cannot be read"),
        ("list.json", "--data list.json is not a data file"),
        ("odd.json", "--data odd.json does not fit"),
        ("generated:seven", "write generated:SEED,INVOICES"),
        ("generated:1,2,3", "write generated:SEED,INVOICES"),
        ("generated:1,-5", "write generated:SEED,INVOICES"),
    ],
)
async def test_data_that_cannot_be_used_is_said_in_one_line(
    tmp_path: Path, data: str, words: str
) -> None:
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "list.json").write_text("[]")
    (tmp_path / "odd.json").write_text('{"netsuite": {"ships": []}}')
    told = await refused(tmp_path, "--port", "0", "--netsuite-port", "0", "--data", data)
    assert (told.code, told.out) == (2, "")
    assert words in told.err
    assert told.err.count("\n") == 1
