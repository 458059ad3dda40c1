"""A fault that is a value: severity, code, place and parameters. Words are put to it in app/wording."""

from enum import Enum

import msgspec


class Severity(Enum):
    """An error keeps a file out of the book; a warning is stored and shown."""

    ERROR = "error"
    WARNING = "warning"


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One fault. ``code`` names its sentence (``problem.<code>`` in resources/i18n), ``params`` fills it.

    ``cell`` is a spreadsheet address such as ``D7``; file, sheet and cell are "" where there is none.
    """

    severity: Severity
    code: str
    file: str = ""
    sheet: str = ""
    cell: str = ""
    params: dict[str, str] = {}


def error(code: str, *, file: str = "", sheet: str = "", cell: str = "", **params: str) -> Problem:
    """A problem that keeps its file out of the book."""
    return Problem(severity=Severity.ERROR, code=code, file=file, sheet=sheet, cell=cell, params=params)


def warning(code: str, *, file: str = "", sheet: str = "", cell: str = "", **params: str) -> Problem:
    """A problem that is stored and shown."""
    return Problem(severity=Severity.WARNING, code=code, file=file, sheet=sheet, cell=cell, params=params)


def has_errors(problems: tuple[Problem, ...] | list[Problem]) -> bool:
    """Whether any of them is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)


class JixinError(Exception):
    """The input or the state does not allow it: nothing was changed, and the problems say why and what to do."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems
