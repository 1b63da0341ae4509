"""RESTlets: scripts of installed SuiteApps behind `/app/site/hosting/restlet.nl` (facts §1.1).

A RESTlet exists only where it was installed. The simulator runs no JavaScript: an installation
says which of the known kinds the script is, and where it keeps its records. Errors come in the
RESTlets' own form, `{"error": {"code", "message"}}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from simulators.control.vendor import Reply, Request
from simulators.netsuite.company import Company
from simulators.netsuite.jsontext import dumps
from simulators.netsuite.merge_restlet import FIELDS, MergeRestlet
from simulators.netsuite.refusals import RefusedError
from simulators.netsuite.restlet_errors import said_no

MERGE_CUSTOMERS: Final = "merge-customers"


@dataclass(frozen=True)
class Restlet:
    """One deployment of a script."""

    script: str
    deploy: str
    does: str
    record: str
    """The custom record type that is its journal."""
    fields: Mapping[str, str]
    """The journal's field for each of `FIELDS`."""
    error_prefix: str
    """What its own error codes begin with."""


def install(company: Company, given: Mapping[str, Any]) -> None:
    """A deployment that is known is replaced. ValueError when the journal does not fit."""
    if given["does"] != MERGE_CUSTOMERS:
        raise ValueError(f"a RESTlet does {MERGE_CUSTOMERS}; {given['does']} is not simulated")
    fields = {name: str(given["fields"][name]).lower() for name in FIELDS}
    record = str(given["record"]).lower()
    journal = company.state.custom_records.get(record)
    held = {field.script_id for field in journal.fields} if journal else set()
    if not held.issuperset(fields.values()):
        raise ValueError(f"{record} lacks {', '.join(sorted(set(fields.values()) - held))}")
    script, deploy = str(given["script"]).lower(), str(given["deploy"]).lower()
    prefix = str(given.get("errorPrefix", "MERGE"))
    restlet = Restlet(script, deploy, MERGE_CUSTOMERS, record, fields, prefix)
    company.state.restlets.put((script, deploy), restlet)


def answer(company: Company, request: Request) -> Reply:
    """The RESTlet's answer; what it began before an error is taken back."""
    try:
        with company.state.all_or_nothing():
            said = _run(company, request)
    except RefusedError as refusal:
        return said_no(refusal)
    return Reply(200, dumps(said).encode(), {"content-type": "application/json"})


def _run(company: Company, request: Request) -> Mapping[str, Any]:
    restlet = _called(company, request)
    merging = MergeRestlet(company, restlet.record, restlet.fields, restlet.error_prefix)
    if request.method == "GET":
        return merging.get(request.param("key"))
    if request.method != "POST":
        raise RefusedError(f"{request.method} is not allowed here.", "METHOD_NOT_ALLOWED", 405)
    return merging.post(_sent(request))


def _called(company: Company, request: Request) -> Restlet:
    script, deploy = request.param("script"), request.param("deploy")
    if not script or not deploy:
        missing = "deploy" if script else "script"
        text = f"Missing a required argument: {missing}"
        raise RefusedError(text, "SSS_MISSING_REQD_ARGUMENT")
    restlet = company.state.restlets.get((script.lower(), deploy.lower()))
    if restlet is None:
        text = "That Suitelet is invalid, disabled, or no longer exists."
        raise RefusedError(text, "SSS_INVALID_SCRIPTLET_ID", 404)
    return restlet


def _sent(request: Request) -> Any:
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type != "application/json":
        text = "The request's Content-Type is not supported."
        raise RefusedError(text, "UNSUPPORTED_MEDIA_TYPE", 415)
    try:
        return request.json()
    except ValueError:
        raise RefusedError("The body is not JSON.", "INVALID_REQUEST") from None
