"""A business unit without a subsidiary: its documents stay out, the others go (MAP-01, TRG-10)."""

from collections.abc import AsyncIterator

from adapters.demo.company import HVAC_NORTH, RECEIVABLE, SALES, Document
from adapters.demo.telling import Expected, Step, Story, Telling
from core.reports import Status

REFUSED = (
    'Business unit "HVAC North" (42) has no NetSuite subsidiary. '
    "Map it: crossfoot mapping set business-unit 42 --subsidiary ID"
)
SUBSIDIARY = "1"
WITHOUT_IT = {RECEIVABLE: "320.00", SALES: "-320.00"}
WITH_IT = {RECEIVABLE: "800.00", SALES: "-800.00"}


async def tale(telling: Telling) -> AsyncIterator[Step]:
    company = telling.company
    ann, ben = await company.customer("Ann Smith"), await company.customer("Ben Okafor")
    mapped = await company.invoice(ann, "320.00")
    unmapped = await company.invoice(ben, "480.00", unit=HVAC_NORTH)
    yield await _refused(telling, mapped, unmapped)
    yield await _mapped(telling)


async def _refused(telling: Telling, mapped: Document, unmapped: Document) -> Step:
    await telling.company.post(invoices=[mapped, unmapped])
    return await telling.run(
        "One of two business units is mapped",
        f"Two invoices are posted. Invoice {unmapped.number} is of a new business unit that no "
        f"subsidiary was chosen for: it is refused by name, and invoice {mapped.number} goes.",
        Expected(WITHOUT_IT, written=4, status=Status.INCOMPLETE, stays_out=(REFUSED,)),
    )


async def _mapped(telling: Telling) -> Step:
    await telling.company.map_unit(HVAC_NORTH, SUBSIDIARY)
    return await telling.run(
        "The business unit is mapped",
        f"The accountant maps it to subsidiary {SUBSIDIARY}, as the message says. "
        "Nobody sends anything again: the next run moves what stayed out.",
        Expected(WITH_IT, written=3),
    )


STORY = Story(
    "unmapped",
    "A business unit that nobody mapped",
    "What cannot be posted is refused with the reason and the remedy; all else goes.",
    tale,
)
