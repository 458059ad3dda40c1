"""补发补扣: typed lines with their reasons, the only way to correct a sealed month."""

from app.domain.money import to_fen, yuan
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines
from app.domain.payline import DEDUCTION, EARNING, PayLine
from app.domain.scheme import PayItem
from app.domain.trace import Trace


def adjustment(item: PayItem | None, at: Context) -> Lines:
    """The typed lines of the month, one each: ``adjustment``, ``adjustment:2``, …; paid even if no item says where."""
    case = at.case
    code = item.code if item else "adjustment"
    lines: list[PayLine] = []
    for index, (amount, reason, month) in enumerate(case.adjustments):
        fen = to_fen(amount)
        params = {"reason": reason} | ({"month": month} if month else {})
        trace = Trace("adjustment_for" if month else "adjustment", yuan(fen), "CNY", params)
        lines.append(
            PayLine(
                code=code if index == 0 else f"{code}:{index + 1}",
                name=item.name if item else "",
                kind=EARNING if fen >= 0 else DEDUCTION,
                amount=abs(fen),
                trace=trace,
            )
        )
    return Lines(lines=tuple(lines))
