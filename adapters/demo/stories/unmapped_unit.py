"""A business unit without a subsidiary: its documents stay out, the others go (MAP-01, TRG-10)."""

from collections.abc import AsyncIterator

from adapters.demo.company import HVAC_NORTH, RECEIVABLE, SALES
from adapters.demo.telling import Expected, Step, Story, Telling
from core.reports import Status

REFUSED = (
    'Business unit "HVAC North" (42) has no NetSuite subsidiary. '
    "Map it: crossfoot mapping set business-unit 42 --subsidiary ID"
)
SUBSIDIARY = "1"


async def tale(telling: Telling) -> AsyncIterator[Step]:
    company = telling.company
    ann, ben = await company.customer("Ann Smith"), await company.customer("Ben Okafor")
    mapped = await company.invoice(ann, "320.00")
    unmapped = await company.invoice(ben, "480.00", unit=HVAC_NORTH)
    await company.post(invoices=[mapped, unmapped])
    yield await telling.run(
        "One of two business units is mapped",
        f"Two invoices are posted. Invoice {unmapped.number} is of a new business unit that no "
        f"subsidiary was chosen for: it is refused by name, and invoice {mapped.number} goes.",
        Expected(
            {RECEIVABLE: "320.00", SALES: "-320.00"},
            written=4,
            status=Status.INCOMPLETE,
            stays_out=(REFUSED,),
        ),
    )

    await company.map_unit(HVAC_NORTH, SUBSIDIARY)
    yield await telling.run(
        "The business unit is mapped",
        f"The accountant maps it to subsidiary {SUBSIDIARY}, as the message says. "
        "Nobody sends anything again: the next run moves what stayed out.",
        Expected({RECEIVABLE: "800.00", SALES: "-800.00"}, written=3),
    )


STORY = Story(
    "unmapped",
    "A business unit that nobody mapped",
    "What cannot be posted is refused with the reason and the remedy; all else goes.",
    tale,
)
