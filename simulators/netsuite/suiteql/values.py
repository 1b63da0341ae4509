"""Value expressions: columns, literals, functions and sums, each with its kind.

What is not listed in `VALUES` is not simulated and gets 501, never a wrong figure.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sqlglot import exp

from simulators.netsuite.suiteql import alternatives, arithmetic, texts
from simulators.netsuite.suiteql.refusals import bad_search, not_simulated
from simulators.netsuite.suiteql.terms import Constant, Operand, Term

if TYPE_CHECKING:
    from simulators.netsuite.suiteql.select import Selection

BOUND: Final = "bound_"
"""What `?` number n is called while the query is parsed: `:bound_n`."""


def operand(node: exp.Expr, at: "Selection") -> Operand:
    """A value that may still lack a kind of its own."""
    handler = _UNTYPED.get(type(node))
    if handler is not None:
        return handler(node, at)
    typed = VALUES.get(type(node))
    if typed is None:
        raise not_simulated(node.sql("oracle"))
    refuse_extras(node)
    return at.grouped(node, lambda: typed(node, at))


def refuse_extras(node: exp.Expr) -> None:
    """A modifier that no handler knows must not be dropped in silence."""
    for name, said in node.args.items():
        if said and name in _EXTRAS:
            raise not_simulated(f"{name.upper()} in {node.sql('oracle')}")


def _column(node: exp.Expr, at: "Selection") -> Term:
    if node.name.lower() == "rownum" and not node.text("table"):
        raise not_simulated("ROWNUM anywhere but in WHERE ROWNUM <= n AND ...")
    return at.column(node.text("table").lower(), node.name.lower())


def _literal(node: exp.Expr, _: "Selection") -> Operand:
    return Constant(node.name or None, not node.args["is_string"])


def _null(_: exp.Expr, __: "Selection") -> Operand:
    return Constant(None)


def _parameter(node: exp.Expr, at: "Selection") -> Operand:
    if not node.name.startswith(BOUND):
        raise bad_search(f"Named parameter :{node.name}; parameters are bound with ?.")
    return at.bindings.parameter(int(node.name.removeprefix(BOUND)))


def _paren(node: exp.Expr, at: "Selection") -> Operand:
    inner = operand(node.this, at)
    return replace(inner, sql=f"({inner.sql})") if isinstance(inner, Term) else inner


Handler = Callable[[exp.Expr, "Selection"], Operand]
_UNTYPED: Final[Mapping[type[exp.Expr], Handler]] = {
    exp.Literal: _literal,
    exp.Null: _null,
    exp.Placeholder: _parameter,
    exp.Paren: _paren,
    exp.Neg: arithmetic.negative,
}
VALUES: Final[Mapping[type[exp.Expr], Callable[[exp.Expr, "Selection"], Term]]] = {
    exp.Column: _column,
    exp.Add: arithmetic.sum_of_two,
    exp.Sub: arithmetic.sum_of_two,
    exp.Mul: arithmetic.product,
    exp.Div: arithmetic.inexact,
    exp.Avg: arithmetic.inexact,
    exp.Abs: arithmetic.absolute,
    exp.Coalesce: alternatives.coalesce,
    exp.Nullif: alternatives.null_if,
    exp.Case: alternatives.case,
    exp.DecodeCase: alternatives.decode,
    exp.Upper: texts.upper,
    exp.Lower: texts.lower,
    exp.DPipe: texts.joined,
    exp.Concat: texts.joined,
    exp.Substring: texts.substring,
    exp.ToChar: texts.to_char,
    exp.StrToDate: texts.to_date,
    exp.StrToTime: texts.to_date,
    exp.Dot: texts.display,
    exp.Count: arithmetic.count,
    exp.Sum: arithmetic.total,
    exp.Min: arithmetic.extreme,
    exp.Max: arithmetic.extreme,
}
_EXTRAS: Final = frozenset({"join_mark", "db", "catalog", "nlsparam", "zone", "default_on_error"})
