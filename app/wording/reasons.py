"""The reason of a pay line or a score item as paper prints it: short formulas with numbers for the sources."""

from collections.abc import Callable, Iterable
from fractions import Fraction

from app.domain.trace import Trace
from app.texts import Texts
from app.wording.numbers import (
    NO_BREAK,
    metric_word,
    money,
    number,
    points,
    read_exact,
    show,
    unit_word,
    value_text,
)
from app.wording.sources import SourceMarks
from app.wording.traces import filled, said_after, trace_label, trace_text, trace_value

EMPLOYED = "employed_"
REMARKED = frozenset({"metric_days", "ratio_weighted", "weighted", "stand_in"})
FIGURES = frozenset({"metric", "metric_days", "ratio", "ratio_weighted", "weighted", "typed", "stand_in", "sum"})

_SUMS = ("attendance", "social_insurance")
_WITH_PARTS = (
    "overtime",
    "guarantee_least",
    "guarantee_most",
    "income_tax",
    "income_tax_less",
    "income_tax_none",
    "loss",
    "loss_company",
    "loss_no_minimum_wage",
    "loss_limit_waived",
)


class Reasons:
    """Puts traces into formulas for one page; ``marks`` numbers the cells in the order of their mention."""

    def __init__(self, marks: SourceMarks, texts: Texts) -> None:
        self._marks = marks
        self._texts = texts
        self._lines: dict[str, Callable[[Trace], Iterable[str]]] = {
            "base": self._base,
            "base_part": self._base,
            "performance": self._performance,
            "performance_part": self._performance,
            "commission": self._commission,
            "commission_marginal": self._slices,
            "piece": self._piece,
            "piece_none": self._piece,
            "piece_marginal": self._slices,
            "points": self._points,
            "incident_money": self._incidents,
            "incident_fine": self._incidents,
            **dict.fromkeys(_SUMS, self._summed),
            **dict.fromkeys(_WITH_PARTS, self._with_parts),
        }

    def line(self, trace: Trace) -> tuple[str, ...]:
        """The printed lines under a pay line: the formula first, then what its rate rests on."""
        known = self._lines.get(trace.rule)
        if known is None:
            return (trace_text(trace, self._texts),)
        first, *rest = known(trace)
        return (first + said_after(trace, self._texts), *rest)

    def score(self, trace: Trace) -> str:
        """What stands behind a score item's points: the band reached, the target, the incidents."""
        if trace.rule == "reweighted":
            inner = self.score(trace.inputs[0]) if trace.inputs else ""
            return self._join((inner, self._say("reweighted", trace)))
        texts: list[str] = []
        if trace.rule.startswith("bands_"):
            texts = [*self._quotients(trace), self._band(trace)]
        elif trace.rule.startswith(("attainment", "peers")):
            texts = [*self._standards(trace)]
        elif trace.rule in ("deductions", "composite", "bonus", "manual"):
            texts = [*self._parts(trace)]
        elif f"reason.{trace.rule}" in self._texts:
            texts = [self._say(trace.rule, trace)]
        capped = filled("trace.capped", trace, self._texts) if "capped" in trace.params else ""
        return self._join(texts) + capped

    def figure(self, trace: Trace) -> str:
        """The marks of the cells that a score item's figure was read from: ``[2] [3]``."""
        figure = _figure_of(trace)
        if figure is None:
            return ""
        parts = figure.inputs or (figure,)
        marks = " ".join(dict.fromkeys(mark for part in parts if (mark := self._marks.mark(part))))
        said = trace_text(figure, self._texts) if figure.rule in REMARKED else ""
        return self._join((marks, said))

    # Pay lines

    def _base(self, trace: Trace) -> Iterable[str]:
        yield " × ".join(self._factor(part) for part in trace.inputs)

    def _factor(self, part: Trace) -> str:
        """An amount with where it is from, or the share of the month that counts: 在职 20 天 ÷ 31 天."""
        if not part.rule.startswith(EMPLOYED):
            return self._marked(self._say(part.rule, part, value=trace_value(part, self._texts)), part)
        attended = part.rule.startswith("employed_attendance")
        employed = part.params.get("employed" if attended else "days", "0")
        probation = read_exact(part.params.get("probation_days", "0")) or Fraction(0)
        regular = (read_exact(employed) or Fraction(0)) - probation
        counted = ""
        if probation:
            rule = "probation_mixed" if regular else "probation"
            counted = self._say(rule, part, regular=number(regular))
        if not attended:
            return self._say("employed", part, counted=counted or self._say("employed_days", part))
        present = self._marked(self._say("attended", part), *part.inputs)
        return " × ".join(filter(None, (present, counted and self._say("employed_part", part, counted=counted))))

    def _performance(self, trace: Trace) -> Iterable[str]:
        amounts = [part for part in trace.inputs if part.rule.startswith("performance_of")]
        first = self._marked(self._say("performance", trace), *amounts)
        yield " × ".join((first, *(self._factor(part) for part in trace.inputs[2:])))

    def _commission(self, trace: Trace) -> Iterable[str]:
        amount = show(trace.params.get("amount", ""), "money", self._texts)
        tiers = [part for part in trace.inputs if part.rule.startswith("tier")]
        name = "commission_tiered" if tiers else "commission"
        yield self._say(name, trace, amount=self._marked(amount, *trace.inputs[:1]))
        for tier in tiers:
            yield self._join((*(self._measured(part) for part in tier.inputs), self._band(tier)))

    def _slices(self, trace: Trace) -> Iterable[str]:
        first, *slices = trace.inputs
        value = self._marked(trace_value(first, self._texts), first)
        if len(slices) == 1:
            yield self._say(f"{trace.rule}_one", slices[0], value=value, metric=trace.params.get("metric", ""))
            return
        yield self._say(trace.rule, trace, value=value)
        if slices:
            yield self._texts("reason.list_gap").join(map(self._slice, slices))

    def _slice(self, part: Trace) -> str:
        value = trace_value(part, self._texts)
        text = self._say(part.rule, part, value=value)
        return self._say(f"{part.rule}_from", part, slice=text) if read_exact(part.params.get("from", "0")) else text

    def _piece(self, trace: Trace) -> Iterable[str]:
        figure = trace.inputs[0] if trace.inputs else trace
        count = value_text(read_exact(trace.params.get("count", "0")) or Fraction(0), figure.unit, self._texts)
        step = trace.params.get("threshold", "")
        text = self._say(trace.rule, trace, count=self._marked(count, figure))
        if read_exact(step):
            text += self._texts("reason.piece_step", step=show(step, "number", self._texts))
        yield text

    def _points(self, trace: Trace) -> Iterable[str]:
        count = read_exact(trace.params.get("count", "0")) or Fraction(0)
        printed = f"{number(count)} {unit_word('points', self._texts)}"
        text = self._say("points", trace, count=self._marked(printed, *trace.inputs[:1]))
        yield self._join((text, trace.params.get("note", "")))

    def _summed(self, trace: Trace) -> Iterable[str]:
        """What the line adds up: ``缺勤 2 天 × 3,000.00 ÷ 21.75；迟到 3 次 × 10.00``."""
        yield self._texts("reason.list_gap").join(map(self._part, trace.inputs))

    def _with_parts(self, trace: Trace) -> Iterable[str]:
        """The sentence, then the figures in it."""
        yield filled(f"trace.{trace.rule}", trace, self._texts)
        if trace.inputs:
            yield from self._summed(trace)

    def _part(self, part: Trace) -> str:
        """One figure by its name: how it came about if there is more to say than its value."""
        if part.rule == "incident":
            return self._incident(part)
        value = trace_value(part, self._texts)
        if f"reason.{part.rule}" in self._texts:
            return self._marked(self._say(part.rule, part, value=value), part)
        text = filled(f"trace.{part.rule}", part, self._texts) or value
        return self._marked(f"{trace_label(part, self._texts)} {text}".strip(), part, *part.inputs)

    def _incidents(self, trace: Trace) -> Iterable[str]:
        yield self._texts("reason.list_gap").join(self._incident(part) for part in trace.inputs)

    def _incident(self, part: Trace) -> str:
        """``10-03 国庆值班 +150.00 [5]``."""
        value = part.value or Fraction(0)
        amount = money(value) if part.unit == "CNY" else number(value)
        sign = "+" if part.unit == "CNY" and value > 0 else ""
        kind, note = part.params.get("kind", ""), part.params.get("note", "")
        words = note if kind in note else " ".join(filter(None, (kind, note)))
        text = " ".join(filter(None, (part.params.get("day", "")[5:], words, sign + amount)))
        return self._marked(text, part)

    # Score items

    def _measured(self, trace: Trace) -> str:
        """``询单转化率 34.75 % = 417 [2] ÷ 1,200 [3]``."""
        label = metric_word(trace.params.get("metric", ""), self._texts)
        value = trace_value(trace, self._texts)
        if trace.rule != "ratio":
            said = trace_text(trace, self._texts) if trace.rule in REMARKED else ""
            return self._join((self._marked(f"{label} {value}", trace), said))
        upper = show(trace.params.get("numerator", ""), "number", self._texts)
        lower = show(trace.params.get("denominator", ""), "number", self._texts)
        if len(trace.inputs) == 2:
            upper, lower = self._marked(upper, trace.inputs[0]), self._marked(lower, trace.inputs[1])
        else:
            lower = self._marked(lower, *trace.inputs)
        return self._texts("reason.ratio", label=label, value=value, upper=upper, lower=lower)

    def _band(self, trace: Trace) -> str:
        """The threshold reached and the next one that was not."""
        return self._say(trace.rule, trace)

    def _quotients(self, trace: Trace) -> Iterable[str]:
        yield from self._standards(trace)
        for part in trace.inputs:
            if part.rule.endswith("_quotient"):
                yield self._say(part.rule, part, value=trace_value(part, self._texts))

    def _standards(self, trace: Trace) -> Iterable[str]:
        """The target or the peers' mean that the figure is measured against."""
        for part in trace.inputs:
            if part.rule in ("target", "peer_mean") and part.value is not None:
                yield self._say(part.rule, part, value=trace_value(part, self._texts))

    def _parts(self, trace: Trace) -> Iterable[str]:
        incidents = [self._incident(part) for part in trace.inputs if part.rule == "incident"]
        if trace.rule == "manual":
            yield from (self._mark_said(part, named=len(trace.inputs) > 1) for part in trace.inputs)
        for part in trace.inputs:
            if part.rule == "bonus_metric" and part.inputs:
                yield self._say("bonus_metric", part, value=self._measured(part.inputs[0]))
        if incidents:
            key = "reason.plus" if trace.rule == "bonus" else "reason.minus"
            yield self._texts(key, incidents=self._texts("reason.list_gap").join(incidents))
        elif trace.rule == "deductions" or not trace.inputs:
            yield self._texts("reason.no_bonus" if trace.rule == "bonus" else "reason.no_incidents")

    def _mark_said(self, part: Trace, *, named: bool) -> str:
        label = part.params.get("item", "") if named else ""
        value = "" if part.value is None else points(part.value)
        text = self._marked(f"{label} {value}".strip(), part)
        return self._join((text, part.params.get("note", "")))

    # Words

    def _say(self, rule: str, trace: Trace, **shown: str) -> str:
        """The printed sentence of a rule; ``shown`` are parameters already in words."""
        key = f"reason.{rule}"
        return filled(key, trace, self._texts, **shown) if key in self._texts else trace_text(trace, self._texts)

    def _marked(self, text: str, *traces: Trace) -> str:
        marks = [mark for trace in traces if (mark := self._marks.mark(trace))]
        return NO_BREAK.join((text, *marks))

    def _join(self, parts: Iterable[str]) -> str:
        return self._texts("reason.gap").join(part for part in parts if part)


def _figure_of(trace: Trace) -> Trace | None:
    """The measured figure below a score item's trace."""
    if trace.rule == "reweighted" and trace.inputs:
        return _figure_of(trace.inputs[0])
    return next((part for part in trace.inputs if part.rule in FIGURES), None)
