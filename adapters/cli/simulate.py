"""`crossfoot simulate`: both vendors over HTTP on loopback, until somebody stops them."""

from pathlib import Path
from typing import Annotated, Final

import typer

from adapters.cli.invocation import JsonOption
from adapters.cli.manual import manual

HELP: Final = manual(
    "Serve simulated ServiceTitan and NetSuite over HTTP, each on a port of its own.",
    """Prints one ready line, then serves until Ctrl-C. --write-config makes a crossfoot.toml with
    every address and credential, for the other commands. What only a person or a test can do
    there stands under /_sim/ (docs/simulators.md).""",
    examples=(
        "crossfoot simulate --write-config crossfoot.toml",
        "crossfoot simulate --data generated:7,2000 --write-config crossfoot.toml",
        "crossfoot simulate --data month.json --json",
    ),
)
DEFAULT_DATA: Final = "generated:1,40"

DataOption = Annotated[
    str,
    typer.Option(
        "--data", metavar="FILE", help="A data file, or generated:SEED,INVOICES for a made month."
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option("--write-config", metavar="FILE", help="Write a crossfoot.toml for it here."),
]
PublicUrl = Annotated[
    str | None,
    typer.Option(
        "--public-url", metavar="URL", help="NetSuite's address as clients sign it, if another."
    ),
]
Port = Annotated[int, typer.Option(help="ServiceTitan's port; 0 takes a free one.")]
BooksPort = Annotated[int, typer.Option(help="NetSuite's port; 0 takes a free one.")]


def simulate(
    data: DataOption = DEFAULT_DATA,
    write_config: ConfigFile = None,
    host: Annotated[str, typer.Option(help="A loopback address.")] = "127.0.0.1",
    port: Port = 8101,
    netsuite_port: BooksPort = 8102,
    public_url: PublicUrl = None,
    as_json: JsonOption = False,
) -> None:
    from adapters.cli.serving import serve  # only this command needs the simulators

    serve(data, host, (port, netsuite_port), write_config, public_url, as_json=as_json)
