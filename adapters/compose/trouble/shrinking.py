"""A script that shows something wrong, made as short as it can be and still show it.

Delta debugging: parts are left out, large ones first, while what is left shows the same.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from adapters.compose.trouble.script import Event, Script
from adapters.compose.trouble.telling import Told, told

MOST_TRIES: Final = 300
Events = tuple[Event, ...]
Tell = Callable[[Script], Told]


def compared(script: Script) -> Told:
    """A script told, and compared with itself without trouble; what is wrong may be wrong in that."""
    calm = told(script.calm)
    if calm.wrong is not None or script.is_calm:
        return calm
    return told(script, calm.books)


def shrunk(script: Script, ought: str, tell: Tell = compared) -> Script:
    """The shortest script found in which this ought to be so, and is not."""
    tries = _Tries(script, ought, tell)
    events, size = script.events, max(1, len(script.events) // 2)
    while size:
        shorter = next((one for one in _without(events, size) if tries.shows(one)), None)
        if shorter is None:
            size //= 2
        else:
            events, size = shorter, min(size, len(shorter))
    return replace(script, events=events)


def _without(events: Events, size: int) -> Iterator[Events]:
    """Each time without so many events in a row, the last first."""
    for end in range(len(events), 0, -size):
        yield events[: max(0, end - size)] + events[end:]


class _Tries:
    def __init__(self, script: Script, ought: str, tell: Tell) -> None:
        self.script, self.ought, self.tell = script, ought, tell
        self.left = MOST_TRIES

    def shows(self, events: Events) -> bool:
        self.left -= 1
        if self.left < 0:
            return False
        wrong = self.tell(replace(self.script, events=events)).wrong
        return wrong is not None and wrong.ought == self.ought
