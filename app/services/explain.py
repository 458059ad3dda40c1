"""Why a figure is what it is, and why two agents differ."""

from collections.abc import Iterator

import msgspec

from app.domain.money import Fen, fen_text, to_fen, yuan
from app.domain.month import PayMonth
from app.domain.payline import DEDUCTION, ItemResult, PayLine, Payslip
from app.domain.problem import JixinError, error
from app.domain.source import SourceFile
from app.domain.trace import Trace
from app.services.compute_month import current_run
from app.storage import imports
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
    """Two agents side by side. Items are in 1/100 points; a deduction is negative."""

    a: Payslip
    b: Payslip
    items: tuple[LineDifference, ...]
    lines: tuple[LineDifference, ...]
    files: dict[int, SourceFile]


def explain(book: Book, month: PayMonth, number: str, line: str = "") -> Explanation:
    """The trace of an agent's month, or of one line or score item of it, by code, id or name.

    JixinError names what there is if the line is not.
    """
    slip = payslip_of(current_run(book, month).payslips, number, month)
    code, tree = _tree(slip, line) if line else ("", slip_trace(slip))
    return Explanation(agent=slip, line=code, tree=tree, files=imports.source_files(book.db))


def payslip_of(payslips: tuple[Payslip, ...], number: str, month: PayMonth) -> Payslip:
    """The payslip of an agent; JixinError if the agent is not in the month."""
    for slip in payslips:
        if slip.number == number:
            return slip
    raise JixinError(error("agent_not_in_month", number=number, month=str(month)))


def slip_trace(slip: Payslip) -> Trace:
    """The whole payslip as one tree: net from the lines, then the score from its items."""
    parts = tuple(_line_trace(line) for line in slip.lines)
    if slip.score_trace is not None:
        parts += (slip.score_trace,)
    elif slip.items:
        parts += tuple(item.trace for item in slip.items if not item.parent)
    parts += slip.not_given
    if slip.net is None or slip.gross is None or slip.deductions is None:
        return Trace("blocked", None, "", {}, parts)
    sums = {"gross": fen_text(slip.gross), "deductions": fen_text(slip.deductions)}
    return Trace("net", yuan(slip.net), "CNY", sums, parts)


def _line_trace(line: PayLine) -> Trace:
    return msgspec.structs.replace(line.trace, params={"name": line.name, **line.trace.params})


def _tree(slip: Payslip, wanted: str) -> tuple[str, Trace]:
    found = dict(_parts(slip))
    for (code, name), trace in found.items():
        if wanted in (code, name):
            return code, trace
    known = "、".join(f"{code} ({name})" if name else code for code, name in found)
    raise JixinError(error("line_unknown", line=wanted, number=slip.number, known=known))


def _parts(slip: Payslip) -> Iterator[tuple[tuple[str, str], Trace]]:
    for line in slip.lines:
        yield (line.code, line.name), line.trace
    for item in slip.items:
        yield (item.id, item.name), item.trace
    if slip.score_trace is not None:
        yield ("score", ""), slip.score_trace


def compare(book: Book, month: PayMonth, a: str, b: str) -> Comparison:
    """Two agents of one month, line by line."""
    payslips = current_run(book, month).payslips
    one, two = payslip_of(payslips, a, month), payslip_of(payslips, b, month)
    items, lines = differences(one, two)
    return Comparison(a=one, b=two, items=items, lines=lines, files=imports.source_files(book.db))


def differences(one: Payslip, two: Payslip) -> tuple[tuple[LineDifference, ...], tuple[LineDifference, ...]]:
    """(score items in 1/100 points, pay lines in fen) of two payslips; a deduction is negative."""
    items = _differences(
        {item.id: _item_facts(item) for item in one.items},
        {item.id: _item_facts(item) for item in two.items},
    )
    lines = _differences(
        {line.code: _line_facts(line) for line in one.lines},
        {line.code: _line_facts(line) for line in two.lines},
    )
    return items, lines


_Facts = tuple[str, Fen | None, Trace]


def _item_facts(item: ItemResult) -> _Facts:
    return item.name, None if item.points is None else to_fen(item.points), item.trace


def _line_facts(line: PayLine) -> _Facts:
    return line.name, -line.amount if line.kind == DEDUCTION else line.amount, line.trace


def _differences(one: dict[str, _Facts], two: dict[str, _Facts]) -> tuple[LineDifference, ...]:
    rows: list[LineDifference] = []
    for code in dict.fromkeys((*one, *two)):
        a, b = one.get(code), two.get(code)
        name = a[0] if a else b[0] if b else ""
        traces = (a[2] if a else None, b[2] if b else None)
        rows.append(LineDifference(code=code, name=name, a=a[1] if a else None, b=b[1] if b else None, traces=traces))
    return tuple(rows)
