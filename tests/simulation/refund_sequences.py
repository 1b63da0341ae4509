"""As many random sequences of refunds as wanted, one after the other, each on its own seed.

    python -m tests.simulation.refund_sequences 0 10000

Prints each failure with its story, and at the end how many there were; exits with 1 if any failed.
"""

import argparse
import asyncio
import logging
import sys

import structlog

from tests.simulation.test_refunds_in_any_order import tell

TOLD_EVERY = 100


def main() -> int:
    given = _arguments()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    failed = 0
    for seed in range(given.first, given.last):
        failed += not _holds(seed)
        if (seed + 1 - given.first) % TOLD_EVERY == 0:
            _say(f"{seed + 1 - given.first} sequences, {failed} failed")
    _say(f"ended: {given.last - given.first} sequences, {failed} failed")
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Random sequences of refunds.")
    parser.add_argument("first", type=int, help="the first seed")
    parser.add_argument("last", type=int, help="the seed after the last one")
    return parser.parse_args()


def _holds(seed: int) -> bool:
    try:
        asyncio.run(tell(seed))
    except AssertionError as error:
        _say(str(error))
        return False
    return True


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
