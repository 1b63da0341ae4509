"""Versions of a journal entry: a later one takes the place of the one in NetSuite (JE-03).

What was written last must still stand there. The memo tells: it ends with the version of ServiceTitan
and a seal over date and posting. An entry that no longer fits its seal was changed by hand; it is never
overwritten.
"""

import re
from datetime import date
from typing import Final

from core.fingerprint import Fingerprint
from core.ledger import Posting
from core.records import Booked

NAME_LIMIT: Final = 400
"""Characters of the entry's name that go into the memo; NetSuite takes 999 in all."""
_STAMP: Final = re.compile(r"\(ServiceTitan version (\d+), seal ([0-9a-f]{12})\)$")


def memo_of(name: str, version: int, day: date, posting: Posting) -> str:
    """What the entry's memo in NetSuite says."""
    stamp = f"(ServiceTitan version {version}, seal {_seal(day, posting)})"
    return f"{name.strip()[:NAME_LIMIT]} {stamp}".strip()


def is_untouched(booked: Booked) -> bool:
    """Whether the entry is as we wrote it, so far as its postings and date go."""
    stamp = _STAMP.search(booked.memo)
    return stamp is not None and stamp[2] == _seal(booked.date, booked.posting)


def is_of_version(version: int, booked: Booked) -> bool:
    """Whether the entry says that it was made from this version."""
    stamp = _STAMP.search(booked.memo)
    return stamp is not None and int(stamp[1]) == version


def _seal(day: date, posting: Posting) -> str:
    lines = tuple((account, segments, amount) for (account, segments), amount in posting.items())
    return str(Fingerprint((day, *lines)))
