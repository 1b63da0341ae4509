"""The stories, in the order they are told."""

from typing import Final

from adapters.demo.stories import one_deposit, two_invoices
from adapters.demo.telling import Story

STORIES: Final[tuple[Story, ...]] = (one_deposit.STORY, two_invoices.STORY)
