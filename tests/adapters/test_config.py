"""The configuration: one file, the environment wins, secrets by reference and never in words."""

import re
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from adapters.config import Config, ConfigError, load_config
from core.settings import MappingChoice, Topic

SECRET = "hush-hush-42"
TBA = {
    "consumer_key": "key",
    "consumer_secret": SECRET,
    "token_id": "token",
    "token_secret": SECRET,
}


def acme(**changed: Any) -> dict[str, Any]:
    servicetitan = {
        "tenant_id": 1001,
        "app_key": SECRET,
        "client_id": "client",
        "client_secret": SECRET,
    }
    netsuite = {"account_id": "1234567_SB1", "tba": TBA}
    return {"servicetitan": servicetitan, "netsuite": netsuite, **changed}


def written(folder: Path, content: dict[str, Any]) -> Path:
    path = folder / "crossfoot.toml"
    path.write_text(tomli_w.dumps(content))
    return path


def loaded(folder: Path, tenant: dict[str, Any] | None = None, **top: Any) -> Config:
    return load_config(written(folder, {**top, "tenants": {"acme": tenant or acme()}}))


def refused(folder: Path, content: dict[str, Any]) -> str:
    """Why a configuration cannot be used; never with a secret in it."""
    with pytest.raises(ConfigError) as refusal:
        load_config(written(folder, content))
    words = str(refusal.value)
    assert SECRET not in words
    return words


def with_servicetitan(**changed: Any) -> dict[str, Any]:
    tenant = acme()
    return {**tenant, "servicetitan": {**tenant["servicetitan"], **changed}}


def with_netsuite(**changed: Any) -> dict[str, Any]:
    tenant = acme()
    return {**tenant, "netsuite": {**tenant["netsuite"], **changed}}


# what is read


def test_a_tenant_needs_no_more_than_its_two_systems(tmp_path: Path) -> None:
    config = loaded(tmp_path)
    assert list(config.tenants) == ["acme"]
    assert config.tenants["acme"].settings("acme").tenant == "acme"
    assert config.tenants["acme"].choices() == ()


def test_the_mapping_in_the_file_becomes_choices_that_say_where_they_stand(tmp_path: Path) -> None:
    tenant = acme(
        business_units={"42": {"subsidiary": "2", "class": "7"}},
        accounts={"4000": "4010"},
        payment_types={"Credit Card": "5"},
    )
    where = "crossfoot.toml"
    assert loaded(tmp_path, tenant).tenants["acme"].choices() == (
        MappingChoice(Topic.BUSINESS_UNIT, "42", (("subsidiary", "2"), ("class", "7")), where),
        MappingChoice(Topic.ACCOUNT, "4000", (("account", "4010"),), where),
        MappingChoice(Topic.PAYMENT_TYPE, "Credit Card", (("method", "5"),), where),
    )


def test_ids_may_be_written_as_numbers(tmp_path: Path) -> None:
    tenant = acme(tax={"code": 1, "type": 2}, accounts={"4000": 4010})
    (choice,) = loaded(tmp_path, tenant).tenants["acme"].choices()
    assert choice.get("account") == "4010"


def test_a_secret_is_read_from_a_file_beside_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "app-key").write_text(f"{SECRET}\n")
    monkeypatch.chdir("/")
    config = loaded(tmp_path, with_servicetitan(app_key={"file": "app-key"}))
    assert config.tenants["acme"].servicetitan.app_key.get_secret_value() == SECRET


def test_a_secret_is_read_from_the_environment_it_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACME_KEY", SECRET)
    config = loaded(tmp_path, with_servicetitan(app_key={"env": "ACME_KEY"}))
    assert config.tenants["acme"].servicetitan.app_key.get_secret_value() == SECRET


