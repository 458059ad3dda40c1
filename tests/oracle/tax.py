"""Income tax by cumulative withholding, 累计预扣法 (RULES 30; PAY-RULES §2)."""

from fractions import Fraction

from tests.oracle.case import Case, Now
from tests.oracle.exact import fen, number
from tests.oracle.world import Plain

# upper bound inclusive (yuan), rate, quick deduction
BRACKETS = [
    (36_000, "0.03", 0),
    (144_000, "0.10", 2_520),
    (300_000, "0.20", 16_920),
    (420_000, "0.25", 31_920),
    (660_000, "0.30", 52_920),
    (960_000, "0.35", 85_920),
    (None, "0.45", 181_920),
]
MONTHLY, WHOLE_YEAR = 5_000, 60_000


def tax_on(base: Fraction) -> int:
    """Fen of tax on a cumulative base in yuan; nothing on a negative one."""
    for upper, rate, quick in BRACKETS:
        if upper is None or base <= upper:
            return max(0, fen(base * number(rate) - quick))
    raise AssertionError


def basic(now: Now, case: Case, mode: str) -> int:
    """Yuan of the basic deduction so far: 5,000 a month from the month of hire, from January, or the whole year's."""
    year, month = paid_in(now, now.month)
    if mode == "prior60k":
        return WHOLE_YEAR
    hired = case.agent.get("hired")
    start = 1
    if mode == "ordinary" and hired and int(hired[:4]) == year:
        start = int(hired[5:7])
    return MONTHLY * (month - start + 1)


def paid_in(now: Now, month: str) -> tuple[int, int]:
    """Year and month of the pay date."""
    on = now.world["pay_dates"][month]
    return int(on[:4]), int(on[5:7])


def exempt(case: Case) -> int:
    """Fen of earnings that are exempt: with a line those that the program adds to it."""
    assert case.scheme
    codes: set[str] = set()
    for item in case.scheme["pay"]:
        if item.get("tax_exempt", False):
            codes.add(item["code"])
            if item["rule"]["type"] == "performance":
                codes.add("performance:grade")
            if item["rule"]["type"] == "adjustment":
                codes |= {f"{item['code']}:{n}" for n in range(2, len(case.adjustments) + 1)}
    return sum(amount for code, (kind, amount) in case.lines.items() if kind == "earning" and code in codes)


def of_this_month(case: Case) -> dict[str, int]:
    """The month's own sums in fen, kept for later months whether or not tax is withheld."""
    terms = case.terms.get("tax") or {}
    gross = sum(amount for kind, amount in case.lines.values() if kind == "earning")
    insured = sum(case.lines.get(code, ("", 0))[1] for code in ("social_insurance", "housing_fund"))
    return {
        "income": gross - exempt(case),
        "special": insured,
        "additional": fen(number(terms.get("additional") or "0")),
        "other": fen(number(terms.get("other") or "0")),
        "withheld": 0,
    }


def income_tax(now: Now, case: Case) -> int:
    """Fen to withhold this month, never below 0."""
    terms, this = case.terms.get("tax") or {}, case.left_behind["tax"]
    so_far = year_to_date(now, case, terms.get("opening"))
    total = {key: this[key] + so_far[key] for key in this}
    taken_off = total["special"] + total["additional"] + total["other"]
    base = Fraction(total["income"] - taken_off, 100) - basic(now, case, terms.get("mode", "ordinary"))
    this["withheld"] = max(0, tax_on(base) - total["withheld"])
    withheld: int = this["withheld"]
    return withheld


def year_to_date(now: Now, case: Case, opening: Plain | None) -> dict[str, int]:
    """Sums of the tax year before this month: the opening figures and the sealed months since."""
    total = dict.fromkeys(("income", "special", "additional", "other", "withheld"), 0)
    year = paid_in(now, now.month)[0]
    start = ""
    if opening is not None:
        start = opening["month"]
        if paid_in(now, start)[0] == year and start <= now.month:
            for key in total:
                total[key] += fen(number(opening.get(key) or "0"))
    for month, cases in now.past.items():
        then = cases.get(case.number)
        if then and start <= month < now.month and paid_in(now, month)[0] == year and "tax" in then.left_behind:
            for key in total:
                total[key] += then.left_behind["tax"][key]
    return total
