"""A leaf item's raw points: its rule's function, and the policies for what is missing."""

from app.domain.case import Case
from app.domain.peers import Peers
from app.domain.scheme import Attainment, Bands, Deductions, Linear, Manual, ScoreItem, Trend, given
from app.domain.scheme import Peers as PeersRule
from app.domain.scoring.against_peers import against_peers
from app.domain.scoring.attainment import attainment
from app.domain.scoring.bands import bands
from app.domain.scoring.deductions import deductions
from app.domain.scoring.linear import linear
from app.domain.scoring.manual import manual
from app.domain.scoring.outcome import Missing, Outcome, by_policy
from app.domain.scoring.trend import trend


def leaf(item: ScoreItem, case: Case, peers: Peers) -> Outcome:
    """The raw points of one item that is not a composite, by its rule and its policies for what is missing."""
    rule = item.rule
    match rule:
        case Manual():
            return manual(item, rule, case)
        case Deductions():
            return deductions(item, rule, case)
        case _:
            return _measured(item, case, peers)


def _measured(item: ScoreItem, case: Case, peers: Peers) -> Outcome:
    metric = given(item.metric, "")
    measured, trace = case.measured(metric), case.trace(metric)
    if measured is not None and measured.incomplete and given(item.incomplete, "block") == "block":
        return Missing("not_yet_known", "block", trace, {"metric": metric})
    if measured is None or measured.value is None:
        return by_policy(item, "no_data", trace, {"metric": metric})
    value, rule = measured.value, item.rule
    match rule:
        case Bands():
            return bands(item, rule, value, trace)
        case Linear():
            return linear(item, rule, value, trace)
        case Attainment():
            return attainment(item, rule, case, value, trace)
        case PeersRule():
            return against_peers(item, rule, case, peers, value, trace)
        case Trend():
            return trend(item, rule, case, measured, trace)
        case _:
            raise TypeError(type(rule))
