"""What the simulator is given from outside: who may come in, and who answers queries."""

from typing import Protocol

from simulators.control.vendor import Reply, Request


class Gate(Protocol):
    """OAuth 2.0: tokens given out, and calls without a good one turned away."""

    def token(self, request: Request) -> Reply: ...

    def refusal(self, request: Request) -> Reply | None: ...

    def expire_all(self) -> None: ...


class Query(Protocol):
    """SuiteQL over the simulator's tables."""

    def run(self, request: Request) -> Reply: ...
