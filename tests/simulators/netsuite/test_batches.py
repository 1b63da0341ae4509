"""Asynchronous calls, their jobs, and batches of records (facts: netsuite §1.7)."""

import json

import pytest

from simulators.control.vendor import Request
from tests.simulators.netsuite.account import CHEN, LOPEZ, ORIGIN, ROOT, Json, invoice, ref
from tests.simulators.netsuite.batching import (
    ASYNC,
    BATCH,
    JOBS,
    KEY,
    PARALLEL,
    Bench,
    customer,
    customers,
    job_of,
    said,
)
from tests.simulators.netsuite.merging import INSTALL, merge

TAKEN = "Error while accessing a resource. This entity already exists."


@pytest.fixture
def bench() -> Bench:
    return Bench()


# --- one call ------------------------------------------------------------------------------------


def test_an_asynchronous_call_is_taken_now_and_carried_out_later(bench: Bench) -> None:
    job = job_of(bench.send("POST", "customer", customer("Brown"), ASYNC))
    assert bench.refusal("GET", "customer/eid:C-Brown")["status"] == 404
    bench.wait(1)
    ((status, key),) = bench.results(job)
    assert status == 204
    assert bench.get(f"customer/{key}")["companyName"] == "Brown"


def test_the_result_of_reading_is_the_record(bench: Bench) -> None:
    job = job_of(bench.send("GET", f"customer/{LOPEZ}", None, ASYNC))
    bench.wait(1)
    assert bench.ask(f"{job}/task/1/result")["companyName"] == "Lopez"


def test_a_job_and_its_task_say_how_far_they_are(bench: Bench) -> None:
    bench.sim("PUT", "processing", {"secondsPerRecord": 2, "lateSeconds": 3})
    job = job_of(bench.send("POST", "customer", customer("Brown"), ASYNC))
    link = f"{ORIGIN}{JOBS}/{job}"
    assert bench.ask(job) == {
        "links": [{"rel": "self", "href": link}],
        "completed": False,
        "id": job,
        "progress": "pending",
        "task": {"links": [{"rel": "self", "href": f"{link}/task"}]},
    }
    seen = []
    for seconds in (2, 1, 1, 1):
        bench.wait(seconds)
        seen.append((bench.progress(job), bench.ask(f"{job}/task/1")["progress"]))
    assert seen == [(word, word) for word in ("pending", "processing", "processing", "succeeded")]
    assert bench.ask(f"{job}/task/1") == {
        "links": [
            {"rel": "related", "href": f"{link}/task/1/result"},
            {"rel": "self", "href": f"{link}/task/1"},
        ],
        "completed": True,
        "id": "1",
        "progress": "succeeded",
        "startTime": "2026-03-15T12:00:03Z",
        "endTime": "2026-03-15T12:00:05Z",
    }


def test_a_result_is_not_there_before_the_end(bench: Bench) -> None:
    job = job_of(bench.send("POST", "customer", customer("Brown"), ASYNC))
    assert bench.asked(f"{job}/task/1/result").status == 404


@pytest.mark.parametrize("path", ["9", "1/tasks", "1/task/9", "1/task/1/reply"])
def test_what_is_not_there_cannot_be_asked_for(bench: Bench, path: str) -> None:
    assert job_of(bench.send("POST", "customer", customer("Brown"), ASYNC)) == "1"
    assert bench.asked(path).status == 404


def test_a_job_can_only_be_looked_at(bench: Bench) -> None:
    job = bench.submit(customer("Brown"))
    assert bench.asked(job, "DELETE").status == 405


@pytest.mark.parametrize("path", ["quote", "customtransaction_nobody", "customer?expand=x"])
def test_what_is_refused_at_once_becomes_no_job(bench: Bench, path: str) -> None:
    name, _, parameter = path.partition("?")
    query = {"expand": "x"} if parameter else {}
    reply = bench.send("POST", name, {"items": [customer("Brown")]}, BATCH, **query)
    assert reply.status in (404, 501)
    assert bench.asked("1").status == 404


# --- a batch -------------------------------------------------------------------------------------


def test_a_batch_has_a_result_for_each_record_in_their_order(bench: Bench) -> None:
    taken = customer("Brown again", externalId="C-60")
    nameless = {"subsidiary": ref("1")}
    job = bench.submit(customer("Brown"), taken, nameless, customer("Green"))
    bench.wait(4)
    made, refused, incomplete, last = bench.results(job)
    assert [bench.get(f"customer/{key}")["companyName"] for _, key in (made, last)] == [
        "Brown",
        "Green",
    ]
    assert refused == (400, TAKEN)
    assert incomplete[0] == 400
    assert "Please enter value" in incomplete[1]
    assert (bench.ask(job)["completed"], bench.progress(job)) == (True, "failed")


