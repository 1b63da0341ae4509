"""How we write: money, dates, counts, and the look of lists and tables."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeVar

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from adapters.cli.screen import clean
from core.money import Money

FIRST: Final = 20
"""How many of a long list the terminal shows."""
Item = TypeVar("Item")


def styled(text: str, style: str = "") -> Text:
    return Text(clean(text), style)


def heading(text: str, style: str = "bold") -> Text:
    return Text(f"\n{clean(text)}", style)


def indented(what: RenderableType, by: int = 2) -> Padding:
    return Padding(what, (0, 0, 0, by), expand=False)


def table(*columns: str, right: Iterable[str] = ()) -> Table:
    """A calm table: no lines, a dim head; columns named in `right` are figures."""
    made = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for column in columns:
        figures = column in right
        made.add_column(column, justify="right" if figures else "left", overflow="fold")
        made.columns[-1].no_wrap = figures
    return made


def listed(
    items: Sequence[Item], show: Callable[[Item], RenderableType], full: bool = False
) -> Group:
    """All of a list, or its beginning and how many more there are."""
    shown = items if full else items[:FIRST]
    return Group(*map(show, shown), *more(len(items) - len(shown)))


def more(left: int, shown_by: str = "--json or --full") -> list[RenderableType]:
    """A line on what a list leaves out; none when it leaves out nothing."""
    if left <= 0:
        return []
    return [indented(styled(f"… and {left:,} more: {shown_by} shows them", "dim"))]


def amount(money: Money | None) -> str:
    """For a column of figures: $1,234.50."""
    return "" if money is None else str(money)


def at(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M:%S} UTC"


def counted(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def lasting(time: timedelta) -> str:
    """90 seconds are 1 min 30 s; less than ten have a tenth."""
    tenths = time // timedelta(milliseconds=100)
    if tenths < 100:
        return f"{tenths // 10}.{tenths % 10} s"
    minutes, seconds = divmod(tenths // 10, 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
