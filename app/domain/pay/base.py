"""底薪: base pay, pro-rated for who joined or left within the month, at the probation rate until 转正日期."""

from app.domain.money import short_text
from app.domain.pay.amounts import employed_share, own_amount
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, earning, lacking
from app.domain.scheme import Base, Exact, PayItem, given


def base(item: PayItem, rule: Base, at: Context) -> Lines:
    """3,000, joined on the 16th of October: 3,000 × 16 ÷ 31 = 1,548.39."""
    amount = own_amount(at.case, "base", rule.amount, given(rule.probation_rate, Exact("0.8")).value)
    if amount is None or amount.value is None:
        return lacking(item, "no_base")
    employed = employed_share(item, rule, at.case)
    if isinstance(employed, Lines):
        return employed
    params = {"base": short_text(amount.value)}
    if employed.trace is None:
        return Lines(lines=(earning(item, amount.value, "base", params, (amount,)),))
    inputs = (amount, employed.trace)
    return Lines(lines=(earning(item, amount.value * employed.share, "base_part", params, inputs),))
