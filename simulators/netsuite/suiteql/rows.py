"""How many rows: ROWNUM, which cuts before sorting and summing, and FETCH, which cuts after."""

from sqlglot import exp

from simulators.netsuite.suiteql.refusals import bad_search, not_simulated

Conditions = list[exp.Expr]


def without_rownum(where: exp.Expr | None) -> tuple[Conditions, int | None]:
    """The conditions of WHERE but those on ROWNUM, and how many rows those let through."""
    if where is None:
        return [], None
    parts = list(where.flatten(unnest=False)) if isinstance(where, exp.And) else [where]
    limits = [_most(part) for part in parts if _on_rownum(part)]
    return [part for part in parts if not _on_rownum(part)], min(limits, default=None)


def rows_fetched(limit: exp.Expr | None, offset: exp.Expr | None) -> str:
    """FETCH FIRST n ROWS ONLY and OFFSET, in SQLite's words; LIMIT is refused."""
    if isinstance(limit, exp.Limit):
        raise bad_search("LIMIT is not supported; use FETCH FIRST n ROWS ONLY.")
    if limit is None and offset is None:
        return ""
    options = limit.args.get("limit_options") if limit is not None else None
    if options is not None and (options.args.get("percent") or options.args.get("with_ties")):
        raise not_simulated("FETCH with PERCENT or WITH TIES")
    most = _whole(limit.args["count"]) if limit is not None else -1
    skipped = _whole(offset.args["expression"]) if offset is not None else 0
    return f" LIMIT {most} OFFSET {skipped}"


def _on_rownum(node: exp.Expr) -> bool:
    left = node.this if isinstance(node, exp.Predicate) else None
    return isinstance(left, exp.Column) and left.name.lower() == "rownum"


def _most(node: exp.Expr) -> int:
    """ROWNUM counts rows as they pass, so that > 1 and = 2 let none through."""
    bound = _whole(node.args.get("expression"))
    if isinstance(node, exp.LTE):
        return bound
    if isinstance(node, exp.LT):
        return max(bound - 1, 0)
    if isinstance(node, exp.EQ):
        return 1 if bound == 1 else 0
    raise not_simulated(node.sql("oracle"))


def _whole(node: exp.Expr | None) -> int:
    if isinstance(node, exp.Literal) and not node.args["is_string"] and node.name.isdecimal():
        return int(node.name)
    raise not_simulated("a row count that is not a whole literal")
