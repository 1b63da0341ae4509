"""The log of runs: each run's report with all its rows (TRG-09)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

from sqlalchemy import Connection, Integer, Row, Select, bindparam, delete, insert, select, update

from adapters.store import leases
from adapters.store.labels import as_label, label_values
from adapters.store.many import insert_many
from adapters.store.tables import run_rows, runs
from core import reports
from core.budget import Usage
from core.records import Key, RemoteId
from core.refusals import Cause
from core.reports import Fate, Report, Status

_ROWS_OF_RUN: Final = run_rows.c.run == bindparam("of_run")
_FORGET_ROWS: Final = delete(run_rows).where(_ROWS_OF_RUN)
_RUN: Final = runs.c.id == bindparam("of_run")
_ENTER: Final = insert(runs)
_CHANGE: Final = update(runs).where(_RUN)
_OF_TENANT: Final = runs.c.tenant == bindparam("of_tenant")
_MOST: Final = bindparam("most", type_=Integer)
_ROWS_WITH: Final = (
    select(run_rows, runs.c.serial)
    .join(runs, runs.c.id == run_rows.c.run)
    .where(_OF_TENANT, run_rows.c.key.in_(bindparam("keys", expanding=True)))
    .order_by(runs.c.serial, run_rows.c.position)
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Two questions: for runs, and for the rows of the same runs."""

    runs: Select[Any]
    rows: Select[Any]

    @classmethod
    def of(cls, wanted: Select[Any]) -> Self:
        ids = wanted.with_only_columns(runs.c.id).subquery()
        of_these = select(run_rows).join(ids, ids.c.id == run_rows.c.run)
        return cls(wanted, of_these.order_by(run_rows.c.position))


_THE_RUN: Final = _Wanted.of(select(runs).where(_RUN))
_ANY: Final = select(runs).order_by(runs.c.serial.desc())
_LATEST: Final = _Wanted.of(_ANY.where(_OF_TENANT, runs.c.dry.is_(False)).limit(1))
_NEWEST: Final = _Wanted.of(_ANY.limit(_MOST))
_NEWEST_OF_TENANT: Final = _Wanted.of(_ANY.where(_OF_TENANT).limit(_MOST))


def start(connection: Connection, token: int, report: Report) -> Report | None:
    """What is known of a run of that name which was cut short, and goes on now."""
    leases.check(connection, report.tenant, report.run, token)
    before = _going_on(connection, report)
    if before is None:
        connection.execute(_ENTER, _values(report))
        _write_rows(connection, report)
    return before


def _going_on(connection: Connection, report: Report) -> Report | None:
    found = _reports(connection, _THE_RUN, {"of_run": report.run})
    if not found:
        return None
    assert found[0].tenant == report.tenant, f"run {report.run} is another tenant's"
    again = {"status": report.status.name, "finished": None, "failure": ""}
    connection.execute(_CHANGE, {"of_run": report.run, **again})
    return found[0]


def finish(connection: Connection, token: int, report: Report) -> None:
    """The report as it is now takes the place of the one the run started with."""
    leases.check(connection, report.tenant, report.run, token)
    changed = connection.execute(_CHANGE, {"of_run": report.run, **_values(report)}).rowcount
    assert changed == 1, f"run {report.run} was never started"
    connection.execute(_FORGET_ROWS, {"of_run": report.run})
    _write_rows(connection, report)


def latest(connection: Connection, tenant: str) -> Report | None:
    """The tenant's last run that was not dry."""
    found = _reports(connection, _LATEST, {"of_tenant": tenant})
    return found[0] if found else None


def newest(connection: Connection, tenant: str | None, limit: int) -> Sequence[Report]:
    """The last runs of one tenant or of all, dry ones too, the last first."""
    if tenant is None:
        return _reports(connection, _NEWEST, {"most": limit})
    return _reports(connection, _NEWEST_OF_TENANT, {"of_tenant": tenant, "most": limit})


def rows_with(connection: Connection, tenant: str, keys: Collection[Key]) -> Sequence[reports.Row]:
    """The rows of the last run that named each of these keys; a key may stand in several."""
    wanted = {"of_tenant": tenant, "keys": list(keys)}
    newest: dict[str, tuple[int, list[reports.Row]]] = {}
    for row in connection.execute(_ROWS_WITH, wanted):
        serial, found = newest.get(row.key, (row.serial, []))
        kept = found if serial == row.serial else []
        newest[row.key] = (row.serial, [*kept, _as_row(row)])
    return [row for _, found in newest.values() for row in found]


def _reports(connection: Connection, wanted: _Wanted, which: dict[str, Any]) -> list[Report]:
    rows: dict[str, list[reports.Row]] = defaultdict(list)
    for row in connection.execute(wanted.rows, which):
        rows[row.run].append(_as_row(row))
    return [_as_report(run, rows[run.id]) for run in connection.execute(wanted.runs, which)]


def _write_rows(connection: Connection, report: Report) -> None:
    if report.rows:
        numbered = enumerate(report.rows)
        values = [_row_values(report.run, position, row) for position, row in numbered]
        insert_many(connection, run_rows, values)


def _values(report: Report) -> dict[str, Any]:
    return {
        "id": report.run,
        "tenant": report.tenant,
        "started": report.started,
        "finished": report.finished,
        "dry": report.dry,
        "status": report.status.name,
        "plan_hash": report.plan_hash,
        "notices": list(report.notices),
        "written": report.written,
        "confirmed": report.confirmed,
        "failure": report.failure,
        "usage": [asdict(one) for one in report.usage],
    }


def _row_values(run: str, position: int, row: reports.Row) -> dict[str, Any]:
    cause = row.cause
    return {
        "run": run,
        "position": position,
        **label_values(row.document),
        "fate": row.fate.name,
        "code": row.code,
        "explanation": row.explanation,
        "remote_id": row.remote,
        "key": row.key,
        "cause_code": cause and cause.code,
        "cause_subject": cause and cause.subject,
        "cause_remedy": cause and cause.remedy,
    }


def _as_report(run: Row[Any], rows: Sequence[reports.Row]) -> Report:
    return Report(
        run=run.id,
        tenant=run.tenant,
        started=run.started,
        dry=run.dry,
        finished=run.finished,
        status=Status[run.status],
        plan_hash=run.plan_hash,
        rows=tuple(rows),
        notices=tuple(run.notices),
        written=run.written,
        confirmed=run.confirmed,
        failure=run.failure,
        usage=tuple(Usage(**one) for one in run.usage or ()),
    )


def _as_row(row: Row[Any]) -> reports.Row:
    return reports.Row(
        document=as_label(row),
        fate=Fate[row.fate],
        code=row.code,
        explanation=row.explanation,
        remote=None if row.remote_id is None else RemoteId(row.remote_id),
        cause=_as_cause(row),
        key=None if row.key is None else Key(row.key),
    )


def _as_cause(row: Row[Any]) -> Cause | None:
    if row.cause_code is None:
        return None
    return Cause(row.cause_code, row.cause_subject, row.cause_remedy)
