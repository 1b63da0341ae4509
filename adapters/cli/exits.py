"""How a command ends: the exit codes, and the words for each thing that can stop one."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from adapters.config import ConfigError
from adapters.engine.errors import EngineError, PostLostError
from adapters.store import FencedError, StoreError, StoreUnreachableError
from core.ports import SystemUnavailableError, TenantBusyError
from core.reports import Report, Status


class ExitCode(IntEnum):
    WELL = 0
    INCOMPLETE = 1
    USAGE = 2
    UNREACHABLE = 3
    INTERRUPTED = 4
    FAULT = 70
    """A fault in Crossfoot itself: the number other programs use for that."""


class Interrupted(BaseException):
    """Someone pressed Ctrl-C, or the machine asked us to end."""


class UnknownTenantError(Exception):
    def __init__(self, tenant: str, known: list[str]) -> None:
        super().__init__(f'There is no tenant "{tenant}". Configured: {", ".join(known)}.')


class RefusedError(Exception):
    """What was asked cannot be done; the text says why and what can."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a command ended early, for people and for programs; `system` did not answer."""

    code: ExitCode
    kind: str
    words: str
    system: str | None = None

    @property
    def document(self) -> dict[str, Any]:
        about = {"kind": self.kind, "message": self.words, "system": self.system}
        return {"error": about, "exit_code": self.code}


def ending_of(error: BaseException) -> Ending | None:
    """None for what nobody could foresee."""
    match first_cause(error):
        case ConfigError() | UnknownTenantError() as problem:
            return Ending(ExitCode.USAGE, "configuration", str(problem))
        case StoreError() | EngineError() as problem:
            return _without_store(problem)
        case SystemUnavailableError() as problem:
            return Ending(ExitCode.UNREACHABLE, "unreachable", str(problem), problem.system)
        case TenantBusyError() as problem:
            words = f"{problem}. Let it finish; two runs of one tenant never work at once."
            return Ending(ExitCode.INCOMPLETE, "busy", words)
        case FencedError() as problem:
            return Ending(ExitCode.INCOMPLETE, "replaced", f"{problem}. See crossfoot log.")
        case RefusedError() as problem:
            return Ending(ExitCode.INCOMPLETE, "refused", str(problem))
        case Interrupted() | KeyboardInterrupt():
            return Ending(ExitCode.INTERRUPTED, "interrupted", INTERRUPTED)
    return None


def _without_store(problem: StoreError | EngineError) -> Ending:
    if isinstance(problem, EngineError):
        lost = isinstance(problem, PostLostError)
        return Ending(ExitCode.UNREACHABLE if lost else ExitCode.USAGE, "queue", str(problem))
    words = f"The store cannot be used: {problem}"
    if isinstance(problem, StoreUnreachableError):
        return Ending(ExitCode.UNREACHABLE, "unreachable", words, problem.database)
    return Ending(ExitCode.USAGE, "store", words)


INTERRUPTED = "Interrupted. A run remembers what it sent; the next one settles it."


def first_cause(error: BaseException) -> BaseException:
    """The error itself, or the first of those that ended together."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def code_of(report: Report) -> ExitCode:
    """How a run that came to an end of its own counts."""
    return _CODES[report.status]


_CODES = {
    Status.COMPLETE: ExitCode.WELL,
    Status.INCOMPLETE: ExitCode.INCOMPLETE,
    Status.PLAN_CHANGED: ExitCode.INCOMPLETE,
    Status.FAILED: ExitCode.UNREACHABLE,
    Status.INTERRUPTED: ExitCode.INTERRUPTED,
    Status.RUNNING: ExitCode.INCOMPLETE,
}
_SEVERITY = (
    ExitCode.WELL,
    ExitCode.INCOMPLETE,
    ExitCode.UNREACHABLE,
    ExitCode.USAGE,
    ExitCode.INTERRUPTED,
    ExitCode.FAULT,
)


def worst(codes: list[ExitCode]) -> ExitCode:
    """Of several tenants' codes the one that matters most: 3 over 1, 1 over 0."""
    return max(codes, key=_SEVERITY.index, default=ExitCode.WELL)
