"""A story for an accountant, as the features have it: what was given, what happened, what ought to be."""

from collections.abc import Iterator

from adapters.compose.trouble.telling import Told

WORDS = ("When", "But", "And")


def scenario(title: str, one: Told) -> str:
    """With what is wrong at its end, if anything is."""
    return "\n".join([f"Scenario: {title}", *(f"  {line}" for line in _lines(one))])


def _lines(one: Told) -> Iterator[str]:
    before = ""
    for words in one.story:
        keyword, rest = _parted(words)
        yield f"{'And' if keyword == before else keyword} {rest}"
        before = before if keyword == "And" else keyword
    if one.wrong is not None:
        yield f"Then {one.wrong.ought}"
        yield f"# It is not so: {one.wrong}".rstrip(": ")


def _parted(words: str) -> tuple[str, str]:
    keyword, _, rest = words.partition(" ")
    return (keyword, rest) if keyword in WORDS else ("Given", words)
