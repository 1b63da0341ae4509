"""One invocation of a command: its common options, its screen, and how it ends."""

import asyncio
import contextlib
import getpass
import os
import signal
import tempfile
import traceback
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

import typer

from adapters.cli.exits import Ending, ExitCode, Interrupted, UnknownTenantError, ending_of
from adapters.cli.logs import configure_logs
from adapters.cli.screen import Screen
from adapters.cli.sessions import Session, session
from adapters.config import DEFAULT_FILE, Config, load_config

CONFIG_VARIABLE: Final = "CROSSFOOT_CONFIG"
COMMON: Final = "Common options"
Answer = TypeVar("Answer")

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help=f"The configuration; else ${CONFIG_VARIABLE}, else ./{DEFAULT_FILE}.",
        rich_help_panel=COMMON,
    ),
]
JsonOption = Annotated[
    bool,
    typer.Option("--json", help="One JSON document on standard output.", rich_help_panel=COMMON),
]
DebugOption = Annotated[
    bool,
    typer.Option(
        "--debug", help="Log every request; show the trace of a fault.", rich_help_panel=COMMON
    ),
]
TenantOption = Annotated[
    str | None,
    typer.Option("--tenant", "-t", metavar="NAME", help="Only this tenant.", show_default=False),
]


@dataclass(frozen=True, slots=True)
class Common:
    """The options every command takes, before its name or after it."""

    config: Path | None = None
    json: bool = False
    debug: bool = False
    tenant: str | None = None

    def over(self, earlier: "Common") -> "Common":
        """What stands after the command's name wins."""
        return Common(
            self.config or earlier.config,
            self.json or earlier.json,
            self.debug or earlier.debug,
            self.tenant or earlier.tenant,
        )

    @property
    def file(self) -> Path:
        return self.config or Path(os.environ.get(CONFIG_VARIABLE) or DEFAULT_FILE)


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command at work; `config` is read already."""

    screen: Screen
    config: Config
    common: Common

    def explain(self, error: BaseException) -> Ending:
        """Say on standard error what stopped something; a fault leaves its trace in a file."""
        return explained(self.screen, error, self.common.debug)

    def tenants(self) -> list[str]:
        """The tenant asked for, or all of them. Raises UnknownTenantError."""
        known, wanted = sorted(self.config.tenants), self.common.tenant
        if wanted is None:
            return known
        if wanted not in known:
            raise UnknownTenantError(wanted, known)
        return [wanted]

    def one_tenant(self) -> str:
        """The tenant asked for, or the only one there is. Raises typer.BadParameter."""
        tenants = self.tenants()
        if len(tenants) > 1:
            raise typer.BadParameter(f"say which: {', '.join(tenants)}", param_hint="--tenant")
        return tenants[0]

    def within(self, work: Callable[[Session], Coroutine[Any, Any, Answer]]) -> Answer:
        """Do this in a session. Raises Interrupted."""

        async def in_session() -> Answer:
            async with session(self.config) as opened:
                return await work(opened)

        return stoppable(in_session())


@contextmanager
def invoked(ctx: typer.Context, common: Common) -> Iterator[Invocation]:
    """A command at work; whatever stops it becomes words and an exit code."""
    common = common.over(ctx.find_object(Common) or Common())
    screen = Screen(common.json)
    try:
        config = load_config(common.file)
        configure_logs("debug" if common.debug else config.log_level, screen.err)
        yield Invocation(screen, config, common)
    except (typer.Exit, typer.TyperException):
        raise
    except BaseException as error:
        ending = explained(screen, error, common.debug)
        if screen.json:
            screen.answer(lambda: ending.document)
        raise typer.Exit(ending.code) from None


def explained(screen: Screen, error: BaseException, debug: bool) -> Ending:
    ending = ending_of(error) or _fault(error, screen, debug)
    screen.say(ending.words)
    return ending


def _fault(error: BaseException, screen: Screen, debug: bool) -> Ending:
    trace = "".join(traceback.format_exception(error))
    line = traceback.format_exception_only(error)[-1].strip()
    words = f"Sorry, this is a fault in Crossfoot: {line}"
    if debug:
        screen.say(trace)
    else:
        words += f"\nThe whole trace is in {_kept(trace)}."
    return Ending(ExitCode.FAULT, "fault", words)


def _kept(trace: str) -> str:
    with tempfile.NamedTemporaryFile(
        "w", prefix="crossfoot-fault-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(trace)
    return file.name


def stoppable(work: Coroutine[Any, Any, Answer]) -> Answer:
    """Run it; Ctrl-C and SIGTERM let it put its house in order, then raise Interrupted."""
    try:
        return asyncio.run(_heeding_the_machine(work))
    except (KeyboardInterrupt, asyncio.CancelledError):
        raise Interrupted from None


async def _heeding_the_machine(work: Coroutine[Any, Any, Answer]) -> Answer:
    task = asyncio.current_task()
    assert task is not None
    with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await work


def user() -> str:
    """Who asks: the operating system's name for them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "an unnamed user"
