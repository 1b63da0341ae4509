"""`crossfoot check`: are the systems there, is the set-up complete, and what is to be done?"""

from typing import Any

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from adapters.cli.exits import ExitCode, worst
from adapters.cli.invocation import (
    Common,
    ConfigOption,
    DebugOption,
    JsonOption,
    TenantOption,
    invoked,
)
from adapters.cli.manual import manual
from adapters.cli.sessions import Session
from adapters.cli.words import counted, indented, styled, table
from core.usecases.checking import Check, Finding, check_tenant

HELP = manual(
    "Ask both systems whether they let us in, and look for gaps in the set-up.",
    """Looks at the roles of accounts, at the accounts that are available to ServiceTitan,
    at the mapping of every business unit and at the tax code, and says what to do about
    each gap. Warns where NetSuite has one customer and ServiceTitan two. Writes nothing.""",
    "A gap in the set-up counts as 1.",
    examples=(
        "crossfoot check",
        "crossfoot check --tenant acme --json",
    ),
)


def check(
    ctx: typer.Context,
    tenant: TenantOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    with invoked(ctx, Common(config, as_json, debug, tenant)) as at_work:
        names = at_work.tenants()
        checks = at_work.within(lambda session: _check_each(session, names))
        at_work.screen.answer(
            lambda: {"tenants": [_document(one) for one in checks]},
            lambda: Group(*map(_view, checks)),
        )
        raise typer.Exit(worst([_code(one) for one in checks]))


async def _check_each(session: Session, names: list[str]) -> list[Check]:
    checks = []
    for name in names:
        async with session.tenant(name) as tenant:
            checks.append(await check_tenant(tenant, session.store))
    return checks


def _code(check: Check) -> ExitCode:
    if check.unreachable:
        return ExitCode.UNREACHABLE
    return ExitCode.WELL if check.good else ExitCode.INCOMPLETE


def _document(check: Check) -> dict[str, Any]:
    findings = [
        {
            "subject": one.subject,
            "good": one.good,
            "warning": one.warning,
            "words": one.words,
        }
        for one in check.findings
    ]
    return {
        "tenant": check.tenant,
        "good": check.good,
        "unreachable": check.unreachable,
        "findings": findings,
    }


def _view(check: Check) -> RenderableType:
    bad = sum(1 for one in check.findings if not one.good)
    verdict = f"{counted(bad, 'thing')} to mend" if bad else "all well"
    warnings = sum(1 for one in check.findings if one.warning)
    if warnings:
        verdict += f", {counted(warnings, 'thing')} to look at"
    style = "yellow" if bad or warnings else "green"
    title = Text(f"{check.tenant} · ", "bold").append(verdict, style)
    made = table("", "", "")
    made.show_header = False
    for finding in check.findings:
        made.add_row(_mark(finding), finding.subject, finding.words)
    return Group(title, indented(made), Text())


def _mark(finding: Finding) -> Text:
    if finding.warning:
        return styled("!", "yellow")
    return styled("✓", "green") if finding.good else styled("✗", "red")
