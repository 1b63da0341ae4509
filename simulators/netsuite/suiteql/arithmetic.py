"""Sums, differences and aggregates over whole scaled integers; what is not exact is refused."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from simulators.netsuite.suiteql.refusals import bad_search, not_simulated
from simulators.netsuite.suiteql.tables import Kind
from simulators.netsuite.suiteql.terms import Constant, Operand, Term, whole

if TYPE_CHECKING:
    from simulators.netsuite.suiteql.select import Selection


def negative(node: exp.Expr, at: "Selection") -> Operand:
    inner = at.operand(node.this)
    if isinstance(inner, Constant) and inner.numeric:
        return Constant(f"-{inner.text}", numeric=True)
    term = _number(at.bindings.alone(inner), node)
    return Term(f"(-{term.sql})", term.kind, term.places)


def sum_of_two(node: exp.Expr, at: "Selection") -> Term:
    sign = "+" if isinstance(node, exp.Add) else "-"
    left, right = at.bindings.union([at.operand(node.this), at.operand(node.args["expression"])])
    _number(left, node)
    return Term(f"({left.sql} {sign} {right.sql})", left.kind, left.places)


def product(node: exp.Expr, at: "Selection") -> Term:
    """Exact only by a whole literal: `a.amount * -1`."""
    left, right = at.operand(node.this), at.operand(node.args["expression"])
    factor, term = (left, right) if isinstance(left, Constant) else (right, left)
    if not isinstance(term, Term) or not isinstance(factor, Constant):
        raise _not_exact(node)
    by = whole(factor)
    return Term(f"({_number(term, node).sql} * {by})", term.kind, term.places)


def inexact(node: exp.Expr, _: "Selection") -> Term:
    raise _not_exact(node)


def _not_exact(node: exp.Expr) -> Exception:
    return bad_search(f"{node.sql('oracle')} cannot be computed exactly.")


def _number(term: Term, node: exp.Expr) -> Term:
    if not term.numeric:
        raise bad_search(f"A number is expected in {node.sql('oracle')}.")
    return term


def absolute(node: exp.Expr, at: "Selection") -> Term:
    term = _number(at.value(node.this), node)
    return Term(f"ABS({term.sql})", term.kind, term.places)


def count(node: exp.Expr, at: "Selection") -> Term:
    counted = node.this
    if isinstance(counted, exp.Star):
        return Term("COUNT(*)", "number")
    distinct = isinstance(counted, exp.Distinct)
    if distinct and len(counted.expressions) != 1:
        raise not_simulated(node.sql("oracle"))
    inner = counted.expressions[0] if distinct else counted
    return Term(f"COUNT({'DISTINCT ' if distinct else ''}{at.summed(inner).sql})", "number")


def total(node: exp.Expr, at: "Selection") -> Term:
    term = _number(at.summed(node.this), node)
    kind: Kind = "number" if term.kind == "id" else term.kind
    return Term(f"SUM({term.sql})", kind, term.places)


def extreme(node: exp.Expr, at: "Selection") -> Term:
    if node.expressions:
        raise not_simulated(node.sql("oracle"))
    term = at.summed(node.this)
    return replace(term, sql=f"{'MIN' if isinstance(node, exp.Min) else 'MAX'}({term.sql})")
