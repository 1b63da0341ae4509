"""Asynchronous calls and batches as a client makes them, and the jobs they become."""

import json
from dataclasses import dataclass, field
from typing import Any, Final

from simulators.control.vendor import Reply, Request
from tests.simulators.netsuite.account import ORIGIN, Account, Json, ref

JOBS: Final = "/services/rest/async/v1/job"
ASYNC: Final = {"prefer": "respond-async"}
BATCH: Final = {**ASYNC, "content-type": "application/vnd.oracle.resource+json; type=collection"}
PARALLEL: Final = {**BATCH, "prefer": 'respond-async, batch-processing="parallel"'}
KEY: Final = "cac827ea-3543-4cda-add2-bae634326c27"


@dataclass
class Bench(Account):
    """An account with one processor, a second a record."""

    headers: dict[str, str] = field(default_factory=lambda: dict(BATCH))

    def __post_init__(self) -> None:
        super().__post_init__()
        self.sim("PUT", "processing", {"processors": 1, "secondsPerRecord": 1})

    def submit(self, *items: Json, path: str = "customer", method: str = "POST") -> str:
        """The job's id."""
        reply = self.send(method, path, {"items": items}, self.headers)
        assert (reply.status, reply.body) == (202, b""), reply.body
        return job_of(reply)

    def ask(self, path: str) -> Json:
        reply = self.asked(path)
        assert reply.status == 200, reply.body
        body: Json = json.loads(reply.body)
        return body

    def asked(self, path: str, method: str = "GET") -> Reply:
        return self.netsuite.handle(Request(method, f"{JOBS}/{path}", (), {}, b"", ORIGIN))

    def progress(self, job: str) -> str:
        word: str = self.ask(job)["progress"]
        return word

    def results(self, job: str) -> list[tuple[int, str]]:
        """Each task's status, with the new record's id or what was refused."""
        tasks = [task["id"] for task in self.ask(f"{job}/task")["items"]]
        return [said(self.asked(f"{job}/task/{task}/result")) for task in tasks]

    def wait(self, seconds: int) -> None:
        self.netsuite.clock.advance(seconds)


def job_of(reply: Reply) -> str:
    assert reply.headers["preference-applied"] == "respond-async"
    start, _, job = reply.headers["location"].rpartition("/")
    assert start == f"{ORIGIN}{JOBS}"
    return job


def said(reply: Reply) -> tuple[int, str]:
    if reply.status < 400:
        return reply.status, reply.headers.get("location", "").rsplit("/", 1)[-1]
    detail: str = json.loads(reply.body)["o:errorDetails"][0]["detail"]
    return reply.status, detail


def customer(name: str, **more: Any) -> Json:
    return {"companyName": name, "subsidiary": ref("1"), "externalId": f"C-{name}", **more}


def customers(count: int) -> list[Json]:
    return [customer(f"Number {number}") for number in range(1, count + 1)]
