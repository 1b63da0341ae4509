"""Every call we make is one that ServiceTitan documents.

It ignores a parameter or member that it does not know, and answers 200 (facts 2.3): nothing but its
own documents can tell.
"""

import json
from collections.abc import AsyncIterator, Iterable
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from jsonschema import Draft202012Validator

from adapters.servicetitan.connection import ServiceTitanConnection, client, connect
from core.documents import CustomerId, InvoiceId, JobId, Kind, Label, PaymentId, VendorId
from core.ports import ExportMark
from core.records import RemoteId
from simulators.control.wire import InMemoryTransport, app
from simulators.servicetitan import ServiceTitan
from tests.adapters.servicetitan.changes import changed_payments
from tests.adapters.servicetitan.conftest import settings
from tests.simulators.servicetitan.office import Office
from tests.simulators.servicetitan.openapi import document, needs_documents


@pytest.fixture
async def calls(st: ServiceTitan, office: Office) -> AsyncIterator[list[httpx.Request]]:
    """The requests that went out when everything the port has was used once."""
    order_id = office.purchase_order()
    receipt = st.act("receive-purchase-order", purchaseOrderId=order_id, date="2026-10-03")
    deposit = office.deposit(office.payment(office.customer(), "10.00"))
    office.batch(receiptIds=[receipt["id"]], bankDepositIds=[deposit])
    went_out: list[httpx.Request] = []

    async def note(request: httpx.Request) -> None:
        went_out.append(request)

    connection = ServiceTitanConnection.model_validate(settings(st))
    async with client(connection, InMemoryTransport(app(st))) as http:
        http.event_hooks["request"].append(note)
        field_service = connect(connection, http, st.clock.now)
        await field_service.queue()
        await field_service.payables(with_orders=True)
        await field_service.bank_deposits()
        await field_service.inventory_adjustments()
        await field_service.payments([PaymentId(1)])
        await changed_payments(field_service, st.clock.now())
        await field_service.invoices([InvoiceId(1)])
        await field_service.exported()
        await field_service.adjustments([InvoiceId(1), InvoiceId(2)])
        await field_service.documents_of(CustomerId(1))
        await field_service.payments_of(CustomerId(1))
        await field_service.customers([CustomerId(1)])
        await field_service.all_customers()
        await field_service.merged_customers()
        await field_service.customer_fields()
        await field_service.jobs([JobId(1)])
        await field_service.open_jobs()
        await field_service.vendors([VendorId(1), VendorId(2)])
        await field_service.ping()
        await field_service.mark_exported(
            [
                ExportMark(Label(kind, 1, "1"), RemoteId("7"))
                for kind in (Kind.INVOICE, Kind.PAYMENT, Kind.BANK_DEPOSIT)
            ]
        )
        yield [request for request in went_out if request.url.host == "api.st"]


@needs_documents
def test_every_list_and_parameter_is_documented(calls: list[httpx.Request]) -> None:
    reads = [request for request in calls if request.method == "GET"]
    assert len({request.url.path for request in reads}) == 15
    for request in reads:
        documented = {one["name"]: one for one in _operation(request)["parameters"]}
        sent = parse_qsl(request.url.query.decode())
        assert {name for name, _ in sent} <= set(documented), request.url
        repeated = {name for name, _ in sent if [key for key, _ in sent].count(name) > 1}
        assert all(_is_list(documented[name]) for name in repeated), request.url
        module = request.url.path.split("/")[1]
        assert all(_fits(module, documented[name], value) for name, value in sent), request.url


@needs_documents
def test_every_member_we_send_is_documented(calls: list[httpx.Request]) -> None:
    writes = [request for request in calls if request.method == "POST"]
    assert len({request.url.path for request in writes}) == 3
    for request in writes:
        body = json.loads(request.content)
        for one in body if isinstance(body, list) else [body]:
            assert set(one) <= set(_members(request)), request.url


def _operation(request: httpx.Request) -> dict[str, Any]:
    module, _, _, _, *rest = request.url.path.strip("/").split("/")
    paths = document(module)["paths"]
    parts = ["{id}" if part.isdecimal() else part for part in rest]
    found: dict[str, Any] = paths[f"/tenant/{{tenant}}/{'/'.join(parts)}"][request.method.lower()]
    return found


def _members(request: httpx.Request) -> Iterable[str]:
    module = request.url.path.strip("/").split("/")[0]
    content: dict[str, Any] = _operation(request)["requestBody"]["content"]
    schema = content["application/json"]["schema"]
    schema = schema.get("items", schema)
    name = schema["$ref"].rsplit("/", 1)[1]
    members: dict[str, Any] = document(module)["components"]["schemas"][name]["properties"]
    return members


def _is_list(parameter: dict[str, Any]) -> bool:
    schema = parameter["schema"]
    return bool(schema.get("anyOf", [schema])[0].get("type") == "array")


def _fits(module: str, parameter: dict[str, Any], value: str) -> bool:
    """The value as text or as a number, alone or as one of a list."""
    components = document(module)["components"]
    validator = Draft202012Validator({**parameter["schema"], "components": components})
    read = [value, int(value)] if value.isdecimal() else [value]
    return any(validator.is_valid(one) or validator.is_valid([one]) for one in read)
