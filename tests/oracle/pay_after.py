"""The lines that come after what was earned: grade, attendance, overtime, guarantee, insurance, tax, loss, advance, rounding off."""

from fractions import Fraction
from math import floor

from tests.oracle.case import Case, Now
from tests.oracle.exact import fen, half_up, number
from tests.oracle.grades import fails_grade
from tests.oracle.pay_awards import printed_performance
from tests.oracle.pay_own import (  # fmt: skip
    ATTENDED,
    DUE,
    PAID_DAYS,
    ZERO,
    MissingInputError,
    lacks,
    minus_money,
    need_column,
    pay_by,
    whole_amount,
    whole_base,
)
from tests.oracle.tax import income_tax, of_this_month
from tests.oracle.world import Plain, days_of


def grade_line(now: Now, case: Case) -> None:
    """RULES 28: failing the grade held costs (1 − f) of the performance pay, as pay not earned."""
    if not fails_grade(now, case):
        return
    assert case.scheme
    factor = case.scheme["grades"][case.terms["grade"]].get("penalty_factor")
    printed = printed_performance(case)
    if factor is not None and printed is not None:
        case.pay("earning", "performance:grade", fen(-(1 - number(factor)) * printed / 100))
        case.rules_done.add("pay:penalty_factor")


# ---- attendance and overtime


def attendance_lines(case: Case) -> None:
    """Wage not earned for days absent and for lateness; overtime."""
    for item in case.pay_items("attendance"):
        pay_by(case, item, lambda item=item: attendance(case, item["rule"]))
    for item in case.pay_items("overtime"):
        pay_by(case, item, lambda item=item: overtime(case, item["rule"]))


def attendance(case: Case, rule: Plain) -> Fraction:
    """One line: −(days not paid) − late_price × 迟到 (RULES 4)."""
    if case.attendance is None:
        raise MissingInputError("no_attendance_row")
    late = (case.column("迟到次数") or ZERO) * number(rule.get("late_price") or "0")
    return -unpaid_days(case, rule) - late


def unpaid_days(case: Case, rule: Plain) -> Fraction:
    """CNY of the days absent."""
    personal, truant, sick = (case.column(name) or ZERO for name in ("事假天数", "旷工天数", "病假天数"))
    kept = number(rule.get("sick_rate", "1"))
    absent = personal + truant + sick * (1 - kept)
    assert case.scheme
    by_days_already = case.part_month and any(
        item["rule"]["type"] == "base" and item["rule"].get("prorate", "calendar") == "attendance"
        for item in case.scheme["pay"]
    )
    if absent == 0 or by_days_already:
        return ZERO
    whole = whole_base(case)
    days = divisor(case, rule["divisor"])
    paid = Fraction(printed(case, [item["code"] for item in case.pay_items("base")]), 100)
    if rule["method"] == "deduct":
        return min(paid, absent * whole / days)
    return paid - min(paid, (need_column(case, ATTENDED) + sick * kept) * whole / days)


def divisor(case: Case, name: str) -> Fraction:
    """Days that a whole wage is for."""
    if name == "calendar":
        return Fraction(days_of(case.month))
    if name == "workdays":
        due = case.column(DUE)
        if not due:
            raise MissingInputError("no_days_due")
        return due
    return Fraction(name)


def overtime(case: Case, rule: Plain) -> Fraction:
    """Hours × rates × (base, or base and Y) ÷ 21.75 ÷ 8."""
    columns = {"weekday": "平时加班小时", "rest": "休息日加班小时", "holiday": "节假日加班小时"}
    if all(case.column(column) is None for column in columns.values()):
        raise MissingInputError("no_overtime_hours")
    hours = sum(((case.column(column) or ZERO) * number(rule["rates"][kind]) for kind, column in columns.items()), ZERO)
    if hours == 0:
        return ZERO
    wage = whole_base(case)
    if rule["base"] == "base_performance":
        wage += whole_amount(case, "performance")
    return wage / PAID_DAYS / 8 * hours


# ---- guarantee


def guarantee_lines(case: Case) -> None:
    """At least, at most, or the larger of two; on printed lines."""
    for item in case.pay_items("guarantee"):
        rule = item["rule"]
        if rule.get("larger_of") is not None:
            amount = -min(printed(case, codes) for codes in rule["larger_of"])
        else:
            together = printed(case, rule["of"])
            wanted = together
            if rule.get("at_least") is not None:
                wanted = max(wanted, fen(number(rule["at_least"])))
            if rule.get("at_most") is not None:
                wanted = min(wanted, fen(number(rule["at_most"])))
            amount = wanted - together
        case.pay("earning", item["code"], amount)
        case.rules_done.add("pay:guarantee" + (":moved" if amount else ""))


