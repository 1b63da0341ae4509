"""The text of a query as a tree: one SELECT in Oracle's dialect, each `?` under its number."""

from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.tokenizer_core import TokenType

from simulators.netsuite.suiteql.refusals import bad_search
from simulators.netsuite.suiteql.values import BOUND


@lru_cache(maxsize=256)
def parsed(text: str) -> tuple[exp.Expr, int]:
    """The tree, not to be changed, and how many `?` it has; refused when it is no query."""
    try:
        numbered, count = _numbered(text)
        statements = sqlglot.parse(numbered, dialect="oracle")
    except (SqlglotError, RecursionError) as error:
        raise bad_search("Invalid or unsupported search. The query cannot be parsed.") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        raise bad_search("Invalid or unsupported search. A single SELECT is expected.")
    return statements[0], count


def _numbered(text: str) -> tuple[str, int]:
    pieces, end, count = [], 0, 0
    for token in sqlglot.tokenize(text, dialect="oracle"):
        if token.token_type == TokenType.PLACEHOLDER:
            count += 1
            pieces += [text[end : token.start], f":{BOUND}{count}"]
            end = token.end + 1
    return "".join([*pieces, text[end:]]), count
