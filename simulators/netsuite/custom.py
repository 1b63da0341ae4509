"""Custom fields and custom record types: they exist only where the account defines them.

A SuiteApp brings such definitions; the simulator knows no product's names. A field's prefix says
where it lives: custbody_ on transactions, custcol_ on their lines, custentity_ on customers,
vendors and projects, custitem_ on items, custrecord_ on custom records or, outside of those, on
accounts, subsidiaries and segments.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from simulators.netsuite.fields import Field, FieldKind, RecordType, shown, text
from simulators.netsuite.records import Record

PREFIXES: Final = ("custbody", "custcol", "custentity", "custitem", "custrecord")
LONG_TEXT: Final = 4000
TYPES: Final[Mapping[str, FieldKind]] = {
    "text": "text",
    "textarea": "text",
    "longtext": "text",
    "email": "text",
    "url": "text",
    "phone": "text",
    "integer": "integer",
    "decimal": "number",
    "percent": "number",
    "currency": "money",
    "date": "date",
    "datetime": "datetime",
    "checkbox": "bool",
    "select": "ref",
}
LENGTHS: Final = {"text": 300, "textarea": LONG_TEXT, "longtext": 1_000_000}


@dataclass(frozen=True)
class CustomField:
    script_id: str
    type: str
    record_type: str | None = None
    """What a select points to; None: any id is taken."""
    mandatory: bool = False

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "CustomField":
        """ValueError when the definition makes no sense."""
        script_id, kind = str(given["scriptId"]).lower(), str(given["type"]).lower()
        if kind not in TYPES:
            raise ValueError(f"{script_id}: a custom field's type is one of {', '.join(TYPES)}")
        if not script_id.startswith(PREFIXES):
            raise ValueError(f"{script_id}: starts with none of {', '.join(PREFIXES)}")
        return cls(script_id, kind, given.get("recordType"), bool(given.get("mandatory", False)))

    def field(self) -> Field:
        to = (self.record_type,) if self.record_type else ()
        longest = LENGTHS.get(self.type)
        return Field(
            TYPES[self.type],
            label=self.script_id,
            longest=longest,
            to=to,
            required=self.mandatory,
        )


@dataclass(frozen=True)
class CustomRecord:
    script_id: str
    fields: tuple[CustomField, ...]

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "CustomRecord":
        script_id = str(given["scriptId"]).lower()
        if not script_id.startswith("customrecord"):
            raise ValueError(f"{script_id}: a custom record's id starts with customrecord")
        return cls(script_id, tuple(CustomField.of(one) for one in given.get("fields", ())))

    def record_type(self) -> RecordType:
        return RecordType(
            self.script_id,
            space=self.script_id,
            fields={
                "name": text(300),
                "externalId": text(),
                "isInactive": Field("bool"),
                "created": shown("datetime"),
                "lastModified": shown("datetime"),
                **{field.script_id: field.field() for field in self.fields},
            },
            live=lambda _, record: {"created": record.created, "lastModified": record.modified},
            display=display,
        )


def display(record: Record) -> str:
    return record.text("name") or record.id
