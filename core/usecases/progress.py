"""How far a long piece of work is, for whoever watches."""

from typing import Protocol


class Progress(Protocol):
    def __call__(self, stage: str, done: int, whole: int) -> None:
        """`stage` in words; `done` of `whole` steps of it; `whole` is 0 while unknown."""
        ...


def unwatched(stage: str, done: int, whole: int) -> None:
    """Nobody watches."""
    del stage, done, whole
