"""Points and metrics → pay lines: every pay item of a scheme by its rule."""

from fractions import Fraction

from app.domain.basepay import base, performance
from app.domain.case import Case
from app.domain.lines import Lines
from app.domain.scheme import (
    AdjustmentRule,
    Base,
    Commission,
    IncidentMoney,
    PayItem,
    Performance,
    Piece,
    Points,
)
from app.domain.scoring import Score
from app.domain.trace import Trace
from app.domain.typedpay import adjustments, incident_money
from app.domain.variablepay import commission, piece, points


def pay_lines(item: PayItem, case: Case, score: Fraction | None) -> Lines:
    """The lines of one pay item. ``score`` is the printed score, None where there is none."""
    if item.code in case.waived:
        return Lines(not_given=(Trace("waived", None, "", {"item": item.name, "reason": case.waived[item.code]}),))
    match item.rule:
        case Base():
            return base(item, item.rule, case)
        case Performance():
            return performance(item, item.rule, case, score)
        case Commission():
            return commission(item, item.rule, case)
        case Piece():
            return piece(item, item.rule, case)
        case Points():
            return points(item, item.rule, case)
        case IncidentMoney():
            return incident_money(item, case)
        case AdjustmentRule():
            return adjustments(case, item)


def all_lines(case: Case, scored: Score) -> Lines:
    """The lines of all pay items in the scheme's order; what is paid on a score that waits is not asked."""
    items = [item for item in case.scheme.pay if not (scored.pending and isinstance(item.rule, Performance))]
    parts = [pay_lines(item, case, scored.total) for item in items]
    if not any(isinstance(item.rule, AdjustmentRule) for item in case.scheme.pay):
        parts.append(adjustments(case))
    return Lines(
        lines=tuple(line for part in parts for line in part.lines),
        pending=tuple(one for part in parts for one in part.pending),
        flags=tuple(flag for part in parts for flag in part.flags),
        not_given=tuple(trace for part in parts for trace in part.not_given),
    )
