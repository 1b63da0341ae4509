"""Configuration: one `crossfoot.toml`, every key also an environment variable.

`CROSSFOOT_TENANTS__ACME__NETSUITE__SLOTS=5` is `tenants.acme.netsuite.slots`, and wins. A text may be
a reference instead: `{ file = "acme.pem" }` (beside the configuration) or `{ env = "ACME_SECRET" }`.
Secrets are never printed.
"""

import os
import tomllib
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from adapters.netsuite.connection import NetSuiteConnection
from adapters.servicetitan.connection import ServiceTitanConnection
from core.records import TaxCode
from core.settings import (
    ApplicationPolicy,
    ClosedPeriodPolicy,
    MappingChoice,
    SyncMethod,
    TenantSettings,
    Topic,
)

DEFAULT_FILE: Final = "crossfoot.toml"


class ConfigError(Exception):
    """The configuration cannot be used; the text names the file and the keys, never a secret."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TaxConfig(_Strict):
    """Ids of NetSuite's tax code and tax type for ServiceTitan's sales tax."""

    code: str
    type: str


class BusinessUnitConfig(_Strict):
    """Ids of NetSuite's subsidiary and segments (MAP-01, MAP-02)."""

    subsidiary: str
    department: str | None = None
    class_: str | None = Field(default=None, alias="class")
    location: str | None = None


class TenantConfig(_Strict):
    """One tenant; `settle_wait_seconds` is how long a run waits for a write that got no answer."""

    short_name: str | None = None
    method: SyncMethod = SyncMethod.DOCUMENTS
    closed_period: ClosedPeriodPolicy = ClosedPeriodPolicy.HOLD
    payment_applications: ApplicationPolicy = ApplicationPolicy.WITH_RELATED_RECORD
    sync_purchase_orders: bool = True
    tax: TaxConfig | None = None
    department: str | None = None
    legacy_id_field: str | None = None
    check_refund_payment_type: str | None = None
    automated_refunds: bool = False
    commit_window_seconds: PositiveInt = 900
    settle_wait_seconds: int = Field(default=60, ge=0)
    servicetitan: ServiceTitanConnection
    netsuite: NetSuiteConnection
    business_units: dict[str, BusinessUnitConfig] = {}
    accounts: dict[str, str] = {}
    payment_types: dict[str, str] = {}

    def settings(self, name: str) -> TenantSettings:
        return TenantSettings(
            tenant=name,
            short_name=self.short_name,
            method=self.method,
            closed_period=self.closed_period,
            payment_applications=self.payment_applications,
            sync_purchase_orders=self.sync_purchase_orders,
            tax_code=TaxCode(self.tax.code, self.tax.type) if self.tax else None,
            department=self.department,
            legacy_id_field=self.legacy_id_field,
            check_refund_payment_type=self.check_refund_payment_type,
            automated_refunds=self.automated_refunds,
        )

    def choices(self) -> tuple[MappingChoice, ...]:
        """The mapping that stands in the file."""
        units = (
            _choice(Topic.BUSINESS_UNIT, unit, one.model_dump(by_alias=True, exclude_none=True))
            for unit, one in self.business_units.items()
        )
        accounts = (
            _choice(Topic.ACCOUNT, number, {"account": other})
            for number, other in self.accounts.items()
        )
        types = (
            _choice(Topic.PAYMENT_TYPE, name, {"method": method})
            for name, method in self.payment_types.items()
        )
        return (*units, *accounts, *types)


def _choice(topic: Topic, source: str, target: dict[str, str]) -> MappingChoice:
    return MappingChoice(topic, source, tuple(target.items()), origin=DEFAULT_FILE)


class Config(BaseSettings):
    """The whole configuration. Tenant names are short, lower-case and for ever: keys hold them."""

    model_config = SettingsConfigDict(
        env_prefix="CROSSFOOT_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    store: str = "sqlite:///crossfoot.db"
    log_level: Literal["debug", "info", "warning", "error"] = "warning"
    tenants: dict[str, TenantConfig] = Field(min_length=1)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file; nothing else is read."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings


def load_config(path: Path) -> Config:
    """The configuration in this file and the environment; ConfigError says what to mend."""
    try:
        text = path.read_text()
    except OSError as error:
        words = f"{path}: cannot be read ({error.strerror}). Give --config FILE, or make one with"
        raise ConfigError(f"{words} crossfoot simulate --write-config {DEFAULT_FILE}") from error
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from error
    return config_from(given, path)


def config_from(given: dict[str, Any], path: Path) -> Config:
    """The configuration from its content; `path` is where references begin and what errors name."""
    resolved = _resolved(given, path, "")
    try:
        return Config(**_with_names(resolved, path))
    except ValidationError as error:
        problems = "\n".join(f"  {_key(one['loc'])}: {_why(one)}" for one in error.errors())
        raise ConfigError(f"{path}:\n{problems}") from error


def _with_names(given: dict[str, Any], path: Path) -> dict[str, Any]:
    for name in given.get("tenants", {}):
        if not name.isascii() or not name.replace("-", "").isalnum() or name != name.lower():
            words = "a tenant's name is lower-case letters, digits and hyphens"
            raise ConfigError(f"{path}:\n  tenants.{name}: {words}")
    return given


def _key(where: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in where)


def _why(problem: Any) -> str:
    """The validator's words without the value, which may be a secret."""
    words: str = problem["msg"]
    return words.removeprefix("Value error, ")


def _resolved(value: Any, path: Path, key: str) -> Any:
    """The value with its references replaced by what they refer to."""
    if not isinstance(value, dict):
        return value
    if value.keys() == {"file"}:
        return _from_file(path.parent / value["file"], path, key)
    if value.keys() == {"env"}:
        return _from_environment(value["env"], path, key)
    return {name: _resolved(one, path, f"{key}.{name}".strip(".")) for name, one in value.items()}


def _from_file(file: Path, path: Path, key: str) -> str:
    try:
        return file.read_text().strip()
    except OSError as error:
        raise ConfigError(f"{path}:\n  {key}: {file} cannot be read: {error.strerror}") from error


def _from_environment(name: str, path: Path, key: str) -> str:
    if name not in os.environ:
        raise ConfigError(f"{path}:\n  {key}: the environment variable {name} is not set")
    return os.environ[name]
