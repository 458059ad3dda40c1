"""Two agents of a month side by side: pay lines and score items, each with its reason, and what they differ by."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.money import Fen
from app.domain.payline import INFO, Payslip
from app.services.explain import LineDifference, differences
from app.services.month_view import MonthView
from app.ui.i18n import Words
from app.ui.models.payslip_nodes import Node, payslip_nodes
from app.wording.numbers import fen_money


@dataclass(frozen=True)
class CompareRow:
    """``values`` and ``reasons`` are those of the two, "–" and "" where one has no such line; ``gap``: the first's
    fen (of an item: 1/100 points) less the second's."""

    name: str
    values: tuple[str, str]
    reasons: tuple[str, str]
    gap: Fen
    total: bool = False


def compare_rows(a: Payslip, b: Payslip, view: MonthView, words: Words) -> tuple[CompareRow, ...]:
    """The pay lines that either has and that make the net, the net, then the score items of two computed payslips."""
    found = [{node.code: node for node in payslip_nodes(slip, view, words) if node.code} for slip in (a, b)]
    items, lines = differences(a, b)
    told = {line.code for slip in (a, b) for line in slip.lines if line.kind == INFO}
    net = (a.net or 0) - (b.net or 0)
    values = (fen_money(a.net or 0), fen_money(b.net or 0))
    return (
        *_rows(tuple(line for line in lines if line.code not in told), "", found),
        CompareRow(words("ui.col_net"), values, ("", ""), net, total=True),
        *_rows(items, "item:", found),
    )


def _rows(found: tuple[LineDifference, ...], prefix: str, nodes: list[dict[str, Node]]) -> Iterator[CompareRow]:
    for one in found:
        a, b = (each.get(f"{prefix}{one.code}") for each in nodes)
        if (a or b) and (prefix or one.a or one.b):
            yield CompareRow(
                name=a.label if a else b.label if b else one.name,
                values=(a.value if a else "–", b.value if b else "–"),
                reasons=(a.text if a else "", b.text if b else ""),
                gap=(one.a or 0) - (one.b or 0),
            )
