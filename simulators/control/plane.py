"""The control plane all vendors share, under `/_sim/`. Loopback only.

    GET /_sim/clock     PUT {"now": instant, "frozen": true} or {"advance_seconds": n}
    GET /_sim/faults    PUT [fault, ...] replaces, POST fault adds, DELETE clears
    GET /_sim/latency   PUT {"seconds": "0.05"}
    GET /_sim/calls     how many came in; the wire counts them

Everything else under `/_sim/` is the vendor's own.
"""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from simulators.control.faults import Fault
from simulators.control.vendor import Reply, Request, Vendor


def as_json(value: Any, status: int = 200) -> Reply:
    """A JSON reply; Decimals and dates go out as text."""
    body = json.dumps(value, default=str).encode()
    return Reply(status, body, {"content-type": "application/json"})


def refused(why: str) -> Reply:
    return as_json({"error": why}, 400)


def control(vendor: Vendor, request: Request) -> Reply:
    """The reply to one call under `/_sim/`; a body that does not fit gets 400 and the reason."""
    vendor.late.settle(vendor.clock.now())
    handler = _SHARED.get(request.path)
    try:
        return handler(vendor, request) if handler else vendor.control(request)
    except (KeyError, TypeError, ValueError) as error:
        return refused(f"{type(error).__name__}: {error}")


def _clock(vendor: Vendor, request: Request) -> Reply:
    if request.method == "PUT":
        _set_clock(vendor, request.json())
        vendor.late.settle(vendor.clock.now())
    return as_json({"now": vendor.clock.now().isoformat()})


def _set_clock(vendor: Vendor, given: dict[str, Any]) -> None:
    if "advance_seconds" in given:
        vendor.clock.advance(given["advance_seconds"])
        return
    vendor.clock.set(datetime.fromisoformat(given["now"]), frozen=given.get("frozen", False))


def _faults(vendor: Vendor, request: Request) -> Reply:
    if request.method in ("PUT", "DELETE"):
        vendor.faults.clear()
    if request.method in ("PUT", "POST"):
        given = request.json()
        vendor.faults.lay(
            *(Fault.of(one) for one in (given if isinstance(given, list) else [given]))
        )
    return as_json([asdict(fault) for fault in vendor.faults.laid])


def _latency(vendor: Vendor, request: Request) -> Reply:
    if request.method == "PUT":
        vendor.latency_seconds = str(request.json()["seconds"])
    return as_json({"seconds": vendor.latency_seconds})


_SHARED = {"/_sim/clock": _clock, "/_sim/faults": _faults, "/_sim/latency": _latency}
