"""A case's score: leaves by their rules, then re-weighting, one rounding a leaf, composites, bonuses, sum."""

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from app.domain.case import Case
from app.domain.metrics import unit_of
from app.domain.money import decimal_text, round_half_up, total
from app.domain.payline import ItemResult, Pending
from app.domain.peers import Peers
from app.domain.scheme import Composite, Exact, Scheme, ScoreItem, given
from app.domain.scoring.bonus import bonus_points
from app.domain.scoring.deductions import deducted, total_of
from app.domain.scoring.leaf import leaf
from app.domain.scoring.outcome import ZERO, Missing, Outcome, Scored
from app.domain.trace import Trace


class _Node(msgspec.Struct, frozen=True, gc=False):
    """An item on its way: its outcome if it is a leaf, its nodes if it is a composite.

    ``present``: it counts; a composite without any present sub-item is itself left out (RULES 20).
    """

    item: ScoreItem
    outcome: Outcome | None
    present: bool
    nodes: tuple["_Node", ...] = ()
    waived: str | None = None


class _Factor(msgspec.Struct, frozen=True):
    """What points are multiplied by where weights are missing: ``100 ÷ 90``, inside a composite ``30 ÷ 20`` more."""

    value: Fraction = Fraction(1)
    text: str = ""

    def times(self, whole: Fraction, present: Fraction) -> "_Factor":
        """This factor and ``whole ÷ present`` besides."""
        if whole == present:
            return self
        step = f"{decimal_text(whole)} ÷ {decimal_text(present)}"
        return _Factor(self.value * whole / present, f"{self.text} × {step}" if self.text else step)


class _Printed(msgspec.Struct, frozen=True, gc=False):
    """A node's printed points (None: left out or blocked) with its results, composites before their sub-items."""

    points: Fraction | None
    results: tuple[ItemResult, ...]


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """A scored case: ``total`` has 2 decimals; None where the scheme has no items or something is pending.

    ``nodes``, the ``factor`` they were re-weighted by and what was ``printed`` of each are also for scoring a case that
    differs in one metric.
    """

    total: Fraction | None
    pending: tuple[Pending, ...] = ()
    nodes: tuple[_Node, ...] = ()
    factor: _Factor = _Factor()
    printed: tuple[_Printed, ...] = ()
    bonuses: tuple[ItemResult, ...] = ()

    @property
    def items(self) -> tuple[ItemResult, ...]:
        """What is printed of each item, composites before their sub-items, bonuses last."""
        return (*(result for one in self.printed for result in one.results), *self.bonuses)


def score(case: Case, peers: Peers) -> Score:
    """Score one case. The same case gives the same score; all that blocks is listed in one go."""
    items = case.scheme.items
    if not items:
        return Score(total=None)
    nodes = tuple(_node(item, case, peers) for item in items)
    present = total([node.item.full.value for node in nodes if node.present])
    factor = _Factor().times(Fraction(100), present) if present else _Factor()
    pending = [one for node in nodes if not isinstance(node.outcome, Scored) for one in _pending(node, case)]
    if not present:
        pending.append(Pending(code="nothing_left", id="score", item=""))
    return _added(case, nodes, factor, tuple(_print(node, factor, case) for node in nodes), pending)


def resting_on(scheme: Scheme, metric: str) -> tuple[int, ...]:
    """The places of the items that are scored on the metric, or have a sub-item that is."""
    return tuple(place for place, item in enumerate(scheme.items) if _rests_on(item, metric))


def rescored(like: Score, case: Case, peers: Peers, places: Sequence[int]) -> Score:
    """The score of a case that differs from the one of ``like`` in the items at ``places``; nothing was pending.

    The others are taken over.
    """
    if not like.nodes or not (places or given(case.scheme.bonuses, ())):
        return like
    nodes, printed, pending = list(like.nodes), list(like.printed), list[Pending]()
    for place in places:
        node = nodes[place] = _node(nodes[place].item, case, peers)
        if node.present != like.nodes[place].present:
            return score(case, peers)
        printed[place] = _print(node, like.factor, case)
        pending += _pending(node, case)
    return _added(case, tuple(nodes), like.factor, tuple(printed), pending)


def _rests_on(item: ScoreItem, metric: str) -> bool:
    """Whether the item or a sub-item of it is scored on the metric."""
    if isinstance(item.rule, Composite):
        return any(_rests_on(part, metric) for part in item.rule.items)
    return item.metric == metric


def _added(
    case: Case, nodes: tuple[_Node, ...], factor: _Factor, printed: tuple[_Printed, ...], pending: list[Pending]
) -> Score:
    """The printed points of all items and bonuses, added up; None while anything is pending."""
    found = [bonus_points(bonus, case) for bonus in given(case.scheme.bonuses, ())]
    bonuses = tuple(result for result, _ in found)
    pending += [one for _, waits in found for one in waits]
    if pending:
        return Score(total=None, pending=tuple(pending), printed=printed, bonuses=bonuses)
    whole = total([one.points for one in (*printed, *bonuses) if one.points is not None])
    cap = case.scheme.score_cap
    if isinstance(cap, Exact) and whole > cap.value:
        whole = cap.value
    return Score(total=whole, nodes=nodes, factor=factor, printed=printed, bonuses=bonuses)


