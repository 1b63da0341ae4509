"""Serving the simulated vendors for `crossfoot simulate`: data in, configuration out, until stopped."""

import asyncio
import contextlib
import json
import signal
from pathlib import Path
from typing import Any, Final

import tomli_w
import typer

from adapters.cli.exits import ExitCode
from adapters.compose.served import both_served
from adapters.compose.simulation import (
    Simulation,
    SimulationError,
    configuration,
    generated_month,
    simulation,
)

GENERATED: Final = "generated:"


def serve(
    data: str,
    host: str,
    ports: tuple[int, int],
    config: Path | None,
    public_url: str | None,
    *,
    as_json: bool,
) -> None:
    """Until Ctrl-C. typer.Exit with 2 for data, ports or files that cannot be used."""
    sim = simulation(netsuite_url=public_url)
    try:
        sim.load(_data(data))
    except SimulationError as error:
        raise _usage(f"--data {data} does not fit: {error}") from error
    try:
        asyncio.run(_serve(sim, host, ports, config, as_json))
    except OSError as error:
        why = f"{host}: port {ports[0]} or {ports[1]} cannot be used: {error.strerror}"
        raise _usage(f"{why}. Give others with --port and --netsuite-port.") from error


def _data(given: str) -> dict[str, Any]:
    if given.startswith(GENERATED):
        return _made(given)
    try:
        found = json.loads(Path(given).read_text())
    except (OSError, ValueError) as error:
        raise _usage(f"--data {given} cannot be read: {error}") from error
    if not isinstance(found, dict):
        raise _usage(f"--data {given} is not a data file; docs/simulators.md has the form.")
    return found


def _made(given: str) -> dict[str, Any]:
    try:
        seed, invoices = (int(part) for part in given.removeprefix(GENERATED).split(","))
    except ValueError as error:
        raise _usage(f"--data {given}: {_FORM}") from error
    if invoices < 0:
        raise _usage(f"--data {given}: {_FORM}")
    return generated_month(seed, invoices)


_FORM: Final = "write generated:SEED,INVOICES, whole numbers, like generated:7,200"


async def _serve(
    sim: Simulation, host: str, ports: tuple[int, int], config: Path | None, as_json: bool
) -> None:
    async with both_served(sim, host, ports) as (servicetitan, netsuite):
        books = sim.netsuite_url or netsuite
        if config is not None:
            _write(config, configuration(sim, servicetitan, books))
        stop = _told_to_stop()
        typer.echo(_ready(servicetitan, books, config, as_json))
        await stop.wait()


def _ready(servicetitan: str, netsuite: str, config: Path | None, as_json: bool) -> str:
    """One line: whoever waits for it may begin."""
    if as_json:
        where = str(config) if config else None
        found = {"ready": True, "servicetitan": servicetitan, "netsuite": netsuite, "config": where}
        return json.dumps(found)
    hint = f"configuration in {config}" if config else "no configuration written"
    return f"Ready: ServiceTitan {servicetitan}, NetSuite {netsuite} ({hint}). Ctrl-C stops."


def _write(path: Path, content: dict[str, Any]) -> None:
    """Readable by its owner only: it holds secrets, if simulated ones."""
    try:
        path.touch(mode=0o600)
        path.write_text(tomli_w.dumps(content, multiline_strings=True))
    except OSError as error:
        raise _usage(f"--write-config {path}: {error.strerror}") from error


def _told_to_stop() -> asyncio.Event:
    """Set by Ctrl-C or SIGTERM; listening before the ready line, so that neither is missed."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(one, stop.set)
    return stop


def _usage(why: str) -> typer.Exit:
    typer.echo(why, err=True)
    return typer.Exit(ExitCode.USAGE)
