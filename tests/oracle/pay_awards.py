"""Awards and the distribution into classes (RULES 23–25; SCHEME)."""

from collections.abc import Iterable
from fractions import Fraction
from math import floor

from tests.oracle.case import Case, Now
from tests.oracle.catalogue import is_sum
from tests.oracle.cells import Figure
from tests.oracle.exact import better, divided, fen, number
from tests.oracle.groups import best_of, over_months, places, reaches, same_group
from tests.oracle.pay_own import MissingInputError, lacks
from tests.oracle.pay_teams import paid
from tests.oracle.pots import place_amounts
from tests.oracle.world import PERIODS, Plain, months_of_period, shifted


def award_lines(now: Now) -> None:
    """Awards of everybody, then classes."""
    for case in paid(now):
        for item in case.pay_items("award"):
            if item["rule"]["metric"] == "score" and case.score is None and (case.scheme or {})["items"]:
                continue  # waits for what the score waits for
            try:
                amount = award(now, case, item["rule"])
            except MissingInputError as error:
                lacks(case, item, str(error))
                continue
            case.pay("earning", item["code"], amount)
            case.rules_done.add(f"pay:award:{item['rule']['kind']}{':paid' if amount else ''}")
    for case in paid(now):
        for item in case.pay_items("distribution"):
            distribution(now, case, item)


def window(now: Now, period: str) -> list[dict[str, Case]]:
    """The sealed months of the period, and this one."""
    earlier = [now.sealed(month) for month in months_of_period(period, now.month) if month < now.month]
    return [cases for cases in earlier if cases is not None] + [now.cases]


def award(now: Now, case: Case, rule: Plain) -> int:
    """Fen of one award; 0 where it was not won."""
    period = rule.get("period", "month")
    if now.month != months_of_period(period, now.month)[-1]:
        return 0
    months = window(now, period if rule["kind"] != "streak" else "month")
    own = over_months(case.number, months, rule["metric"])
    running = looked_at(now, rule) if rule["kind"] == "streak" else []
    partial = any(
        (figure := over_months(case.number, [cases], rule["metric"])) and figure.incomplete for cases in running
    )
    if partial or unknown(now, case.number, rule, months):
        raise MissingInputError("not_yet_known")  # RULES 21, whatever else is missing
    if own is None or own.value is None:
        raise MissingInputError("no_data")
    match rule["kind"]:
        case "threshold":
            won = meets(now, case.number, rule) and reaches(own.value, number(rule["at"]), better(rule))
            return fen(number(rule["amount"])) if won else 0
        case "rank":
            group = ranked_values(now, case, rule, months)
            won = place_amounts(group, better(rule), rule["amounts"], rule.get("ties", "share"))
            last = len(rule["amounts"])
            if case.number in group and places(group, better(rule))[case.number] <= last:
                others_known(now, case, rule, months)
            return won.get(case.number, 0)
        case "record":
            return record(now, case, rule, months, own.value)
    return streak(now, case, rule, months)


def unknown(now: Now, who: str, rule: Plain, months: list[dict[str, Case]]) -> bool:
    """Whether the value, a condition or the minimum rests on a partial sum (RULES 21)."""
    asked = [(one["metric"], looked_at(now, rule)) for one in rule.get("conditions") or [] if "metric" in one]
    minimum = minimum_of(rule) if rule["kind"] in ("rank", "record") else None
    asked += [(minimum["metric"], months)] if minimum else []
    figures = [over_months(who, cases, metric) for metric, cases in [*asked, (rule["metric"], months)]]
    return any(figure.incomplete for figure in figures if figure is not None)


def others_known(now: Now, case: Case, rule: Plain, months: list[dict[str, Case]]) -> None:
    """Who wins among those who are known waits for the rest of the group: nobody is paid on partial sums."""
    if any(unknown(now, other.number, rule, months) for other in same_group(case, rule["by"], now.cases.values())):
        raise MissingInputError("not_yet_known")


def meets(now: Now, who: str, rule: Plain) -> bool:
    """All conditions, on the whole period: metrics Σ ÷ Σ, incidents sealed or not (RULES 24)."""
    period = months_looked_at(now, rule)
    months = looked_at(now, rule)
    for condition in rule.get("conditions") or []:
        if "no_incidents" in condition:
            if any(row["kind"] in condition["no_incidents"] for row in now.incidents(who, period)):
                return False
            continue
        figure = known(over_months(who, months, condition["metric"]))
        if figure is None or not reaches(figure, number(condition["at"]), better(condition)):
            return False
    return True


def months_looked_at(now: Now, rule: Plain) -> list[str]:
    """The calendar period, up to now; of a streak without one its own months."""
    if rule["kind"] == "streak" and rule.get("period", "month") == "month":
        return [shifted(now.month, -back) for back in range(int(rule["months"]) - 1, -1, -1)]
    return [month for month in months_of_period(rule.get("period", "month"), now.month) if month <= now.month]


def looked_at(now: Now, rule: Plain) -> list[dict[str, Case]]:
    """The sealed ones of these months, and this one."""
    earlier = [now.sealed(month) for month in months_looked_at(now, rule) if month < now.month]
    return [cases for cases in earlier if cases is not None] + [now.cases]


def known(figure: Figure | None) -> Fraction | None:
    """A value that is complete."""
    return figure.value if figure is not None and not figure.incomplete else None


def minimum_of(rule: Plain) -> Plain | None:
    """30 inquiries by default where the metric is the inquiry conversion."""
    usual = {"metric": "inquiry_users", "at": "30"} if rule["metric"] == "inquiry_conversion" else None
    found: Plain | None = rule.get("minimum", usual)
    return found


