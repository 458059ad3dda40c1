"""预支扣回: an advance taken back by instalments."""

from app.domain.money import Fen, decimal_text, to_fen, yuan
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, deduction
from app.domain.people import Since
from app.domain.scheme import AdvanceRule, PayItem
from app.domain.trace import Trace


def advance(item: PayItem, rule: AdvanceRule, at: Context) -> Lines:
    """1,000 by 300: 300.00, 300.00, 300.00, 100.00; all at once without an instalment. Nothing owed, no line."""
    agent = at.case.agent
    if agent.advance is None or agent.advance.month > at.case.month:
        return Lines()
    given, taken = to_fen(agent.advance.value), _taken(agent.advance, at)
    owed = given - taken
    if owed <= 0:
        return Lines()
    now = owed if agent.instalment is None else min(to_fen(agent.instalment), owed)
    params = {
        "advance": _money(given),
        "month": str(agent.advance.month),
        "taken": _money(taken),
        "rest": _money(owed - now),
    }
    trace = Trace("advance", yuan(now), "CNY", params)
    return Lines(lines=(deduction(item, now, trace),), sums={"advance_taken": now})


def _taken(advance: Since, at: Context) -> Fen:
    """What sealed months took back from the advance's own month on."""
    past = at.staff.history.of(at.case.agent.number)
    return sum(agent.sums.get("advance_taken", 0) for month, agent in past if month.month >= advance.month)


def _money(fen: Fen) -> str:
    return decimal_text(yuan(fen), 2)
