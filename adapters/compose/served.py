"""The simulated vendors over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.compose.simulation import Simulation
from simulators.control.served import served


@asynccontextmanager
async def both_served(
    sim: Simulation, host: str, ports: tuple[int, int]
) -> AsyncIterator[tuple[str, str]]:
    """The URLs of ServiceTitan and NetSuite while the block runs. OSError: a port is taken."""
    first, second = sim.apps
    async with (
        served(first, host, ports[0]) as servicetitan,
        served(second, host, ports[1]) as books,
    ):
        yield servicetitan, books
