"""What every command has in common: options, help, output, messages."""

import asyncio
import fcntl
import logging
import os
import pty
import struct
import sys
import termios
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

import pytest
import structlog
import typer
from stamina.instrumentation import set_on_retry_hooks
from typer.testing import CliRunner

from adapters.cli.exits import ExitCode, Interrupted, worst
from adapters.cli.invocation import Common, invoked
from simulators.control.faults import Fault
from tests.adapters.cli.town import Town, clean_environment

COMMANDS: Final = (
    ("check",),
    ("run",),
    ("latest",),
    ("log",),
    ("customers",),
    ("mapping",),
    ("mapping", "set"),
    ("mapping", "set", "business-unit"),
    ("mapping", "set", "account"),
    ("mapping", "set", "payment-type"),
    ("mapping", "unset"),
    ("schedule", "set"),
    ("schedule", "show"),
    ("schedule", "pause"),
    ("schedule", "resume"),
    ("tieout",),
    ("worker",),
    ("budget",),
)
ESCAPE: Final = "\x1b"

# options and help


async def test_it_says_which_version_it_is(town: Town) -> None:
    assert (await town.crossfoot("--version")).out == f"crossfoot {version('crossfoot')}\n"


async def test_every_command_has_help_with_an_example_and_the_exit_codes(town: Town) -> None:
    asked = await asyncio.gather(*(town.crossfoot(*one, "--help") for one in COMMANDS))
    for command, ended in zip(COMMANDS, asked, strict=True):
        assert ended.code == 0, command
        assert f"crossfoot {' '.join(command)}" in ended.out
        assert command == ("mapping", "set") or "4  interrupted" in ended.out, command


async def test_no_command_shows_the_help(town: Town) -> None:
    assert "tieout" in (await town.crossfoot()).words


async def test_common_options_stand_before_or_after_the_command(town: Town) -> None:
    elsewhere = town.folder / "elsewhere.toml"
    (town.folder / "crossfoot.toml").rename(elsewhere)
    before = await town.crossfoot("--config", str(elsewhere), "--json", "log")
    after = await town.crossfoot("log", "--config", str(elsewhere), "--json")
    assert before.document == after.document == {"runs": []}


async def test_the_environment_may_name_the_configuration(town: Town) -> None:
    (town.folder / "crossfoot.toml").rename(town.folder / "elsewhere.toml")
    assert (await town.crossfoot("log", CROSSFOOT_CONFIG="elsewhere.toml")).code == 0


# messages


async def test_a_missing_configuration_ends_with_2_and_says_how_to_make_one(town: Town) -> None:
    ended = await town.crossfoot("check", "--config", "nowhere.toml")
    assert (ended.code, ended.out) == (2, "")
    assert "nowhere.toml: cannot be read" in ended.err
    assert "crossfoot simulate --write-config" in ended.err


async def test_a_mistake_in_the_configuration_ends_with_2_and_names_its_key(town: Town) -> None:
    town.tenant["netsuite"]["slots"] = 0
    town.configure()
    ended = await town.crossfoot("log", "--json")
    assert ended.code == 2
    assert ended.document["error"]["kind"] == "configuration"
    assert "tenants.acme.netsuite.slots" in ended.document["error"]["message"]


async def test_a_store_that_cannot_be_used_ends_with_2(town: Town) -> None:
    (town.folder / "crossfoot.db").write_text("This is a letter, not a database. " * 100)
    ended = await town.crossfoot("log")
    assert ended.code == 2
    assert "The store cannot be used: " in ended.err
    assert "Traceback" not in ended.err


async def test_a_store_whose_server_does_not_answer_ends_with_3_and_tells_no_password(
    town: Town,
) -> None:
    town.config["store"] = "postgresql://anna:secret-word@127.0.0.1:9/books"
    town.configure()
    ended = await town.crossfoot("log", "--json", "--debug")
    assert ended.code == 3
    assert ended.document["error"]["kind"] == "unreachable"
    assert ended.document["error"]["system"] == "postgresql://127.0.0.1:9/books"
    assert "secret-word" not in ended.out + ended.err


async def test_an_unreachable_system_ends_a_reading_command_with_3(town: Town) -> None:
    town.tenant["servicetitan"]["api_url"] = "http://127.0.0.1:9"
    town.configure()
    ended = await town.crossfoot("tieout", "--json")
    assert ended.code == 3
    assert ended.document["error"]["system"] == "ServiceTitan"


@pytest.mark.parametrize("debug", [False, True])
async def test_no_secret_is_ever_shown(town: Town, debug: bool) -> None:
    town.queue("120.00")
    town.tenant["settle_wait_seconds"] = 0
    town.configure()
    given = {**town.tenant["servicetitan"], **town.tenant["netsuite"]["oauth2"]}
    secrets = [given[name] for name in ("app_key", "client_secret", "private_key")]
    secrets.append("simulated-token-")
    town.ns.faults.lay(Fault("status", path="/record/", method="POST", status=503, count=3))
    options = ("--debug",) if debug else ()
    shown = await town.crossfoot("run", "--tenant", "acme", *options)
    shown_too = await town.crossfoot("check", *options)
    text = shown.out + shown.err + shown_too.out + shown_too.err
    assert ("HTTP Request: POST http://127.0.0.1" in text) is debug
    assert [one for one in secrets if one in text] == []


# output


