"""Why a figure is what it is, and why two agents differ."""

import msgspec

from app.domain.money import Fen
from app.domain.month import PayMonth
from app.domain.payline import Payslip
from app.domain.source import SourceFile
from app.domain.trace import Trace
from app.storage.book import Book


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """The trace of a payslip (``line`` "": of all of it) and the names of the files that its sources point to."""

    agent: Payslip
    line: str
    tree: Trace
    files: dict[int, SourceFile]


class LineDifference(msgspec.Struct, frozen=True, kw_only=True):
    """One line of two payslips; None where one has no such line. ``traces`` tell why."""

    code: str
    name: str
    a: Fen | None
    b: Fen | None
    traces: tuple[Trace | None, Trace | None]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two agents side by side: score items first, then lines; items in 1/100 points."""

    a: Payslip
    b: Payslip
    items: tuple[LineDifference, ...]
    lines: tuple[LineDifference, ...]
    files: dict[int, SourceFile]


def explain(book: Book, month: PayMonth, number: str, line: str = "") -> Explanation:
    """The trace of an agent's month, or of one line or score item of it."""
    raise NotImplementedError


def compare(book: Book, month: PayMonth, a: str, b: str) -> Comparison:
    """Two agents of one month, line by line."""
    raise NotImplementedError