def test_a_job_whose_records_are_all_saved_succeeded(bench: Bench) -> None:
    job = bench.submit(*customers(3))
    bench.wait(3)
    assert bench.progress(job) == "succeeded"
    assert [status for status, _ in bench.results(job)] == [204] * 3


def test_records_that_are_refused_leave_nothing(bench: Bench) -> None:
    before = bench.balances()
    job = bench.submit(invoice("100.00"), invoice("-5.00"), path="invoice")
    bench.wait(2)
    assert [status for status, _ in bench.results(job)] == [204, 400]
    assert bench.balances() == {**before, "1100": "100.00", "4010": "-100.00"}


@pytest.mark.parametrize(("count", "status"), [(0, 400), (1, 202), (100, 202), (101, 400)])
def test_a_batch_has_one_to_a_hundred_records(bench: Bench, count: int, status: int) -> None:
    reply = bench.send("POST", "customer", {"items": customers(count)}, BATCH)
    assert reply.status == status
    bench.wait(1000)
    assert bench.get("customer")["totalResults"] == 2 + (count if status == 202 else 0)


def test_a_batch_that_does_not_ask_for_a_job_is_refused(bench: Bench) -> None:
    headers = {"content-type": BATCH["content-type"]}
    reply = bench.send("POST", "customer", {"items": customers(1)}, headers)
    assert said(reply)[0] == 400
    assert "respond-async" in said(reply)[1]


@pytest.mark.parametrize("body", [{}, {"items": {}}, {"items": ["Brown"]}, ["Brown"]])
def test_what_is_no_batch_is_refused(bench: Bench, body: object) -> None:
    assert bench.send("POST", "customer", body, BATCH).status == 400


def test_a_batch_that_is_not_json_is_refused(bench: Bench) -> None:
    request = Request("POST", f"{ROOT}customer", (), BATCH, b"{", ORIGIN)
    assert bench.netsuite.handle(request).status == 400


def test_a_batch_of_changes_goes_by_internal_id_before_external_id(bench: Bench) -> None:
    both = {"id": CHEN, "externalId": "C-61", "comments": "by id"}
    job = bench.submit(both, {"externalId": "C-60", "comments": "by key"}, method="PATCH")
    bench.wait(2)
    assert bench.results(job) == [(204, CHEN), (204, LOPEZ)]
    shown = [bench.get(f"customer/{key}")["comments"] for key in (CHEN, LOPEZ)]
    assert shown == ["by id", "by key"]
    assert bench.get(f"customer/{CHEN}")["externalId"] == "C-61"


def test_a_batch_of_upserts_makes_what_is_not_there(bench: Bench) -> None:
    changed = {"externalId": "C-60", "comments": "known"}
    job = bench.submit(changed, customer("Brown"), method="PUT")
    bench.wait(2)
    (_, known), (_, new) = bench.results(job)
    assert (known, bench.get(f"customer/{LOPEZ}")["comments"]) == (LOPEZ, "known")
    assert bench.get(f"customer/{new}")["externalId"] == "C-Brown"


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_a_change_must_say_of_which_record(bench: Bench, method: str) -> None:
    reply = bench.send(method, "customer", {"items": [{"comments": "whose?"}]}, BATCH)
    assert said(reply)[0] == 400


def test_a_batch_of_deletions_names_ids_in_its_address(bench: Bench) -> None:
    key = bench.create("customer", customer("Brown"))
    job = job_of(bench.send("DELETE", "customer", None, ASYNC, ids=f"{key},eid:C-60,999"))
    bench.wait(3)
    assert [status for status, _ in bench.results(job)] == [204, 400, 404]
    assert bench.get("customer")["totalResults"] == 2


# --- processors ----------------------------------------------------------------------------------


def finished(bench: Bench, seconds: int) -> list[int]:
    """How many customers there are after each second, but for those loaded."""
    counts = []
    for _ in range(seconds):
        bench.wait(1)
        counts.append(bench.get("customer")["totalResults"] - 2)
    return counts


def test_one_processor_saves_one_record_after_the_other(bench: Bench) -> None:
    bench.submit(*customers(2))
    bench.submit(customer("Brown"), customer("Green"))
    assert finished(bench, 5) == [1, 2, 3, 4, 4]


