"""绩效工资: the printed score as a share of an amount."""

from fractions import Fraction

from app.domain.case import Case
from app.domain.money import decimal_text, short_text
from app.domain.pay.amounts import Employed, employed_share, own_amount
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, earning, lacking
from app.domain.scheme import Base, Exact, PayItem, Performance, given
from app.domain.trace import Trace

_WHOLE = Employed(Fraction(1), None)


def performance(item: PayItem, rule: Performance, at: Context) -> Lines:
    """Score 80, Y 400 → 320.00. Pro-rated only if the scheme says so; what the score waits for is not said again."""
    case, score = at.case, at.scored.total
    amount = own_amount(case, "performance", rule.amount)
    if amount is None or amount.value is None:
        return lacking(item, "no_performance_base")
    employed = employed_share(item, _method(case), case) if given(rule.prorate, False) else _WHOLE
    if isinstance(employed, Lines):
        return employed
    if score is None:
        return Lines() if at.scored.pending else lacking(item, "no_score")
    name, earned = "performance", amount.value * score / 100
    if employed.share != 1:
        name, earned = "performance_part", earned * employed.share
    inputs: tuple[Trace, ...] = (Trace("printed_score", score, "points"), amount)
    inputs = inputs if employed.trace is None else (*inputs, employed.trace)
    params = {"score": decimal_text(score, 2), "amount": short_text(amount.value)}
    return Lines(lines=(earning(item, earned, name, params, inputs),))


def printed_performance(at: Context) -> int | None:
    """The fen of the printed performance lines, None where there is none."""
    codes = {item.code for item in at.case.scheme.pay if isinstance(item.rule, Performance)}
    lines = [line.amount for line in at.lines if line.code in codes]
    return sum(lines) if lines else None


def _method(case: Case) -> Base:
    """The way of pro-rating of the scheme's base line, else by calendar days; probation does not touch Y."""
    base = next((item.rule for item in case.scheme.pay if isinstance(item.rule, Base)), None)
    return Base(prorate=given(base.prorate, "calendar") if base else "calendar", probation_rate=Exact("1"))
