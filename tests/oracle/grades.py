"""What a grade asks of who holds it (RULES 28; SCHEME ``grades``)."""

from datetime import date
from fractions import Fraction

from tests.oracle.case import Case, Now
from tests.oracle.exact import better, number
from tests.oracle.groups import reaches
from tests.oracle.score import leaves
from tests.oracle.score_rules import typed
from tests.oracle.world import Plain, day, last_day, shifted


def fails_grade(now: Now, case: Case) -> bool:
    """Whether any requirement to stay that has data does not hold."""
    assert case.scheme
    grade = (case.scheme.get("grades") or {}).get(case.terms.get("grade") or "", {})
    held = [holds(now, case, one) for one in grade.get("stay") or []]
    if held:
        case.rules_done.add("grade:stay")
    return False in held


def holds(now: Now, case: Case, one: Plain) -> bool | None:
    """One requirement; None: no data, it is not counted."""
    if "mean_score" in one:
        return mean_score(now, case, one)
    if "months_employed" in one:
        hired = day(case.agent.get("hired"))
        return None if hired is None else months_between(hired, last_day(now.month)) >= int(one["months_employed"])
    if "mark" in one:
        item = (
            next((item for item in leaves(case.scheme["items"]) if item["id"] == one["mark"]), None)
            if case.scheme
            else None
        )
        points = typed(case, item) if item and item["rule"]["type"] == "manual" else None
        return None if points is None else points >= number(one["at"])
    if "no_incidents" in one:
        months = [shifted(now.month, -back) for back in range(int(one["months"]))]
        return not any(row["kind"] in one["no_incidents"] for row in now.incidents(case.number, months))
    figure = case.figure(one["metric"])
    if figure is None or figure.incomplete or figure.value is None:
        return None
    return reaches(figure.value, number(one["at"]), better(one))


def mean_score(now: Now, case: Case, one: Plain) -> bool | None:
    """The mean of this month and the sealed ones before it; one missing: no data."""
    scores = [case.score]
    for back in range(1, int(one["months"])):
        then = (now.sealed(shifted(now.month, -back)) or {}).get(case.number)
        scores.append(then.score if then else None)
    known = [score for score in scores if score is not None]
    if len(known) < len(scores):
        return None
    return sum(known, Fraction(0)) / len(known) >= number(one["mean_score"])


def months_between(start: date, end: date) -> int:
    """Completed months."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
