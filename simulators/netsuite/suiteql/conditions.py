"""Conditions of WHERE, ON, HAVING and CASE: both sides typed alike, then compared in SQLite."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from sqlglot import exp

from simulators.netsuite.suiteql.refusals import bad_search, not_simulated
from simulators.netsuite.suiteql.terms import Constant, Operand, Term, aligned
from simulators.netsuite.suiteql.texts import text_of

if TYPE_CHECKING:
    from simulators.netsuite.suiteql.select import Selection

LONGEST_LIST: Final = 1000
"""Oracle's limit on the values of an IN list (for SuiteQL inferred)."""
SIGNS: Final[Mapping[type[exp.Expr], str]] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.LT: "<",
    exp.LTE: "<=",
}


def condition(node: exp.Expr, at: "Selection") -> str:
    """The condition as SQLite text."""
    if type(node) in SIGNS:
        return _compared(node, at)
    handler = _CONDITIONS.get(type(node))
    if handler is None:
        raise bad_search(f"A condition is expected, not {node.sql('oracle')}.")
    sql = handler(node, at)
    return f"NOT ({sql})" if node.args.get("negate") else sql


def _compared(node: exp.Expr, at: "Selection") -> str:
    left, right = at.bindings.pair(at.operand(node.this), at.operand(node.args["expression"]))
    return f"{_collated(left, right)} {SIGNS[type(node)]} {right.sql}"


def _collated(left: Term, *others: Term) -> str:
    folded = left.folded or any(other.folded for other in others)
    return f"{left.sql} COLLATE NOCASE" if folded else left.sql


def _all(node: exp.Expr, at: "Selection") -> str:
    return _chain(node, " AND ", at)


def _any(node: exp.Expr, at: "Selection") -> str:
    return _chain(node, " OR ", at)


def _chain(node: exp.Expr, word: str, at: "Selection") -> str:
    return "(" + word.join(condition(part, at) for part in node.flatten(unnest=False)) + ")"


def _not(node: exp.Expr, at: "Selection") -> str:
    return f"NOT ({condition(node.this, at)})"


def _paren(node: exp.Expr, at: "Selection") -> str:
    return f"({condition(node.this, at)})"


def _in(node: exp.Expr, at: "Selection") -> str:
    if node.args.get("query") is not None:
        return _in_query(node, at)
    listed = node.expressions
    if not listed:
        raise bad_search("The list of IN is empty.")
    if len(listed) > LONGEST_LIST:
        raise bad_search("The maximum number of expressions in a list is 1000.")
    left, *rest = _alike([at.operand(one) for one in [node.this, *listed]], at)
    return f"{_collated(left, *rest)} IN ({', '.join(term.sql for term in rest)})"


def _alike(operands: list[Operand], at: "Selection") -> list[Term]:
    like = next((one for one in operands if isinstance(one, Term)), at.bindings.alone(operands[0]))
    return aligned([at.bindings.typed(one, like) for one in operands])


def _in_query(node: exp.Expr, at: "Selection") -> str:
    inner = at.subquery(node.args["query"].this)
    if len(inner.columns) != 1:
        raise bad_search("A subquery of IN selects one column.")
    left, (_, right) = at.value(node.this), inner.columns[0]
    if (left.numeric, left.places) != (right.numeric, right.places):
        raise bad_search(f"Inconsistent datatypes: {left.kind} and {right.kind}.")
    return f"{_collated(left, right)} IN ({inner.sql})"


def _exists(node: exp.Expr, at: "Selection") -> str:
    return f"EXISTS ({at.subquery(node.this).sql})"


def _between(node: exp.Expr, at: "Selection") -> str:
    if node.args.get("symmetric"):
        raise not_simulated("BETWEEN SYMMETRIC")
    bounds = [node.this, node.args["low"], node.args["high"]]
    subject, low, high = _alike([at.operand(one) for one in bounds], at)
    return f"{_collated(subject, low, high)} BETWEEN {low.sql} AND {high.sql}"


def _like(node: exp.Expr, at: "Selection", escape: str = "") -> str:
    subject, pattern = at.value(node.this), at.value(node.args["expression"])
    texts = [text_of(subject), text_of(pattern)]
    if subject.folded:
        texts = [f"LOWER({text})" for text in texts]
    return f"{texts[0]} LIKE {texts[1]}{escape}"


def _escaped(node: exp.Expr, at: "Selection") -> str:
    mark = at.operand(node.args["expression"])
    if not isinstance(node.this, exp.Like) or not isinstance(mark, Constant):
        raise not_simulated(node.sql("oracle"))
    sign = (mark.text or "").replace("'", "''")
    sql = _like(node.this, at, f" ESCAPE '{sign}'")
    return f"NOT ({sql})" if node.this.args.get("negate") else sql


def _is(node: exp.Expr, at: "Selection") -> str:
    if not isinstance(node.args["expression"], exp.Null):
        raise not_simulated(node.sql("oracle"))
    return f"{at.value(node.this).sql} IS NULL"


_CONDITIONS: Final[Mapping[type[exp.Expr], Callable[[exp.Expr, "Selection"], str]]] = {
    exp.And: _all,
    exp.Or: _any,
    exp.Not: _not,
    exp.Paren: _paren,
    exp.In: _in,
    exp.Exists: _exists,
    exp.Between: _between,
    exp.Like: _like,
    exp.Escape: _escaped,
    exp.Is: _is,
}
