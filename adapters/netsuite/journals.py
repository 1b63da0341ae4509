"""Journal entries as NetSuite takes them (facts/netsuite 4)."""

from adapters.netsuite.json_text import Json
from adapters.netsuite.requests import (
    RECORDS,
    Ids,
    Write,
    batch,
    creation,
    id_,
    line_segments,
    segments,
    without_nothing,
)
from core.money import ZERO
from core.records import JournalLine, JournalRecord, Key

REPLACE_LINES = (("replace", "line"),)


def journal(key: Key, record: JournalRecord, ids: Ids) -> Write:
    """A new entry, or new lines for the one it replaces (JE-03)."""
    body: Json = {
        "externalId": key,
        "tranId": record.number,
        "tranDate": record.date,
        **segments(record.segments),
        "memo": record.memo or None,
        **batch(record.batch),
        "line": {"items": [_line(one, ids) for one in record.lines]},
    }
    if record.replaces is None:
        return creation("journalEntry", body)
    path = f"{RECORDS}/journalEntry/{record.replaces}"
    return Write("PATCH", path, without_nothing(body), REPLACE_LINES, known_id=record.replaces)


def _line(line: JournalLine, ids: Ids) -> Json:
    side = "debit" if line.amount > ZERO else "credit"
    return without_nothing(
        {
            "account": id_(line.account.id),
            side: abs(line.amount),
            "memo": line.memo or None,
            "entity": id_(ids(line.entity)) if line.entity else None,
            **line_segments(line.segments),
        }
    )