@pytest.mark.parametrize(
    ("variable", "value", "read"),
    [
        ("CROSSFOOT_LOG_LEVEL", "debug", lambda config: config.log_level == "debug"),
        ("CROSSFOOT_STORE", "sqlite://", lambda config: config.store == "sqlite://"),
        (
            "CROSSFOOT_TENANTS__ACME__NETSUITE__SLOTS",
            "5",
            lambda config: config.tenants["acme"].netsuite.slots == 5,
        ),
        (
            "CROSSFOOT_TENANTS__ACME__SERVICETITAN__CLIENT_SECRET",
            "123",
            lambda config: (
                config.tenants["acme"].servicetitan.client_secret.get_secret_value() == "123"
            ),
        ),
        (
            "CROSSFOOT_TENANTS__ACME__BUSINESS_UNITS__42__SUBSIDIARY",
            "3",
            lambda config: config.tenants["acme"].business_units["42"].subsidiary == "3",
        ),
    ],
)
def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, read: Any
) -> None:
    monkeypatch.setenv(variable, value)
    tenant = {**with_netsuite(slots=9), "business_units": {"42": {"subsidiary": "2"}}}
    assert read(loaded(tmp_path, tenant, log_level="error", store="sqlite:///file.db"))


def test_the_environment_leaves_the_rest_of_the_file_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSFOOT_TENANTS__ACME__NETSUITE__SLOTS", "5")
    tenant = loaded(tmp_path, with_netsuite(timeout=77)).tenants["acme"]
    assert (tenant.netsuite.slots, tenant.netsuite.timeout) == (5, 77)


def test_the_variable_that_names_the_file_is_no_key_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSFOOT_CONFIG", "elsewhere.toml")
    assert loaded(tmp_path).log_level == "warning"


@pytest.mark.parametrize(
    ("given", "store"),
    [
        ({}, "sqlite:///{folder}/crossfoot.db"),
        ({"store": "sqlite:///books.db"}, "sqlite:///{folder}/books.db"),
        ({"store": "sqlite:////srv/books.db"}, "sqlite:////srv/books.db"),
        ({"store": "sqlite://"}, "sqlite://"),
        ({"store": "sqlite:///:memory:"}, "sqlite:///:memory:"),
        ({"store": "postgresql://ann@db/books"}, "postgresql://ann@db/books"),
    ],
)
def test_the_store_lies_where_the_configuration_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, Any], store: str
) -> None:
    monkeypatch.chdir("/")
    assert loaded(tmp_path, **given).store == store.format(folder=tmp_path)


def test_a_configuration_shown_by_mistake_shows_no_secret(tmp_path: Path) -> None:
    config = loaded(tmp_path)
    assert SECRET not in f"{config!r} {config}"


# what is refused


@pytest.mark.parametrize(
    ("tenant", "key"),
    [
        (with_servicetitan(tenant_id=SECRET), "tenants.acme.servicetitan.tenant_id"),
        (with_servicetitan(hush=SECRET), "tenants.acme.servicetitan.hush"),
        (with_servicetitan(app_key={"fiel": SECRET}), "tenants.acme.servicetitan.app_key"),
        (with_servicetitan(app_key={"file": "none"}), "tenants.acme.servicetitan.app_key"),
        (with_servicetitan(app_key={"file": 5}), "tenants.acme.servicetitan.app_key"),
        (with_servicetitan(app_key={"file": f"a\n{SECRET}"}), "tenants.acme.servicetitan.app_key"),
        (with_servicetitan(app_key={"env": "NOT_SET_HERE"}), "NOT_SET_HERE"),
        (with_servicetitan(api_url="nowhere"), "tenants.acme.servicetitan.api_url"),
        (with_netsuite(base_url="http://example.com"), "base_url"),
        (with_netsuite(oauth2={}), "tenants.acme.netsuite.oauth2.client_id"),
        (with_netsuite(slots=0), "tenants.acme.netsuite.slots"),
        (with_netsuite(tba={}), "tenants.acme.netsuite.tba.token_secret"),
        (acme(method="faith"), "tenants.acme.method"),
        (acme(closed_period=""), "tenants.acme.closed_period"),
        (acme(business_units={"42": {}}), "tenants.acme.business_units.42.subsidiary"),
        (acme(settle_wait_seconds=-1), "tenants.acme.settle_wait_seconds"),
        ({"servicetitan": acme()["servicetitan"]}, "tenants.acme.netsuite"),
    ],
)
def test_a_mistake_names_its_key(tmp_path: Path, tenant: dict[str, Any], key: str) -> None:
    words = refused(tmp_path, {"tenants": {"acme": tenant}})
    assert key in words
    assert str(tmp_path / "crossfoot.toml") in words


