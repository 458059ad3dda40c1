"""The reason of a pay line in a few printed lines: the rule's sentence with numbers for the sources."""

from collections.abc import Iterator

from app.domain.trace import Trace
from app.texts import Texts
from app.wording.numbers import read_exact, show
from app.wording.sources import SourceMarks
from app.wording.traces import rounding_text, trace_label, trace_value

FIGURE_STYLES = frozenset({"money", "percent", "number", "count", "seconds", "points"})
FIGURE_RULES = frozenset({"metric", "ratio", "sum", "stand_in", "composite"})


def formula(trace: Trace, marks: SourceMarks, texts: Texts) -> tuple[str, ...]:
    """``("销售额 102,415.20 [1] × 3.5 %", "转化率 34.75 % = 417 [2] ÷ 1,200 [3]，达到 30.5 %")``.

    The first line is the rule's own sentence; every figure below that was itself worked out gets one more.
    """
    first = marked_text(trace, marks, texts)
    return (first, *_below(trace, marks, texts))


def marked_text(trace: Trace, marks: SourceMarks, texts: Texts) -> str:
    """The sentence of the rule; a printed figure that an input was read from cells for carries its number."""
    key = f"trace.{trace.rule}"
    if key not in texts:
        return trace.rule

    def shown(text: str, style: str) -> str:
        printed = show(text, style, texts)
        mark = _mark_of(text, trace, marks) if style in FIGURE_STYLES else ""
        return f"{printed} {mark}" if mark else printed

    return texts.filled(key, trace.params, shown) + rounding_text(trace, texts)


def _mark_of(text: str, trace: Trace, marks: SourceMarks) -> str:
    value = read_exact(text)
    if value is None:
        return ""
    for part in trace.inputs:
        if part.value == value and not _worked_out(part):
            return marks.mark(part)
    return marks.mark(trace) if trace.value == value and trace.sources else ""


def _worked_out(trace: Trace) -> bool:
    """Whether the figure has an arithmetic of its own to be printed, rather than being read or added up."""
    return bool(trace.inputs) and trace.rule not in {"metric", "sum", "stand_in"}


def _below(trace: Trace, marks: SourceMarks, texts: Texts) -> Iterator[str]:
    for part in trace.inputs:
        if _worked_out(part):
            yield _sentence(part, marks, texts)


def _sentence(trace: Trace, marks: SourceMarks, texts: Texts) -> str:
    """A worked-out figure after what it rests on: ``转化率 34.75 % = 417 ÷ 1,200，达到 30.5 %``."""
    before = [_sentence(part, marks, texts) for part in trace.inputs if _worked_out(part)]
    text = marked_text(trace, marks, texts)
    if trace.rule in FIGURE_RULES:
        text = texts("document.figure", label=trace_label(trace, texts), value=trace_value(trace, texts), text=text)
    return texts("document.clause_gap").join((*before, text))
