"""Pay rules that look at one agent only (RULES 4, 21, 22, 26; SCHEME pay rules)."""

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction

from tests.oracle.case import Case, Now
from tests.oracle.exact import fen, number, step
from tests.oracle.world import Plain, as_of, day, days_of, last_day

ZERO = Fraction(0)
REQUIRED = {"base", "performance", "commission", "supervisor"}
PAID_DAYS = Fraction(87, 4)  # 21.75
ATTENDED, DUE = "出勤天数", "应出勤天数"


class MissingInputError(Exception):
    """A pay item lacks an input."""


def need(case: Case, metric: str) -> Fraction:
    """A metric's value for pay; nobody is paid on a partial sum (RULES 21)."""
    figure = case.figure(metric)
    if figure is not None and figure.incomplete:
        raise MissingInputError("not_yet_known")
    if figure is None or figure.value is None:
        raise MissingInputError("no_data")
    return figure.value


def need_column(case: Case, name: str) -> Fraction:
    """A column of the attendance row."""
    value = case.column(name)
    if value is None:
        raise MissingInputError("no_attendance")
    return value


def lacks(case: Case, item: Plain, reason: str) -> None:
    """RULES 21: required or not yet known → blocked, optional → no line; what the score waits for is said there."""
    if reason == "no_score" and case.scheme and case.scheme["items"]:
        return
    default = "required" if item["rule"]["type"] in REQUIRED else "optional"
    if reason == "not_yet_known" or item.get("missing", default) == "required":
        case.blocks.append((reason, item["code"]))
    case.rules_done.add(f"missing:{reason}")


def pay_by(case: Case, item: Plain, rule: Callable[[], Fraction], kind: str = "earning") -> None:
    """One line from a rule that gives yuan, or what it lacks."""
    try:
        amount = rule()
    except MissingInputError as error:
        lacks(case, item, str(error))
        return
    case.pay(kind, item["code"], fen(amount))
    case.rules_done.add(f"pay:{item['rule']['type']}")


def own_lines(now: Now, case: Case) -> None:
    """Every line that needs nobody else."""
    rules: dict[str, Callable[[Case, Plain], Fraction]] = {
        "base": base, "performance": performance, "commission": commission, "piece": piece, "points": points,
        "allowance": allowance, "full_attendance": full_attendance,
    }  # fmt: skip
    for kind, rule in rules.items():
        for item in case.pay_items(kind):
            pay_by(case, item, lambda rule=rule, item=item: rule(case, item))
    incident_money(case)
    adjustments(case)


# ---- base and performance


def whole_base(case: Case) -> Fraction:
    """Agent, else grade, else the scheme's base line: neither pro-rated nor at the probation rate."""
    return whole_amount(case, "base")


def whole_amount(case: Case, name: str) -> Fraction:
    """``base`` or ``performance`` (Y): of one that changed within the month the mean of the days employed."""
    amounts = by_day(case, name)
    return sum(amounts, ZERO) / len(amounts)


def by_day(case: Case, name: str) -> list[Fraction]:
    """Of each day employed the amount in force: a pay change takes effect on its day (RULES 26)."""
    first, last = case.span
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [amount_on(case, name, as_of(case.agent["terms"], str(on)).get(name)) for on in days]


def amount_on(case: Case, name: str, own: str | None) -> Fraction:
    """Agent > grade > scheme."""
    assert case.scheme
    grade = (case.scheme.get("grades") or {}).get(case.terms.get("grade") or "", {})
    lines = [item["rule"].get("amount") for item in case.scheme["pay"] if item["rule"]["type"] == name]
    for text in (own, grade.get(name), *lines):
        if text is not None:
            return number(text)
    raise MissingInputError("no_base" if name == "base" else "no_performance_base")


def prorated(case: Case, amount: Fraction, method: str) -> Fraction:
    """For who joined or left within the month; everybody else has the whole amount (RULES 26)."""
    if not case.part_month:
        return amount
    if method == "calendar":
        return amount * case.days_employed / days_of(case.month)
    return min(amount, amount / PAID_DAYS * need_column(case, ATTENDED))


def base(case: Case, item: Plain) -> Fraction:
    """The days employed before 转正日期 count at the probation rate, each day at the amount of its own."""
    regular, first = day(case.terms.get("regular_from")), case.span[0]
    rate = number(item["rule"].get("probation_rate", "0.8"))
    early = 0 if regular is None else max(0, (regular - first).days)
    amounts = [amount * rate if on < early else amount for on, amount in enumerate(by_day(case, "base"))]
    mean = sum(amounts, ZERO) / len(amounts)
    return prorated(case, mean, item["rule"].get("prorate", "calendar"))


def performance(case: Case, item: Plain) -> Fraction:
    """Printed score ÷ 100 × Y."""
    assert case.scheme
    amount = whole_amount(case, "performance")
    if item["rule"].get("prorate", False):
        methods = [
            other["rule"].get("prorate", "calendar") for other in case.scheme["pay"] if other["rule"]["type"] == "base"
        ]
        amount = prorated(case, amount, methods[0] if methods else "calendar")
    if case.score is None:
        raise MissingInputError("no_score")
    return case.score / 100 * amount


