"""The queue's promises, which hold for every queue there is (TRG-12; facts/engine 5: T2, T5)."""

import asyncio

from core.engine import Engine, RunState


async def test_a_run_that_was_submitted_waits_under_its_name(queue: Engine) -> None:
    assert await queue.submit("acme", "Dana", "R-1") == "R-1"
    (one,) = await queue.runs(None, 5)
    assert (one.run, one.tenant, one.who, one.state) == ("R-1", "acme", "Dana", RunState.WAITING)
    assert (one.ended, one.worker, one.begun) == (None, None, 0)


async def test_of_many_triggers_at_once_one_run_waits(queue: Engine) -> None:
    names = [f"R-{n}" for n in range(10)]
    has = await asyncio.gather(*(queue.submit("acme", "Dana", name) for name in names))
    (one,) = await queue.runs("acme", 20)
    assert set(has) == {one.run}


async def test_each_tenant_has_its_own_run(queue: Engine) -> None:
    for tenant in ("acme", "acme-west"):
        await queue.submit(tenant, "Dana", f"R-{tenant}")
    assert [one.run for one in await queue.runs("acme", 5)] == ["R-acme"]
    assert len(await queue.runs(None, 5)) == 2
    assert len(await queue.runs(None, 1)) == 1


async def test_a_run_of_a_slot_is_there_once_even_when_it_is_over(queue: Engine) -> None:
    for _ in range(2):
        await queue.submit_once("acme", "the schedule", "slot")
    await queue.cancel("slot")
    await queue.submit_once("acme", "the schedule", "slot")
    (one,) = await queue.runs("acme", 5)
    assert (one.run, one.state) == ("slot", RunState.CANCELLED)


async def test_a_cancelled_run_says_what_it_was_and_is_waited_for_no_more(queue: Engine) -> None:
    await queue.submit("acme", "Dana", "R-1")
    was = await queue.cancel("R-1")
    assert was is not None
    assert was.state is RunState.WAITING
    again = await queue.cancel("R-1")
    assert again is not None
    assert again.state is RunState.CANCELLED
    assert await queue.submit("acme", "Dana", "R-2") == "R-2"
    assert await queue.cancel("R-3") is None
