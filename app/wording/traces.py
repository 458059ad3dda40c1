"""A trace in words: its sentence, the tree of the window and of ``explain``."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import msgspec

from app.domain.money import decimal_text, is_decimal
from app.domain.source import SourceFile
from app.domain.trace import Trace
from app.texts import Texts
from app.wording.numbers import metric_word, show, value_text
from app.wording.sources import SourceCell, source_cells

RATIO_PLACES = 12


class Outline(msgspec.Struct, frozen=True):
    """One row of the tree in the window: what it is, how it came about, its figure, its cells, its parts."""

    label: str
    text: str
    value: str
    sources: tuple[SourceCell, ...] = ()
    children: tuple["Outline", ...] = ()


def trace_text(trace: Trace, texts: Texts) -> str:
    """The sentence of the rule with its parameters; the rule's code if the catalogue does not know it."""
    key = f"trace.{trace.rule}"
    if key not in texts:
        return trace.rule
    return texts.filled(key, trace.params, lambda text, style: show(text, style, texts)) + rounding_text(trace, texts)


def rounding_text(trace: Trace, texts: Texts) -> str:
    """What was done to the figure after its sentence: capped, or rounded from a longer one; "" mostly."""
    notes: list[str] = []
    if "capped" in trace.params:
        notes.append("capped")
    if "exact" in trace.params:
        notes.append("rounding" if trace.unit == "CNY" else "rounding_points")
    shown = (
        texts.filled(f"trace.{note}", trace.params, lambda text, style: show(text, style, texts)) for note in notes
    )
    return "".join(shown)


def trace_label(trace: Trace, texts: Texts) -> str:
    """What the row is about: the rule's own word, else its metric."""
    key = f"rule.{trace.rule}"
    if key in texts:
        return texts.filled(key, trace.params, lambda text, style: show(text, style, texts))
    metric = trace.params.get("metric", "")
    return metric_word(metric, texts) if metric else ""


def trace_value(trace: Trace, texts: Texts) -> str:
    """The printed figure, "" where there is none."""
    return "" if trace.value is None else value_text(trace.value, trace.unit, texts)


def outline(trace: Trace, files: Mapping[int, SourceFile], texts: Texts) -> Outline:
    """The tree of a trace, every figure printed and every source named."""
    return Outline(
        label=trace_label(trace, texts),
        text=trace_text(trace, texts),
        value=trace_value(trace, texts),
        sources=source_cells(trace.sources, files),
        children=tuple(outline(part, files, texts) for part in trace.inputs),
    )


def trace_json(trace: Trace, files: Mapping[int, SourceFile], texts: Texts) -> dict[str, Any]:
    """The node of ``explain --json``: exact decimal text, ratios with 12 decimals; a row per cell."""
    return {
        "rule": trace.rule,
        "text": trace_text(trace, texts),
        "value": None if trace.value is None else exact_text(trace.value, trace.unit),
        "unit": trace.unit,
        "inputs": [trace_json(part, files, texts) for part in trace.inputs],
        "sources": [
            {"file": place.file, "sheet": place.sheet, "cell": cell}
            for source in trace.sources
            for place in (files.get(source.import_id, SourceFile("", "")),)
            for cell in source.cells
        ],
    }


def exact_text(value: Fraction, unit: str) -> str:
    """Exact decimal text; 12 decimals for ratios and where there is no finite decimal."""
    finite = unit != "ratio" and is_decimal(value)
    return decimal_text(value) if finite else decimal_text(value, RATIO_PLACES)
