"""Logs on standard error, at the configured level. What travels in headers is never logged.

httpx names each request's method, URL and status: shown at `debug`, as are no bodies and no headers.
"""

import logging
from typing import Final

import structlog
from stamina.instrumentation import RetryDetails, set_on_retry_hooks

from adapters.cli.screen import Paper

QUIET: Final = ("httpcore", "hpack", "asyncio", "alembic", "filelock")
"""The first two log what must not be shown, the others what nobody asks for."""

log = structlog.get_logger("crossfoot")


class OnPaper(logging.Handler):
    """Through the console of standard error, so that bars and lines do not mix."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._paper = paper

    def emit(self, record: logging.LogRecord) -> None:
        self._paper.print(self.format(record), soft_wrap=True)


def configure_logs(level: str, paper: Paper) -> None:
    """`level` is debug, info, warning or error."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = OnPaper(paper)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    quiet_libraries(level)


def quiet_libraries(level: str) -> None:
    """Requests are for `debug`, repeated ones for `info`; headers and bodies for nobody."""
    logging.getLogger("httpx").setLevel(logging.INFO if level == "debug" else logging.WARNING)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    set_on_retry_hooks([_trying_again])


def _trying_again(details: RetryDetails) -> None:
    log.info("trying again", time=details.retry_num, why=str(details.caused_by))
