"""One value out of several: NVL, COALESCE, NULLIF, CASE and DECODE, all of one kind and scale."""

from typing import TYPE_CHECKING

from sqlglot import exp

from simulators.netsuite.suiteql.terms import Constant, Operand, Term

if TYPE_CHECKING:
    from simulators.netsuite.suiteql.select import Selection


def coalesce(node: exp.Expr, at: "Selection") -> Term:
    terms = at.bindings.union([at.operand(one) for one in [node.this, *node.expressions]])
    return _like(terms, f"COALESCE({', '.join(term.sql for term in terms)})")


def null_if(node: exp.Expr, at: "Selection") -> Term:
    left, right = at.bindings.pair(at.operand(node.this), at.operand(node.args["expression"]))
    return Term(f"NULLIF({left.sql}, {right.sql})", left.kind, left.places)


def case(node: exp.Expr, at: "Selection") -> Term:
    if node.this is not None:
        tests = [_equals(node.this, when.this, "=", at) for when in node.args["ifs"]]
    else:
        tests = [at.condition(when.this) for when in node.args["ifs"]]
    results = [at.operand(when.args["true"]) for when in node.args["ifs"]]
    default = node.args.get("default")
    return _cases(tests, results, at.operand(default) if default else Constant(None), at)


def decode(node: exp.Expr, at: "Selection") -> Term:
    """DECODE(x, a, 1, b, 2, 3): null equals null in it."""
    subject, *rest = node.expressions
    pairs = list(zip(rest[0::2], rest[1::2], strict=False))
    tests = [_equals(subject, search, "IS", at) for search, _ in pairs]
    default = at.operand(rest[-1]) if len(rest) % 2 else Constant(None)
    return _cases(tests, [at.operand(result) for _, result in pairs], default, at)


def _equals(left: exp.Expr, right: exp.Expr, sign: str, at: "Selection") -> str:
    first, second = at.bindings.pair(at.operand(left), at.operand(right))
    return f"{first.sql} {sign} {second.sql}"


def _cases(tests: list[str], results: list[Operand], default: Operand, at: "Selection") -> Term:
    *terms, other = at.bindings.union([*results, default])
    whens = " ".join(
        f"WHEN {test} THEN {term.sql}" for test, term in zip(tests, terms, strict=True)
    )
    return _like([*terms, other], f"CASE {whens} ELSE {other.sql} END")


def _like(terms: list[Term], sql: str) -> Term:
    kind = next((term.kind for term in terms if term.sql != "NULL"), terms[0].kind)
    return Term(sql, kind, terms[0].places)
