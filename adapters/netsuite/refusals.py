"""NetSuite's refusals, in its own words (facts/netsuite 3.1).

Almost every business rule answers 400 with the code USER_ERROR: the texts are all there is to go by.
"""

import re
from typing import Final

import httpx
from pydantic import BaseModel, Field, ValidationError

from core.ports import Rejection

EXCERPT: Final = 300
"""Characters of a body that is shown as it came."""
_PREAMBLE: Final = re.compile(r"^Error while accessing (a )?resource[.:]\s*")
_TAG: Final = re.compile(r"<[^>]*>")


class _Detail(BaseModel):
    detail: str
    path: str | None = Field(None, alias="o:errorPath")


class _ErrorBody(BaseModel):
    details: list[_Detail] = Field(alias="o:errorDetails", min_length=1)


class _RestletDetail(BaseModel):
    code: str
    message: str = ""


class _RestletError(BaseModel):
    error: _RestletDetail


class _OAuthError(BaseModel):
    error: str
    error_description: str = ""


def rejection(reply: httpx.Response) -> Rejection:
    """What a 4xx says; `key_taken` when a record with that name or external id is there already."""
    text = why(reply)
    return Rejection(text, key_taken="already exists" in text.lower())


def why(reply: httpx.Response) -> str:
    """A refusal's reasons in words, whatever its body is."""
    return said(reply.text) or f"NetSuite answered {reply.status_code} and gave no reason"


def said(body: str) -> str:
    """The words in a body: of an error in one of NetSuite's forms, else the text without its tags."""
    readings = (_as_error, _as_restlet_error, _as_oauth_error, _as_it_came)
    return next(filter(None, (reading(body) for reading in readings)), "")


def restlet_error(body: str) -> str | None:
    """The code of an error as RESTlets answer it: `{"error": {"code", "message"}}`."""
    try:
        return _RestletError.model_validate_json(body).error.code
    except ValidationError:
        return None


def _as_restlet_error(body: str) -> str | None:
    try:
        given = _RestletError.model_validate_json(body).error
    except ValidationError:
        return None
    return given.message or given.code


def _as_error(body: str) -> str | None:
    try:
        details = _ErrorBody.model_validate_json(body).details
    except ValidationError:
        return None
    return " ".join(_worded(detail) for detail in details)


def _worded(detail: _Detail) -> str:
    text = _PREAMBLE.sub("", detail.detail).strip()
    return f"{text} (at {detail.path})" if detail.path else text


def _as_oauth_error(body: str) -> str | None:
    try:
        given = _OAuthError.model_validate_json(body)
    except ValidationError:
        return None
    return f"{given.error}: {given.error_description}" if given.error_description else given.error


def _as_it_came(body: str) -> str:
    return " ".join(_TAG.sub(" ", body).split())[:EXCERPT]
