"""`crossfoot demo`: stories told by the real adapters over simulated vendors in memory."""

from typing import Annotated, Final

import typer

from adapters.cli.invocation import Common, DebugOption, JsonOption, explained, stoppable
from adapters.cli.logs import configure_logs
from adapters.cli.manual import manual
from adapters.cli.screen import Screen

HELP: Final = manual(
    "Tell what Crossfoot does, in stories with T-accounts and trial balances, in memory.",
    """Needs no account and no network. Each story begins with empty books; every figure comes
    from the simulated systems, and is checked. A name that no story has is answered with all
    there are.""",
    examples=("crossfoot demo", "crossfoot demo --story 1", "crossfoot demo --json"),
)
StoryOption = Annotated[
    str | None,
    typer.Option("--story", metavar="N|NAME", help="Tell only this one.", show_default=False),
]


def demo(
    ctx: typer.Context,
    story: StoryOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    from adapters.cli.demo_telling import chosen_stories, tell  # only this command tells them

    common = Common(None, as_json, debug).over(ctx.find_object(Common) or Common())
    chosen, screen = chosen_stories(story), Screen(common.json)
    configure_logs("debug" if common.debug else "warning", screen.err)
    try:
        code = stoppable(tell(chosen, screen))
    except BaseException as error:
        ending = explained(screen, error, common.debug)
        if screen.json:
            screen.answer(lambda: ending.document)
        raise typer.Exit(ending.code) from None
    raise typer.Exit(code)
