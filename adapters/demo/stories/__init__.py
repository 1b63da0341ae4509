"""The stories, in the order they are told."""

from typing import Final

from adapters.demo.stories import (
    dry_run,
    error_inbox,
    lost_reply,
    merged_customer,
    one_deposit,
    refunded_deposit,
    refunded_work,
    second_run,
    two_invoices,
    unmapped_unit,
)
from adapters.demo.telling import Story

STORIES: Final[tuple[Story, ...]] = (
    one_deposit.STORY,
    two_invoices.STORY,
    unmapped_unit.STORY,
    dry_run.STORY,
    second_run.STORY,
    lost_reply.STORY,
    error_inbox.STORY,
    merged_customer.STORY,
    refunded_work.STORY,
    refunded_deposit.STORY,
)
