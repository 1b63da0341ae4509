"""The stories of `crossfoot demo`, told as they happen.

The demonstration checks itself: a story whose figures are not as the rules say ends it with 1.
"""

from collections.abc import Callable, Mapping
from typing import Final

import typer
from rich.console import RenderableType

from adapters.cli.demo_document import demo_document
from adapters.cli.demo_view import beginning, closing, step_view, story_heading
from adapters.cli.exits import ExitCode
from adapters.cli.screen import Screen
from adapters.demo.company import company
from adapters.demo.stories import STORIES
from adapters.demo.telling import Step, Story, Telling, Told

NUMBERED: Final = dict(enumerate(STORIES, start=1))


def chosen_stories(story: str | None) -> Mapping[int, Story]:
    """All stories, or the one of this number or name. Raises typer.BadParameter."""
    if story is None:
        return NUMBERED
    chosen = {at: one for at, one in NUMBERED.items() if story in (str(at), one.name)}
    if not chosen:
        there = ", ".join(f"{at} {one.name}" for at, one in NUMBERED.items())
        raise typer.BadParameter(f"there are: {there}", param_hint="--story")
    return chosen


async def tell(stories: Mapping[int, Story], screen: Screen) -> ExitCode:
    """Each story as it happens, then how both systems stand; INCOMPLETE if anything is not so."""
    _show(screen, lambda: beginning(stories.values()))
    told = [await _tell_one(number, story, screen) for number, story in stories.items()]
    code = ExitCode.WELL if all(one.holds for one in told) else ExitCode.INCOMPLETE
    screen.answer(lambda: demo_document(told, code), lambda: closing(told))
    return code


async def _tell_one(number: int, story: Story, screen: Screen) -> Told:
    steps: list[Step] = []
    _show(screen, lambda: story_heading(number, story))
    async with company() as one:
        async for step in story.tale(Telling(one)):
            steps.append(step)
            _show(screen, lambda: step_view(steps))
        return Told(story, tuple(steps), await one.tie())


def _show(screen: Screen, view: Callable[[], RenderableType]) -> None:
    """As it happens; a document has to wait for the end."""
    if not screen.json:
        screen.answer(dict, view)
