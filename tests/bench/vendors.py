"""Both vendors, simulated, in a process of their own."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import httpx

from adapters.compose.simulation import generated
from tests.bench.figures import Load

SEED: Final = 7
READY_LINE: Final = 2**20


def generate(documents: int, file: Path) -> None:
    file.write_text(json.dumps(generated(SEED, documents)))


@asynccontextmanager
async def vendors(data: Path, config: Path) -> AsyncIterator[str]:
    """They serve while the block runs; yields NetSuite's URL. `config` is written to reach them."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "adapters.cli", "simulate", "--json", "--port", "0"),
        *("--netsuite-port", "0", "--data", str(data)),
        *("--write-config", str(config)),
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        limit=READY_LINE,
    )
    assert process.stdout is not None
    try:
        yield str(json.loads(await process.stdout.readline())["netsuite"])
    finally:
        process.terminate()
        await process.wait()


async def prepare(netsuite: str, load: Load) -> None:
    """NetSuite answers late, and turns away whoever takes more than the slots."""
    processing = {"processors": load.processors, "secondsPerRecord": str(load.latency)}
    async with httpx.AsyncClient(base_url=netsuite) as control:
        for what, value in (
            ("latency", {"seconds": str(load.latency)}),
            ("limits", {"concurrency": load.slots}),
            ("processing", processing),
        ):
            (await control.put(f"/_sim/{what}", json=value)).raise_for_status()


async def received(netsuite: str) -> int:
    """The calls that NetSuite saw."""
    async with httpx.AsyncClient(base_url=netsuite) as control:
        reply = await control.get("/_sim/calls")
        return int(reply.raise_for_status().json()["calls"])
