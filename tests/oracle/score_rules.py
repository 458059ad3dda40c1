"""Points of one leaf item by each score rule (RULES 15–19)."""

import itertools
from fractions import Fraction

from tests.oracle.case import Case, Now
from tests.oracle.cells import Figure
from tests.oracle.exact import band, better, half_up, number
from tests.oracle.groups import mean_of, same_group
from tests.oracle.world import Plain, as_of, quarter

NO_DATA, NO_PEERS, NO_WEIGHT = "no_data", "no_peers", "no_weight"
NO_MARKS, NO_TARGET, NO_FIRST = "no_marks", "no_target", "no_first_level"
Raw = Fraction | str  # points before caps, or why there are none


def lacks_data(raw: Raw) -> bool:
    """Whether it is one of the reasons that the policy ``no_data`` is for."""
    return raw in (NO_DATA, NO_WEIGHT, NO_MARKS, NO_TARGET, NO_FIRST)


def raw_points(now: Now, case: Case, item: Plain) -> Raw:
    """What the rule gives, or "no_data", "not_yet_known", "no_peers"."""
    rule = item["rule"]
    if rule["type"] == "manual":
        return manual(case, item)
    if rule["type"] == "deductions":
        try:
            return max(Fraction(0), number(item["full"]) - minus_points(case, rule["kinds"]))
        except NoPointsError:
            return "no_points"
    figure = case.figure(item["metric"])
    if figure is None:
        return NO_DATA
    if figure.incomplete and item.get("incomplete", "block") == "block":
        return "not_yet_known"
    if figure.value is None:
        return NO_DATA
    return by_metric(now, case, item, figure, figure.value)


def by_metric(now: Now, case: Case, item: Plain, figure: Figure, value: Fraction) -> Raw:
    """The rules that read a metric."""
    rule, full = item["rule"], number(item["full"])
    match rule["type"]:
        case "bands":
            return band(better(rule), rule["bands"], rule.get("otherwise", "0"), value)
        case "linear":
            return linear(rule["points"], value)
        case "attainment":
            return attainment(now, case, item, value)
        case "peers":
            return peers(now, case, item, value)
        case "trend":
            return trend(now, case, item, figure)
    raise AssertionError(full)


def linear(points: list[list[str]], value: Fraction) -> Fraction:
    """Between two drawn points a straight line, flat outside."""
    drawn = sorted((number(x), number(y)) for x, y in points)
    if value <= drawn[0][0]:
        return drawn[0][1]
    for (x0, y0), (x1, y1) in itertools.pairwise(drawn):
        if value <= x1:
            return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
    return drawn[-1][1]


def quotient(value: Fraction, goal: Fraction, better: str) -> Fraction | None:
    """actual ÷ goal, or goal ÷ actual where less is better; None: actual is 0, that is the cap."""
    if better == "more":
        return value / goal
    return goal / value if value else None


def against(item: Plain, value: Fraction, goal: Fraction) -> Fraction:
    """w × min(cap, quotient), at least 0."""
    full, cap = number(item["full"]), number(item.get("cap", "1"))
    found = quotient(value, goal, better(item["rule"]))
    return full * max(Fraction(0), cap if found is None else min(cap, found))


def attainment(now: Now, case: Case, item: Plain, value: Fraction) -> Raw:
    """RULES 16: on the target, or bands on actual ÷ target."""
    rule = item["rule"]
    goal = target_of(now, case, item)
    if goal is None or goal <= 0:
        return NO_TARGET
    if rule.get("bands") is not None:
        return band("more", rule["bands"], rule.get("otherwise", "0"), value / goal)
    return against(item, value, goal)


def target_of(now: Now, case: Case, item: Plain) -> Fraction | None:
    """Agent, grade + quarter, grade, quarter, shop, scheme; the book's before the scheme's of the same level."""
    spec, grade = item["rule"]["target"], case.terms.get("grade") or ""
    in_quarter, in_any = f"{now.month[:4]}{quarter(now.month)}", quarter(now.month)

    def book(level: str, key: str) -> str | None:
        rows = [
            row
            for row in now.world["targets"]
            if (row["metric"], row["level"], row["key"]) == (item["metric"], level, key)
        ]
        return as_of(rows, now.month).get("value")

    def scheme(field: str, *keys: str) -> str | None:
        table = spec.get(field) or {}
        return next((table[key] for key in keys if key in table), None)

    own = book("agent", case.number)
    if own is not None:
        return number(own)
    found = next(
        (
            text
            for text in (
                scheme("by_grade_quarter", f"{grade}/{in_quarter}", f"{grade}/{in_any}") if grade else None,
                book("grade", grade) if grade else None,
                scheme("by_grade", grade) if grade else None,
                scheme("by_quarter", in_quarter, in_any),
                book("shop", case.home),
                scheme("by_shop", case.home),
                book("position", case.terms.get("position") or ""),
                book("everyone", ""),
                spec.get("value"),
            )
            if text is not None
        ),
        None,
    )
    if found is None:
        return None
    return number(found) * number((spec.get("grade_factor") or {}).get(grade, "1"))


def peers(now: Now, case: Case, item: Plain, value: Fraction) -> Raw:
    """RULES 17: on the mean of the peers that have data."""
    rule = item["rule"]
    mean, count = mean_of(same_group(case, rule["by"], now.cases.values()), item["metric"])
    if count > 1 and mean is None:
        return NO_WEIGHT  # RULES 10: nobody is left out of a mean, nobody weighed by a guess
    if count < 2 or mean is None or mean <= 0:
        return NO_PEERS
    if rule.get("bands") is not None:
        return band(better(rule), rule["bands"], rule.get("otherwise", "0"), value / mean)
    return against(item, value, mean)


def trend(now: Now, case: Case, item: Plain, figure: Figure) -> Raw:
    """RULES 18: first against last at 2 decimals; one value only: against the last of the month before."""
    first = figure.first
    if first is None:
        before = now.before.get(case.number)
        earlier = before.figures.get(item["metric"]) if before else None
        first = earlier.value if earlier else None
    if first is None or figure.value is None:
        return NO_FIRST
    change = half_up(figure.value, 2) - half_up(first, 2)
    return number(item["rule"]["rise" if change > 0 else "fall" if change < 0 else "flat"])


def typed(case: Case, item: Plain) -> Fraction | None:
    """Points as typed: one mark, or the sum of the criteria's; one missing: nothing."""
    marks = {mark["item"]: number(mark["value"]) for mark in case.marks}
    criteria = item["rule"].get("criteria")
    names = [f"item:{item['id']}/{one['name']}" for one in criteria] if criteria else [f"item:{item['id']}"]
    found = [marks.get(name) for name in names]
    return None if None in found else sum((value for value in found if value is not None), Fraction(0))


def manual(case: Case, item: Plain) -> Raw:
    """Points typed by the supervisor."""
    points = typed(case, item)
    return NO_MARKS if points is None else points


class NoPointsError(Exception):
    """An incident counts with the sheet's points and has none."""


def minus_points(case: Case, kinds: dict[str, str | None]) -> Fraction:
    """Points of the month's incidents of these kinds: the scheme's, else the absolute ones of the sheet (RULES 19)."""
    total = Fraction(0)
    for row in case.incidents:
        if row["kind"] in kinds:
            each = kinds[row["kind"]]
            if each is None and row.get("points") is None:
                raise NoPointsError
            total += number(each) if each is not None else abs(number(row["points"]))
    return total
