"""A script that shows something wrong, made as short as it can be and still show it.

Delta debugging: parts are left out, large ones first, while what is left shows the same.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any, Final

from adapters.compose.trouble.script import Event, Script
from adapters.compose.trouble.set_up import Habits
from adapters.compose.trouble.strikes import Strike
from adapters.compose.trouble.telling import Told, as_told, told

MOST_TRIES: Final = 300
Events = tuple[Event, ...]
Tell = Callable[[Script], Told]


def compared(script: Script) -> Told:
    """A script told, and compared with itself without trouble; what is wrong may be wrong in that."""
    found = told(script)
    if found.wrong is not None or found.books is None:
        return found
    calm = told(script.calm)
    if calm.books is None:
        return calm
    return as_told(found, calm.books)


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
    return _simpler(replace(script, events=events), tries)


def _simpler(script: Script, tries: "_Tries") -> Script:
    """With the usual habits, with work that is done before the run rather than in its midst, and with
    other workers that are in no trouble."""
    for one in fields(Habits):
        default: dict[str, Any] = {one.name: one.default}
        usual = replace(script.habits, **default)
        if usual != script.habits and tries.show(replace(script, habits=usual)):
            script = replace(script, habits=usual)
    for at, event in enumerate(script.events):
        if isinstance(event, Strike) and (event.work is not None or event.others):
            simple = event.work or replace(event, others=())
            simpler = replace(
                script, events=(*script.events[:at], simple, *script.events[at + 1 :])
            )
            script = simpler if tries.show(simpler) else script
    return script


def _without(events: Events, size: int) -> Iterator[Events]:
    """Each time without so many events in a row, the last first."""
    for end in range(len(events), 0, -size):
        yield events[: max(0, end - size)] + events[end:]


class _Tries:
    def __init__(self, script: Script, ought: str, tell: Tell) -> None:
        self.script, self.ought, self.tell = script, ought, tell
        self.left = MOST_TRIES

    def shows(self, events: Events) -> bool:
        return self.show(replace(self.script, events=events))

    def show(self, script: Script) -> bool:
        self.left -= 1
        if self.left < 0:
            return False
        wrong = self.tell(script).wrong
        return wrong is not None and wrong.ought == self.ought
