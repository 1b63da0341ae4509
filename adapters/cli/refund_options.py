"""What people say of refunds at the command line, and which refunds they mean by it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from adapters.cli.exits import RefusedError
from core.chart import Chart
from core.ledger import Account
from core.money import Money
from core.records import Key, RemoteId
from core.refunds.booked import BookedRefund, RefundsNow
from core.refunds.checks import CheckRequest
from core.refunds.standing import RefundStanding
from core.refunds.worklist import Filters, worklist

DAY = ["%Y-%m-%d"]
NARROWED = "Narrow the list"
CHECKS = "The checks"


def _money(text: str) -> Money:
    try:
        return Money.of(text.replace("$", "").replace(",", ""))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


Customer = Annotated[
    str | None,
    typer.Option("--customer", metavar="NAME", help="Name or id.", rich_help_panel=NARROWED),
]
Since = Annotated[
    datetime | None,
    typer.Option("--from", formats=DAY, metavar="DAY", rich_help_panel=NARROWED),
]
Until = Annotated[
    datetime | None, typer.Option("--to", formats=DAY, metavar="DAY", rich_help_panel=NARROWED)
]
Least = Annotated[
    Money | None,
    typer.Option(
        "--min", parser=_money, metavar="AMOUNT", help="Left to pay.", rich_help_panel=NARROWED
    ),
]
Most = Annotated[
    Money | None,
    typer.Option(
        "--max", parser=_money, metavar="AMOUNT", help="Left to pay.", rich_help_panel=NARROWED
    ),
]
Subsidiary = Annotated[
    str | None,
    typer.Option("--subsidiary", metavar="NAME", help="Name or id.", rich_help_panel=NARROWED),
]
Words = Annotated[
    str,
    typer.Option(
        "--text", metavar="TEXT", help="In number, customer or memo.", rich_help_panel=NARROWED
    ),
]
Refunds = Annotated[
    list[str] | None,
    typer.Option(
        "--refund",
        metavar="NUMBER[=AMOUNT]",
        help="As listed; without an amount what is left. May be repeated.",
    ),
]
Every = Annotated[bool, typer.Option("--all", help="Everything that the list would show.")]
Bank = Annotated[
    str,
    typer.Option(
        "--bank-account", metavar="NUMBER", help="What the checks draw on.", rich_help_panel=CHECKS
    ),
]
Dated = Annotated[
    datetime | None,
    typer.Option(
        "--date", formats=DAY, metavar="DAY", help="The checks' own; else today.",
        rich_help_panel=CHECKS,
    ),
]  # fmt: skip
ToBePrinted = Annotated[
    bool, typer.Option("--to-be-printed", help="NetSuite prints them.", rich_help_panel=CHECKS)
]
HeaderMemo = Annotated[str, typer.Option("--header-memo", metavar="TEXT", rich_help_panel=CHECKS)]
LineMemo = Annotated[str, typer.Option("--line-memo", metavar="TEXT", rich_help_panel=CHECKS)]
Grouped = Annotated[
    bool,
    typer.Option(
        "--group-by-customer",
        help="One check for each customer and subsidiary.",
        rich_help_panel=CHECKS,
    ),
]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Filters as given; customer and subsidiary by name or id."""

    customer: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    least: Money | None = None
    most: Money | None = None
    subsidiary: str | None = None
    text: str = ""

    def filters(self, standings: Iterable[RefundStanding], chart: Chart) -> Filters:
        """Raises RefusedError for a customer or subsidiary that there is not."""
        return Filters(
            customer=_customer(self.customer, standings) if self.customer else None,
            since=self.since.date() if self.since else None,
            until=self.until.date() if self.until else None,
            least=self.least,
            most=self.most,
            subsidiary=_subsidiary(self.subsidiary, chart) if self.subsidiary else None,
            text=self.text,
        )

    def words(self) -> Iterator[str]:
        """As it is given on the command line."""
        given = {
            "--customer": self.customer,
            "--from": f"{self.since:%Y-%m-%d}" if self.since else None,
            "--to": f"{self.until:%Y-%m-%d}" if self.until else None,
            "--min": self.least.text if self.least is not None else None,
            "--max": self.most.text if self.most is not None else None,
            "--subsidiary": self.subsidiary,
            "--text": self.text or None,
        }
        yield from _options(given)


