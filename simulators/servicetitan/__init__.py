"""ServiceTitan as it is known to behave, in memory. COVERAGE.md says how we know."""

from simulators.servicetitan.auth import Credentials
from simulators.servicetitan.simulator import ServiceTitan
from simulators.servicetitan.tenant import MistakeError

__all__ = ["Credentials", "MistakeError", "ServiceTitan"]
