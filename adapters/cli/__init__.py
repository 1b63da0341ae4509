"""The command line: `crossfoot`. Typer reads it, Rich shows it, `core.usecases` does the work."""

from adapters.cli.app import main

__all__ = ["main"]
