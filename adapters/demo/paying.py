"""The controller pays refunds by check in a story: lists them, reviews, and pays what was reviewed."""

from dataclasses import replace

from adapters.demo.telling import Check, Expected, Step, Telling
from core.money import total
from core.refunds.checks import CheckRequest, Review
from core.usecases.paying_refunds import Paid


async def pay(
    telling: Telling,
    title: str,
    words: str,
    expected: Expected,
    left: str,
    amount: str | None = None,
) -> Step:
    """A check for each refund that waits, over all that is left of it or over `amount`.

    `left` is what the list has to pay afterwards. Nothing may change before the payment itself.
    """
    company = telling.company
    before = await company.states()
    listed = await company.refunds()
    request = await company.check_request(listed, amount)
    review = await company.review(request)
    changed = "nothing" if await company.states() == before else "something"
    paid = await _paid(telling, request, review)
    checks = (
        Check("the review changes {}", "nothing", changed),
        Check("what is paid is review {}", review.hash, paid.report.plan_hash),
        await _left(telling, left),
    )
    step = await telling.step(title, words, paid.report, replace(expected, checks=checks))
    return replace(step, listed=listed, review=review)


async def _paid(telling: Telling, request: CheckRequest, review: Review) -> Paid:
    return (await telling.company.pay(request, review.hash)).unwrap()


async def _left(telling: Telling, expected: str) -> Check:
    found = total(one.remaining for one in await telling.company.refunds())
    return Check("{} left to pay", expected, str(found))
