"""Why a system may not answer. What it refuses is a value, not one of these."""

from datetime import datetime


class SystemUnavailableError(Exception):
    """A system did not answer, or not what it must; nothing is known to have been written."""

    def __init__(self, system: str, why: str) -> None:
        super().__init__(f"{system}: {why}")
        self.system = system
        self.why = why


class CredentialsRefusedError(SystemUnavailableError):
    """A system does not accept who we say we are, or what we may do there."""


class OutcomeUnknownError(SystemUnavailableError):
    """A write was sent and its answer lost: booked or not is unknown until it is looked up."""


class TenantBusyError(Exception):
    """Another run of this tenant is under way (TRG-12)."""

    def __init__(self, tenant: str, holder: str, since: datetime) -> None:
        super().__init__(
            f"{tenant}: a run by {holder} is under way since {since:%Y-%m-%d %H:%M} UTC"
        )
        self.tenant = tenant
        self.holder = holder
        self.since = since
