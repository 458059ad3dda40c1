"""奖金 of one agent: what is asked of every kind of award, then the kind's own question (RULES 24)."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from app.domain.pay.awards.conditions import failed_condition, failed_minimum
from app.domain.pay.awards.entry import Entry, entry_of, own_not_known
from app.domain.pay.awards.rank import rank
from app.domain.pay.awards.record import record
from app.domain.pay.awards.streak import streak
from app.domain.pay.awards.threshold import threshold
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, lacking, not_yet_known
from app.domain.periods import PeriodFigure, ends, period_figure
from app.domain.scheme import SCORE, Award, PayItem, given

Kind: TypeAlias = Callable[[Entry, PeriodFigure], Lines]

_KINDS: Mapping[str, Kind] = {"rank": rank, "record": record, "streak": streak, "threshold": threshold}


def award(item: PayItem, rule: Award, at: Context) -> Lines:
    """An award is decided in the last month of its period, on the agent's figure of the period.

    What the award rests on must be wholly known: of the agent, and of who may still take the place that the agent has
    among those who are known (``ranked_open``). Conditions come first, then the comparison.
    """
    if not ends(given(rule.period, "month"), at.case.month) or (rule.metric == SCORE and at.scored.pending):
        return Lines()
    entry = entry_of(item, rule, at)
    unknown = own_not_known(entry)
    if unknown is not None:
        return not_yet_known(item, unknown)
    own = period_figure(at.staff, entry.number, rule.metric, entry.months)
    if own.value is None:
        return lacking(item, "no_score") if rule.metric == SCORE else lacking(item, "no_data", metric=rule.metric)
    failure = failed_condition(at.staff, entry.number, rule, entry.span)
    failure = failure or failed_minimum(at.staff, entry.number, rule, entry.months)
    if failure is not None:
        return entry.missed(failure.rule, failure.params)
    return _KINDS[rule.kind](entry, own)
