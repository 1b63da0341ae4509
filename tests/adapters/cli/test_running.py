"""`crossfoot run`: what it does, what it shows, and how it ends."""

import json
from decimal import Decimal

import pytest

from simulators.control.faults import Fault
from tests.adapters.cli.town import Town
from tests.simulators.servicetitan.office import line

RECORD = "/services/rest/record/"


async def test_a_run_moves_what_is_queued_and_says_so(town: Town) -> None:
    town.queue("120.00", "1000.00")
    ended = await town.crossfoot("run", "--tenant", "acme")
    assert ended.code == 0
    assert town.transactions == 2
    assert "0 differences · 4 records written" in ended.out
    assert "$1,120.00" in ended.out


async def test_progress_goes_to_standard_error_in_plain_lines(town: Town) -> None:
    town.queue(*["1.00"] * 18)
    ended = await town.crossfoot("run", "--tenant", "acme")
    lines = ended.err.splitlines()
    assert lines[0] == "acme: Reading both systems"
    assert "acme: Writing to NetSuite: 20 of 20" in lines
    assert len(lines) <= 14
    assert "\x1b" not in ended.out + ended.err


async def test_json_is_one_document_with_money_as_text(town: Town) -> None:
    town.queue("120.00", "1000.00")
    ended = await town.crossfoot("run", "--tenant", "acme", "--json")
    report = ended.document
    assert (report["status"], report["written"], report["differences"]) == ("complete", 4, 0)
    assert report["money"]["invoice"] == "1120.00"
    assert report["counts"]["invoice"] == {"posted": 2}
    assert [one["amount"] for one in report["documents"] if one["kind"] == "invoice"] == [
        "120.00",
        "1000.00",
    ]
    assert "0 differences" not in ended.out


async def test_a_queue_that_is_larger_than_a_run_goes_in_several(town: Town) -> None:
    town.queue("70.00")
    town.queue("50.00", customer="Ann Smith")
    town.tenant["documents_per_run"] = 1
    town.configure()
    ended = await town.crossfoot("run", "--tenant", "acme", "--json")
    assert (ended.code, ended.document["exit_code"], town.transactions) == (0, 0, 2)
    first, second = ended.document["runs"]
    assert second["run"] == f"{first['run']}.2"
    assert [len(one["notices"]) for one in (first, second)] == [1, 0]
    town.queue("30.00", "20.00")
    town.queue("10.00", customer="Ann Smith")
    ended = await town.crossfoot("run", "--tenant", "acme")
    assert (ended.code, town.transactions) == (0, 5)
    assert "1 document or job waits in ServiceTitan" in ended.words
    assert ended.out.count("0 differences") == 2


async def test_nothing_queued_is_a_run_with_nothing_in_it(town: Town) -> None:
    ended = await town.crossfoot("run", "--tenant", "acme")
    assert ended.code == 0
    assert "Nothing is queued." in ended.out


async def test_a_refused_document_says_why_and_what_to_do(town: Town) -> None:
    town.queue("70.00")
    town.tenant["business_units"] = {}
    town.configure()
    ended = await town.crossfoot("run", "--tenant", "acme")
    assert ended.code == 1
    assert "Invoice 4001 of Maria Lopez, $70.00 business-unit-unmapped" in ended.words
    assert (
        f"crossfoot mapping set business-unit {town.office.unit_id} --subsidiary ID" in ended.words
    )
    assert town.transactions == 0


async def test_one_refused_document_does_not_hold_back_another(town: Town) -> None:
    town.queue("70.00", number="1200")
    town.queue("50.00", customer="Ann Smith")
    report = (await town.crossfoot("run", "--tenant", "acme", "--json")).document
    fates = {one["amount"]: one["fate"] for one in report["documents"] if one["kind"] == "invoice"}
    assert fates == {"70.00": "refused", "50.00": "posted"}
    assert report["status"] == "incomplete"


# dry runs


async def test_a_dry_run_shows_each_step_and_writes_nothing(town: Town) -> None:
    town.queue("120.00")
    before = town.ns.version
    ended = await town.crossfoot("run", "--tenant", "acme", "--dry-run")
    assert ended.code == 0
    assert town.ns.version == before
    assert "POST /services/rest/record/v1/invoice" in ended.out
    assert (
        'business unit "HVAC" (101) → subsidiary 1 (Parent Company) (crossfoot.toml)' in ended.out
    )
    assert "account 4000 Service revenue → 4000 Sales (by number)" in ended.out
    assert "Dr 1100 Accounts Receivable $120.00 Cr 4000 Sales $120.00" in ended.words


async def test_a_dry_run_shows_a_credit_memo_under_the_number_it_will_have(town: Town) -> None:
    (original,) = town.queue("120.00")
    assert (await town.crossfoot("run", "--tenant", "acme")).code == 0
    given = {"adjustmentToId": original, "number": "CR-9", "date": "2026-10-02"}
    memo = town.st.act("create-adjustment", **given, items=[line("-20.00")])["id"]
    town.office.batch(invoiceIds=[memo])
    ended = await town.crossfoot("run", "--tenant", "acme", "--dry-run")
    assert "Invoice CR-9 of Maria Lopez, -$20.00" in ended.out
    number = town.st.tenant.invoices[original].number
    assert f"POST /services/rest/record/v1/creditMemo as {number}-1" in ended.out
    assert "Dr 4000 Sales $20.00 Cr 1100 Accounts Receivable $20.00" in ended.words


async def test_payloads_are_shown_when_asked_for(town: Town) -> None:
    town.queue("120.00")
    shown = await town.crossfoot("run", "--tenant", "acme", "--dry-run", "--payloads")
    assert '"externalId"' in shown.out
    assert '"externalId"' not in (await town.crossfoot("run", "-t", "acme", "--dry-run")).out


