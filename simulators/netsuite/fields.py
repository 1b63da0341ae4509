"""What record types are made of: fields, sublists, and the rules a type brings (facts §1.3, §4)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from simulators.netsuite.records import Line, Record

if TYPE_CHECKING:
    from simulators.netsuite.company import Company
    from simulators.netsuite.ledger import Row

FieldKind = Literal[
    "text",
    "money",
    "number",
    "integer",
    "bool",
    "date",
    "datetime",
    "ref",
    "refs",
    "choice",
    "subrecord",
]


@dataclass(frozen=True)
class Field:
    kind: FieldKind
    label: str = ""
    """What NetSuite calls it in "Please enter value(s) for"."""
    longest: int | None = None
    to: tuple[str, ...] = ()
    """Record types, or whole spaces, that a reference may point to; empty: anything."""
    choices: Mapping[str, str] = field(default_factory=dict)
    inside: Mapping[str, "Field"] = field(default_factory=dict)
    required: bool = False
    read_only: bool = False
    fixed: bool = False
    """Cannot change once the record is saved."""
    simulated: bool = True


def text(longest: int | None = None, **more: Any) -> Field:
    return Field("text", longest=longest, **more)


def ref(*to: str, **more: Any) -> Field:
    return Field("ref", to=to, **more)


def refs(*to: str, **more: Any) -> Field:
    """Several records: a multiple select."""
    return Field("refs", to=to, **more)


def choice(choices: Mapping[str, str], **more: Any) -> Field:
    return Field("choice", choices=choices, **more)


def shown(kind: FieldKind, **more: Any) -> Field:
    """A field that NetSuite works out: readable, never written."""
    return Field(kind, read_only=True, **more)


NOT_SIMULATED = Field("text", simulated=False)


@dataclass(frozen=True)
class Sublist:
    fields: Mapping[str, Field]
    key: tuple[str, ...] = ()
    """The fields that tell lines apart; empty: every sent line is appended (facts §1.3)."""
    numbered: bool = False
    """Lines get a `line` number of their own."""
    custom_prefix: str | None = None
    simulated: bool = True
    follows: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Fields that are worked out anew when one of these is sent without them."""
    prepare: Callable[["Company", Line], Line] = lambda _, line: line
    """Fills in what tells a sent line apart."""

    @property
    def is_choice(self) -> bool:
        """Several records chosen from a list: its lines are references."""
        return self.fields.keys() == {"id"}


def _as_it_is(_company: "Company", record: Record, _before: Record | None) -> Record:
    return record


def _nothing_live(_company: "Company", _record: Record) -> dict[str, Any]:
    return {}


def _nothing_more(_company: "Company", _record: Record, _sublist: str, _line: Line) -> Line:
    return {}


def _no_name(record: Record) -> tuple[str, ...] | None:
    del record
    return None


Complete = Callable[["Company", Record, Record | None], Record]
Posts = Callable[["Company", Record], tuple["Row", ...]]
Settle = Callable[["Company", Record | None, Record | None], None]


@dataclass(frozen=True)
class RecordType:
    """One of NetSuite's record types, and what saving a record of it does."""

    name: str
    space: str
    """Records of one space share internal ids and external ids (facts §3.1)."""
    fields: Mapping[str, Field]
    sublists: Mapping[str, Sublist] = field(default_factory=dict)
    custom_prefix: str | None = None
    code: str = ""
    """A transaction's type in SuiteQL (facts §1.5)."""
    posting: bool = True
    waits: Callable[[Record], bool] = lambda _: False
    """Whether this one posts nothing yet, or never will."""
    lock: Literal["ar", "ap"] | None = None
    """Which of a period's locks stops it; journals answer to what they post."""
    served: bool = True
    """Whether the record service is simulated for it."""
    feature: str | None = None
    """The feature without which the account has no such records."""
    created_by_transform: bool = False
    complete: Complete = _as_it_is
    """Defaults and rules: the record as it will be kept, or a RefusedError."""
    posts: Posts | None = None
    settle: Settle | None = None
    """Open balances and applications, the record (None: deleted) and the one before."""
    unique: Callable[[Record], tuple[str, ...] | None] = _no_name
    display: Callable[[Record], str] = lambda record: record.text("name") or record.id
    live: Callable[["Company", Record], dict[str, Any]] = _nothing_live
    """Fields that follow from other records."""
    listed: Callable[["Company", Record, str], tuple[Line, ...]] = lambda _, record, name: (
        record.lines(name)
    )
    """The lines of a sublist as they are shown."""
    live_line: Callable[["Company", Record, str, Line], Line] = _nothing_more
