"""What the core needs of the world, as promises; adapters keep them.

Business refusals come back as values. The exceptions here mean that a system did not answer, or
that it does not let us in.
"""

from core.ports.books import Balance as Balance
from core.ports.books import Books as Books
from core.ports.books import Preview as Preview
from core.ports.books import Rejection as Rejection
from core.ports.clock import Clock as Clock
from core.ports.failures import CredentialsRefusedError as CredentialsRefusedError
from core.ports.failures import OutcomeUnknownError as OutcomeUnknownError
from core.ports.failures import SystemUnavailableError as SystemUnavailableError
from core.ports.failures import TenantBusyError as TenantBusyError
from core.ports.field_service import ExportMark as ExportMark
from core.ports.field_service import FieldService as FieldService
from core.ports.field_service import MarkFailure as MarkFailure
from core.ports.field_service import SyncMark as SyncMark
from core.ports.store import Intent as Intent
from core.ports.store import Lease as Lease
from core.ports.store import Store as Store
