"""Refunds after a sealed month: what of a commission on net sales is taken back, or given back again (RULES 31)."""

from collections.abc import Mapping
from fractions import Fraction

import msgspec

from app.domain.history import PastAgent
from app.domain.metrics import NET_SALES
from app.domain.money import Fen, to_fen


class Clawback(msgspec.Struct, frozen=True, kw_only=True):
    """What one commission line of a sealed month is to be corrected by, in fen: below 0 is taken back.

    ``net_then`` and ``net_now`` are net sales (CNY), ``rate`` what was then paid for a yuan, ``paid`` the line then,
    ``taken`` what earlier corrections took of it (0 or below). ``limited``: more would be due than the line paid.
    """

    number: str
    line: str
    net_then: Fraction
    net_now: Fraction
    rate: Fraction
    paid: Fen
    taken: Fen
    amount: Fen
    limited: bool = False


def clawbacks(past: PastAgent, net_now: Fraction, taken: Mapping[str, Fen]) -> tuple[Clawback, ...]:
    """The corrections that are still due on the agent's commissions on net sales, by line; none where nothing is.

    The rate stays that of the month, also where the new net would be of another tier. At most the commission of the
    month is taken back, and what was taken is given back as far as the refunds were undone: never more than was paid.
    ``taken`` are the sums of earlier corrections of the month by line, in fen.
    """
    figure = past.figures.get(NET_SALES)
    if figure is None or figure.value is None:
        return ()
    found = [_clawback(past, line, figure.value, net_now, taken.get(line, 0)) for line in past.rates]
    return tuple(one for one in found if one.amount)


def _clawback(past: PastAgent, line: str, net_then: Fraction, net_now: Fraction, taken: Fen) -> Clawback:
    rate, paid = past.rates[line], max(0, past.paid.get(line, 0))
    owed = to_fen(rate * max(Fraction(0), net_then - net_now))
    return Clawback(
        number=past.number,
        line=line,
        net_then=net_then,
        net_now=net_now,
        rate=rate,
        paid=paid,
        taken=taken,
        amount=-min(owed, paid) - taken,
        limited=owed > paid,
    )