async def test_a_reader_that_stops_reading_is_no_trouble(town: Town) -> None:
    town.queue(*["1.00"] * 60)
    command = f"{sys.executable} -m adapters.cli run -t acme -n --full {{}} | head -1"
    for option in ("", "--json"):
        process = await asyncio.create_subprocess_shell(
            command.format(option),
            cwd=town.folder,
            env=clean_environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await asyncio.wait_for(process.communicate(), 60)
        assert out.count(b"\n") == 1
        assert err == b"acme: Reading both systems\n"


async def test_a_terminal_gets_bars_and_colours(town: Town) -> None:
    town.queue("120.00")
    shown = await at_a_terminal(town, "run", "--tenant", "acme")
    assert ESCAPE in shown
    assert "━" in shown
    assert "0 differences" in shown


async def test_a_terminal_without_colour_gets_not_one_escape_code(town: Town) -> None:
    town.queue("120.00")
    shown = await at_a_terminal(town, "run", "--tenant", "acme", NO_COLOR="1")
    assert ESCAPE not in shown
    assert "0 differences" in shown
    assert ESCAPE not in await at_a_terminal(town, "run", "--help", NO_COLOR="1")


async def test_what_a_vendor_says_does_not_drive_the_terminal(town: Town) -> None:
    town.queue("120.00", customer=f"Maria {ESCAPE}[31mLopez [bold]")
    ended = await town.crossfoot("customers")
    assert ESCAPE not in ended.out
    assert "[bold]" in ended.out


@pytest.mark.parametrize("columns", ["80", "120"])
async def test_no_line_is_wider_than_the_screen(town: Town, columns: str) -> None:
    town.queue(
        "120.00", "70.00", customer="The Very Long Name of a Customer and Sons, Incorporated"
    )
    town.queue("1.00", number="1200")
    for command in (("check",), ("mapping",), ("run", "-t", "acme"), ("log",), ("tieout",)):
        ended = await town.crossfoot(*command, COLUMNS=columns)
        assert max(map(len, ended.out.splitlines())) <= int(columns), command


async def at_a_terminal(town: Town, *arguments: str, **environment: str) -> str:
    """What a person at a terminal of 80 columns sees."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "adapters.cli", *arguments),
        cwd=town.folder,
        env={**clean_environment(), "TERM": "xterm-256color", **environment},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = await asyncio.to_thread(_all_of, ours)
    os.close(ours)
    assert await process.wait() == 0
    return shown.decode()


def _all_of(terminal: int) -> bytes:
    """Until nobody holds its other end any more, which Linux tells by an error."""
    shown = b""
    try:
        while part := os.read(terminal, 65536):
            shown += part
    except OSError:
        pass
    return shown


# how commands end


@pytest.fixture
def logs_put_back() -> Iterator[None]:
    """A command sets up logging for its whole process, which here is the tests'."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()
    set_on_retry_hooks(None)


def stopped_by(error: BaseException, tmp_path: Path, debug: bool = False) -> tuple[int, str]:
    """The exit code and the words of a command that this error stops."""
    configured = tmp_path / "crossfoot.toml"
    tenant = "tenant_id = 1\napp_key = ''\nclient_id = ''\nclient_secret = ''"
    tba = "consumer_key = ''\nconsumer_secret = ''\ntoken_id = ''\ntoken_secret = ''"
    configured.write_text(
        f"[tenants.acme.servicetitan]\n{tenant}\n"
        f"[tenants.acme.netsuite]\naccount_id = '1'\n[tenants.acme.netsuite.tba]\n{tba}\n"
    )
    app = typer.Typer()

    @app.command()
    def command(ctx: typer.Context) -> None:
        with invoked(ctx, Common(configured, debug=debug)):
            raise error

    ended = CliRunner().invoke(app)
    return ended.exit_code, ended.stderr


@pytest.mark.usefixtures("logs_put_back")
def test_a_fault_ends_with_an_apology_and_leaves_its_trace_in_a_file(tmp_path: Path) -> None:
    code, words = stopped_by(ZeroDivisionError("nothing to share by"), tmp_path)
    assert code == ExitCode.FAULT
    assert "Sorry, this is a fault in Crossfoot: ZeroDivisionError: nothing to share by" in words
    trace = Path(words.partition("The whole trace is in ")[2].strip().removesuffix("."))
    assert "Traceback" in trace.read_text()
    trace.unlink()


@pytest.mark.usefixtures("logs_put_back")
def test_debug_shows_the_trace_of_a_fault(tmp_path: Path) -> None:
    code, words = stopped_by(ZeroDivisionError("nothing"), tmp_path, debug=True)
    assert code == ExitCode.FAULT
    assert "Traceback" in words


@pytest.mark.usefixtures("logs_put_back")
def test_an_error_among_several_counts_as_what_it_is(tmp_path: Path) -> None:
    code, words = stopped_by(BaseExceptionGroup("workers", [Interrupted()]), tmp_path)
    assert code == ExitCode.INTERRUPTED
    assert "Interrupted." in words


@pytest.mark.parametrize(
    ("codes", "whole"),
    [
        ([], ExitCode.WELL),
        ([ExitCode.WELL, ExitCode.INCOMPLETE], ExitCode.INCOMPLETE),
        ([ExitCode.UNREACHABLE, ExitCode.INCOMPLETE], ExitCode.UNREACHABLE),
        ([ExitCode.INTERRUPTED, ExitCode.UNREACHABLE], ExitCode.INTERRUPTED),
    ],
)
def test_the_worst_tenant_decides_how_all_end(codes: list[ExitCode], whole: ExitCode) -> None:
    assert worst(codes) is whole
