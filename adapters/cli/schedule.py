"""`crossfoot schedule set | show | pause | resume`: when a tenant is run by itself (TRG-07)."""

from datetime import date, datetime, time
from typing import Annotated, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer
from rich.console import Group

from adapters.cli.exits import RefusedError
from adapters.cli.invocation import (
    Common,
    ConfigOption,
    DebugOption,
    Invocation,
    JsonOption,
    TenantOption,
    invoked,
    user,
)
from adapters.cli.manual import manual
from adapters.cli.schedule_view import schedule_document, schedule_view
from adapters.cli.sessions import Session
from core.schedule import (
    Daily,
    Dates,
    Monthly,
    Once,
    Schedule,
    ScheduleStatus,
    Weekday,
    Weekly,
    Yearly,
    trouble,
)
from core.schedules_kept import KeptSchedule

HELP = "When each tenant is run by itself; crossfoot worker does it."
SET_HELP = manual(
    "Set when a tenant is run by itself, in place of the schedule it has.",
    """Give one of --once, --daily, --weekly, --monthly and --yearly, with the local time and its
    time zone. It is kept with your name, as Scheduled, and counts from now. A worker must be
    there to run it: crossfoot worker.""",
    """A month without the day takes its last day; 29 February is 28 February in other years. A
    time that the clocks leap over in spring is the moment after; one they show twice in autumn
    is the first.""",
    examples=(
        "crossfoot schedule set --tenant acme --daily --at 02:00 --zone America/New_York",
        "crossfoot schedule set --weekly mon,thu --at 18:30 --zone America/Phoenix",
        "crossfoot schedule set --monthly 31 --at 23:00 --zone Europe/Berlin",
        "crossfoot schedule set --yearly 02-29 --at 06:00 --zone UTC",
        "crossfoot schedule set --once 2027-01-04 --at 07:00 --zone America/Denver",
    ),
)
SHOW_HELP = manual(
    "Show each tenant's schedule, its status, and the next three times.",
    "Reads the store only. The times are in the schedule's time zone and in UTC.",
    examples=("crossfoot schedule show --tenant acme",),
)
PAUSE_HELP = manual(
    "Set a schedule to Not scheduled: it does not run until it is resumed.",
    "A run that is under way goes on. The calendar stays as it is.",
    examples=("crossfoot schedule pause --tenant acme",),
)
RESUME_HELP = manual(
    "Set a schedule to Scheduled again.",
    "It counts from now: what fell into the pause is not run.",
    examples=("crossfoot schedule resume --tenant acme",),
)
_WEEKDAYS: Final = {one.name[:3].lower(): one for one in Weekday}
_ONE_OF: Final = "--once, --daily, --weekly, --monthly, --yearly"

OnceOption = Annotated[
    str | None, typer.Option("--once", metavar="YYYY-MM-DD", help="A single event, on this day.")
]
DailyOption = Annotated[bool, typer.Option("--daily", help="Every day.")]
WeeklyOption = Annotated[
    str | None,
    typer.Option("--weekly", metavar="DAYS", help="On these days of the week, like mon,thu."),
]
MonthlyOption = Annotated[
    str | None, typer.Option("--monthly", metavar="DAY", help="On this day of the month, 1 to 31.")
]
YearlyOption = Annotated[
    str | None, typer.Option("--yearly", metavar="MM-DD", help="On this day of the year.")
]
AtOption = Annotated[str, typer.Option("--at", metavar="HH:MM", help="The local time, 24 hours.")]
ZoneOption = Annotated[
    str, typer.Option("--zone", metavar="ZONE", help="Whose time, like America/New_York.")
]


