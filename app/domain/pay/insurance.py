"""社保 公积金: the agent's shares as they were typed in, box by box (PAY-RULES: amounts differ by city and year)."""

from app.domain.money import Fen, round_half_up, short_text, to_fen, yuan
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, deduction, lacking, rounding
from app.domain.payline import PayLine
from app.domain.people import INSURANCE, Amount
from app.domain.scheme import InsuranceRule, PayItem
from app.domain.source import Source
from app.domain.trace import Trace

SOCIAL_INSURANCE, HOUSING_FUND = "social_insurance", "housing_fund"
"""The codes of the two lines, whatever the item's own code is."""

_FUND = "fund"


def insurance(item: PayItem, rule: InsuranceRule, at: Context) -> Lines:
    """Each box is rounded to the fen, the fund to the yuan where the shop says so (RULES 30); none for companies."""
    agent = at.case.agent
    if agent.kind != "person":
        return Lines()
    boxes = {box: agent.insurance[box] for box in INSURANCE if box in agent.insurance}
    if not boxes:
        return lacking(item, "no_insurance")
    fund = boxes.pop(_FUND, None)
    lines: list[PayLine] = []
    if boxes:
        parts = tuple(_box(name, amount) for name, amount in boxes.items())
        total = sum(_rounded(amount) for amount in boxes.values())
        trace = Trace("social_insurance", yuan(total), "CNY", {}, parts)
        lines.append(deduction(item, total, trace, code=SOCIAL_INSURANCE))
    if fund is not None:
        lines.append(_fund_line(item, fund, whole_yuan=at.case.shop.settings.get("fund_rounding") == "yuan"))
    return Lines(lines=tuple(lines), sums={"special": sum(line.amount for line in lines)})


def special_of(at: Context) -> Fen:
    """The insurance and fund that were deducted this month (专项扣除)."""
    return -at.amount_of(SOCIAL_INSURANCE) - at.amount_of(HOUSING_FUND)


def _rounded(amount: Amount) -> Fen:
    return to_fen(amount.value)


def _box(name: str, amount: Amount) -> Trace:
    fen = _rounded(amount)
    return Trace(name, yuan(fen), "CNY", rounding(amount.value, fen), (), _sources(amount))


def _fund_line(item: PayItem, amount: Amount, *, whole_yuan: bool) -> PayLine:
    """A fund of 1,522.5 is 1,523 to the yuan."""
    fen = to_fen(round_half_up(amount.value)) if whole_yuan else _rounded(amount)
    if whole_yuan and yuan(fen) != amount.value:
        params = {"amount": short_text(amount.value)}
        trace = Trace("housing_fund_yuan", yuan(fen), "CNY", params, (), _sources(amount))
    else:
        trace = Trace("housing_fund", yuan(fen), "CNY", rounding(amount.value, fen), (), _sources(amount))
    return deduction(item, fen, trace, code=HOUSING_FUND)


def _sources(amount: Amount) -> tuple[Source, ...]:
    return () if amount.source is None else (amount.source,)
