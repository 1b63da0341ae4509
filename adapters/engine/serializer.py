"""What the queue keeps is JSON, errors too; it can name no code to be run (facts/engine 2)."""

import json
from typing import Any, Final

from dbos import Serializer

from adapters.engine.errors import RunFailedError

NAME: Final = "crossfoot_json"
_ERROR: Final = "error"
_WORDS: Final = "words"


class JsonSerializer(Serializer):
    def name(self) -> str:
        return NAME

    def serialize(self, data: Any) -> str:
        return json.dumps(data, default=_encoded, separators=(",", ":"))

    def deserialize(self, serialized_data: str) -> Any:
        return json.loads(serialized_data, object_hook=_decoded)


def _encoded(value: Any) -> Any:
    if isinstance(value, RunFailedError):
        return {_ERROR: value.name, _WORDS: value.words}
    if isinstance(value, BaseException):
        return {_ERROR: type(value).__name__, _WORDS: str(value)}
    raise TypeError(f"{type(value).__name__} does not belong into the queue: ids and counts do")


def _decoded(document: dict[str, Any]) -> Any:
    if document.keys() == {_ERROR, _WORDS}:
        return RunFailedError(document[_ERROR], document[_WORDS])
    return document
