"""A run that was cut short and goes on under its name: its report tells of the whole of it (TRG-09).

Nothing is known of the plan it had but its rows, as they were planned, and the journal. What the run
sent and the books have, it posted, whoever finds it there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from core.documents import Kind
from core.draft import UNANSWERED
from core.records import Key, RemoteId
from core.refusals import Waiting
from core.reports import Fate, Row
from core.situation import Situation

Sent = Mapping[Key, RemoteId | None]
"""What a run announced to the books and was not refused; with the record's id where they gave it."""
_NOT_ASKED_FOR: Final = (
    "When the run went on ServiceTitan did not ask for it any more. Look for it in NetSuite."
)
_IN_THE_BOOKS: Final = frozenset({Fate.POSTED, Fate.ALREADY_BOOKED})


def found_by_now(sent: Sent, s: Situation) -> Sent:
    """A record that was never answered for may have been found since, and left the plan for that."""
    links = {s.key(Kind.CUSTOMER_LINK, source): link.id for source, link in s.links.items()}
    known = {**s.known, **links}
    return {key: remote or known.get(key) for key, remote in sent.items()}


def rows_so_far(planned: Sequence[Row], earlier: Sequence[Row], sent: Sent) -> tuple[Row, ...]:
    """The rows of a plan that is about to be carried out, with those that are in the books and left
    the plan for that: the run's rows if nothing more should happen."""
    rows, _ = of_the_whole_run(planned, earlier, sent)
    return rows


def rows_cut_short(planned: Sequence[Row], known: Mapping[Key, RemoteId]) -> tuple[Row, ...]:
    """The rows of a run that ends before its time: what was planned and has an id by now is posted."""
    return tuple(_done(row, known) for row in planned)


def _done(row: Row, known: Mapping[Key, RemoteId]) -> Row:
    if row.fate is not Fate.PLANNED or row.key is None or row.key not in known:
        return row
    return replace(row, fate=Fate.POSTED, remote=known[row.key])


def of_the_whole_run(
    rows: Sequence[Row], earlier: Sequence[Row], sent: Sent
) -> tuple[tuple[Row, ...], frozenset[Key]]:
    """The rows of the whole run, and the keys that it wrote before it was cut short."""
    named = {row.key for row in rows}
    left = [row for row in _left(earlier, sent) if row.key not in named]
    whole = (*(_posted(row, sent) for row in rows), *left)
    wrote = {row.key for row in whole if row.key in sent and row.fate is Fate.POSTED}
    wrote |= {key for key, remote in sent.items() if remote is not None}
    return whole, frozenset(key for key in wrote if key is not None)


def _left(earlier: Sequence[Row], sent: Sent) -> Iterator[Row]:
    for row in earlier:
        if row.key is not None and sent.get(row.key) is not None:
            yield replace(row, fate=Fate.POSTED, remote=sent[row.key])
        elif row.fate in _IN_THE_BOOKS:
            yield _posted(row, sent)
        elif row.key in sent:
            yield _unknown(row)


def _unknown(row: Row) -> Row:
    """Its document was taken back meanwhile, or it is one that only a look at NetSuite can find."""
    code, words = Waiting.SETTLEMENT.value, f"It was sent and never answered. {_NOT_ASKED_FOR}"
    return replace(row, fate=Fate.UNCERTAIN, code=code, explanation=words, cause=UNANSWERED)


def _posted(row: Row, sent: Sent) -> Row:
    """What this run sent it need not take for somebody else's."""
    if row.fate is Fate.ALREADY_BOOKED and row.key in sent:
        return replace(row, fate=Fate.POSTED)
    return row
