"""A contractor's autumn: a data file for both vendors, the same for the same seed.

    contractor(seed=7, documents=200) -> {"servicetitan": ..., "netsuite": ..., "mapping": ...}

`documents` is the number of invoices and payments together, 55 to 45, all in posted batches, dated
from September to November 2026. Among them: jobs and none, several lines, discounts, tax, nothing
to pay, no lines at all; payments in full, in part, over several invoices, ahead of the work, not
applied. A few purchase orders and receipts come besides. Each part is what that simulator's
`/_sim/load` takes; the NetSuite part has what an account must hold before the documents come.
"""

from typing import Any

from simulators.contractor.company import business_unit_mapping, netsuite, whole_netsuite
from simulators.contractor.month import whole_month
from simulators.contractor.season import Season


def contractor(seed: int, documents: int) -> dict[str, Any]:
    """Both vendors' data and how business units map to subsidiaries."""
    return {
        "servicetitan": Season(seed).servicetitan(documents),
        "netsuite": netsuite(),
        "mapping": {"businessUnits": business_unit_mapping()},
    }


def month(seed: int, invoices: int) -> dict[str, Any]:
    """The same contractor's whole November, with that many invoices before any adjustment."""
    return {
        "servicetitan": whole_month(seed, invoices),
        "netsuite": whole_netsuite(),
        "mapping": {"businessUnits": business_unit_mapping()},
    }


__all__ = ["contractor", "month"]
