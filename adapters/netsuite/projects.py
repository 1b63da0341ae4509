"""Projects as NetSuite takes them: records of type job (facts/netsuite 4)."""

from adapters.netsuite.json_text import Json
from adapters.netsuite.requests import Ids, Write, creation, id_
from core.records import Key, ProjectRecord


def project(key: Key, record: ProjectRecord, ids: Ids) -> Write:
    body: Json = {
        "externalId": key,
        "entityId": record.name,
        "companyName": record.name,
        "parent": id_(ids(record.customer)),
        "subsidiary": id_(record.subsidiary),
    }
    return creation("job", body)
