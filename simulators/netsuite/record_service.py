"""The record service on the wire: `/services/rest/record/v1/{type}` and below (facts §1.2)."""

from typing import Any, Final

from simulators.control.vendor import Reply, Request
from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.drafts import Draft, Validation, read_draft
from simulators.netsuite.fields import RecordType
from simulators.netsuite.jsontext import dumps
from simulators.netsuite.listing import listed
from simulators.netsuite.records import Record
from simulators.netsuite.saving import create, delete, update
from simulators.netsuite.showing import BASE, address, collection, shown_lines, shown_record
from simulators.netsuite.transforms import transformed

SINGULAR: Final = "application/vnd.oracle.resource+json; type=singular"
COLLECTION: Final = "application/vnd.oracle.resource+json; type=collection"
VALIDATION: Final = "x-netsuite-propertynamevalidation"
VALUES: Final = "x-netsuite-propertyvaluevalidation"
MENTION: Final = "x-netsuite-warning"
UNSIMULATED_PARAMS: Final = ("expand", "simpleEnumFormat", "replaceSelectedFields", "ids")


class RecordService:
    def __init__(self, company: Company) -> None:
        self.company = company

    def check(self, request: Request) -> None:
        """What is refused before anything is looked up: RefusedError."""
        _check_simulated(request)
        self._type(_parts(request)[0])

    def handle(self, request: Request) -> Reply:
        """Raises RefusedError; the caller takes back what was begun."""
        _check_simulated(request)
        parts = _parts(request)
        record_type = self._type(parts[0])
        if len(parts) == 1:
            return self._collection(record_type, request)
        if len(parts) == 2:
            return self._one(record_type, parts[1], request)
        if len(parts) == 3:
            return self._sublist(record_type, parts[1], parts[2], request)
        if len(parts) == 4 and parts[2] == "!transform":
            return self._transform(record_type, parts[1], parts[3], request)
        raise refusals.not_simulated(request.path)

    def _type(self, name: str) -> RecordType:
        record_type = self.company.record_type(name)
        feature = record_type.feature if record_type else None
        unknown = record_type is None and name.lower().startswith("customtransaction")
        if unknown or (feature is not None and not self.company.has(feature)):
            raise refusals.no_such_record_type(name)
        if record_type is None and name.lower().startswith("customrecord"):
            raise refusals.no_such_record()
        if record_type is None or not record_type.served:
            raise refusals.not_simulated(f"The record type {name}")
        return record_type

    def _collection(self, record_type: RecordType, request: Request) -> Reply:
        if request.method == "GET":
            return _json(listed(self.company, record_type, request), COLLECTION)
        if request.method != "POST":
            raise refusals.method_not_allowed(request.method)
        draft = self._draft(record_type, request)
        self._may_create(record_type)
        return _saved(create(self.company, record_type, draft), record_type, request, draft)

    def _may_create(self, record_type: RecordType) -> None:
        if record_type.created_by_transform:
            raise refusals.rule_broken(
                f"You cannot create a {record_type.name} on its own: transform another record."
            )

    def _one(self, record_type: RecordType, key: str, request: Request) -> Reply:
        if request.method == "PUT":
            return self._upsert(record_type, key, request)
        record = self._found(record_type, key)
        if request.method == "GET":
            return self._shown(record, request)
        if request.method == "PATCH":
            return self._updated(record, record_type, request)
        if request.method == "DELETE":
            delete(self.company, record)
            return Reply(204)
        raise refusals.method_not_allowed(request.method)

    def _found(self, record_type: RecordType, key: str) -> Record:
        """By internal id or `eid:`; the id of another transaction type is its own refusal."""
        if key.lower().startswith("eid:"):
            key = self._id_of(record_type, key[4:]) or ""
        record = self.company.state.of(record_type.space).get(key)
        if record is None or (record.kind != record_type.name and record_type.posts is None):
            raise refusals.no_such_record()
        if record.kind != record_type.name:
            raise refusals.wrong_transaction_type()
        return record

    def _id_of(self, record_type: RecordType, external_id: str) -> str | None:
        if "|" in external_id:
            return None
        return self.company.id_of_external(record_type.space, external_id)

    def _shown(self, record: Record, request: Request) -> Reply:
        only = request.param("fields")
        names = frozenset(name.strip().lower() for name in only.split(",")) if only else None
        expand = (request.param("expandSubResources") or "").lower() == "true"
        body = shown_record(self.company, record, request.origin, expand=expand, only=names)
        return _json(body, SINGULAR)

    def _updated(self, record: Record, record_type: RecordType, request: Request) -> Reply:
        draft = self._draft(record_type, request)
        changed = update(self.company, record, draft, self._replaced(record_type, request))
        return _saved(changed, record_type, request, draft)

    def _upsert(self, record_type: RecordType, key: str, request: Request) -> Reply:
        """PUT is for an external id only: the record is made, or changed where it exists."""
        if not key.lower().startswith("eid:"):
            raise refusals.method_not_allowed("PUT with an internal id")
        external_id = key[4:]
        known = self._id_of(record_type, external_id)
        record = self.company.state.of(record_type.space).get(known) if known else None
        if record is not None and record.kind == record_type.name:
            return self._updated(record, record_type, request)
        self._may_create(record_type)
        draft = self._draft(record_type, request)
        draft.fields["externalId"] = external_id
        return _saved(create(self.company, record_type, draft), record_type, request, draft)

    def _sublist(self, record_type: RecordType, key: str, name: str, request: Request) -> Reply:
        if request.method != "GET":
            raise refusals.not_simulated("Writing to a sublist by its own address")
        record = self._found(record_type, key)
        shape = self.company.shape(record_type)
        sublist = shape.names.get(name.lower())
        if sublist not in shape.sublists:
            raise refusals.no_such_record()
        lines = shown_lines(self.company, record, sublist, request.origin)
        href = f"{address(request.origin, record_type, record.id)}/{sublist}"
        return _json(collection(lines, href), COLLECTION)

    def _transform(self, record_type: RecordType, key: str, target: str, request: Request) -> Reply:
        if request.method != "POST":
            raise refusals.method_not_allowed(request.method)
        source = self._found(record_type, key)
        target_type = self._type(target)
        draft = self._draft(target_type, request)
        made = transformed(
            self.company,
            source,
            target_type.name,
            draft,
            self._replaced(target_type, request),
        )
        return _saved(made, target_type, request, draft)

    def _draft(self, record_type: RecordType, request: Request) -> Draft:
        try:
            body = request.json() if request.body.strip() else {}
        except ValueError:
            raise refusals.malformed("The body is not JSON.") from None
        return read_draft(self.company, record_type, body, _validation(request))

    def _replaced(self, record_type: RecordType, request: Request) -> frozenset[str]:
        names = self.company.shape(record_type).names
        sent = (request.param("replace") or "").lower().split(",")
        return frozenset(names[name.strip()] for name in sent if name.strip() in names)


def _parts(request: Request) -> list[str]:
    return request.path.removeprefix(f"{BASE}/").strip("/").split("/")


def _check_simulated(request: Request) -> None:
    if " " in request.path:
        raise refusals.spaces_in_url()
    for name in UNSIMULATED_PARAMS:
        if request.param(name) is not None:
            raise refusals.not_simulated(f"The parameter {name}")
    if request.headers.get(VALUES, "Error").lower() != "error":
        raise refusals.not_simulated("Lenient property values")


def _validation(request: Request) -> Validation:
    chosen = request.headers.get(VALIDATION, "Warning").lower()
    if chosen == "error":
        return "Error"
    return "Ignore" if chosen == "ignore" else "Warning"


def _saved(record: Record, record_type: RecordType, request: Request, draft: Draft) -> Reply:
    headers = {"location": address(request.origin, record_type, record.id)}
    if draft.ignored and _validation(request) == "Warning":
        headers[MENTION] = "Unknown field names were ignored: " + ", ".join(draft.ignored)
    return Reply(204, headers=headers)


def _json(body: Any, content_type: str) -> Reply:
    return Reply(200, dumps(body).encode(), {"content-type": content_type})
