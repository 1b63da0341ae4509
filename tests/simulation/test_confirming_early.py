"""In a long run what is written first is read back and marked while the rest is written."""

from collections.abc import Callable
from typing import Final

import pytest

from adapters.compose.trouble.truth import assert_true
from adapters.compose.trouble.vendors import Json
from core.reports import Fate, Status
from tests.simulation.company import Company, company

SEED: Final = 7
DOCUMENTS: Final = 900
MARKS: Final = {"method": "POST", "path": "/(markasexported|status)$"}


async def run(one: Company, at_the_end: Callable[[], None]) -> None:
    """A whole run that ends well; `at_the_end` is when everything is written."""

    def watch(stage: str, done: int, whole: int) -> None:
        del done, whole
        if stage == "Reading back and comparing":
            at_the_end()

    result = await one.run(progress=watch)
    assert result.report.status is Status.COMPLETE
    assert result.report.confirmed == result.report.written
    await assert_true(one, result)


async def test_most_documents_are_marked_before_the_last_are_written() -> None:
    left: list[int] = []
    async with company(SEED, DOCUMENTS) as one:
        before = len(one.to_export())
        await run(one, at_the_end=lambda: left.append(len(one.to_export())))
        assert one.to_export() == []
    assert left[0] < before / 10


@pytest.mark.long  # a run of hundreds of documents
async def test_what_cannot_be_marked_early_is_marked_at_the_end() -> None:
    left: list[int] = []
    async with company(SEED, DOCUMENTS) as one:
        before = len(one.to_export())
        one.spoil("servicetitan", {**MARKS, "kind": "status", "status": 500, "count": None})

        def mend() -> None:
            left.append(len(one.to_export()))
            one.mend()

        await run(one, at_the_end=mend)
        assert one.to_export() == []
    assert left == [before]


@pytest.mark.long  # a run of hundreds of documents
async def test_what_is_deleted_before_it_is_read_back_is_told() -> None:
    deleted: list[str] = []
    async with company(SEED, DOCUMENTS) as one:

        def delete(stage: str, done: int, whole: int) -> None:
            del done, whole
            if stage == "Writing to NetSuite" and not deleted and (there := _orders(one)):
                deleted.append(there[0]["tranId"])
                one.act_in_netsuite("delete", type="purchaseOrder", id=there[0]["id"])

        report = (await one.run(progress=delete)).report
        assert report.status is not Status.COMPLETE
        assert [row.document.number for row in report.rows if row.fate is Fate.DIFFERS] == deleted


def _orders(one: Company) -> list[Json]:
    return [row for row in one.transactions if row["type"] == "purchaseOrder"]