# ---- amounts and counts


def commission(case: Case, item: Plain) -> Fraction:
    """Whole: the base at the rate of the tier reached; marginal: each part at its own (RULES 22)."""
    rule = item["rule"]
    amount = need(case, rule["amount"])
    if rule.get("rate") is not None:
        return max(ZERO, amount) * number(rule["rate"])
    reached = need(case, rule["tier_metric"])
    if amount < 0:
        return ZERO
    if rule.get("mode", "whole") == "whole":
        return amount * (step(rule["tiers"], reached) or ZERO)
    tiers = sorted((number(at), number(rate)) for at, rate in rule["tiers"])
    ends = [at for at, _ in tiers[1:]] + [amount]
    return sum((max(ZERO, min(amount, end) - at) * rate for (at, rate), end in zip(tiers, ends, strict=True)), ZERO)


def piece(case: Case, item: Plain) -> Fraction:
    """Marginal: the piece that reaches a threshold already counts at the new price."""
    count = need(case, item["rule"]["metric"])
    if item["rule"].get("mode", "whole") == "whole":
        return count * (step(item["rule"]["steps"], count) or ZERO)
    whole_pieces = [step(item["rule"]["steps"], Fraction(n)) or ZERO for n in range(1, int(count) + 1)]
    part = max(ZERO, count - int(count)) * (step(item["rule"]["steps"], count) or ZERO)
    return sum(whole_pieces, ZERO) + part


def points(case: Case, item: Plain) -> Fraction:
    """General KPI points × yuan."""
    return need(case, item["rule"].get("metric", "kpi_points")) * number(item["rule"]["yuan"])


def allowance(case: Case, item: Plain) -> Fraction:
    """A month, a day attended, a night shift or a completed year of service; from … to are months."""
    rule = item["rule"]
    amount = number(rule["amount"])
    if (rule.get("from") or "") > case.month or (rule.get("to") or "9999-12") < case.month:
        return ZERO
    match rule["per"]:
        case "month":
            return amount
        case "day":
            return amount * need(case, f"attendance:{ATTENDED}")
        case "night_shift":
            return amount * need(case, "night_shifts")
    hired, end = day(case.agent.get("hired")), last_day(case.month)
    if hired is None:
        raise MissingInputError("no_hire_date")
    return amount * (end.year - hired.year - ((end.month, end.day) < (hired.month, hired.day)))


def full_attendance(case: Case, item: Plain) -> Fraction:
    """0 or nothing under 事假, 病假, 旷工, 迟到, 早退, and employed the whole month."""
    if case.attendance is None:
        raise MissingInputError("no_attendance_row")
    names = ("事假天数", "病假天数", "旷工天数", "迟到次数", "早退次数")
    clean = not any(case.column(name) for name in names)
    return number(item["rule"]["amount"]) if clean and not case.part_month else ZERO


# ---- money of incidents, adjustments


def loss_kinds(case: Case) -> set[str]:
    """Kinds whose minus money is a claim, not a fine."""
    losses = [
        item for item in (case.scheme or {})["pay"] if item["rule"]["type"] == "loss"
    ]  # let go for a month or not
    return {kind for item in losses for kind in item["rule"]["kinds"]}


def minus_money(case: Case, *, loss: bool) -> Fraction:
    """Minus money of the month's incidents as a positive sum: that of losses, or all other."""
    kinds = loss_kinds(case)
    money = [number(row["money"]) for row in case.incidents if row.get("money") and (row["kind"] in kinds) == loss]
    return -sum((value for value in money if value < 0), ZERO)


def incident_money(case: Case) -> None:
    """Rewards and minuses on two lines, never netted (RULES 4)."""
    for item in case.pay_items("incident_money"):
        money = [number(row["money"]) for row in case.incidents if row.get("money")]
        rewards = sum((value for value in money if value > 0), ZERO)
        if rewards:
            case.pay("earning", item["code"], fen(rewards))
        if minus_money(case, loss=False):
            case.pay("deduction", f"{item['code']}:fine", fen(minus_money(case, loss=False)))
        if money:
            case.rules_done.add("pay:incident_money")


def adjustments(case: Case) -> None:
    """≥ 0 an earning, < 0 a deduction; without a pay item they are printed last."""
    items = [item for item in (case.scheme or {})["pay"] if item["rule"]["type"] == "adjustment"]
    code = items[0]["code"] if items else "adjustment"
    if code in case.waived:
        return
    for index, amount in enumerate(case.adjustments, start=1):
        kind = "earning" if amount >= 0 else "deduction"
        case.pay(kind, code if index == 1 else f"{code}:{index}", fen(abs(amount)))
        case.rules_done.add("pay:adjustment")
