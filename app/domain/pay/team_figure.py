"""What a team has reached: a metric pooled over its members, or the mean of their scores (RULES 23)."""

from collections.abc import Sequence

from app.domain.case import Case
from app.domain.pay.pooled import Person, Pooled, pooled
from app.domain.pay.teams import NoShare
from app.domain.scheme import SCORE
from app.domain.scoring.outcome import ZERO
from app.domain.staff import Staff
from app.domain.trace import Trace


def team_figure(metric: str, members: Sequence[Case], staff: Staff) -> Pooled | NoShare:
    """The figure over the members who have data; all wait while one member's is not known in full."""
    if metric == SCORE:
        return _mean_score(members, staff)
    people: list[Person] = []
    for case in members:
        measured = case.measured(metric)
        if measured is not None and measured.incomplete:
            return NoShare("waiting", "not_yet_known", {"metric": metric, "name": case.agent.name})
        if measured is not None and measured.value is not None:
            people.append(Person(case.agent, measured))
    found = pooled(metric, people)
    return NoShare("lacking", "no_weight", {"metric": metric}) if found.unweighed else found


def _mean_score(members: Sequence[Case], staff: Staff) -> Pooled | NoShare:
    """The mean of the printed scores; one missing and nobody of the contest can be placed."""
    people: list[Trace] = []
    for case in members:
        score = staff.scores[case.agent.number].total
        if score is None:
            return NoShare("waiting", "contest_without_score", {"name": case.agent.name})
        params = {"name": case.agent.name, "number": case.agent.number}
        people.append(Trace("person_score", score, "points", params))
    mean = sum((one.value or ZERO for one in people), ZERO) / len(people)
    return Pooled(mean, Trace("people_mean_score", mean, "points", {"count": str(len(people))}, tuple(people)))
