"""等级考核: who fails what the grade held asks is flagged, and loses part of the performance pay (RULES 28)."""

from app.domain.grades import checks, holds
from app.domain.money import decimal_text, to_fen, yuan
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines
from app.domain.pay.performance import printed_performance
from app.domain.payline import EARNING, Flag, PayLine
from app.domain.scheme import Exact, given
from app.domain.trace import Trace

CODE = "performance:grade"


def grade(at: Context) -> Lines:
    """−(1 − f) × performance pay: 0.8 of 1,600 → −320.00. An earning that was not earned, so no deduction."""
    case = at.case
    held = given(case.scheme.grades, {}).get(case.agent.grade)
    if held is None or not given(held.stay, ()):
        return Lines()
    found = checks(given(held.stay, ()), case, at.staff)
    if holds(found):
        return Lines()
    failed = tuple(check.trace for check in found if check.met is False)
    flag = Flag(code="grade_failed", params={"grade": case.agent.grade})
    paid = printed_performance(at)
    factor = given(held.penalty_factor, Exact("1"))
    if factor.value == 1 or paid is None or CODE in case.waived:
        return Lines(flags=(flag,))
    fen = to_fen(-(1 - factor.value) * yuan(paid))
    params = {"grade": case.agent.grade, "factor": factor.text, "performance": decimal_text(yuan(paid), 2)}
    unknown = tuple(check.trace for check in found if check.met is None)
    trace = Trace("performance_grade", yuan(fen), "CNY", params, (*failed, *unknown))
    return Lines(lines=(PayLine(code=CODE, name="", kind=EARNING, amount=fen, trace=trace),), flags=(flag,))
