"""个税: income tax by cumulative withholding, where the shop has switched it on (RULES 30)."""

from collections.abc import Callable
from fractions import Fraction

from app.domain.money import decimal_text, short_text, yuan
from app.domain.month import PayMonth
from app.domain.pay.context import Context
from app.domain.pay.lines import Lines, deduction, rounding
from app.domain.pay.tax_year import Portion, misses_months, months_here, portions
from app.domain.pay.withholding import MONTHLY, allowance_months, bracket_of, cumulative_tax, withheld_now
from app.domain.payline import Flag
from app.domain.scheme import IncomeTax, PayItem
from app.domain.scoring.outcome import ZERO
from app.domain.trace import Trace

_MODES = ("first", "prior60k")


def income_tax(item: PayItem, rule: IncomeTax, at: Context) -> Lines:
    """Of a person's income from the lines before; fines and losses do not reduce it. None for companies.

    10,000 with insurance of 1,500 in January: 3,500 × 3 % = 105.00. Nothing due is a line of 0.00 that says why.
    """
    if at.case.agent.kind != "person" or at.case.shop.settings.get("tax") != "on":
        return Lines()
    found = portions(at)
    parts = (*_sums(found, _ADDED), _allowance(at), *_sums(found, _TAKEN_OFF))
    taxable = sum((part.value or ZERO for part in parts), ZERO)
    already = sum((portion.withheld for portion in found), ZERO)
    now = withheld_now(taxable, already)
    params = {"taxable": short_text(taxable), "withheld": decimal_text(already, 2)}
    due = cumulative_tax(taxable)
    name = "income_tax_none" if taxable <= 0 else "income_tax_less" if due <= already else "income_tax"
    if taxable > 0:
        bracket = bracket_of(taxable)
        params |= {"rate": short_text(bracket.rate), "quick": short_text(bracket.quick), "due": short_text(due)}
    if name == "income_tax":
        params |= rounding(due - already, now)
    trace = Trace(name, yuan(now), "CNY", params, (*parts, *_sums(found, _WITHHELD)))
    flags = (Flag(code="tax_no_opening"),) if misses_months(at, found) else ()
    return Lines(lines=(deduction(item, now, trace),), sums={"tax": now}, flags=flags)


_Sum = tuple[str, Callable[[Portion], Fraction]]

_ADDED: tuple[_Sum, ...] = (("tax_income", lambda one: one.income), ("tax_exempt", lambda one: -one.exempt))
_TAKEN_OFF: tuple[_Sum, ...] = (
    ("tax_special", lambda one: -one.special),
    ("tax_additional", lambda one: -one.additional),
    ("tax_other", lambda one: -one.other),
)
_WITHHELD: tuple[_Sum, ...] = (("tax_withheld", lambda one: one.withheld),)


def _sums(found: tuple[Portion, ...], wanted: tuple[_Sum, ...]) -> tuple[Trace, ...]:
    """The year's sums so far, each with what it consists of; those of which there is nothing are left out."""
    traces: list[Trace] = []
    for name, of in wanted:
        inputs = tuple(
            Trace("tax_before" if one.opening else "tax_month", of(one), "CNY", {"month": str(one.month)})
            for one in found
            if of(one)
        )
        if inputs:
            traces.append(Trace(name, sum((one.value or ZERO for one in inputs), ZERO), "CNY", {}, inputs))
    return tuple(traces)


def _allowance(at: Context) -> Trace:
    """5,000 for each month that counts, by the agent's way of withholding."""
    agent, tax_month = at.case.agent, PayMonth.of(at.case.pay_date)
    mode = agent.tax.mode
    months = allowance_months(mode, tax_month.number, months_here(agent, tax_month))
    name = f"tax_allowance_{mode}" if mode in _MODES else "tax_allowance"
    return Trace(name, -MONTHLY * months, "CNY", {"months": str(months), "each": short_text(MONTHLY)})
