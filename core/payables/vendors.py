"""Whom we buy from: a vendor of NetSuite with the same name, assigned to the subsidiary (AP-05)."""

from returns.result import Failure, Result, Success

from core.documents import Kind, VendorId
from core.ledger import Segments
from core.records import BookVendor, Key
from core.refusals import Problem, Reason
from core.situation import Situation


def vendor_in(segments: Segments, vendor: VendorId, s: Situation) -> Result[Key, Problem]:
    """The key of the vendor in the books, where it may be used in this subsidiary."""
    named = s.vendors.get(vendor)
    name = f'"{named.name}" ({vendor})' if named else f"{vendor} (unknown)"
    found = s.book_vendors.get(named.name) if named else None
    if found is None:
        return Failure(_unmapped(name))
    if segments.subsidiary not in found.subsidiaries:
        return Failure(_elsewhere(name, found, segments, s))
    return Success(s.key(Kind.VENDOR, vendor))


def _unmapped(name: str) -> Problem:
    fact = f"Vendor {name} is not in NetSuite under that name."
    remedy = "Create it there or rename it."
    return Problem(Reason.VENDOR_UNMAPPED, fact, remedy, f"vendor {name}")


def _elsewhere(name: str, found: BookVendor, segments: Segments, s: Situation) -> Problem:
    wanted = s.chart.subsidiary_name(segments.subsidiary)
    has = ", ".join(map(s.chart.subsidiary_name, found.subsidiaries)) or "no subsidiary"
    return Problem(
        Reason.VENDOR_SUBSIDIARY,
        f"Vendor {name} is assigned to {has}, and the document belongs to {wanted}.",
        f"Assign the vendor to {wanted} in NetSuite.",
        f"vendor {name} in {wanted}",
    )
