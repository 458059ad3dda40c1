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
ARITHMETIC = frozenset(
    {
        "base_part",
        "performance",
        "performance_part",
        "commission",
        "commission_marginal",
        "piece",
        "piece_marginal",
        "points",
        "distribution_factor",
        "allowance_day",
        "allowance_night_shift",
        "attendance",
        "overtime",
        "guarantee_least",
        "guarantee_most",
        "guarantee_larger",
        "social_insurance",
        "income_tax",
        "income_tax_less",
        "income_tax_none",
        "loss",
        "loss_company",
        "loss_no_minimum_wage",
        "loss_limit_waived",
        "supervisor",
    }
)


class Outline(msgspec.Struct, frozen=True):
    """One row of the tree in the window: what it is, how it came about, its figure, its cells, its parts."""

    label: str
    text: str
    value: str
    sources: tuple[SourceCell, ...] = ()
    children: tuple["Outline", ...] = ()


def trace_text(trace: Trace, texts: Texts) -> str:
    """The sentence of the rule with its parameters, then cap and rounding; "" for a plain figure."""
    key = f"trace.{trace.rule}"
    return ((filled(key, trace, texts) if key in texts else trace.rule) + said_after(trace, texts)).lstrip()


def said_after(trace: Trace, texts: Texts) -> str:
    """What follows the sentence: what is given besides cash, a cap, a rounding: ``= 3,584.532，四舍五入到分``."""
    text = "".join(filled(f"trace.{name}", trace, texts) for name in ("noncash", "capped") if name in trace.params)
    if "exact" in trace.params:
        rounding = "trace.rounding_points" if trace.unit == "points" else "trace.rounding"
        text += filled(rounding, trace, texts)
    return text


def filled(key: str, trace: Trace, texts: Texts, **shown: str) -> str:
    """A sentence with the trace's parameters in their styles; ``shown`` are parameters already in words."""

    def show_one(text: str, style: str) -> str:
        return text if style == "shown" else show(text, style, texts)

    return texts.filled(key, {**trace.params, **shown}, show_one)


def trace_label(trace: Trace, texts: Texts) -> str:
    """What a row of the tree is about: the rule's own word, else its metric."""
    key = f"rule.{trace.rule}"
    if key in texts:
        return filled(key, trace, texts)
    metric = trace.params.get("metric")
    return metric_word(metric, texts) if metric else ""


def trace_value(trace: Trace, texts: Texts) -> str:
    """The printed figure, "" where there is none."""
    return "" if trace.value is None else value_text(trace.value, trace.unit, texts)


def outline(trace: Trace, files: Mapping[int, SourceFile], texts: Texts) -> Outline:
    """The tree of a trace, every figure printed and every source named; below a pay line its arithmetic comes last."""
    children = tuple(outline(part, files, texts) for part in trace.inputs)
    text, value = trace_text(trace, texts), trace_value(trace, texts)
    if trace.rule in ARITHMETIC:
        children = (*children, Outline(label=text, text="", value=value))
    return Outline(
        label=trace_label(trace, texts),
        text=text,
        value=value,
        sources=source_cells(trace.sources, files),
        children=children,
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
