"""One SELECT, from Oracle's words to SQLite's, with the kind of every column it answers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from sqlglot import exp

from simulators.netsuite.suiteql.conditions import condition
from simulators.netsuite.suiteql.database import quoted
from simulators.netsuite.suiteql.refusals import bad_search, not_simulated
from simulators.netsuite.suiteql.rows import rows_fetched, without_rownum
from simulators.netsuite.suiteql.sources import Sources
from simulators.netsuite.suiteql.tables import Table
from simulators.netsuite.suiteql.terms import Bindings, Operand, Term
from simulators.netsuite.suiteql.values import operand

CLAUSES: Final = frozenset(
    {"expressions", "distinct", "from_", "joins", "where", "group", "having", "order"}
    | {"limit", "offset"}
)
SIDES: Final = ("", "LEFT", "RIGHT", "FULL")


@dataclass(frozen=True)
class Selected:
    """SQLite text and its columns by name, in order."""

    sql: str
    columns: list[tuple[str, Term]]


@dataclass
class Selection:
    """A SELECT while it is being rewritten."""

    table: Callable[[str], Table | None]
    bindings: Bindings
    named: dict[str, set[str]] = field(default_factory=dict)
    """Every table that the query or a subquery reads, and which columns of it."""
    sources: Sources = field(default_factory=Sources)
    groups: frozenset[str] | None = None
    """The GROUP BY expressions; None while rows are not grouped."""
    free: bool = False
    """Inside SUM and the like, where any column may stand."""

    def select(self, node: exp.Expr) -> Selected:
        """The whole SELECT; refused when it names what is not there or says what SuiteQL lacks."""
        _refuse_clauses(node)
        source = self._from(node)
        source = self._where(node, source)
        grouping = self._grouping(node)
        columns = self._columns(node)
        having = node.args.get("having")
        having_sql = f" HAVING {self.condition(having.this)}" if having else ""
        order = self._order(node, columns)
        listed = ", ".join(f"{term.sql} AS {quoted(name)}" for name, term in columns)
        distinct = " DISTINCT " if node.args.get("distinct") else " "
        count = rows_fetched(node.args.get("limit"), node.args.get("offset"))
        sql = ("SELECT", distinct, listed, " FROM ", source, grouping, having_sql, order, count)
        return Selected("".join(sql), columns)

    def subquery(self, node: exp.Expr) -> Selected:
        """A SELECT inside this one, which it may refer to."""
        return self._inner(Sources(self.sources)).select(node)

    def operand(self, node: exp.Expr) -> Operand:
        """A value that may still lack a kind of its own."""
        return operand(node, self)

    def value(self, node: exp.Expr) -> Term:
        """A value with a kind."""
        return self.bindings.alone(operand(node, self))

    def condition(self, node: exp.Expr) -> str:
        return condition(node, self)

    def column(self, alias: str, name: str) -> Term:
        return self._read(self.sources.column(alias, name))

    def grouped(self, node: exp.Expr, compiled: Callable[[], Term]) -> Term:
        """The value, once it is sure that it is one per group."""
        if self.groups is None or self.free:
            return compiled()
        self.free = True
        term = compiled()
        self.free = False
        if term.sql in self.groups:
            return term
        if isinstance(node, exp.Column):
            raise bad_search(f"'{node.name}' is not a GROUP BY expression.")
        return compiled()

    def summed(self, node: exp.Expr) -> Term:
        """What stands inside SUM, COUNT, MIN or MAX."""
        if self.groups is None or any(node.find_all(exp.AggFunc)):
            raise bad_search("A group function is not allowed here.")
        outside, self.free = self.free, True
        term = self.value(node)
        self.free = outside
        return term

    def _inner(self, sources: Sources) -> "Selection":
        return Selection(self.table, self.bindings, self.named, sources)

    def _from(self, node: exp.Expr) -> str:
        start = node.args.get("from_")
        if start is None:
            raise bad_search("FROM is missing.")
        joins = [self._join(join) for join in [start, *(node.args.get("joins") or [])]]
        return "".join(joins)

    def _join(self, join: exp.Expr) -> str:
        side, kind = (join.text(part).upper() for part in ("side", "kind"))
        if join.args.get("using") or join.text("method") or side not in SIDES:
            raise not_simulated(join.sql("oracle"))
        if kind not in ("", "INNER", "OUTER", "CROSS"):
            raise not_simulated(join.sql("oracle"))
        source = self._source(join.this)
        if isinstance(join, exp.From):
            return source
        on = join.args.get("on")
        return f" {side} JOIN {source}" + (f" ON {self.condition(on)}" if on else "")

    def _source(self, node: exp.Expr) -> str:
        if isinstance(node, exp.Subquery):
            return self._derived(node)
        if not isinstance(node, exp.Table) or not isinstance(node.this, exp.Identifier):
            raise not_simulated(node.sql("oracle"))
        record = node.name.lower()
        table = self.table(record)
        if table is None or node.db:
            raise bad_search(f"Record '{node.name}' was not found.")
        alias = node.alias_or_name.lower()
        self.sources.add_table(alias, record, table)
        self.named.setdefault(record, set())
        return f"{quoted(record)} AS {quoted(alias)}"

    def _derived(self, node: exp.Subquery) -> str:
        inner = self._inner(Sources()).select(node.this)
        alias = node.alias.lower()
        columns = {
            name: Term(
                f"{quoted(alias)}.{quoted(name)}", term.kind, term.places, term.field, term.folded
            )
            for name, term in inner.columns
        }
        self.sources.add(alias, alias, columns)
        return f"({inner.sql}) AS {quoted(alias)}"

    def _where(self, node: exp.Expr, source: str) -> str:
        """FROM and WHERE; with ROWNUM as an inner query that stops after so many rows.

        Materialized, else SQLite sorts before it stops.
        """
        where = node.args.get("where")
        conditions, most = without_rownum(where.this if where else None)
        if conditions:
            source += " WHERE " + " AND ".join(self.condition(one) for one in conditions)
        if most is None:
            return source
        for _, term in self.sources.all():
            self._read(term)
        listed, self.sources = self.sources.numbered()
        passed = " ".join(("SELECT", listed, "FROM", source, "LIMIT", str(most)))
        return " ".join(("(WITH passed AS MATERIALIZED (", passed, ") SELECT * FROM passed)"))

    def _grouping(self, node: exp.Expr) -> str:
        group = node.args.get("group")
        if group is None:
            self.groups = frozenset() if _sums(node) else None
            return ""
        if [name for name, said in group.args.items() if said] != ["expressions"]:
            raise not_simulated(group.sql("oracle"))
        terms = [self.value(one).sql for one in group.expressions]
        self.groups = frozenset(terms)
        return f" GROUP BY {', '.join(terms)}"

    def _columns(self, node: exp.Expr) -> list[tuple[str, Term]]:
        columns: list[tuple[str, Term]] = []
        unnamed = 0
        for one in node.expressions:
            if one.is_star:
                columns += self._star(one)
                continue
            unnamed += not isinstance(one, exp.Alias | exp.Column)
            columns.append(self._projected(one, f"expr{unnamed}"))
        names = [name for name, _ in columns]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise not_simulated(f"two columns called {', '.join(twice)}; give them aliases")
        return columns

    def _star(self, node: exp.Expr) -> list[tuple[str, Term]]:
        if self.groups is not None:
            raise bad_search("* is not a GROUP BY expression.")
        columns = self.sources.all(node.text("table").lower())
        return [(name, self._read(term)) for name, term in columns]

    def _read(self, term: Term) -> Term:
        """The column, noted as one that the tables must have."""
        if term.field is not None:
            record, column = term.field
            self.named[record].add(column)
        return term

    def _projected(self, node: exp.Expr, unnamed: str) -> tuple[str, Term]:
        inner = node.this if isinstance(node, exp.Alias) else node
        named = isinstance(node, exp.Alias | exp.Column)
        return node.alias_or_name.lower() if named else unnamed, self.value(inner)

    def _order(self, node: exp.Expr, columns: list[tuple[str, Term]]) -> str:
        order = node.args.get("order")
        if order is None:
            return ""
        return " ORDER BY " + ", ".join(self._ordered(one, columns) for one in order.expressions)

    def _ordered(self, node: exp.Expr, columns: list[tuple[str, Term]]) -> str:
        """By position, by the name of a column selected, or by any value; nulls are large."""
        by = node.this
        if isinstance(by, exp.Literal) and not by.args["is_string"]:
            sql = _at_position(int(by.name), columns)
        elif (
            isinstance(by, exp.Column) and not by.text("table") and by.name.lower() in dict(columns)
        ):
            sql = dict(columns)[by.name.lower()].sql
        else:
            sql = self.value(by).sql
        direction = "DESC" if node.args.get("desc") else "ASC"
        nulls = "FIRST" if node.args.get("nulls_first") else "LAST"
        return f"{sql} {direction} NULLS {nulls}"


def _at_position(position: int, columns: list[tuple[str, Term]]) -> str:
    if not 1 <= position <= len(columns):
        raise bad_search(f"ORDER BY {position}: there are {len(columns)} columns.")
    return columns[position - 1][1].sql


def _refuse_clauses(node: exp.Expr) -> None:
    if not isinstance(node, exp.Select):
        raise not_simulated(f"{node.key.upper()}; one SELECT is")
    if not node.expressions:
        raise bad_search("Nothing is selected.")
    for clause, said in node.args.items():
        if said and clause not in CLAUSES:
            raise not_simulated(f"{clause.strip('_').upper()} in a SELECT")


def _sums(node: exp.Expr) -> bool:
    """Whether the SELECT itself, not a subquery of it, sums or counts."""
    places = [*node.expressions, node.args.get("having"), node.args.get("order")]
    return any(
        function.find_ancestor(exp.Select) is node
        for place in places
        if place is not None
        for function in place.find_all(exp.AggFunc)
    )