def test_two_processors_work_on_two_jobs(bench: Bench) -> None:
    bench.sim("PUT", "processing", {"processors": 2, "secondsPerRecord": 1})
    bench.submit(*customers(2))
    bench.submit(customer("Brown"), customer("Green"))
    bench.submit(customer("White"))
    assert finished(bench, 4) == [2, 4, 5, 5]


def test_a_parallel_batch_is_shared_by_the_processors(bench: Bench) -> None:
    bench.sim("PUT", "processing", {"processors": 2, "secondsPerRecord": 1})
    bench.headers = dict(PARALLEL)
    job = bench.submit(*customers(5))
    assert finished(bench, 4) == [2, 4, 5, 5]
    assert bench.progress(job) == "succeeded"


def test_a_late_job_lies_before_it_is_begun(bench: Bench) -> None:
    bench.sim("PUT", "processing", {"secondsPerRecord": 1, "lateSeconds": "2"})
    bench.submit(*customers(2))
    assert finished(bench, 5) == [0, 0, 1, 2, 2]


@pytest.mark.parametrize(
    "given", [{"processors": 0}, {"secondsPerRecord": "-1"}, {"lateSeconds": "soon"}, {"speed": 1}]
)
def test_a_setting_that_does_not_fit_is_refused(bench: Bench, given: Json) -> None:
    with pytest.raises(AssertionError, match="ValueError"):
        bench.sim("PUT", "processing", given)


def test_settings_are_told_as_given(bench: Bench) -> None:
    given = {"processors": 3, "secondsPerRecord": "0.25", "lateSeconds": "60"}
    assert bench.sim("PUT", "processing", given) == given


def test_it_does_not_matter_how_often_one_looks() -> None:
    often, once = Bench(), Bench()
    for bench in (often, once):
        bench.submit(*customers(3), customer("Brown", externalId="C-60"))
    for _ in range(6):
        often.wait(1)
        assert often.state() == often.state()
    once.wait(6)
    assert often.state() == once.state()


def test_a_record_is_refused_while_its_customer_is_being_merged() -> None:
    """The job's second is before the merge's end, although nobody looked in between."""
    bench = Bench()
    bench.sim("POST", "install", INSTALL)
    bench.sim("PUT", "deduplication", {"seconds": 10})
    merge(bench)
    job = bench.submit({"externalId": "C-60", "comments": "too early"}, method="PATCH")
    bench.wait(60)
    ((status, words),) = bench.results(job)
    assert status == 400
    assert "being merged" in words


# --- asked again with the same key ---------------------------------------------------------------


@pytest.mark.parametrize("seconds", [0, 1, 3600])
def test_a_key_that_was_used_names_the_first_job_and_nothing_is_done(
    bench: Bench, seconds: int
) -> None:
    bench.headers = {**BATCH, "x-netsuite-idempotency-key": KEY}
    job = bench.submit(customer("Brown"))
    bench.wait(seconds)
    before = bench.state()
    again = bench.send("POST", "customer", {"items": [customer("Green")]}, bench.headers)
    assert (again.status, job_of(again)) == (400, job)
    body = json.loads(again.body)
    assert (body["title"], body["status"]) == ("Conflict", 400)
    assert body["o:errorDetails"][0]["o:errorCode"] == "IDEMPOTENCY_ERROR"
    assert bench.state() == before
    bench.wait(10)
    assert bench.get("customer")["totalResults"] == 3


def test_a_key_of_a_call_that_was_refused_is_free(bench: Bench) -> None:
    headers = {**BATCH, "x-netsuite-idempotency-key": KEY}
    assert bench.send("POST", "customer", {"items": []}, headers).status == 400
    assert bench.send("POST", "customer", {"items": customers(1)}, headers).status == 202


def test_an_ordinary_call_ignores_the_key(bench: Bench) -> None:
    headers = {"x-netsuite-idempotency-key": KEY}
    for name in ("Brown", "Green"):
        assert bench.send("POST", "customer", customer(name), headers).status == 204


def test_a_reset_forgets_jobs_and_keys(bench: Bench) -> None:
    bench.headers = {**BATCH, "x-netsuite-idempotency-key": KEY}
    job = bench.submit(customer("Brown"))
    bench.sim("POST", "reset")
    assert bench.asked(job).status == 404
    bench.wait(10)
    assert bench.get("customer")["totalResults"] == 0