async def test_a_dry_run_in_json_has_payload_mappings_and_entry_of_each_step(town: Town) -> None:
    town.queue("120.00")
    dry = (await town.crossfoot("run", "--tenant", "acme", "--dry-run", "--json")).document
    (step,) = (one for one in dry["steps"] if one["document"]["kind"] == "invoice")
    assert (step["verb"], step["path"]) == ("POST", "/services/rest/record/v1/invoice")
    assert json.loads(step["body"], parse_float=Decimal)["externalId"] == step["key"]
    assert [(one["topic"], one["how"]) for one in step["mappings"]] == [
        ("business-unit", "crossfoot.toml"),
        ("account", "by number"),
    ]
    sides = [(line["account"], line["debit"], line["credit"]) for line in step["entry"]]
    assert sides == [("1100", "120.00", "0.00"), ("4000", "0.00", "120.00")]
    totals = [(one["account"], one["debit"], one["credit"]) for one in dry["trial_balance"]]
    assert totals == sides


async def test_a_long_dry_run_is_summarised_at_the_terminal_and_whole_in_json(town: Town) -> None:
    town.queue(*["1.00"] * 24)
    arguments = ("run", "--tenant", "acme", "--dry-run")
    shown = await town.crossfoot(*arguments)
    assert "… and 6 more: --json or --full shows them" in shown.out
    assert "… and" not in (await town.crossfoot(*arguments, "--full")).out
    assert len((await town.crossfoot(*arguments, "--json")).document["steps"]) == 26


async def test_a_live_run_pinned_to_the_previewed_plan_writes_it(town: Town) -> None:
    town.queue("120.00")
    plan = (await town.crossfoot("run", "-t", "acme", "--dry-run", "--json")).document["plan"]
    ended = await town.crossfoot("run", "-t", "acme", "--plan", plan, "--json")
    assert (ended.code, ended.document["plan"], town.transactions) == (0, plan, 1)


async def test_a_live_run_pinned_to_another_plan_writes_nothing(town: Town) -> None:
    town.queue("120.00")
    plan = (await town.crossfoot("run", "-t", "acme", "--dry-run", "--json")).document["plan"]
    town.queue("50.00")
    ended = await town.crossfoot("run", "-t", "acme", "--plan", plan)
    assert (ended.code, town.transactions) == (1, 0)
    assert f"not {plan}; nothing was written." in ended.words


# what is asked for


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "give either --tenant NAME or --all"),
        (("--tenant", "acme", "--all"), "give either --tenant NAME or --all"),
        (("--all", "--plan", "123456789abc"), "a hash pins a live run of one tenant"),
        (("-t", "acme", "-n", "--plan", "123456789abc"), "a hash pins a live run of one tenant"),
        (("--tenant", "zenit"), 'There is no tenant "zenit". Configured: acme.'),
        (("--tenat", "acme"), "No such option: --tenat"),
    ],
)
async def test_what_cannot_be_meant_ends_with_2(
    town: Town, arguments: tuple[str, ...], words: str
) -> None:
    ended = await town.crossfoot("run", *arguments, COLUMNS="200")
    assert ended.code == 2
    assert words in ended.err


# systems that fail


async def test_a_host_that_is_not_there_ends_with_3_and_names_the_system(town: Town) -> None:
    town.tenant["netsuite"]["base_url"] = "http://127.0.0.1:9"
    town.configure()
    town.queue("120.00")
    ended = await town.crossfoot("run", "--tenant", "acme")
    assert ended.code == 3
    assert "NetSuite: " in ended.out
    assert ended.err == "acme: Reading both systems\n"


async def test_repeated_calls_are_told_at_the_level_info(town: Town) -> None:
    town.ns.faults.lay(Fault("status", path="suiteql", method="POST", status=503))
    ended = await town.crossfoot("run", "--tenant", "acme", CROSSFOOT_LOG_LEVEL="info")
    assert ended.code == 0
    assert 'event="trying again"' in ended.err
    assert "HTTP Request" not in ended.err


async def test_wrong_credentials_end_with_3_and_name_the_system(town: Town) -> None:
    town.tenant["servicetitan"]["client_secret"] = "wrong-and-secret"
    town.configure()
    ended = await town.crossfoot("run", "--tenant", "acme", "--json")
    assert (ended.code, ended.document["status"]) == (3, "failed")
    assert "ServiceTitan: " in ended.document["failure"]
    assert "wrong-and-secret" not in ended.out + ended.err


async def test_a_lost_reply_is_settled_and_booked_once(town: Town) -> None:
    town.queue("120.00")
    town.ns.faults.lay(Fault("lost_reply", path=f"{RECORD}v1/invoice", method="POST"))
    ended = await town.crossfoot("run", "--tenant", "acme")
    assert (ended.code, town.transactions) == (0, 1)


# every tenant


async def test_all_runs_each_tenant_and_one_failure_stops_no_other(town: Town) -> None:
    town.second_tenant()
    town.tenant["netsuite"] = {**town.tenant["netsuite"], "base_url": "http://127.0.0.1:9"}
    town.configure()
    town.queue("120.00")
    ended = await town.crossfoot("run", "--all", "--json")
    assert ended.code == 3
    runs = {one["tenant"]: one["status"] for one in ended.document["runs"]}
    assert runs == {"acme": "failed", "zenith": "complete"}
    assert town.transactions == 1


async def test_one_tenant_touches_no_other(town: Town) -> None:
    town.second_tenant()
    town.queue("120.00")
    await town.crossfoot("run", "--tenant", "zenith")
    logged = (await town.crossfoot("log", "--json")).document["runs"]
    assert {one["tenant"] for one in logged} == {"zenith"}
