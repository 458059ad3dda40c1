"""A payslip as rows of a tree: sections, lines, and under each line the trace down to the cells."""

from collections.abc import Mapping
from fractions import Fraction

import msgspec

from app.domain.payline import DEDUCTION, EARNING, INFO, PayLine, Payslip
from app.domain.source import SourceFile
from app.domain.trace import Trace
from app.services.month_view import MonthView
from app.ui.i18n import Words
from app.wording.numbers import fen_money, number, points
from app.wording.payslip import line_name, payslip_notes
from app.wording.reasons import Reasons
from app.wording.sources import SourceCell, SourceMarks
from app.wording.traces import Outline, outline

SECTION, LINE, TRACE, SUM, NOTE, NET = "section", "line", "trace", "sum", "note", "net"


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """One row: kind, what it is, why, how much, where from; ``code`` of a line or ``item:ID`` of a score item."""

    kind: str
    label: str
    text: str = ""
    value: str = ""
    sources: tuple[SourceCell, ...] = ()
    children: tuple["Node", ...] = ()
    code: str = ""


class _NoMarks(SourceMarks):
    """The window shows cells in the tree: reasons carry no [1]."""

    def mark(self, trace: Trace) -> str:
        return ""


def payslip_nodes(slip: Payslip, view: MonthView, words: Words) -> tuple[Node, ...]:
    """The rows of a computed payslip, in the order of the paper."""
    reasons = Reasons(_NoMarks(view.files), words.texts)
    rows: list[Node] = []
    for kind, total in ((EARNING, slip.gross or 0), (DEDUCTION, -(slip.deductions or 0))):
        lines = [line for line in slip.lines if line.kind == kind]
        if lines or kind == EARNING:
            rows.append(Node(kind=SECTION, label=words(f"document.{kind}s"), value=fen_money(total)))
            rows.extend(_line(line, view.files, reasons, words) for line in lines)
    rows.extend(_line(line, view.files, reasons, words) for line in slip.lines if line.kind == INFO)
    rows.extend(_score(slip, view.files, reasons, words))
    rows.extend(_notes(slip, words))
    return tuple(rows)


def _line(line: PayLine, files: Mapping[int, SourceFile], reasons: Reasons, words: Words) -> Node:
    tree = outline(line.trace, files, words.texts)
    formula, *rest = reasons.line(_unrounded(line.trace) if tree.children else line.trace)
    amount = -line.amount if line.kind == DEDUCTION else line.amount
    return Node(
        kind=LINE,
        label=line_name(line.code, line.name, words.texts),
        text=formula if tree.children else words("ui.gap").join((formula, *rest)) or tree.text,
        value=fen_money(amount),
        sources=tree.sources,
        children=_branches(tree),
        code=line.code,
    )


def _unrounded(trace: Trace) -> Trace:
    """Without its exact amount: the end of the branch says how it was rounded."""
    kept = {name: value for name, value in trace.params.items() if name != "exact"}
    return msgspec.structs.replace(trace, params=kept)


def _score(slip: Payslip, files: Mapping[int, SourceFile], reasons: Reasons, words: Words) -> list[Node]:
    if not slip.items:
        return []
    total = "" if slip.score is None else points(slip.score)
    full = sum((Fraction(item.full) for item in slip.items if not item.parent), Fraction(0))
    rows = [
        Node(kind=SECTION, label=words("ui.slip_score"), text=words("ui.slip_full", full=number(full)), value=total)
    ]
    waived = dict(slip.waivers)
    for item in slip.items:
        tree = outline(item.trace, files, words.texts)
        why = waived.get(item.id, "")
        rows.append(
            Node(
                kind=LINE,
                label=f"　{item.name}" if item.parent else item.name,
                text=words("document.waived", reason=why) if why else reasons.score(item.trace) or tree.text,
                value="–" if item.points is None else f"{points(item.points)} / {number(Fraction(item.full))}",
                sources=tree.sources,
                children=_branches(tree),
                code=f"item:{item.id}",
            )
        )
    return rows


def _notes(slip: Payslip, words: Words) -> list[Node]:
    return [Node(kind=NOTE, label=text) for text in payslip_notes(slip, words.texts)]


def _branches(tree: Outline) -> tuple[Node, ...]:
    last = len(tree.children) - 1
    return tuple(_branch(child, last=at == last) for at, child in enumerate(tree.children))


def _branch(tree: Outline, *, last: bool) -> Node:
    """The arithmetic at the end of a branch has a sentence and a figure only."""
    arithmetic = last and not tree.text and not tree.sources and not tree.children and bool(tree.value)
    return Node(
        kind=SUM if arithmetic else TRACE,
        label=tree.label or tree.text,
        text=tree.text if tree.label else "",
        value=tree.value,
        sources=tree.sources,
        children=_branches(tree),
    )


def node_text(node: Node, level: int = 0) -> str:
    """The branch as lines of text, for the clipboard."""
    places = [f"{place.file} {place.sheet} {'、'.join(place.cells)}".strip() for place in node.sources]
    own = "  ".join(part for part in ("　" * level + node.label, node.text, *places, node.value) if part)
    return "\n".join([own, *(node_text(child, level + 1) for child in node.children)])
