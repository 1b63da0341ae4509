"""docs/simulators.md: every action and every kind of fault."""

import re
from pathlib import Path
from typing import Final

from simulators.control.faults import KINDS
from simulators.netsuite.loading import OTHERS, SECTIONS
from simulators.servicetitan import datafile
from simulators.servicetitan.actions import ACTIONS

PAGE: Final = (Path(__file__).parents[1] / "docs" / "simulators.md").read_text()


def first_cells() -> set[str]:
    """What stands as code in the first column of the page's tables."""
    cells = re.findall(r"^\| ([^|]+) \|", PAGE, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_every_action_is_listed() -> None:
    assert set(ACTIONS) - first_cells() == set()


def test_every_kind_of_fault_is_listed() -> None:
    assert set(KINDS) - first_cells() == set()


def test_every_table_of_a_data_file_is_named() -> None:
    tables = {*datafile.TABLES, *datafile.OTHERS, *SECTIONS, *OTHERS}
    assert {one for one in tables if f"`{one}`" not in PAGE} == set()
