"""The bench measures what it says: its figures agree with each other and with NetSuite's count."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.bench.figures import Figures, Load
from tests.bench.printed import journal_lines, memory_lines, run_lines, ways_lines
from tests.bench.runs import measured
from tests.bench.vendors import generate

LATENCY = Decimal("0.001")


@pytest.mark.long  # it serves the vendors in another process
@pytest.mark.parametrize("in_batches", [True, False])
async def test_every_document_is_booked_and_both_sides_count_the_same_requests(
    in_batches: bool, tmp_path: Path
) -> None:
    generate(60, data := tmp_path / "documents.json")
    load = Load(60, LATENCY, slots=4, processors=2, in_batches=in_batches)
    found = await measured(load, data)
    assert found.documents >= 60
    assert found.written == found.rows == found.confirmed
    assert found.differences == 0
    assert found.sent == found.received
    assert found.written == found.purposes["single writes"] + found.batched
    assert (found.batched > 0) is in_batches


def figures() -> Figures:
    return Figures(
        load=Load(100, LATENCY, slots=4, processors=2),
        documents=100,
        rows=150,
        written=150,
        confirmed=150,
        differences=0,
        sent=80,
        received=80,
        batched=100,
        purposes={"single writes": 50, "batches": 1, "looks at jobs": 9, "queries": 20},
        makespan=Decimal("0.056"),
        cpu=Decimal("0.01"),
        stages={"Writing to NetSuite": Decimal("0.05")},
        idle_memory=50 * 1024 * 1024,
        memory=100 * 1024 * 1024,
    )


def test_whoever_is_busy_longer_sets_the_bound() -> None:
    found = figures()
    assert (found.slots_bound, found.processors_bound) == (Decimal("0.02"), Decimal("0.05"))
    assert found.bound == Decimal("0.05")
    assert found.ratio == Decimal("1.12")
    few = replace(found, batched=10)
    assert few.bound == few.slots_bound


def test_without_latency_there_is_no_bound() -> None:
    found = figures()
    assert replace(found, load=replace(found.load, latency=Decimal(0))).ratio is None


@pytest.mark.parametrize(("makespan", "verdict"), [("0.055", " met"), ("0.056", "NOT met")])
def test_a_run_is_within_its_bound_or_it_is_said(makespan: str, verdict: str) -> None:
    lines = run_lines(replace(figures(), makespan=Decimal(makespan)))
    assert any(verdict in line for line in lines if "makespan / bound" in line)


@pytest.mark.parametrize(("makespan", "verdict"), [("0.0560", " met"), ("0.0500", "NOT met")])
def test_the_journal_costs_little_or_it_is_said(makespan: str, verdict: str) -> None:
    without = replace(figures(), makespan=Decimal(makespan))
    assert verdict in journal_lines(figures(), without)[-1]


@pytest.mark.parametrize(("mebibytes", "verdict"), [(120, " met"), (121, "NOT met")])
def test_memory_is_flat_or_it_is_said(mebibytes: int, verdict: str) -> None:
    large = replace(figures(), documents=2_000, memory=mebibytes * 1024 * 1024)
    assert verdict in memory_lines(figures(), large)[-1]


def test_batches_stand_beside_single_writes() -> None:
    singles = replace(figures(), makespan=Decimal("0.112"), sent=160)
    assert "2.00 times as many documents a second, 2.0 times fewer" in "\n".join(
        ways_lines(figures(), singles)
    )
