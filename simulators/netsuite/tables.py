"""The account as SuiteQL sees it: every table, made when it is asked for, kept while it is true."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from simulators.netsuite.company import Company
from simulators.netsuite.kept_rows import KeptRows, Maker, kept_of_transactions
from simulators.netsuite.list_tables import (
    SOURCES,
    address_book_table,
    address_table,
    custom_record_table,
    deleted_table,
    list_table,
    subsidiary_table,
)
from simulators.netsuite.sqltable import Columns, Table
from simulators.netsuite.state import Shelf
from simulators.netsuite.transaction_tables import (
    LEDGER,
    LINE,
    LINK,
    TRANSACTION,
    header_rows,
    ledger_rows,
    line_rows,
    link_rows,
    table,
)

Shelves = tuple[Shelf[Any, Any], ...]


class Tables(Mapping[str, Table]):
    """By lower-case name. A table is the same object until a record in it has changed."""

    def __init__(self, company: Company) -> None:
        self._company = company
        self._kept: dict[str, tuple[tuple[int, ...], Table]] = {}
        self._makers: dict[str, tuple[Shelves, Callable[[], Table]]] = {
            **{name: self._list(name) for name in SOURCES},
            "customersubsidiaryrelationship": self._assigned("customer"),
            "vendorsubsidiaryrelationship": self._assigned("vendor"),
            "customeraddressbook": self._entities(address_book_table),
            "customeraddressbookentityaddress": self._entities(address_table),
            "deletedrecord": ((company.state.deleted,), lambda: deleted_table(company)),
            "transaction": self._transactions(TRANSACTION, header_rows, "custbody"),
            "transactionline": self._transactions(LINE, line_rows, "custcol"),
            "transactionaccountingline": self._transactions(LEDGER, ledger_rows),
            "nexttransactionlinelink": self._transactions(LINK, link_rows),
            "previoustransactionlinelink": self._transactions(LINK, link_rows),
        }

    def _list(self, name: str) -> tuple[Shelves, Callable[[], Table]]:
        record_type = self._company.record_type(SOURCES[name][0])
        assert record_type is not None, name
        shelf = self._company.state.of(record_type.space)
        return ((shelf,), lambda: list_table(self._company, name))

    def _assigned(self, kind: str) -> tuple[Shelves, Callable[[], Table]]:
        state = self._company.state
        shelves = (state.of("entity"), state.secondary_subsidiaries)
        return (shelves, lambda: subsidiary_table(self._company, kind))

    def _entities(self, make: Callable[[Company], Table]) -> tuple[Shelves, Callable[[], Table]]:
        return ((self._company.state.of("entity"),), lambda: make(self._company))

    def _transactions(
        self, columns: Columns, make: Maker, prefix: str | None = None
    ) -> tuple[Shelves, Callable[[], Table]]:
        kept = KeptRows(self._company, make)
        shelves = kept_of_transactions(self._company)
        return (shelves, lambda: table(self._company, columns, kept.all(), prefix))

    def __getitem__(self, name: str) -> Table:
        shelves, make = self._maker(name)
        stamp = (
            *(shelf.touched for shelf in shelves),
            self._company.state.custom_fields.touched,
            self._company.state.custom_records.touched,
        )
        kept = self._kept.get(name)
        if kept is None or kept[0] != stamp:
            kept = (stamp, make())
            self._kept[name] = kept
        return kept[1]

    def _maker(self, name: str) -> tuple[Shelves, Callable[[], Table]]:
        custom = self._company.state.custom_records.get(name)
        if custom is None:
            return self._makers[name]
        shelf = self._company.state.of(name)
        return ((shelf,), lambda: custom_record_table(self._company, custom))

    def __iter__(self) -> Iterator[str]:
        yield from self._makers
        yield from (script_id for script_id, _ in self._company.state.custom_records.items())

    def __len__(self) -> int:
        return len(self._makers) + len(self._company.state.custom_records)
