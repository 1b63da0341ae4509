"""docs/configuration.md: every key of crossfoot.toml, with its default."""

import re
import tomllib
from enum import Enum
from pathlib import Path
from typing import Final

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from adapters.config import BusinessUnitConfig, Config, TaxConfig, TenantConfig, WorkerConfig
from adapters.netsuite.connection import NetSuiteConnection
from adapters.netsuite.credentials import OAuth2, TokenBased
from adapters.servicetitan.connection import ServiceTitanConnection

PAGE: Final = (Path(__file__).parents[1] / "docs" / "configuration.md").read_text()
SECTIONS: Final[dict[str, type[BaseModel]]] = {
    "The whole": Config,
    "`[worker]`": WorkerConfig,
    "A tenant: `[tenants.NAME]`": TenantConfig,
    "`[tenants.NAME.tax]`": TaxConfig,
    "`[tenants.NAME.business_units.ID]`": BusinessUnitConfig,
    "`[tenants.NAME.servicetitan]`": ServiceTitanConnection,
    "`[tenants.NAME.netsuite]`": NetSuiteConnection,
    "`[tenants.NAME.netsuite.oauth2]`": OAuth2,
    "`[tenants.NAME.netsuite.tba]`": TokenBased,
}


def rows(section: str) -> dict[str, str]:
    """Key and default of every row in a section's table."""
    parts = re.split(r"^##+ (.+)$", PAGE, flags=re.MULTILINE)
    text = dict(zip(parts[1::2], parts[2::2], strict=True))[section]
    return dict(re.findall(r"^\| `(\w+)` \| (.+?) \| .+ \|$", text, re.MULTILINE))


def in_toml(field: FieldInfo) -> str | None:
    """A default as the page writes it; None where it is none or a table."""
    value = field.default.value if isinstance(field.default, Enum) else field.default
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).rstrip("/") if isinstance(value, str | int) and value != "" else None


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_names_exactly_the_keys_there_are(section: str) -> None:
    fields = SECTIONS[section].model_fields.items()
    assert sorted(rows(section)) == sorted(one.alias or name for name, one in fields)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_gives_the_defaults_that_hold(section: str) -> None:
    shown = rows(section)
    for name, field in SECTIONS[section].model_fields.items():
        key, default = field.alias or name, in_toml(field)
        if field.is_required():
            assert shown[key] == "needed", key
        elif default is not None:
            assert shown[key] == f"`{default}`", key


def test_the_example_has_only_keys_there_are() -> None:
    example = tomllib.loads(PAGE.split("```toml\n")[1].split("```")[0])
    tenant = example["tenants"]["sierra"]
    assert tenant.keys() <= TenantConfig.model_fields.keys()
    assert tenant["servicetitan"].keys() <= ServiceTitanConnection.model_fields.keys()
    assert tenant["netsuite"].keys() <= NetSuiteConnection.model_fields.keys()
    assert tenant["netsuite"]["oauth2"].keys() <= OAuth2.model_fields.keys()
