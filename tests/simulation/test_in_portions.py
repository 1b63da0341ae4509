"""A queue that one run has no room for: run after run takes a part of it, and the books are the same."""

from typing import Final

from core.reports import Report, Status
from core.usecases.following import run_after
from core.usecases.running import RunRequest
from tests.simulation.company import Company, company
from tests.simulation.story import assert_as_if_calm

SEED: Final = 31
DOCUMENTS: Final = 60
MOST: Final = 20


async def all_runs(one: Company) -> list[Report]:
    """As the command makes them."""
    request, found = RunRequest("first", "tests"), []
    while True:
        result = await one.run()
        found.append(result.report)
        named = run_after(request, result)
        if named is None:
            return found
        request = RunRequest(named, "tests")


async def test_in_portions_the_books_are_the_same() -> None:
    async with company(SEED, DOCUMENTS) as one:
        one.tenant["documents_per_run"] = MOST
        reports = await all_runs(one)
        assert len(reports) > 2
        assert [any("for the next run" in said for said in each.notices) for each in reports] == [
            *(True for _ in reports[1:]),
            False,
        ]
        assert all(each.written for each in reports)
        assert reports[-1].status is Status.COMPLETE
        await assert_as_if_calm(one, 1, SEED, DOCUMENTS)


async def test_a_dry_run_shows_the_portion_that_the_next_run_writes() -> None:
    async with company(SEED, DOCUMENTS) as one:
        one.tenant["documents_per_run"] = MOST
        dry = await one.run(dry=True)
        assert dry.plan is not None
        live = await one.run(pinned=dry.plan.hash)
        assert (live.report.status, live.report.written) == (Status.COMPLETE, len(dry.plan.writes))
        assert run_after(RunRequest("dry", "tests", dry=True), dry) is None
        assert run_after(RunRequest("pinned", "tests", pinned=dry.plan.hash), live) is None
        assert run_after(RunRequest("R", "tests"), live) == "R.2"
        assert run_after(RunRequest("R.2", "tests"), live) == "R.3"


async def test_a_run_that_only_marks_is_followed_by_none() -> None:
    """Where ServiceTitan goes on showing what is exported, a series of runs would never end."""
    async with company(SEED, DOCUMENTS) as one:
        marks = "markasexported|payments/status"
        one.spoil("servicetitan", {"kind": "status", "path": marks, "count": None})
        await one.run()
        one.mend()
        one.tenant["documents_per_run"] = MOST
        again = await one.run()
        assert again.situation is not None
        assert again.situation.queue.left
        assert again.report.confirmed
        assert run_after(RunRequest("R", "tests"), again) is None


async def test_what_stays_out_keeps_nobody_else_out() -> None:
    """One business unit is not mapped: its documents would fill each run."""
    async with company(SEED, DOCUMENTS) as one:
        unit, mapped = one.tenant["business_units"].popitem()
        one.tenant["documents_per_run"] = MOST
        reports = await all_runs(one)
        errors = {error.document for error in await one.store.errors("demo")}
        left = len(one.to_export())
        assert 0 < left < DOCUMENTS
        assert {row.document for each in reports for row in each.rows if row.cause} == errors
        one.tenant["business_units"][unit] = mapped
        await all_runs(one)
        assert await one.store.errors("demo") == []
        await assert_as_if_calm(one, 1, SEED, DOCUMENTS)


async def test_an_error_that_a_run_did_not_look_at_stays() -> None:
    async with company(SEED, DOCUMENTS) as one:
        unit, mapped = one.tenant["business_units"].popitem()
        await one.run()
        before = {error.key for error in await one.store.errors("demo")}
        assert before
        one.tenant["business_units"][unit] = mapped
        one.tenant["documents_per_run"] = 1
        result = await one.run()
        gone = {row.key for row in result.report.rows}
        assert {error.key for error in await one.store.errors("demo")} == before - gone
