"""The bench measures what it says: its figures agree with each other and with NetSuite's count."""

from decimal import Decimal

from tests.bench import Load, lines, measured


async def test_every_document_is_booked_and_both_sides_count_the_same_requests() -> None:
    found = await measured(Load(documents=60, latency=Decimal("0.001"), slots=4))
    assert found.documents >= 60
    assert found.report.written == len(found.report.rows) == found.report.confirmed
    assert found.report.differences == 0
    assert found.sent == found.received > found.report.written
    assert found.bound == found.sent * Decimal("0.001") / 4
    assert any("makespan / bound" in line for line in lines(found))