def set_schedule(
    ctx: typer.Context,
    at: AtOption,
    zone: ZoneOption,
    once: OnceOption = None,
    daily: DailyOption = False,
    weekly: WeeklyOption = None,
    monthly: MonthlyOption = None,
    yearly: YearlyOption = None,
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    given = {
        "--once": once,
        "--daily": "" if daily else None,
        "--weekly": weekly,
        "--monthly": monthly,
        "--yearly": yearly,
    }
    option, dates = _dates({name: text for name, text in given.items() if text is not None})
    schedule = Schedule(dates, _time(at), _zone(zone))
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        name = at_work.one_tenant()
        _answer(at_work, *at_work.within(lambda session: _set(session, name, schedule, option)))


def show(
    ctx: typer.Context,
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        names = at_work.tenants()
        found, now = at_work.within(lambda session: _found(session, names))
        at_work.screen.answer(
            lambda: {"schedules": [schedule_document(*one, now) for one in found.items()]},
            lambda: Group(*(schedule_view(*one, now) for one in found.items())),
        )


def pause(
    ctx: typer.Context,
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        _change(at_work, ScheduleStatus.NOT_SCHEDULED)


def resume(
    ctx: typer.Context,
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        _change(at_work, ScheduleStatus.SCHEDULED)


async def _set(
    session: Session, tenant: str, schedule: Schedule, option: str
) -> tuple[KeptSchedule, datetime]:
    now = session.clock.now()
    why = trouble(schedule.dates, schedule.at, schedule.zone, now)
    if why is not None:
        raise typer.BadParameter(why, param_hint=option)
    return await session.store.keep_schedule(tenant, schedule, user(), now), now


async def _found(
    session: Session, tenants: list[str]
) -> tuple[dict[str, KeptSchedule | None], datetime]:
    return {one: await session.store.schedule(one) for one in tenants}, session.clock.now()


def _change(at_work: Invocation, status: ScheduleStatus) -> None:
    name = at_work.one_tenant()
    _answer(at_work, *at_work.within(lambda session: _changed(session, name, status)))


async def _changed(
    session: Session, tenant: str, status: ScheduleStatus
) -> tuple[KeptSchedule, datetime]:
    """As it is where it has that status already: a second resume must not lose a slot."""
    found, now = await session.store.schedule(tenant), session.clock.now()
    if found is None:
        raise RefusedError(f"{tenant} has no schedule. Set one: crossfoot schedule set.")
    if found.schedule.status is status:
        return found, now
    return await session.store.change_schedule_status(tenant, status, user(), now), now


def _answer(at_work: Invocation, kept: KeptSchedule, now: datetime) -> None:
    at_work.screen.answer(
        lambda: schedule_document(kept.tenant, kept, now),
        lambda: schedule_view(kept.tenant, kept, now),
    )


def _dates(given: dict[str, str]) -> tuple[str, Dates]:
    """The option and what it says. Raises typer.BadParameter."""
    if len(given) != 1:
        raise typer.BadParameter(f"give one of {_ONE_OF}", param_hint="--daily")
    ((option, text),) = given.items()
    try:
        return option, _read(option, text)
    except (KeyError, ValueError):
        raise typer.BadParameter(f'"{text}" is not {_FORMS[option]}', param_hint=option) from None


def _read(option: str, text: str) -> Dates:
    match option:
        case "--once":
            return Once(date.fromisoformat(text))
        case "--weekly":
            return Weekly(frozenset(_WEEKDAYS[day.strip().lower()] for day in text.split(",")))
        case "--monthly":
            return Monthly(int(text))
        case "--yearly":
            month, day = text.split("-")
            return Yearly(int(month), int(day))
    return Daily()


_FORMS: Final = {
    "--once": "a date. Write one there is, like 2027-01-04.",
    "--weekly": f"days of the week. Write {', '.join(_WEEKDAYS)}, with commas between them.",
    "--monthly": "a day of the month. Write 1 to 31.",
    "--yearly": "a day of the year. Write month and day, like 02-29.",
}


def _time(text: str) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 # local, by its zone
    except ValueError:
        words = f'"{text}" is not a time. Write hours and minutes, 00:00 to 23:59, like 18:30.'
        raise typer.BadParameter(words, param_hint="--at") from None


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        words = f'"{text}" is not a time zone. Write its IANA name, like America/New_York.'
        raise typer.BadParameter(words, param_hint="--zone") from None
