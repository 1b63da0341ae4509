"""Configuration: one `crossfoot.toml`, every key also an environment variable.

`CROSSFOOT_TENANTS__ACME__NETSUITE__SLOTS=5` is `tenants.acme.netsuite.slots`, and wins. A text may be
a reference instead: `{ file = "acme.pem" }` or `{ env = "ACME_SECRET" }`. Paths in the file begin where
the file lies: references, `private_key_file` and the store. Secrets are never printed.
"""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from adapters.netsuite.connection import NetSuiteConnection
from adapters.servicetitan.connection import ServiceTitanConnection
from core.records import TaxCode
from core.settings import (
    ApplicationPolicy,
    ClosedPeriodPolicy,
    JournalDetail,
    MappingChoice,
    RefundStyle,
    SyncMethod,
    TenantSettings,
    Topic,
)

DEFAULT_FILE: Final = "crossfoot.toml"
DEFAULT_STORE: Final = "sqlite:///crossfoot.db"
_SQLITE: Final = "sqlite:///"


class ConfigError(Exception):
    """The configuration cannot be used; the text names the file and the keys, never a secret."""


class _Strict(BaseModel):
    """Ids may be written as numbers: `subsidiary = 2`."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


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
    journal_entry_detail: JournalDetail = JournalDetail.SUMMARY
    bill_tax_account: str | None = None
    bill_shipping_account: str | None = None
    inventory_adjustment_account: str | None = None
    sync_jobs: bool = True
    tax: TaxConfig | None = None
    department: str | None = None
    legacy_id_field: str | None = None
    check_refund_payment_type: str | None = None
    automated_refunds: bool = False
    refund_style: RefundStyle = RefundStyle.REFUND_RECORD
    documents_per_run: PositiveInt = 10_000
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
            journal_entry_detail=self.journal_entry_detail,
            bill_tax_account=self.bill_tax_account,
            bill_shipping_account=self.bill_shipping_account,
            inventory_adjustment_account=self.inventory_adjustment_account,
            sync_jobs=self.sync_jobs,
            tax_code=TaxCode(self.tax.code, self.tax.type) if self.tax else None,
            department=self.department,
            legacy_id_field=self.legacy_id_field,
            check_refund_payment_type=self.check_refund_payment_type,
            automated_refunds=self.automated_refunds,
            refund_style=self.refund_style,
            documents_per_run=self.documents_per_run,
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


class WorkerConfig(_Strict):
    """How workers carry out runs: `executor` is this one's name, the same at each start and no other
    worker's; else the machine's."""

    executor: str | None = Field(default=None, min_length=1)
    keep_ended_days: PositiveInt = 30


class Config(BaseSettings):
    """The whole configuration. Tenant names are short, lower-case and for ever: keys hold them."""

    model_config = SettingsConfigDict(
        env_prefix="CROSSFOOT_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    store: str = Field(DEFAULT_STORE, repr=False)
    log_level: Literal["debug", "info", "warning", "error"] = "warning"
    worker: WorkerConfig = WorkerConfig()
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
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        words = f"{path}: cannot be read ({error.strerror}). Give --config FILE, or make one with"
        raise ConfigError(f"{words} crossfoot simulate --write-config {DEFAULT_FILE}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not text in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from error
    return config_from(given, path)


def config_from(given: dict[str, Any], path: Path) -> Config:
    """The configuration from its content; `path` is where references begin and what errors name."""
    folder = path.absolute().parent
    resolved = _Content(path, folder).resolved({"store": DEFAULT_STORE, **given})
    try:
        config = Config(**resolved)
    except ValidationError as error:
        problems = "\n".join(f"  {_key(one['loc'])}: {_why(one)}" for one in error.errors())
        raise ConfigError(f"{path}:\n{problems}") from None
    except SettingsError:
        words = "a variable CROSSFOOT_… holds JSON that cannot be read"
        raise ConfigError(f"the environment: {words}") from None
    _check_names(config, path)
    return config


def _check_names(config: Config, path: Path) -> None:
    for name in config.tenants:
        if not name.isascii() or not name.replace("-", "").isalnum() or name != name.lower():
            words = "a tenant's name is lower-case letters, digits and hyphens"
            raise ConfigError(f"{path}:\n  tenants.{name}: {words}")


def _key(where: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in where) or "the whole"


def _why(problem: Any) -> str:
    """The validator's words without the value, which may be a secret."""
    words: str = problem["msg"]
    return _IN_OUR_WORDS.get(problem["type"], words.removeprefix("Value error, "))


_IN_OUR_WORDS: Final = {
    "missing": "is missing",
    "extra_forbidden": "is not a key that there is",
    "dict_type": "is a table, with keys of its own",
    "model_type": "is a table, with keys of its own",
    "too_short": "is empty: at least one tenant is needed",
}


@dataclass(frozen=True, slots=True)
class _Content:
    """A file's content; its paths begin in `folder`."""

    path: Path
    folder: Path

    def resolved(self, value: Any, key: str = "") -> Any:
        """The value with references replaced by what they refer to, and paths made absolute."""
        if isinstance(value, dict):
            return self._table(value, key)
        if not isinstance(value, str):
            return value
        if key == "store":
            return self._store(value)
        return self._key_file(value, key) if key.endswith(".private_key_file") else value

    def _table(self, value: dict[str, Any], key: str) -> Any:
        if value.keys() == {"file"}:
            return self._from_file(self._named(value["file"], key), key)
        if value.keys() == {"env"}:
            return self._from_environment(self._named(value["env"], key), key)
        return {name: self.resolved(one, f"{key}.{name}".strip(".")) for name, one in value.items()}

    def _named(self, name: Any, key: str) -> str:
        """A name; what has lines is content put in the wrong place, and may be a secret."""
        if not isinstance(name, str) or "\n" in name:
            raise self._wrong(key, "give the name of a file or variable as one line of text")
        return name

    def _from_file(self, name: str, key: str) -> str:
        try:
            return (self.folder / name).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise self._wrong(key, f"{name} cannot be read: {error.strerror}") from error
        except ValueError as error:
            raise self._wrong(key, f"{name} is not text in UTF-8") from error

    def _from_environment(self, name: str, key: str) -> str:
        if name not in os.environ:
            raise self._wrong(key, f"the environment variable {name} is not set")
        return os.environ[name]

    def _key_file(self, name: str, key: str) -> str:
        return str(self.folder / self._named(name, key))

    def _store(self, url: str) -> str:
        name = url.removeprefix(_SQLITE)
        if name in (url, "", ":memory:"):
            return url
        return f"{_SQLITE}{self.folder / name}"

    def _wrong(self, key: str, words: str) -> ConfigError:
        return ConfigError(f"{self.path}:\n  {key}: {words}")
