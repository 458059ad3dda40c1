"""与团队均值比: actual against the mean of the peer group."""

from fractions import Fraction

from app.domain.case import Case
from app.domain.peers import Peers
from app.domain.scheme import Peers as PeersRule
from app.domain.scheme import ScoreItem, given
from app.domain.scoring.outcome import Missing, Outcome, Scored, by_policy
from app.domain.scoring.quotient import quotient
from app.domain.trace import Trace


def against_peers(item: ScoreItem, rule: PeersRule, case: Case, peers: Peers, value: Fraction, trace: Trace) -> Outcome:
    """w × actual ÷ mean, capped; fewer than two with data, or a mean of 0 or less, are no peers (RULES 17).

    Where one of several has no weight there is no mean, and that is no data of the item: peers there are (RULES 10).
    """
    metric = given(item.metric, "")
    group = peers.mean(case.metrics, metric, rule.by)
    if group.unweighed:
        why = Trace("no_weight", None, "", group.trace.params, (trace,))
        return by_policy(item, "no_weight", why, {"metric": metric})
    if group.mean is None or group.mean <= 0:
        return _no_peers(item, rule, (trace, group.trace))
    return quotient(item, rule, value, group.mean, "peers", (trace, group.trace))


def _no_peers(item: ScoreItem, rule: PeersRule, inputs: tuple[Trace, ...]) -> Outcome:
    policy = given(rule.no_peers, "full")
    if policy == "full":
        full = item.full.value
        return Scored(full, Trace("no_peers_full", full, "points", {"full": item.full.text}, inputs))
    trace = Trace("no_peers", None, "", {}, inputs)
    return Missing("no_peers", "reweight" if policy == "leave_out" else "block", trace)