def printed(case: Case, codes: list[str]) -> int:
    """Σ of printed lines; a deduction counts as minus."""
    lines = [case.lines[code] for code in codes if code in case.lines]
    return sum(-amount if kind == "deduction" else amount for kind, amount in lines)


# ---- what is taken


def insurance_lines(now: Now, case: Case) -> None:
    """Each box to the fen, the fund to the yuan where the shop says so; companies none (RULES 30)."""
    if case.is_company or not case.pay_items("insurance"):
        return
    boxes = case.terms.get("insurance") or {}
    if not boxes:
        for item in case.pay_items("insurance"):
            lacks(case, item, "no_insurance")
        return
    social = sum(fen(number(amount)) for box, amount in boxes.items() if box != "fund")
    fund = number(boxes.get("fund", "0"))
    places = 0 if now.shop_setting(case, "fund_rounding") == "yuan" else 2
    case.pay("deduction", "social_insurance", social)
    case.pay("deduction", "housing_fund", fen(half_up(fund, places)))
    case.rules_done.add("pay:insurance")


def gross_of(case: Case) -> int:
    """Σ earnings."""
    return sum(amount for kind, amount in case.lines.values() if kind == "earning")


def deductions_of(case: Case) -> int:
    """Σ deductions."""
    return sum(amount for kind, amount in case.lines.values() if kind == "deduction")


def tax_line(now: Now, case: Case) -> None:
    """Cumulative withholding, where the shop has switched it on."""
    case.left_behind["tax"] = of_this_month(case)
    for item in case.pay_items("income_tax"):
        if not case.is_company and now.shop_setting(case, "tax") == "on":
            case.pay("deduction", item["code"], income_tax(now, case))
            case.rules_done.add("pay:income_tax")


def standing(now: Now, case: Case, name: str, left_behind: str) -> int:
    """Fen of a sum that stands with the agent since a month, after the sealed months from then on."""
    since = case.terms.get(name)
    if since is None:
        amount, start = ZERO, ""
    else:
        amount, start = number(since["value"]), since["month"]
    left = fen(amount)
    for month in sorted(now.past):
        then = now.sealed(month)
        if month >= start and then is not None and case.number in then:
            left = then[case.number].left_behind.get(left_behind, left)
    return left


def loss_line(now: Now, case: Case) -> None:
    """RULES 29: min(claim, 20 % of gross rounded down to the fen, gross − minimum wage)."""
    carried = standing(now, case, "loss_carried", "loss")
    for item in case.pay_items("loss"):
        claim = carried + fen(minus_money(case, loss=True))
        gross = gross_of(case)
        limit = max(0, floor(Fraction(gross, 5)))
        if not case.is_company:
            wage = now.shop_setting(case, "minimum_wage")
            limit = 0 if wage is None else min(limit, max(0, gross - fen(number(wage))))
        taken = claim if f"{item['code']}:limit" in case.waived else min(claim, limit)
        case.pay("deduction", item["code"], taken)
        carried = claim - taken
        if claim:
            case.rules_done.add("pay:loss" + (":limited" if carried else ""))
    waived = [
        item for item in (case.scheme or {})["pay"] if item["rule"]["type"] == "loss" and item["code"] in case.waived
    ]
    if waived:  # let go for this month only: what is claimed is carried
        carried += fen(minus_money(case, loss=True))
    case.left_behind["loss"] = carried


def advance_line(now: Now, case: Case) -> None:
    """The instalment, or what is left."""
    left = standing(now, case, "advance", "advance")
    for item in case.pay_items("advance"):
        instalment = case.terms.get("instalment")
        taken = left if instalment is None else min(left, fen(number(instalment)))
        case.pay("deduction", item["code"], taken)
        left -= taken
        if taken:
            case.rules_done.add("pay:advance")
    case.left_behind["advance"] = left


def rounding_line(case: Case) -> None:
    """What net exceeds the next lower whole jiao or yuan, last of all lines."""
    for item in case.pay_items("rounding_off"):
        net = gross_of(case) - deductions_of(case)
        case.pay("deduction", item["code"], net % (10 if item["rule"]["to"] == "jiao" else 100))
        case.rules_done.add("pay:rounding_off")
