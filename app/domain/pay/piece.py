"""阶梯计件: a count at the price of the step that was reached; whole or marginal (RULES 22)."""

from fractions import Fraction
from math import ceil, floor

from app.domain.money import short_text
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, earning, figure
from app.domain.scheme import Exact, PayItem, Piece, Steps, given
from app.domain.scoring.outcome import ZERO
from app.domain.steps import reached
from app.domain.trace import Trace


def piece(item: PayItem, rule: Piece, at: Context) -> Lines:
    """49 pieces with 1 yuan each from 10 on → 49.00, whole."""
    case = at.case
    count = figure(item, case, rule.metric)
    if isinstance(count, Lines):
        return count
    pieces = count.value or ZERO
    trace = case.trace(rule.metric)
    params = {"count": short_text(pieces), "metric": rule.metric}
    if given(rule.mode, "whole") == "marginal":
        total, parts = _piece_slices(pieces, rule.steps)
        return Lines(lines=(earning(item, total, "piece_marginal", params, (trace, *parts)),))
    step = reached(pieces, rule.steps)
    price = step[1] if step else Exact("0")
    params |= {"price": price.text, "threshold": step[0].text if step else ""}
    name = "piece" if step else "piece_none"
    return Lines(lines=(earning(item, pieces * price.value, name, params, (trace,)),))


def _piece_slices(pieces: Fraction, steps: Steps) -> tuple[Fraction, tuple[Trace, ...]]:
    """The piece that reaches a threshold already counts at the new price (RULES 22).

    Part of a piece counts at the price that is reached: 9.5 pieces with a step at 10 are all below it.
    """
    ordered = sorted(steps, key=lambda step: step[0].value)
    whole = floor(pieces)
    parts: list[Trace] = []
    total = ZERO
    for index, (threshold, price) in enumerate(ordered):
        after = ordered[index + 1][0].value if index + 1 < len(ordered) else None
        last = whole if after is None else min(whole, ceil(after) - 1)
        part = Fraction(max(0, last - max(1, ceil(threshold.value)) + 1))
        if pieces > whole >= 0 and threshold.value <= pieces and (after is None or pieces < after):
            part += pieces - whole
        if not part:
            continue
        params = {"from": threshold.text, "count": short_text(part), "price": price.text}
        parts.append(Trace("piece_slice", part * price.value, "CNY", params))
        total += part * price.value
    return total, tuple(parts)
