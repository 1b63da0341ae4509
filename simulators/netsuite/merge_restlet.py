"""A RESTlet that merges customers: it submits N/task deduplications and keeps a journal.

One custom record per merge, found by the key it was asked with. Asked again with a key it submits
nothing while the task goes on or once it is complete; it submits anew after a failure. COMPLETE is
said only when no duplicate exists any more.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from simulators.netsuite.company import Company
from simulators.netsuite.deduplication import MOST_RECORDS, submit
from simulators.netsuite.drafts import read_draft
from simulators.netsuite.fields import RecordType
from simulators.netsuite.records import Record
from simulators.netsuite.refusals import RefusedError
from simulators.netsuite.saving import create, update
from simulators.netsuite.tasks import UNDONE

FIELDS: Final = ("master", "duplicates", "task", "state", "message")
ID: Final = re.compile(r"\d+", re.ASCII)
NEVER_SUBMITTED: Final = "The merge was noted but its task was not submitted; ask for it again."
FORGOTTEN: Final = "NetSuite no longer knows the task, and customer {} still exists."
LEFT_OVER: Final = "The task is complete, but customer {} still exists."
Json = dict[str, Any]


@dataclass(frozen=True)
class Standing:
    """How a merge stands: what the journal says, and the RESTlet's answer."""

    key: str
    state: str
    master: str = ""
    duplicates: tuple[str, ...] = ()
    task: str = ""
    message: str = ""

    def told(self) -> Json:
        return {
            "key": self.key,
            "state": self.state,
            "taskId": self.task,
            "masterId": self.master,
            "duplicateIds": list(self.duplicates),
            "message": self.message,
        }


class MergeRestlet:
    def __init__(
        self, company: Company, record: str, fields: Mapping[str, str], error_prefix: str
    ) -> None:
        self._company = company
        self._record = record
        self._fields = fields
        self._error_prefix = error_prefix

    def get(self, key: str | None) -> Json:
        """How the merge of that key stands; UNKNOWN when there is none."""
        if not key:
            raise self._error("KEY_MISSING", "key is missing.")
        journal = self._journal(key)
        return self._standing(key, journal).told() if journal else Standing(key, "UNKNOWN").told()

    def post(self, body: Any) -> Json:
        """Begin the merge, or say how it stands; RefusedError where it cannot be."""
        asked = self._asked(body)
        journal = self._journal(asked.key)
        if journal is not None:
            standing = self._standing(asked.key, journal)
            if standing.state != "FAILED":
                return standing.told()
        return self._begun(asked, journal).told()

    # --- what is asked -------------------------------------------------------------------------

    def _asked(self, body: Any) -> Standing:
        given = body if isinstance(body, dict) else {}
        key, duplicates = given.get("key"), given.get("duplicateIds")
        if not isinstance(key, str) or not key:
            raise self._error("KEY_MISSING", "key is missing.")
        if not isinstance(duplicates, list) or not duplicates:
            raise self._error("INVALID_ID", "duplicateIds is missing.")
        master = self._id("masterId", given.get("masterId"))
        others = tuple(dict.fromkeys(self._id("duplicateIds", one) for one in duplicates))
        if master in others:
            raise self._error("MASTER_AMONG_DUPLICATES", f"Customer {master} is its own duplicate.")
        if 1 + len(others) > MOST_RECORDS:
            text = f"{1 + len(others)} customers; one task merges at most {MOST_RECORDS}."
            raise self._error("TOO_MANY_RECORDS", text)
        return Standing(key, "PENDING", master, others)

    def _id(self, name: str, given: Any) -> str:
        if given is None:
            raise self._error("INVALID_ID", f"{name} is missing.")
        if isinstance(given, bool) or not ID.fullmatch(str(given)):
            raise self._error("INVALID_ID", f"{name}: {given} is not a whole number.")
        return str(int(given))

    def _error(self, code: str, text: str) -> RefusedError:
        return RefusedError(text, f"{self._error_prefix}_{code}")

    # --- what is done --------------------------------------------------------------------------

    def _begun(self, asked: Standing, journal: Record | None) -> Standing:
        """A duplicate that is gone already counts as merged."""
        for key in (asked.master, *asked.duplicates):
            self._must_be_customer(key, may_be_gone=key != asked.master)
        there = self._existing(asked.duplicates)
        if there:
            begun = replace(asked, task=submit(self._company, asked.master, there).id)
        else:
            begun = replace(asked, state="COMPLETE")
        self._keep(begun, journal)
        return begun

    def _must_be_customer(self, key: str, *, may_be_gone: bool) -> None:
        found = self._company.state.of("entity").get(key)
        if found is None and may_be_gone:
            return
        if found is None or found.kind != "customer":
            raise self._error("NOT_A_CUSTOMER", f"{key} is no customer.")

    def _existing(self, customers: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(key for key in customers if self._company.find(("customer",), key))

    # --- how it stands -------------------------------------------------------------------------

    def _standing(self, key: str, journal: Record) -> Standing:
        kept = self._kept(key, journal)
        if kept.state not in UNDONE:
            return kept
        now = self._judged(kept)
        if now.state not in UNDONE:
            self._keep(now, journal)
        return now

    def _judged(self, kept: Standing) -> Standing:
        if not kept.task:
            return replace(kept, state="FAILED", message=NEVER_SUBMITTED)
        task = self._company.state.tasks.get(kept.task)
        if task is not None and task.status in UNDONE:
            return replace(kept, state=task.status)
        if task is not None and task.status == "FAILED":
            return replace(kept, state="FAILED", message=task.message)
        left = self._existing(kept.duplicates)
        if not left:
            return replace(kept, state="COMPLETE")
        why = (LEFT_OVER if task else FORGOTTEN).format(", ".join(left))
        return replace(kept, state="FAILED", message=why)

    # --- the journal ---------------------------------------------------------------------------

    def _journal(self, key: str) -> Record | None:
        space = self._record
        found = self._company.id_of_external(space, key)
        return self._company.state.of(space).get(found) if found else None

    def _kept(self, key: str, journal: Record) -> Standing:
        master, duplicates, task, state, message = (
            journal.text(self._fields[name]) or "" for name in FIELDS
        )
        ids = tuple(one.strip() for one in duplicates.split(",") if one.strip())
        return Standing(key, state or "PENDING", master, ids, task, message)

    def _keep(self, standing: Standing, journal: Record | None) -> None:
        values = (
            standing.master,
            ",".join(standing.duplicates),
            standing.task,
            standing.state,
            standing.message,
        )
        held = {self._fields[name]: value for name, value in zip(FIELDS, values, strict=True)}
        body = {"name": standing.key, "externalId": standing.key, **held}
        draft = read_draft(self._company, self._type(), body, "Error")
        if journal is None:
            create(self._company, self._type(), draft)
        else:
            update(self._company, journal, draft)

    def _type(self) -> RecordType:
        found = self._company.record_type(self._record)
        assert found is not None, self._record
        return found
