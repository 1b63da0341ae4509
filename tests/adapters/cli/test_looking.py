"""The commands that only look: check, latest, log, customers, tieout."""

from tests.adapters.cli.town import Town

# check


async def test_a_complete_set_up_is_all_well(town: Town) -> None:
    ended = await town.crossfoot("check")
    assert ended.code == 0
    assert "acme · all well" in ended.out


async def test_a_gap_in_the_set_up_ends_with_1_and_says_what_to_do(town: Town) -> None:
    plumbing = town.st.act("create-business-unit", name="Plumbing")["id"]
    ended = await town.crossfoot("check", "--tenant", "acme")
    assert ended.code == 1
    assert "acme · 1 thing to mend" in ended.out
    assert f"crossfoot mapping set business-unit {plumbing} --subsidiary ID" in ended.words


async def test_check_looks_at_every_tenant(town: Town) -> None:
    town.second_tenant(tax={"code": "1", "type": "1"}, business_units={})
    ended = await town.crossfoot("check", "--json")
    verdicts = {one["tenant"]: one["good"] for one in ended.document["tenants"]}
    assert (ended.code, verdicts) == (1, {"acme": True, "zenith": False})


async def test_check_says_which_system_refused_our_credentials(town: Town) -> None:
    town.tenant["servicetitan"]["client_secret"] = "wrong-and-secret"
    town.configure()
    ended = await town.crossfoot("check", "--json")
    assert ended.code == 3
    findings = {one["subject"]: one["good"] for one in ended.document["tenants"][0]["findings"]}
    assert findings == {"ServiceTitan": False, "NetSuite": True}
    assert "wrong-and-secret" not in ended.out + ended.err


# latest and log


async def test_latest_is_the_last_live_run_as_it_was_shown(town: Town) -> None:
    town.queue("120.00")
    run = await town.crossfoot("run", "--tenant", "acme", "--json")
    await town.crossfoot("run", "--tenant", "acme", "--dry-run")
    latest = await town.crossfoot("latest", "--json")
    assert latest.code == 0
    assert latest.document == run.document


async def test_latest_of_a_tenant_that_never_ran_says_how_to_start(town: Town) -> None:
    ended = await town.crossfoot("latest", "--tenant", "acme")
    assert (ended.code, ended.out) == (
        0,
        "acme has had no live run yet. Start one: crossfoot run --tenant acme\n",
    )


async def test_latest_of_several_tenants_asks_which(town: Town) -> None:
    town.second_tenant()
    ended = await town.crossfoot("latest", COLUMNS="200")
    assert ended.code == 2
    assert "say which: acme, zenith" in ended.err


async def test_the_log_has_the_newest_run_first_and_as_many_as_asked_for(town: Town) -> None:
    for _ in range(2):
        await town.crossfoot("run", "--tenant", "acme", "--dry-run")
    await town.crossfoot("run", "--tenant", "acme")
    runs = (await town.crossfoot("log", "--limit", "2", "--json")).document["runs"]
    assert [one["dry_run"] for one in runs] == [False, True]
    assert runs[0]["started"] > runs[1]["started"]
    assert "dry  complete" in (await town.crossfoot("log")).out


async def test_an_empty_log_says_so(town: Town) -> None:
    assert (await town.crossfoot("log")).out == "There has been no run yet.\n"


# customers


async def test_customers_are_named_as_they_will_be_created_and_then_linked(town: Town) -> None:
    town.queue("120.00", customer="Ann Smith")
    (before,) = (await town.crossfoot("customers", "--json")).document["tenants"][0]["customers"]
    assert (before["name"], before["netsuite_id"]) == ("Ann Smith", None)
    assert before["created_as"].startswith("Ann Smith")
    await town.crossfoot("run", "--tenant", "acme")
    town.queue("80.00", customer="Bo Lee")
    who = town.st.tenant.customers[before["id"]].id
    town.office.batch(invoiceIds=[town.office.invoice(who, "5.00")])
    after = await town.crossfoot("customers")
    assert f"linked to {before['created_as']} (" in after.out
    assert "will be created as Bo Lee" in after.out


async def test_customers_writes_nothing(town: Town) -> None:
    town.queue("120.00")
    before = town.ns.version
    assert (await town.crossfoot("customers")).code == 0
    assert town.ns.version == before


async def test_a_long_list_of_customers_says_how_many_more_there_are(town: Town) -> None:
    for name in ("Ann Smith", "Bo Lee", "Cy Young"):
        town.queue("1.00", customer=name)
    shown = await town.crossfoot("customers", "--limit", "2")
    assert "… and 1 more: --json or a higher --limit shows them" in shown.out


# tieout


async def test_both_systems_agree_after_a_run(town: Town) -> None:
    town.queue("120.00", "1000.00")
    await town.crossfoot("run", "--tenant", "acme")
    ended = await town.crossfoot("tieout", "--json")
    (tie,) = ended.document["tenants"]
    assert (ended.code, tie["agrees"]) == (0, True)
    assert (tie["servicetitan"], tie["netsuite"], tie["difference"]) == ("1120.00",) * 2 + ("0.00",)


async def test_a_difference_ends_with_1_and_stands_first(town: Town) -> None:
    town.queue("120.00", customer="Ann Smith")
    (later,) = town.queue("80.00", customer="Bo Lee")
    await town.crossfoot("run", "--tenant", "acme")
    town.st.act("edit-invoice", invoiceId=later, force=True, items=[{**LINE, "price": "85.00"}])
    ended = await town.crossfoot("tieout")
    assert ended.code == 1
    assert "acme · 1 of 2 customers differ" in ended.out
    assert ended.words.index("Bo Lee $85.00 $80.00 -$5.00") < ended.words.index("Ann Smith")


LINE = {"description": "Labor", "quantity": "1", "glAccountNumber": "4000"}
