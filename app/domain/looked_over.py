"""Looking payslips over: what a payslip is known again by after the month was computed anew."""

import json
from fractions import Fraction
from hashlib import sha256

from app.domain.payline import Payslip

_LENGTH = 16


def figures_code(payslip: Payslip) -> str:
    """A short code of all that stands on the payslip to be looked at: with another figure it is another code.

    Figures and points of the score items, lines in fen, sums and what blocks it count. Where they come from, flags
    (they are looked at one by one) and the pay date do not.
    """
    items = [[item.id, _exact(item.value), _exact(item.points), item.full] for item in payslip.items]
    lines = [[line.code, line.name, line.kind, line.amount] for line in payslip.lines]
    pending = [[one.code, one.id] for one in payslip.pending]
    sums = [payslip.gross, payslip.deductions, payslip.net]
    told = [payslip.number, payslip.state, _exact(payslip.score), items, lines, pending, sums]
    return sha256(json.dumps(told).encode()).hexdigest()[:_LENGTH]


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