def _node(item: ScoreItem, case: Case, peers: Peers) -> _Node:
    waived = case.waived.get(item.id)
    if isinstance(item.rule, Composite):
        parts = tuple(_node(part, case, peers) for part in item.rule.items)
        return _Node(item, None, waived is None and any(part.present for part in parts), parts, waived)
    if waived is not None:
        left_out = Missing("waived", "reweight", Trace("waived", None, "", {"reason": waived}))
        return _Node(item, left_out, False, (), waived)
    outcome = leaf(item, case, peers)
    return _Node(item, outcome, isinstance(outcome, Scored) or outcome.policy != "reweight")


def _pending(node: _Node, case: Case) -> list[Pending]:
    outcome = node.outcome
    if node.waived is not None or isinstance(outcome, Scored):
        return []
    if isinstance(outcome, Missing) and outcome.policy == "block":
        return [Pending(code=outcome.code, id=node.item.id, item=node.item.name, params=outcome.params)]
    return [*_composite_pending(node, case), *(one for part in node.nodes for one in _pending(part, case))]


def _composite_pending(node: _Node, case: Case) -> list[Pending]:
    """Incidents without points that should come off a composite; from one that is left out nothing comes off."""
    if not isinstance(node.item.rule, Composite) or not node.present:
        return []
    taken = deducted(case, given(node.item.rule.kinds, {}))
    if not isinstance(taken, Missing):
        return []
    return [Pending(code=taken.code, id=node.item.id, item=node.item.name, params=taken.params)]


def _print(node: _Node, factor: _Factor, case: Case, parent: str = "") -> _Printed:
    """Points of a node after re-weighting by ``factor``: a leaf is rounded here, once."""
    if node.outcome is None:
        return _print_composite(node, factor, case, parent)
    outcome = node.outcome
    if isinstance(outcome, Missing):
        return _Printed(None, (_result(node.item, case, None, outcome.trace, parent),))
    points = round_half_up(outcome.points * factor.value if factor.text else outcome.points, 2)
    trace = outcome.trace
    if factor.text:
        params = {"raw": _text(outcome.points), "factor": factor.text}
        trace = Trace("reweighted", points, "points", params, (trace,))
    elif points is not outcome.points and points != outcome.points:
        trace = msgspec.structs.replace(trace, value=points, params={**trace.params, "exact": _text(outcome.points)})
    return _Printed(points, (_result(node.item, case, points, trace, parent),))


def _print_composite(node: _Node, factor: _Factor, case: Case, parent: str) -> _Printed:
    rule = node.item.rule
    present = total([part.item.full.value for part in node.nodes if part.present])
    if node.waived is not None or not present:
        reason = node.waived or ""
        left_out = Trace("waived" if node.waived is not None else "left_out", None, "", {"reason": reason})
        parts = [_print(_silenced(part, left_out), factor, case, node.item.id) for part in node.nodes]
        own = _result(node.item, case, None, left_out, parent)
        return _Printed(None, (own, *(result for one in parts for result in one.results)))
    inner = factor.times(node.item.full.value, present)
    parts = [_print(part, inner, case, node.item.id) for part in node.nodes]
    results = tuple(result for one in parts for result in one.results)
    traces = tuple(
        Trace("score_item", one.points, "points", {"item": part.item.name, "full": part.item.full.text})
        for one, part in zip(parts, node.nodes, strict=True)
        if one.points is not None
    )
    taken = deducted(case, given(rule.kinds, {})) if isinstance(rule, Composite) else ()
    taken = () if isinstance(taken, Missing) else taken
    points = max(ZERO, total_of(traces) - total_of(taken))
    trace = Trace("composite", points, "points", {"full": node.item.full.text}, (*traces, *taken))
    return _Printed(points, (_result(node.item, case, points, trace, parent), *results))


def _silenced(node: _Node, trace: Trace) -> _Node:
    """A sub-item of a composite that is left out: left out too."""
    return _Node(node.item, Missing("waived", "reweight", trace), False, node.nodes, "")


def _result(item: ScoreItem, case: Case, points: Fraction | None, trace: Trace, parent: str) -> ItemResult:
    metric = given(item.metric, "")
    measured = case.measured(metric) if metric else None
    return ItemResult(
        id=item.id,
        name=item.name,
        full=item.full.text,
        metric=metric,
        unit=unit_of(metric) if metric else "",
        value=None if measured is None else measured.value,
        points=points,
        parent=parent,
        trace=trace,
    )


def _text(value: Fraction) -> str:
    return decimal_text(value, 6).rstrip("0").rstrip(".")
