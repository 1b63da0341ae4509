"""The company whose account this is: its record types, its records, and how they are found."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from simulators.control.clock import SimClock
from simulators.netsuite import refusals
from simulators.netsuite.async_jobs import Processing
from simulators.netsuite.custom import CustomField, CustomRecord
from simulators.netsuite.fields import Field, RecordType, Sublist
from simulators.netsuite.records import Record
from simulators.netsuite.state import State
from simulators.netsuite.tasks import Deduplication

PREFERENCES: Final = {
    "autoNumberEntities": False,
    "allowDuplicateTranIds": True,
    "checkApproval": False,
    "billApproval": False,
    "voidUsingReversingJournals": False,
}
"""Names of entities are given by hand, document numbers may repeat, checks and bills post at once,
checks are voided in place, unless the account says not."""
FEATURES: Final = {"customTransactions": True}


@dataclass
class Shape:
    """A record type's fields and sublists in one account, custom ones with them."""

    fields: dict[str, Field]
    sublists: dict[str, Sublist]
    names: dict[str, str]
    """Canonical names by lower-case name."""


class Company:
    def __init__(self, types: Mapping[str, RecordType], clock: SimClock) -> None:
        self.state = State()
        self.clock = clock
        self.deduplication = Deduplication()
        self.processing = Processing()
        self._moment: datetime | None = None
        self._types = types
        self._lower = {name.lower(): record_type for name, record_type in types.items()}
        self._shapes: dict[str, tuple[tuple[int, ...], Shape]] = {}

    def now(self) -> datetime:
        return self._moment or self.clock.now()

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """What is done inside happened at that instant, while nobody looked."""
        outer, self._moment = self._moment, moment
        try:
            yield
        finally:
            self._moment = outer

    def today(self) -> date:
        """The account's business date; the simulated account keeps UTC."""
        return self.now().date()

    def record_type(self, name: str) -> RecordType | None:
        """The record type of that name, whatever its case."""
        lower = name.lower()
        state = self.state
        custom = state.custom_records.get(lower) or state.custom_transactions.get(lower)
        return custom.record_type() if custom else self._lower.get(lower)

    def type_of(self, record: Record) -> RecordType:
        found = self.record_type(record.kind)
        assert found is not None, record.kind
        return found

    def prefers(self, preference: str) -> bool:
        chosen = self.state.preferences.get(preference)
        return PREFERENCES[preference] if chosen is None else chosen

    def has(self, feature: str) -> bool:
        chosen = self.state.features.get(feature)
        return FEATURES[feature] if chosen is None else chosen

    def switch(self, features: Mapping[str, bool]) -> dict[str, bool]:
        """Turns features on or off, and says how all stand; ValueError for one nobody knows."""
        for name, on in features.items():
            if name not in FEATURES:
                raise ValueError(f"no feature is called {name}")
            self.state.features.put(name, bool(on))
        return {name: self.has(name) for name in FEATURES}

    # --- records -------------------------------------------------------------------------------

    def find(self, to: tuple[str, ...], key: str) -> Record | None:
        """The record with that internal id, of one of these types or spaces."""
        for name in to:
            record_type = self.record_type(name)
            space = record_type.space if record_type else name
            record = self.state.of(space).get(key)
            if record and (record_type is None or record.kind == record_type.name):
                return record
        return None

    def get(self, kind: str, key: str) -> Record:
        """A record that is known to exist."""
        found = self.find((kind,), key)
        assert found is not None, (kind, key)
        return found

    def transaction(self, key: str) -> Record:
        return self.state.of("transaction")[key]

    def id_of_external(self, space: str, external_id: str) -> str | None:
        return self.state.external_ids.get((space, external_id.lower()))

    def display(self, to: tuple[str, ...], key: str) -> str:
        """What NetSuite shows for a reference; the id itself where nothing is found."""
        record = self.find(to, key)
        return self.type_of(record).display(record) if record else key

    def name(self, kind: str, key: str | None) -> str:
        return self.display((kind,), key) if key else ""

    # --- shapes --------------------------------------------------------------------------------

    def shape(self, record_type: RecordType) -> Shape:
        """Its fields and sublists with this account's custom fields."""
        state = self.state
        custom = (state.custom_fields, state.custom_records, state.custom_transactions)
        stamp = tuple(shelf.touched for shelf in custom)
        cached = self._shapes.get(record_type.name)
        if cached is None or cached[0] != stamp:
            cached = (stamp, self._shape(record_type))
            self._shapes[record_type.name] = cached
        return cached[1]

    def _shape(self, record_type: RecordType) -> Shape:
        fields = {**record_type.fields, **self.custom_fields(record_type.custom_prefix)}
        sublists = {
            name: replace(
                sublist, fields={**sublist.fields, **self.custom_fields(sublist.custom_prefix)}
            )
            for name, sublist in record_type.sublists.items()
        }
        return Shape(fields, sublists, {name.lower(): name for name in (*fields, *sublists)})

    def custom_fields(self, prefix: str | None) -> dict[str, Field]:
        if prefix is None:
            return {}
        return {
            script_id: custom.field()
            for script_id, custom in self.state.custom_fields.items()
            if script_id.startswith(prefix)
        }

    def define_field(self, given: Mapping[str, object]) -> None:
        """A field that is defined already stays as it is; another type for it is a ValueError."""
        custom = CustomField.of(given)
        known = self.state.custom_fields.get(custom.script_id)
        if known is not None and known != custom:
            raise ValueError(f"{custom.script_id} is defined already, differently")
        self.state.custom_fields.put(custom.script_id, custom)

    def define_record(self, given: Mapping[str, object]) -> None:
        """A type that is defined already gets the fields it lacks; it loses none."""
        custom = CustomRecord.of(given)
        known = self.state.custom_records.get(custom.script_id)
        held = {field.script_id: field for field in known.fields} if known else {}
        for field in custom.fields:
            if held.setdefault(field.script_id, field) != field:
                raise ValueError(f"{field.script_id} is defined already, differently")
        whole = CustomRecord(custom.script_id, tuple(held.values()))
        self.state.custom_records.put(custom.script_id, whole)

    # --- subsidiaries (facts §5.3) -------------------------------------------------------------

    def subsidiaries_of(self, entity: Record) -> tuple[str, ...]:
        """An entity's primary subsidiary, then its secondary ones."""
        return (entity.ref("subsidiary"), *(self.state.secondary_subsidiaries.get(entity.id) or ()))

    def usable_in(self, record: Record, subsidiary: str) -> bool:
        """Whether a set-up record or item may be used there; one that names none serves all."""
        named = {line["id"] for line in record.lines("subsidiary")}
        if not named or subsidiary in named:
            return True
        return record.is_on("includeChildren") and not named.isdisjoint(self._above(subsidiary))

    def _above(self, subsidiary: str) -> set[str]:
        above: set[str] = set()
        parent = self.get("subsidiary", subsidiary).text("parent")
        while parent is not None and parent not in above:
            above.add(parent)
            parent = self.get("subsidiary", parent).text("parent")
        return above

    def system_account(self, special: str) -> str:
        """The id of the system account of that kind (facts §5.1)."""
        found = self.state.names.get(("system account", special))
        if found is None:
            raise refusals.rule_broken(f"This account has no {special} system account.")
        return found
