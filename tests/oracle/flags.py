"""What a computed payslip is flagged with, where the rules say exactly when (RULES 19, 22, 28, 29, 30, 32; SCHEME).

Not compared, since no document says when: ``negative_net``, ``attendance_capped``, ``tax_no_opening``, ``staffing``,
``unreplied_days``, ``incident_money_unused``, ``loss_limit_waived``; the ``overload`` of a company, whose days worked no
rule defines; what a flag says beside its code.
"""

from fractions import Fraction

from tests.oracle.case import Case, Now
from tests.oracle.exact import fen, number
from tests.oracle.grades import fails_grade
from tests.oracle.pay_after import gross_of, standing
from tests.oracle.pay_own import ATTENDED, ZERO, minus_money
from tests.oracle.world import Plain

COMPARED = {
    "fine_basis", "negative_base", "incident_unused", "grade_failed", "no_minimum_wage", "tax_off", "overload",
}  # fmt: skip
TAX_FREE = 5000_00


def flags(now: Now, case: Case) -> set[str]:
    """The codes of one computed agent."""
    found = {
        "fine_basis": bool(fines(case)),
        "negative_base": any(negative(case, item) for item in case.pay_items("commission")),
        "incident_unused": any(unused(case, row) for row in case.incidents),
        "grade_failed": fails_grade(now, case),
        "no_minimum_wage": claims_without_minimum(now, case),
        "tax_off": not case.is_company and not taxed(now, case) and gross_of(case) > TAX_FREE,
        "overload": overloaded(case),
    }
    return {code for code, flagged in found.items() if flagged}


def taxed(now: Now, case: Case) -> bool:
    """Switched on, and a line of the scheme: else it is not computed, which is all that counts here."""
    return now.shop_setting(case, "tax") == "on" and bool(case.pay_items("income_tax"))


def fines(case: Case) -> list[str]:
    """The lines that are fines: minus money that is no loss, and what a team bears."""
    penalties = {item["code"] for item in case.pay_items("team_penalty")}
    return [
        code for code, (_, amount) in case.lines.items() if amount and (code.endswith(":fine") or code in penalties)
    ]


def negative(case: Case, item: Plain) -> bool:
    """A base below 0, which pays 0 and is listed; a line that is not there pays nothing at all."""
    figure = case.figure(item["rule"]["amount"])
    return item["code"] in case.lines and figure is not None and figure.value is not None and figure.value < 0


def unused(case: Case, row: Plain) -> bool:
    """Points that no item of the agent names."""
    return number(row.get("points") or "0") != 0 and row["kind"] not in kinds_named(case.scheme or {})


def kinds_named(plain: object) -> set[str]:
    """The kinds of all deductions, composites and bonuses of the scheme, and those that an item counts."""
    found: set[str] = set()
    if isinstance(plain, dict):
        for key, value in plain.items():
            if key == "metric":
                found.add(value.removeprefix("incidents:"))
            elif key not in ("pay", "grades"):
                found |= set(value) if key in ("kinds", "metrics") else kinds_named(value)
    elif isinstance(plain, list):
        found = found.union(*(kinds_named(each) for each in plain))
    return found


def claims_without_minimum(now: Now, case: Case) -> bool:
    """A loss is claimed and no minimum wage is set, so that nothing may be taken; a company has none."""
    if case.is_company or now.shop_setting(case, "minimum_wage") is not None:
        return False
    claim = standing(now, case, "loss_carried", "loss") + fen(minus_money(case, loss=True))
    return any(claim and f"{item['code']}:limit" not in case.waived for item in case.pay_items("loss"))


def overloaded(case: Case) -> bool:
    """More than so many a day: the first metric with data ÷ 上班天数, else attendance, else days with a row."""
    rule = None if case.is_company else (case.scheme or {}).get("overload")
    figures = [case.figure(metric) for metric in rule["metrics"]] if rule else []
    count = next((one.value for one in figures if one is not None and one.value is not None), None)
    days = days_worked(case)
    return rule is not None and count is not None and bool(days) and count / days > number(rule["per_day"])


def days_worked(case: Case) -> Fraction:
    """0 where nothing says it."""
    figure = case.figure("days_worked")
    if figure is not None and figure.value is not None:
        return figure.value
    attended = case.column(ATTENDED)
    return Fraction(len(case.seen.row_days)) if attended is None else attended or ZERO
