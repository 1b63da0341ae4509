"""What people and programs see: results on standard output, everything else on standard error.

With `--json` standard output carries one JSON document and nothing else. Without a terminal, or with
NO_COLOR, there is not one escape code.
"""

import json
import os
import sys
from collections.abc import Callable
from typing import IO, Any, Final

from rich.console import Console, RenderableType
from rich.text import Text

PIPE_WIDTH: Final = 120
"""Columns where no terminal says how many it has."""
_CONTROL: Final = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), " ")


class Paper(Console):
    """A Rich console that takes text as it is and keeps quiet when nobody reads on."""

    def __init__(self, file: IO[str]) -> None:
        plain = "NO_COLOR" in os.environ or not file.isatty()
        width = None if file.isatty() or "COLUMNS" in os.environ else PIPE_WIDTH
        super().__init__(
            file=file,
            width=width,
            color_system=None if plain else "auto",
            markup=False,
            highlight=False,
            emoji=False,
        )
        self.live = not plain and self.is_terminal and not self.is_dumb_terminal

    def render_str(self, text: str, **options: Any) -> Text:
        return super().render_str(clean(text), **options)

    def on_broken_pipe(self) -> None:
        """`crossfoot log | head`: the rest goes nowhere, and the exit code stays the command's."""
        self.quiet = True
        discard(self.file)


class Screen:
    def __init__(self, as_json: bool) -> None:
        self.json = as_json
        self.out = Paper(sys.stdout)
        self.err = Paper(sys.stderr)
        self.answered = False
        """Something was shown to people."""

    def answer(self, document: Callable[[], Any], *shown: Callable[[], RenderableType]) -> None:
        """A command's result: the document for programs, the rest for people."""
        if self.json:
            self._write(json.dumps(document(), indent=2, ensure_ascii=False))
            return
        for one in shown:
            self.out.print(one())
        self.answered = True

    def say(self, words: str | Text) -> None:
        """A message, on standard error."""
        self.err.print(words, soft_wrap=not self.err.is_terminal)

    def _write(self, text: str) -> None:
        try:
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()
        except BrokenPipeError:
            discard(sys.stdout)


def clean(text: str) -> str:
    """Without control characters: what a vendor's data says must not drive a terminal."""
    return text.translate(_CONTROL)


def discard(file: IO[str]) -> None:
    """From now on what is written here goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, file.fileno())
    os.close(nowhere)