@pytest.mark.parametrize("key", [f"-----BEGIN PRIVATE KEY-----\n{SECRET}\n", SECRET])
def test_a_private_key_in_the_wrong_place_is_not_repeated(tmp_path: Path, key: str) -> None:
    field = "private_key_file" if "\n" in key else "private_key"
    oauth2 = {"client_id": "client", "certificate_id": "certificate", field: key}
    tenant = {**acme(), "netsuite": {"account_id": "1234567", "oauth2": oauth2}}
    assert "tenants.acme.netsuite.oauth2" in refused(tmp_path, {"tenants": {"acme": tenant}})


def test_a_private_key_file_is_looked_for_beside_the_configuration(tmp_path: Path) -> None:
    oauth2 = {"client_id": "c", "certificate_id": "c", "private_key_file": "acme.pem"}
    tenant = {**acme(), "netsuite": {"account_id": "1234567", "oauth2": oauth2}}
    assert str(tmp_path / "acme.pem") in refused(tmp_path, {"tenants": {"acme": tenant}})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({}, "tenants: is missing"),
        ({"tenants": {}}, "tenants: is empty"),
        ({"tenants": 5}, "tenants: is a table"),
        ({"tenants": {"acme": 5}}, "tenants.acme: is a table"),
        ({"stor": "x", "tenants": {"acme": acme()}}, "stor: is not a key"),
        ({"log_level": "loud", "tenants": {"acme": acme()}}, "log_level: "),
        ({"tenants": {"Acme": acme()}}, "tenants.Acme: a tenant's name is lower-case"),
        ({"tenants": {"a b": acme()}}, "tenants.a b: a tenant's name is lower-case"),
        ({"tenants": {"ümlaut": acme()}}, "tenants.ümlaut: a tenant's name is lower-case"),
    ],
)
def test_a_file_of_another_shape_is_refused(
    tmp_path: Path, content: dict[str, Any], words: str
) -> None:
    assert words in refused(tmp_path, content)


@pytest.mark.parametrize("style", ["refund_record", "journal_entry", "customer_refund"])
def test_refunds_land_as_chosen(tmp_path: Path, style: str) -> None:
    assert loaded(tmp_path, acme(refund_style=style)).tenants["acme"].refund_style.value == style


def test_several_mistakes_are_told_at_once(tmp_path: Path) -> None:
    words = refused(tmp_path, {"tenants": {"acme": {**with_netsuite(slots=0), "method": "faith"}}})
    assert len(re.findall("tenants.acme", words)) == 2


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("CROSSFOOT_TENANTS", "{" + SECRET),
        ("CROSSFOOT_TENANTS__ACME__SERVICETITAN", "{" + SECRET),
        ("CROSSFOOT_TENANTS__ACME", SECRET),
    ],
)
def test_a_variable_of_another_shape_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    words = refused(tmp_path, {"tenants": {"acme": acme()}})
    assert "CROSSFOOT_" in words or "tenants.acme" in words


def test_a_tenant_that_the_environment_names_must_be_well_named_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSFOOT_TENANTS__A_B__SERVICETITAN__TENANT_ID", "1")
    assert "tenants.a_b" in refused(tmp_path, {"tenants": {"acme": acme()}})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a = ", "is not TOML"),
        (b"\xff\xfe", "is not text in UTF-8"),
    ],
)
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "crossfoot.toml").write_bytes(content)
    with pytest.raises(ConfigError, match=words):
        load_config(tmp_path / "crossfoot.toml")


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="crossfoot simulate --write-config"):
        load_config(tmp_path / "crossfoot.toml")


def test_the_password_of_a_store_is_not_in_what_a_configuration_looks_like(tmp_path: Path) -> None:
    config = loaded(tmp_path, store="postgresql://ann:hidden-word@db/books")
    assert "hidden-word" in config.store
    assert "hidden-word" not in repr(config)
