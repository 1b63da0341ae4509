"""Text, dates as text and text as dates: UPPER to TO_CHAR, and BUILTIN.DF for display names."""

from typing import TYPE_CHECKING

from sqlglot import exp

from simulators.netsuite.suiteql.dates import strftime_mask
from simulators.netsuite.suiteql.refusals import not_simulated
from simulators.netsuite.suiteql.tables import Kind
from simulators.netsuite.suiteql.terms import Reading, Term, whole

if TYPE_CHECKING:
    from simulators.netsuite.suiteql.select import Selection


def text_of(term: Term) -> str:
    """The term's SQL as text, the way it would go out."""
    if term.kind in ("money", "number"):
        return f"DECIMAL_TEXT({term.sql}, {term.places})"
    if term.kind in ("date", "datetime"):
        return f"ACCOUNT_DATE({term.sql})"
    return f"CAST({term.sql} AS TEXT)" if term.kind == "id" else term.sql


def upper(node: exp.Expr, at: "Selection") -> Term:
    return Term(f"UPPER({text_of(at.value(node.this))})", "text")


def lower(node: exp.Expr, at: "Selection") -> Term:
    return Term(f"LOWER({text_of(at.value(node.this))})", "text")


def joined(node: exp.Expr, at: "Selection") -> Term:
    """`a || b`: a null is an empty text, and an empty text is null."""
    parts = (
        [node.this, node.args["expression"]] if isinstance(node, exp.DPipe) else node.expressions
    )
    texts = [f"IFNULL({text_of(at.value(part))}, '')" for part in parts]
    return Term(f"NULLIF({' || '.join(texts)}, '')", "text")


def substring(node: exp.Expr, at: "Selection") -> Term:
    """From 1; 0 counts as 1."""
    start = whole(at.operand(node.args["start"])) or 1
    length = node.args.get("length")
    more = f", {whole(at.operand(length))}" if length else ""
    text = text_of(at.value(node.this))
    return Term(f"NULLIF(SUBSTR({text}, {start}{more}), '')", "text")


def to_char(node: exp.Expr, at: "Selection") -> Term:
    term, mask = at.value(node.this), node.args.get("format")
    if mask is None:
        return Term(text_of(term), "text")
    if term.kind not in ("date", "datetime"):
        raise not_simulated(f"TO_CHAR of a {term.kind} with a mask")
    return Term(f"strftime('{strftime_mask(mask.name)}', {term.sql})", "text")


def to_date(node: exp.Expr, at: "Selection") -> Term:
    """Of a literal or a parameter; the parser has made a strftime mask of Oracle's."""
    kind: Kind = "datetime" if isinstance(node, exp.StrToTime) else "date"
    given, mask = at.operand(node.this), node.args.get("format")
    if isinstance(given, Term):
        raise not_simulated(f"{node.sql('oracle')} of anything but a literal or a parameter")
    if mask is not None and "%H" in mask.name:
        kind = "datetime"
    reading = Reading(kind, mask=mask.name) if mask is not None else Reading(kind)
    return at.bindings.read(given, reading)


def display(node: exp.Expr, at: "Selection") -> Term:
    """BUILTIN.DF(column)."""
    call = node.args["expression"]
    if (
        node.this.name.upper() != "BUILTIN"
        or call.name.upper() != "DF"
        or len(call.expressions) != 1
    ):
        raise not_simulated(node.sql("oracle"))
    term = at.value(call.expressions[0])
    if term.field is None or term.kind not in ("id", "text"):
        return Term(text_of(term), "text")
    record, column = term.field
    return Term(f"DISPLAY('{record}', '{column}', {term.sql})", "text")
