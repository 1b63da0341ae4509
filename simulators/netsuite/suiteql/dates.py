"""Oracle's date masks, as TO_CHAR, TO_DATE and TO_TIMESTAMP take them."""

import re
from typing import Final

from simulators.netsuite.suiteql.refusals import not_simulated

STRFTIME: Final = {
    "YYYY": "%Y",
    "MM": "%m",
    "DD": "%d",
    "HH24": "%H",
    "MI": "%M",
    "SS": "%S",
}
PIECE: Final = re.compile(r'YYYY|MM|DD|HH24|MI|SS|"[^"%]*"|[-/:., ]|(?P<other>.)', re.IGNORECASE)


def strftime_mask(mask: str) -> str:
    """`YYYY-MM-DD` as `%Y-%m-%d`; a mask that is not simulated gets 501."""
    return "".join(_piece(match, mask) for match in PIECE.finditer(mask))


def _piece(match: re.Match[str], mask: str) -> str:
    if match["other"]:
        raise not_simulated(f"the date mask {mask!r}")
    text = match[0]
    return STRFTIME.get(text.upper(), text.strip('"'))
