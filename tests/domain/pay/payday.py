"""Short ways to write a month for the rules that come after what was earned."""

from datetime import date
from fractions import Fraction
from typing import Any

from app.domain.history import PastAgent, PastMonth
from app.domain.inputs import Mark, Waiver
from app.domain.money import exact, fen_text, to_fen
from app.domain.month import PayMonth
from app.domain.payline import PayLine, Payslip
from app.domain.payrun import compute
from app.domain.people import Agent, Amount, Place, Shop
from tests.domain.build import SHOP, agent, line, mark, month, scheme

BASE = line("base", {"type": "base", "prorate": "calendar"})


def paid(
    *pay: dict[str, Any], who: Agent | None = None, settings: dict[str, str] | None = None, **more: Any
) -> Payslip:
    """October 2026 of one agent (小美) under these pay items; ``settings`` are those of the shop."""
    shops = (Shop(name=SHOP, settings=settings or {}),)
    return compute(month(plan=scheme(pay=pay), agents=(who or agent(),), shops=shops, **more)).payslips[0]


def amounts(slip: Payslip) -> dict[str, str]:
    """The signed amounts of the lines by code; the test fails where the agent is blocked."""
    assert slip.computed, slip.pending
    return {one.code: fen_text(one.signed) for one in slip.lines}


def the_line(slip: Payslip, code: str) -> PayLine:
    """One line by its code."""
    return next(one for one in slip.lines if one.code == code)


def flags(slip: Payslip) -> set[str]:
    """The codes of the flags."""
    return {flag.code for flag in slip.flags}


def pending(slip: Payslip) -> list[str]:
    """What the agent waits for."""
    return [one.code for one in slip.pending]


def sheet(**columns: str) -> tuple[Mark, ...]:
    """小美's row of the attendance sheet: ``sheet(事假天数="1")``."""
    return tuple(mark(f"attendance:{column}", value) for column, value in columns.items())


def waived(code: str, reason: str = "店主决定") -> dict[str, Any]:
    """One waiver, as an input of the month."""
    return {"waivers": (Waiver(number="A-小美", code=code, reason=reason),)}


def boxes(**amounts: str) -> dict[str, Amount]:
    """Boxes of insurance: ``boxes(pension="344")``."""
    return {box: Amount(value=exact(value)) for box, value in amounts.items()}


def adding_up_to(gross: str, code: str = "base") -> dict[str, Any]:
    """A pay item that is worth this much."""
    return line(code, {"type": "allowance", "amount": gross, "per": "month"})


def sealed(text: str, pay_date: str = "", **sums: str) -> PastMonth:
    """A sealed month of 小美 with sums in CNY; paid on the 15th of the month after."""
    at = PayMonth.parse(text)
    extra: dict[str, Any] = {key: exact(sums.pop(key)) for key in ("tax_additional", "tax_other") if key in sums}
    past = PastAgent(
        number="A-小美", place=Place(), sums={key: to_fen(Fraction(value)) for key, value in sums.items()}, **extra
    )
    paid_on = date.fromisoformat(pay_date) if pay_date else at.shift(1).first.replace(day=15)
    return PastMonth(month=at, pay_date=paid_on, agents={past.number: past})
