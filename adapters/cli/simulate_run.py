"""`crossfoot simulate-run`: the whole product in trouble that is drawn from a seed."""

import os
from typing import Annotated, Final

import typer

from adapters.cli.invocation import JsonOption
from adapters.cli.manual import manual

HELP: Final = manual(
    "Run Crossfoot between simulated systems while everything goes wrong, and look what came of it.",
    """A seed decides what people do and what goes wrong: lost replies, late commits, killed
    processes, a store that is gone, two workers at once. In the end the books must be those of a
    calm run. A seed that shows something wrong is told as the shortest story that still does
    (docs/simulation.md).""",
    examples=("crossfoot simulate-run --seed 4711", "crossfoot simulate-run --seeds 2000"),
)


def simulate_run(
    seed: Annotated[
        int | None,
        typer.Option(metavar="S", help="Tell this one seed, as it was.", show_default=False),
    ] = None,
    seeds: Annotated[int, typer.Option(metavar="N", help="How many, if not one.")] = 100,
    first: Annotated[int, typer.Option(metavar="S", help="The first of them.")] = 0,
    workers: Annotated[
        int, typer.Option(metavar="N", help="Processes that work on them; 0 is one a processor.")
    ] = 0,
    as_json: JsonOption = False,
) -> None:
    from adapters.cli import seeds_told  # only this command needs the simulation

    count = workers or os.cpu_count() or 1
    raise typer.Exit(
        seeds_told.one(seed, as_json)
        if seed is not None
        else seeds_told.many(first, seeds, count, as_json)
    )