def has_minimum(rule: Plain, who: str, months: list[dict[str, Case]]) -> bool:
    """The minimum base of ranks and records, on the same months as the value."""
    minimum = minimum_of(rule)
    if minimum is None:
        return True
    figure = over_months(who, months, minimum["metric"])
    return figure is not None and figure.value is not None and figure.value >= number(minimum["at"])


def values_of(cases: Iterable[Case], metric: str, months: list[dict[str, Case]]) -> dict[str, Fraction]:
    """The known values of a group."""
    found = {case.number: known(over_months(case.number, months, metric)) for case in cases}
    return {who: value for who, value in found.items() if value is not None}


def ranked_values(now: Now, case: Case, rule: Plain, months: list[dict[str, Case]]) -> dict[str, Fraction]:
    """Conditions first, then those of the peer group who meet them and have the minimum base."""
    group = [
        other
        for other in same_group(case, rule["by"], now.cases.values())
        if not unknown(now, other.number, rule, months)
        and meets(now, other.number, rule)
        and (rule["kind"] == "streak" or has_minimum(rule, other.number, months))
    ]
    return values_of(group, rule["metric"], months)


def record(now: Now, case: Case, rule: Plain, months: list[dict[str, Case]], value: Fraction) -> int:
    """Strictly better than the best of the peer group in the month before, or in all sealed months."""
    if not meets(now, case.number, rule) or not has_minimum(rule, case.number, months):
        return 0
    held: list[Fraction] = []
    for span in earlier_spans(now, rule):
        cases = [now.past[month] for month in span]
        holders = [one.number for one in peers_then(case, rule, cases[-1]) if has_minimum(rule, one.number, cases)]
        figures = [over_months(who, cases, rule["metric"]) for who in holders]
        held += [figure.value for figure in figures if figure is not None and figure.value is not None]
    if not held:
        return 0
    best = best_of(held, better(rule))
    beaten = value > best if better(rule) == "more" else value < best
    return fen(number(rule["amount"])) if beaten else 0


def earlier_spans(now: Now, rule: Plain) -> list[list[str]]:
    """Single sealed months; of a sum over a longer period the earlier periods that are sealed as a whole."""
    every = rule.get("against", "previous") == "all"
    length = PERIODS[rule.get("period", "month")]
    if rule["metric"] == "score" or not is_sum(rule["metric"]):
        length = 1
    last = shifted(now.month, -length)
    ends = [last] if not every else [month for month in now.past if month <= last]
    spans = [[shifted(end, back - length + 1) for back in range(length)] for end in ends]
    in_step = [span for span in spans if months_of_length(length, span[-1]) == span]
    return [span for span in in_step if all(now.sealed(month) is not None for month in span)]


def months_of_length(length: int, month: str) -> list[str]:
    """The calendar period of so many months that the month lies in."""
    return months_of_period(next(name for name, count in PERIODS.items() if count == length), month)


def peers_then(case: Case, rule: Plain, cases: dict[str, Case]) -> list[Case]:
    """Who was, in that month, where the agent is now."""
    return same_group(case, rule["by"], cases.values())


def streak(now: Now, case: Case, rule: Plain, months: list[dict[str, Case]]) -> int:
    """Best, or tied best, in each of n consecutive months ending now."""
    now_values = ranked_values(now, case, rule, months)
    if case.number not in now_values:
        return 0
    holders = {
        who: Fraction(1)
        for who, place in places(now_values, better(rule)).items()
        if place == 1 and was_best_before(now, who, rule)
    }
    if case.number not in holders:
        return 0
    others_known(now, case, rule, months)
    amount = fen(number(rule["amount"]))
    return amount if rule.get("ties", "share") == "each" else divided(amount, holders)[case.number]


def was_best_before(now: Now, who: str, rule: Plain) -> bool:
    """In each of the n − 1 months before; a month unsealed, missing or without the agent breaks it."""
    for back in range(1, int(rule["months"])):
        cases = now.sealed(shifted(now.month, -back))
        if cases is None or who not in cases:
            return False
        group = [one for one in same_group(cases[who], rule["by"], cases.values()) if meets(now, one.number, rule)]
        values = {
            one.number: figure.value
            for one in group
            if (figure := over_months(one.number, [cases], rule["metric"])) and figure.value is not None
        }
        if who not in values or places(values, better(rule))[who] != 1:
            return False
    return True


def distribution(now: Now, case: Case, item: Plain) -> None:
    """Share p of n → ⌊n·p + ½⌋ from the top, the last class takes the rest, ties take the better (RULES 25)."""
    group = same_group(case, item["rule"]["by"], now.cases.values())
    scores = {one.number: one.score for one in group if one.score is not None and not one.is_company}
    if case.is_company:
        return
    if case.number not in scores:
        lacks(case, item, "no_score")
        return
    place = places(scores, "more")[case.number]
    classes = item["rule"]["classes"]
    end = 0
    for one in classes:
        end += floor(len(scores) * number(one["share"]) + Fraction(1, 2))
        if place <= end or one is classes[-1]:
            pay_class(case, item, one)
            return


def pay_class(case: Case, item: Plain, one: Plain) -> None:
    """An amount, or (f − 1) × the printed performance line."""
    case.rules_done.add("pay:distribution")
    if one.get("factor") is None:
        case.pay("earning", item["code"], fen(number(one["amount"])))
        return
    printed = printed_performance(case)
    if printed is None:
        lacks(case, item, "no_performance_line")
    else:
        case.pay("earning", item["code"], fen((number(one["factor"]) - 1) * printed / 100))


def printed_performance(case: Case) -> int | None:
    """The printed performance line in fen."""
    codes = [item["code"] for item in case.pay_items("performance")]
    amounts = [case.lines[code][1] for code in codes if code in case.lines]
    return sum(amounts) if amounts else None
