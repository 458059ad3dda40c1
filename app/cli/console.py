"""Where a command's answer goes: results to standard output, everything else to standard error."""

import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from app.domain.problem import Problem
from app.texts import Texts
from app.wording.problems import problem_text


class Console:
    """Two text streams and the language that is spoken on them."""

    def __init__(self, texts: Texts, out: TextIO, err: TextIO) -> None:
        self.texts = texts
        self._out = out
        self._err = err
        self._progress = False

    def read(self) -> bytes:
        """What comes in on standard input; nothing where the process has none."""
        return b"" if sys.stdin is None else sys.stdin.buffer.read()  # pyright: ignore[reportUnnecessaryComparison]

    def say(self, text: str) -> None:
        """A line of the answer."""
        self._out.write(text + "\n")

    def json(self, value: Any) -> None:
        """The one JSON object of the answer; the same value gives the same bytes on every machine."""
        self._out.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def note(self, text: str) -> None:
        """A line for the person beside the answer: a warning, a hint, what is left to do."""
        self._end_progress()
        self._out.flush()
        self._err.write(text + "\n")

    def beside(self, asked: Path, written: Path) -> None:
        """Say why a file is not where it was asked for, if it is not."""
        if written != asked:
            self.note(self.texts("cli.saved_beside", file=written.name))

    def problems(self, problems: Iterable[Problem]) -> None:
        """Every problem as a sentence, one a line."""
        for problem in problems:
            label = self.texts(f"cli.severity_{problem.severity.value}")
            self.note(self.texts("cli.problem", label=label, text=problem_text(problem, self.texts)))

    def progress(self, done: int, total: int) -> None:
        """How far a long piece of work is; only a terminal is told."""
        if not self._err.isatty():
            return
        self._err.write("\r" + self.texts("cli.progress", done=done, total=total))
        self._err.flush()
        self._progress = True

    def _end_progress(self) -> None:
        if self._progress:
            self._err.write("\r\x1b[K")
            self._progress = False

    def close(self) -> None:
        """End the progress line and hand everything written to the system."""
        self._end_progress()
        self._out.flush()
        self._err.flush()


def standard_console(texts: Texts) -> Console:
    """The console of this process: UTF-8 and plain line ends everywhere, on Windows too."""
    return Console(texts, _utf8(sys.stdout), _utf8(sys.stderr))


def _utf8(stream: Any) -> TextIO:
    """The stream, made UTF-8. A windowed Windows program has no streams: then a sink."""
    if stream is None:
        return io.StringIO()
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return stream
