"""ServiceTitan's OpenAPI documents as JSON Schemas to check replies with.

They are read from `shared/openapi/servicetitan` beside the repository and are no part of it;
where the folder is missing, the tests that need it are skipped.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator

FOLDER: Final = Path(__file__).parents[4] / "shared" / "openapi" / "servicetitan"
MODULES: Final = ("accounting", "crm", "inventory", "jpm", "settings")
needs_documents = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="ServiceTitan's OpenAPI documents are not in ../shared"
)


@cache
def document(module: str) -> dict[str, Any]:
    """The document with its schemas turned into JSON Schema."""
    given = json.loads((FOLDER / f"{module}-v2.json").read_text(encoding="utf-8"))
    read: dict[str, Any] = _as_json_schema(given)
    return read


def operations(module: str) -> list[tuple[str, str]]:
    """(method, path within the tenant) of all the calls that ServiceTitan has."""
    prefix = "/tenant/{tenant}/"
    return [
        (method.upper(), path.removeprefix(prefix))
        for path, methods in document(module)["paths"].items()
        for method in methods
        if method in ("get", "post", "put", "patch", "delete")
    ]


def complaints(module: str, method: str, path: str, status: int, body: Any) -> list[str]:
    """What is wrong with a reply's body, by the schema of that call and status."""
    paths = document(module)["paths"]
    replies = paths[f"/tenant/{{tenant}}/{path}"][method.lower()]["responses"]
    schema = replies[str(status)]["content"]["application/json"]["schema"]
    validator = Draft202012Validator({**schema, "components": document(module)["components"]})
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(body)]


def _as_json_schema(node: Any) -> Any:
    """`nullable` becomes a choice of null; every member named must be there."""
    if isinstance(node, list):
        return [_as_json_schema(one) for one in node]
    if not isinstance(node, dict):
        return node
    schema = {key: _as_json_schema(value) for key, value in node.items()}
    if schema.get("type") == "object" and isinstance(schema.get("properties"), dict):
        schema["required"] = sorted(schema["properties"])
    if schema.pop("nullable", None) is True:
        return {"anyOf": [schema, {"type": "null"}]}
    return schema