@dataclass(frozen=True, slots=True)
class Asked:
    """What checks are asked for; `refunds` as given, `every` takes all that the filters let."""

    refunds: tuple[str, ...]
    every: bool
    bank: str
    date: date
    narrowing: Narrowing = Narrowing()
    to_be_printed: bool = False
    header_memo: str = ""
    line_memo: str = ""
    grouped: bool = False

    def __post_init__(self) -> None:
        if bool(self.refunds) == self.every:
            raise typer.BadParameter("give either refunds or --all", param_hint="--refund")

    def request(self, tenant: str, now: RefundsNow, chart: Chart) -> CheckRequest:
        """Raises RefusedError when an account, a customer or a refund is not there."""
        return CheckRequest(
            tenant=tenant,
            date=self.date,
            bank=_bank(self.bank, chart),
            chosen=self._chosen(now, chart),
            to_be_printed=self.to_be_printed,
            header_memo=self.header_memo,
            line_memo=self.line_memo,
            group_by_customer=self.grouped,
        )

    def _chosen(self, now: RefundsNow, chart: Chart) -> Mapping[Key, Money | None]:
        if self.every:
            filters = self.narrowing.filters(now.standings.values(), chart)
            return {one.key: None for one in worklist(now.standings.values(), filters)}
        named = [_amount_of(one) for one in self.refunds]
        return {refund_named(number, now).key: amount for number, amount in named}

    def command(self, tenant: str, reviewed: str) -> list[str]:
        """The words of the command that pays exactly this."""
        words = ["crossfoot", "refunds", "pay", "--tenant", tenant]
        words += ["--all"] if self.every else []
        words += [word for one in self.refunds for word in ("--refund", one)]
        words += self.narrowing.words() if self.every else ()
        given = {
            "--bank-account": self.bank,
            "--date": self.date.isoformat(),
            "--header-memo": self.header_memo or None,
            "--line-memo": self.line_memo or None,
        }
        words += _options(given)
        words += ["--to-be-printed"] if self.to_be_printed else []
        words += ["--group-by-customer"] if self.grouped else []
        return [*words, "--review", reviewed]


def refund_named(number: str, now: RefundsNow) -> BookedRefund:
    """The refund with this number or ServiceTitan's id. Raises RefusedError."""
    wanted = number.strip().casefold()
    booked = now.booked.values()
    found = [one for one in booked if one.number.casefold() == wanted]
    found = found or [one for one in booked if str(one.source) == wanted]
    if not found:
        raise RefusedError(f"NetSuite has no refund {number}. See crossfoot refunds list.")
    if len(found) > 1:
        which = ", ".join(f"{one.source} of {one.label.customer}" for one in found)
        raise RefusedError(f"There are {len(found)} refunds {number}; say which by id: {which}.")
    return found[0]


def day(given: datetime | None) -> date:
    """Today unless a day is given."""
    return (given or datetime.now(UTC)).date()


def _amount_of(given: str) -> tuple[str, Money | None]:
    number, is_, amount = given.rpartition("=")
    return (number, _money(amount)) if is_ else (given, None)


def _bank(number: str, chart: Chart) -> Account:
    found = chart.numbered(number)
    if found is None:
        raise RefusedError(f"NetSuite has no account {number}. Give a bank account's number.")
    return found.account


def _customer(given: str, standings: Iterable[RefundStanding]) -> Key | RemoteId:
    named = {one.customer: one.label.customer or "" for one in standings}
    wanted = given.casefold()
    found = [key for key, name in named.items() if wanted in (key, name.casefold())]
    if len(found) == 1:
        return found[0]
    if not found:
        raise RefusedError(
            f"No refund that is open is of a customer {given}. Use --text for a part."
        )
    raise RefusedError(f"Several customers are called {given}: give the id, {', '.join(found)}.")


def _subsidiary(given: str, chart: Chart) -> str:
    names = {one.id: one.name for one in chart.subsidiaries.values()}
    found = [id_ for id_, name in names.items() if given.casefold() in (id_, name.casefold())]
    if found:
        return found[0]
    there = "\n".join(f"  {id_}  {name}" for id_, name in names.items())
    raise RefusedError(f"NetSuite has no subsidiary {given}. It has:\n{there}")


def _options(given: Mapping[str, str | None]) -> Sequence[str]:
    return [word for name, value in given.items() if value is not None for word in (name, value)]


def with_all_statuses(now: RefundsNow, filters: Filters) -> tuple[RefundStanding, ...]:
    """Whatever their status, the oldest first."""
    found = (one for one in now.standings.values() if filters.let(one))
    return tuple(sorted(found, key=lambda one: (one.date, one.label.id)))
