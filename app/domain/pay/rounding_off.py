"""抹零: what net exceeds the next lower whole jiao or yuan is a line of its own, never a silent change."""

from app.domain.money import decimal_text, yuan
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, deduction
from app.domain.scheme import PayItem, RoundingOff
from app.domain.trace import Trace

_FEN = {"jiao": 10, "yuan": 100}


def rounding_off(item: PayItem, rule: RoundingOff, at: Context) -> Lines:
    """Net 4,321.68 → 0.08 to the jiao, 0.68 to the yuan. Lower is lower below 0 too: −0.05 → −0.10."""
    net = at.net
    excess = net % _FEN[rule.to]
    if not excess:
        return Lines()
    params = {"net": decimal_text(yuan(net), 2), "rest": decimal_text(yuan(net - excess), 2)}
    return Lines(lines=(deduction(item, excess, Trace(f"rounding_off_{rule.to}", yuan(excess), "CNY", params)),))
