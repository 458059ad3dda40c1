"""Whose net moved most since the month before, and what moved it."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

import msgspec

from app.domain.metrics import unit_of
from app.domain.money import Fen
from app.domain.payline import PayRun, Payslip
from app.domain.trace import Trace

_MOST_CAUSES = 2
_OTHERS = ("person", "ranked", "ranking", "share", "contest_place")
"""Rules of figures below a line that are of somebody else, or only part of one's own."""


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """One reason of a difference. ``kind`` says what moved:

    ``score`` or ``metric`` (with its name in ``what``) from ``before`` to ``after``; ``rate`` of the line, likewise;
    ``line``: the amount of the line alone, by ``amount`` fen. ``code`` and ``name`` are those of the pay line.
    """

    kind: str
    code: str
    name: str
    amount: Fen
    what: str = ""
    unit: str = ""
    before: Fraction | None = None
    after: Fraction | None = None


class Mover(msgspec.Struct, frozen=True, kw_only=True):
    """One agent's net, its difference to the month before in fen, and the causes, the largest line first."""

    number: str
    name: str
    net: Fen
    difference: Fen
    causes: tuple[Cause, ...]


def movers(run: PayRun, before: PayRun | None, shop: str = "") -> tuple[Mover, ...]:
    """Everybody who is computed in both months with another net: who gets more, the most first, then who gets less."""
    earlier = {slip.number: slip for slip in before.payslips} if before is not None else {}
    found = [
        Mover(
            number=slip.number,
            name=slip.name,
            net=slip.net,
            difference=slip.net - past.net,
            causes=_causes(slip, past),
        )
        for slip in run.payslips
        if (not shop or shop in slip.shops)
        and slip.net is not None
        and (past := earlier.get(slip.number)) is not None
        and past.net is not None
        and slip.net != past.net
    ]
    more = sorted((one for one in found if one.difference > 0), key=lambda one: -one.difference)
    less = sorted((one for one in found if one.difference < 0), key=lambda one: one.difference)
    return (*more, *less)


def _causes(slip: Payslip, past: Payslip) -> tuple[Cause, ...]:
    """The figures behind the two lines that differ most."""
    names = {line.code: line.name for line in (*past.lines, *slip.lines)}
    now, then = _by_code(slip), _by_code(past)
    changes = {code: now.get(code, 0) - then.get(code, 0) for code in names}
    largest = sorted((code for code in changes if changes[code]), key=lambda code: -abs(changes[code]))
    traces = [{line.code: line.trace for line in one.lines} for one in (past, slip)]
    causes: list[Cause] = []
    for code in largest[:_MOST_CAUSES]:
        line = Cause(kind="line", code=code, name=names[code], amount=changes[code])
        causes.extend(list(_behind(line, traces[0].get(code), traces[1].get(code))) or [line])
    return tuple(causes[:_MOST_CAUSES])


def _by_code(slip: Payslip) -> dict[str, Fen]:
    found: dict[str, Fen] = {}
    for line in slip.lines:
        found[line.code] = found.get(line.code, 0) + line.signed
    return found


def _behind(line: Cause, then: Trace | None, now: Trace | None) -> Iterator[Cause]:
    """Score, metric and rate that differ between two traces of one line."""
    if then is None or now is None:
        return
    scores = then.params.get("score"), now.params.get("score")
    if all(scores) and scores[0] != scores[1]:
        yield _moved(line, "score", "", "points", (Fraction(str(scores[0])), Fraction(str(scores[1]))))
    figures = _figures(then), _figures(now)
    changed = [metric for metric in figures[1] if figures[0].get(metric, figures[1][metric]) != figures[1][metric]]
    ratios = [metric for metric in changed if unit_of(metric) == "ratio"]
    for metric in (ratios or changed)[:1]:
        yield _moved(line, "metric", metric, unit_of(metric), (figures[0][metric], figures[1][metric]))
    rates = then.params.get("rate"), now.params.get("rate")
    if all(rates) and rates[0] != rates[1]:
        yield _moved(line, "rate", "", "rate", (Fraction(str(rates[0])), Fraction(str(rates[1]))))


def _moved(line: Cause, kind: str, what: str, unit: str, values: tuple[Fraction, Fraction]) -> Cause:
    return msgspec.structs.replace(line, kind=kind, what=what, unit=unit, before=values[0], after=values[1])


def _figures(trace: Trace) -> Mapping[str, Fraction]:
    """The agent's own metrics below a line, each by its first mention."""
    found: dict[str, Fraction] = {}
    waiting = list(trace.inputs)
    while waiting:
        node = waiting.pop(0)
        if node.rule in _OTHERS:
            continue
        metric = node.params.get("metric", "")
        if metric and node.value is not None and node.unit != "rate":
            found.setdefault(metric, node.value)
        waiting.extend(node.inputs)
    return found
