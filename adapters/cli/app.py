"""The commands of `crossfoot`, and the options they share."""

import os
from importlib.metadata import version
from typing import Annotated

import typer
from typer import rich_utils

from adapters.cli import (
    budget,
    checking,
    customers,
    demo,
    errors,
    legacy_check,
    linking,
    mapping,
    mapping_changes,
    queue,
    refund_status,
    refunds,
    run_log,
    running,
    schedule,
    simulate,
    simulate_run,
    tieout,
    worker,
)
from adapters.cli.invocation import Common, ConfigOption, DebugOption, JsonOption
from adapters.cli.manual import manual

HELP = manual(
    """Moves financial documents from ServiceTitan into NetSuite, and proves that both
    agree.""",
    """Start with `crossfoot check`, look at `crossfoot run --tenant NAME --dry-run`, then
    run.""",
)
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

app = typer.Typer(
    name="crossfoot",
    help=HELP,
    no_args_is_help=True,
    context_settings=SETTINGS,
    pretty_exceptions_enable=False,
)
customers_app = typer.Typer(no_args_is_help=False, context_settings=SETTINGS)
mapping_app = typer.Typer(no_args_is_help=False, context_settings=SETTINGS)
refunds_app = typer.Typer(help=refunds.HELP, no_args_is_help=True, context_settings=SETTINGS)
errors_app = typer.Typer(no_args_is_help=False, context_settings=SETTINGS)
schedule_app = typer.Typer(help=schedule.HELP, no_args_is_help=True, context_settings=SETTINGS)
set_app = typer.Typer(
    help="Set one choice of mapping.", no_args_is_help=True, context_settings=SETTINGS
)


def main() -> None:
    """Where `crossfoot` begins."""
    if "NO_COLOR" in os.environ:
        rich_utils.COLOR_SYSTEM = None
    app(prog_name="crossfoot")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"crossfoot {version('crossfoot')}")
        raise typer.Exit


@app.callback()
def _common(
    ctx: typer.Context,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
    _: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Say which one this is."),
    ] = False,
) -> None:
    ctx.obj = Common(config, as_json, debug)


app.command(help=checking.HELP)(checking.check)
app.command(help=running.HELP)(running.run)
app.command(help=run_log.LATEST_HELP)(run_log.latest)
app.command(help=run_log.LOG_HELP)(run_log.log)
errors_app.callback(invoke_without_command=True, help=errors.HELP)(errors.errors)
errors_app.command("reset", help=errors.RESET_HELP)(errors.reset)
app.add_typer(errors_app, name="errors")
app.command(help=tieout.HELP)(tieout.tieout)

customers_app.callback(invoke_without_command=True, help=customers.HELP)(customers.customers)
customers_app.command("link", help=linking.HELP)(linking.link)
customers_app.command("check-legacy", help=legacy_check.HELP)(legacy_check.check_legacy_ids)
app.add_typer(customers_app, name="customers")
mapping_app.callback(invoke_without_command=True, help=mapping.HELP)(mapping.mapping)
mapping_app.command("unset", help=mapping_changes.UNSET_HELP)(mapping_changes.unset)
set_app.command("business-unit", help=mapping_changes.UNIT_HELP)(mapping_changes.set_business_unit)
set_app.command("account", help=mapping_changes.ACCOUNT_HELP)(mapping_changes.set_account)
set_app.command("payment-type", help=mapping_changes.TYPE_HELP)(mapping_changes.set_payment_type)
mapping_app.add_typer(set_app, name="set")
app.add_typer(mapping_app, name="mapping")
refunds_app.command("list", help=refunds.LIST_HELP)(refunds.list_refunds)
refunds_app.command("review", help=refunds.REVIEW_HELP)(refunds.review)
refunds_app.command("pay", help=refunds.PAY_HELP)(refunds.pay)
refunds_app.command("status", help=refund_status.STATUS_HELP)(refund_status.status)
refunds_app.command("bypass", help=refund_status.BYPASS_HELP)(refund_status.bypass)
refunds_app.command("reopen", help=refund_status.REOPEN_HELP)(refund_status.reopen)
app.add_typer(refunds_app, name="refunds")
schedule_app.command("set", help=schedule.SET_HELP)(schedule.set_schedule)
schedule_app.command("show", help=schedule.SHOW_HELP)(schedule.show)
schedule_app.command("pause", help=schedule.PAUSE_HELP)(schedule.pause)
schedule_app.command("resume", help=schedule.RESUME_HELP)(schedule.resume)
app.add_typer(schedule_app, name="schedule")
app.command(help=queue.SUBMIT_HELP)(queue.submit)
app.command(help=queue.QUEUE_HELP)(queue.queue)
app.command(help=queue.CANCEL_HELP)(queue.cancel)
app.command(help=worker.HELP)(worker.worker)
app.command(help=budget.HELP)(budget.budget)
app.command(help=simulate.HELP)(simulate.simulate)
app.command("simulate-run", help=simulate_run.HELP)(simulate_run.simulate_run)
app.command(help=demo.HELP)(demo.demo)
