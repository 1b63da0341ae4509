"""How records are told apart: by our own key, and by the id that NetSuite gives them."""

from typing import NewType

from core.documents import Kind

Key = NewType("Key", str)
"""A record's identity, derived from its source; letters, digits, `_`, `-` (facts/netsuite 1.2)."""
RemoteId = NewType("RemoteId", str)
"""NetSuite's internal id."""


def key_of(tenant: str, kind: Kind, source: int | str) -> Key:
    """The key of a document's record: `{tenant}-{kind}-{id}`."""
    return Key(f"{tenant}-{kind}-{source}")
