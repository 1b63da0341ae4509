"""What can go wrong with the store itself. All mean: stop, and write nothing more."""


class StoreError(Exception):
    """The database cannot be opened, read or written; says which one and what to do."""


class StoreUnreachableError(StoreError):
    """The server of the database does not answer."""

    def __init__(self, database: str, why: str) -> None:
        super().__init__(f"{database}: {why}")
        self.database = database


class FencedError(Exception):
    """A run wrote after a newer run of its tenant had begun; what it wrote was refused."""

    def __init__(self, run: str, token: int, newest: int) -> None:
        super().__init__(
            f"run {run}: its lease {token} has been replaced by lease {newest}; it may not write"
        )
        self.run = run
