"""What a run is measured under, and what was measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Load:
    """`latency` in seconds, of every call to NetSuite.

    A record of a batch keeps one of the `processors` busy for as long as a call: saving it is the
    same work. `journal`: whether intents and outcomes are stored, as they are outside of a bench.
    """

    documents: int = 2_000
    latency: Decimal = Decimal("0.05")
    slots: int = 10
    processors: int = 10
    in_batches: bool = True
    journal: bool = True


@dataclass(frozen=True, slots=True)
class Figures:
    """`sent` are the requests to NetSuite that left us, `received` those that it saw; `purposes`
    says what they were for. `batched` records went in batches.

    `makespan` is the run's, `stages` that of each of its stages, in seconds; `cpu` what our own
    process worked in it. `memory` is the most our process held, in bytes, and `idle_memory` what it
    held before the run.
    """

    load: Load
    documents: int
    rows: int
    written: int
    confirmed: int
    differences: int
    sent: int
    received: int
    batched: int
    purposes: Mapping[str, int]
    makespan: Decimal
    cpu: Decimal
    stages: Mapping[str, Decimal]
    idle_memory: int
    memory: int

    @property
    def slots_bound(self) -> Decimal:
        """Seconds that all requests take with every slot busy."""
        return self.sent * self.load.latency / self.load.slots

    @property
    def processors_bound(self) -> Decimal:
        """Seconds that all records of batches take with every processor busy."""
        return self.batched * self.load.latency / self.load.processors

    @property
    def bound(self) -> Decimal:
        """Seconds; both work at the same time."""
        return max(self.slots_bound, self.processors_bound)

    @property
    def ratio(self) -> Decimal | None:
        """None without latency: then there is no bound."""
        return self.makespan / self.bound if self.bound else None

    @property
    def speed(self) -> Decimal:
        """Documents a second."""
        return self.documents / self.makespan

    @property
    def requests_per_document(self) -> Decimal:
        return Decimal(self.sent) / self.documents
