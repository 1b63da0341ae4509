"""What can go wrong with the queue of runs itself."""


class EngineError(Exception):
    """The queue cannot be used; the text says what is so and what to do."""


class PostLostError(EngineError):
    """A worker is not known to be alive any more: another may take its runs, so it must end."""


class RunFailedError(Exception):
    """What ended a run, as the queue keeps it: the name of the error and its words."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(f"{name}: {words}")
        self.name = name
        self.words = words
