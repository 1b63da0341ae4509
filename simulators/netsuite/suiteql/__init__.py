"""SuiteQL as NetSuite answers it (facts: netsuite 1.5): Oracle's dialect, typed, exact to the cent.

A query is parsed, checked against the tables it names, written anew for SQLite and run on an
in-memory copy of them. Money and numbers are whole scaled integers all the way.
"""

from simulators.netsuite.suiteql.query import Query
from simulators.netsuite.suiteql.tables import Kind, PartedRows, Table

__all__ = ["Kind", "PartedRows", "Query", "Table"]
