"""The help of a command: what it does, what it writes, examples, and how it ends."""

from typing import Final

EXIT_CODES: Final = """Exit codes:

    0  all well
    1  finished with refused or failed documents
    2  usage or configuration
    3  a system could not be reached or refused our credentials
    4  interrupted"""


def manual(what: str, *more: str, examples: tuple[str, ...] = ()) -> str:
    """Paragraphs come as they are written here, their lines joined; examples one a line."""
    paragraphs = [" ".join(text.split()) for text in (what, *more)]
    if examples:
        title = "Example:" if len(examples) == 1 else "Examples:"
        paragraphs += [title, "\n".join(f"    {one}" for one in examples)]
    return "\n\n".join((*paragraphs, EXIT_CODES))
