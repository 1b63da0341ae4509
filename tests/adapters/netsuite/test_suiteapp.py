"""The SuiteApp defines just the objects that the adapter names, and its files fit together."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from adapters.netsuite import objects
from core.refunds.kinds import Status

ROOT: Final = Path(__file__).parents[3]
SUITEAPP: Final = ROOT / "adapters" / "netsuite" / "suiteapp"
SOURCE: Final = SUITEAPP / "src"
PAGE: Final = ROOT / "docs" / "suiteapp.md"
LONGEST_ID: Final = 38
"""Characters of a script id; NetSuite takes 38 of a transaction body field, 40 of the others."""

FIELD_TYPES: Final = {
    "text": "TEXT",
    "longtext": "CLOBTEXT",
    "checkbox": "CHECKBOX",
    "select": "SELECT",
    "currency": "CURRENCY",
}
PLACES: Final = {
    "transactionbodycustomfield": "transaction",
    "transactioncolumncustomfield": "line",
    "othercustomfield": "account",
}
ACCOUNT: Final = "-112"
SELECTS: Final = {"-2": "customer", ACCOUNT: "account", None: None}
REFUND_FIELD: Final = "_refund_"
REFUNDS: Final = ("bodyjournal", "bodyothertransaction")
TRANSACTIONS: Final = (
    "bodysale",
    "bodypurchase",
    "bodycustomerpayment",
    "bodydepositapplication",
    *REFUNDS,
)

OTHERS: Final = ("customrecordtype", "customtransactiontype", "restlet")
INSTALLED: Final = objects.install()
Field = tuple[str | None, str, str | None]
"""Script id, type, what it selects from."""


def xml(path: Path) -> ElementTree.Element:
    """An error when it is not well formed."""
    return ElementTree.fromstring(path.read_text())  # noqa: S314  our own files


def defined() -> dict[str, ElementTree.Element]:
    return {path.stem: xml(path) for path in sorted((SOURCE / "Objects").glob("*.xml"))}


def of(kind: str) -> list[ElementTree.Element]:
    return [one for one in defined().values() if one.tag == kind]


def text(element: ElementTree.Element, name: str) -> str:
    found = element.findtext(name)
    assert found, f"{element.get('scriptid')} has no {name}"
    return found


def as_defined(field: ElementTree.Element) -> Field:
    return (
        field.get("scriptid"),
        text(field, "fieldtype"),
        SELECTS[field.findtext("selectrecordtype")],
    )


def as_named(field: Mapping[str, Any]) -> Field:
    return field["scriptId"], FIELD_TYPES[field["type"]], field.get("recordType")


def scripts() -> Iterator[Path]:
    yield from (SOURCE / "FileCabinet").rglob("*.js")


def test_the_custom_fields_are_those_the_adapter_names() -> None:
    found = {(PLACES[kind], as_defined(one)) for kind in PLACES for one in of(kind)}
    named = {(one["appliesTo"], as_named(one)) for one in INSTALLED["customFields"]}
    assert found == named


def test_the_transaction_fields_are_on_what_we_write() -> None:
    for field in of("transactionbodycustomfield"):
        places = REFUNDS if REFUND_FIELD in field.get("scriptid", "") else TRANSACTIONS
        assert [field.findtext(one) for one in places] == ["T"] * len(places)
        assert field.findtext("bodycustomtransactions") == f"[scriptid={objects.REFUND}]"


def test_the_line_fields_are_on_the_expenses_of_checks_and_on_purchases() -> None:
    found = {one.get("scriptid"): one for one in of("transactioncolumncustomfield")}
    assert found[objects.CHECK_REFUND].findtext("colexpense") == "T"
    assert found[objects.ORDER_LINE].findtext("colpurchase") == "T"
    assert len(found) == 2


def test_the_refund_record_is_the_one_the_adapter_names() -> None:
    (found,) = of("customtransactiontype")
    (named,) = INSTALLED["customTransactions"]
    assert found.get("scriptid") == named["scriptId"]
    assert (text(found, "name"), text(found, "subliststyle")) == (named["name"], "HEADERONLY")
    statuses = {text(one, "id"): text(one, "description") for one in found.iter("status")}
    assert statuses == named["statuses"]


def test_every_status_of_a_refund_has_its_letter() -> None:
    assert sorted(objects.REFUND_STATUSES.values()) == sorted(one.value for one in Status)


def test_the_account_field_is_on_accounts() -> None:
    assert [text(one, "rectype") for one in of("othercustomfield")] == [ACCOUNT]


def test_the_records_and_their_fields_are_those_the_adapter_names() -> None:
    found = {
        one.get("scriptid"): [as_defined(field) for field in one.iter("customrecordcustomfield")]
        for one in of("customrecordtype")
    }
    named = {
        one["scriptId"]: [as_named(field) for field in one["fields"]]
        for one in INSTALLED["customRecords"]
    }
    assert found == named


def test_only_the_journal_of_merges_has_names() -> None:
    """NetSuite asks for the name where there is one, and a Customer Sync Record is sent without."""
    named = {one.get("scriptid"): text(one, "includename") for one in of("customrecordtype")}
    assert named == {objects.CUSTOMER_SYNC: "F", objects.MERGE: "T"}


def test_the_restlet_and_its_deployment_are_those_the_adapter_calls() -> None:
    found = [
        (one.get("scriptid"), deployment.get("scriptid"), text(deployment, "status"))
        for one in of("restlet")
        for deployment in one.iter("scriptdeployment")
    ]
    assert found == [(one["script"], one["deploy"], "RELEASED") for one in INSTALLED["restlets"]]


def test_the_restlet_is_a_script_that_is_there() -> None:
    (restlet,) = of("restlet")
    path = SOURCE / "FileCabinet" / text(restlet, "scriptfile").strip("[]").lstrip("/")
    assert "@NScriptType Restlet" in path.read_text()


def test_nothing_else_is_defined_but_a_role_and_an_integration() -> None:
    kinds = {one.tag for one in defined().values()}
    assert kinds - {*PLACES, *OTHERS} == {"role", "integration"}
    assert len(of("role")) == len(of("integration")) == 1


def test_a_file_is_named_after_its_object() -> None:
    ids = {name: one.get("scriptid") for name, one in defined().items()}
    assert ids == {name: name for name in ids}


def test_every_id_is_short_enough() -> None:
    ids = [one.get("scriptid", "") for root in defined().values() for one in root.iter()]
    assert [one for one in ids if len(one) > LONGEST_ID] == []


def test_every_object_referred_to_is_defined() -> None:
    found = re.findall(
        r"\[scriptid=(\w+)\]",
        "".join(path.read_text() for path in (SOURCE / "Objects").glob("*.xml")),
    )
    assert found
    assert set(found) - set(defined()) == set()


def test_every_file_is_deployed() -> None:
    """By a path of deploy.xml that ends in `/*`."""
    folders = [SOURCE / (path.text or "")[2:-2] for path in xml(SOURCE / "deploy.xml").iter("path")]
    files = {path for path in SOURCE.rglob("*") if path.is_file()}
    inside = {path for path in files if any(path.is_relative_to(one) for one in folders)}
    assert files - inside == {SOURCE / "manifest.xml", SOURCE / "deploy.xml"}


def test_the_scripts_lie_in_the_folder_of_the_suiteapp() -> None:
    manifest = xml(SOURCE / "manifest.xml")
    assert manifest.get("projecttype") == "SUITEAPP"
    name = f"{text(manifest, 'publisherid')}.{text(manifest, 'projectid')}"
    assert {path.parent.name for path in scripts()} == {name}


def test_the_scripts_use_the_names_of_the_journal() -> None:
    found = {
        name
        for path in scripts()
        for name in re.findall(r"\bcust(?:om)?record_\w+", path.read_text())
    }
    (restlet,) = INSTALLED["restlets"]
    assert found == {restlet["record"], *restlet["fields"].values()}


def test_every_script_may_be_used_in_its_own_account_only() -> None:
    for path in scripts():
        assert "@NApiVersion 2.1\n" in path.read_text(), path
        assert "@NModuleScope SameAccount\n" in path.read_text(), path


def test_the_administrators_page_names_every_object() -> None:
    page = PAGE.read_text()
    assert [name for name in defined() if f"`{name}`" not in page] == []


def test_the_administrators_page_lists_every_refusal() -> None:
    given = "".join(path.read_text() for path in scripts())
    codes = {f"CROSSFOOT_{name}" for name in re.findall(r"refusal\('(\w+)'", given)}
    assert codes
    assert set(re.findall(r"^\| `(CROSSFOOT_\w+)`", PAGE.read_text(), re.MULTILINE)) == codes


def test_the_packages_are_pinned_and_name_no_host() -> None:
    given = json.loads((SUITEAPP / "package.json").read_text())
    versions = [*given["devDependencies"].values(), *given["overrides"].values()]
    assert [one for one in versions if not re.fullmatch(r"\d+\.\d+\.\d+", one)] == []
    lock = (SUITEAPP / "package-lock.json").read_text()
    assert re.findall(r'"resolved"|https?://', lock) == []


def test_the_restlet_keeps_its_journal_in_the_fields_of_its_record() -> None:
    (restlet,) = INSTALLED["restlets"]
    (record,) = (one for one in INSTALLED["customRecords"] if one["scriptId"] == restlet["record"])
    fields = [one["scriptId"] for one in record["fields"]]
    assert sorted(fields) == sorted(restlet["fields"].values())
