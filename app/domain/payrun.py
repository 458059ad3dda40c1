"""compute(inputs) → PayRun: the one entrance to the core; the phases of RULES 35 in one place."""

from collections.abc import Callable
from fractions import Fraction

from app.domain.case import Case, cases_of
from app.domain.hints import hints
from app.domain.in_force import InForce
from app.domain.inputs import MonthInputs, SchemeInForce
from app.domain.money import exact
from app.domain.observations import AgentMetrics, MonthMetrics, month_metrics
from app.domain.payline import PayRun, Payslip
from app.domain.payslips import payslip, without_scheme
from app.domain.peers import Peers
from app.domain.people import COMPANY_MEMBER
from app.domain.scoring.score import score
from app.domain.staff import Staff

NEAR_MISS_LIMIT = Fraction(5, 100)
"""The gap to a threshold, as a share of it, within which a near miss is shown."""


def compute(
    inputs: MonthInputs, progress: Callable[[int, int], None] | None = None, metrics: MonthMetrics | None = None
) -> PayRun:
    """The pay run of a month: a pure function, the same inputs give the same run.

    Phases: month metrics of everybody, the scores of all, then each agent's lines. ``progress(done, all)`` may raise
    to cancel. ``metrics`` are those of the inputs where somebody has them already; no scheme changes them.
    """
    metrics = metrics or month_metrics(inputs)
    schemes = _schemes(inputs, metrics)
    staff = _scored(inputs, metrics, schemes)
    paid = [agent for agent in metrics.agents if agent.agent.position != COMPANY_MEMBER]
    limits = _near_miss_limits(inputs)
    payslips: list[Payslip] = []
    for index, agent in enumerate(paid):
        number = agent.agent.number
        payslips.append(_slip(agent, staff.cases.get(number), schemes.get(number), staff, limits))
        if progress:
            progress(index + 1, len(paid))
    return PayRun(
        month=inputs.month,
        pay_date=inputs.pay_date,
        business=inputs.business,
        payslips=tuple(payslips),
        problems=metrics.problems,
        hints=hints(staff),
    )


def scored_staff(inputs: MonthInputs, metrics: MonthMetrics | None = None) -> Staff:
    """Everybody of the month with their scores, without paying anyone; ``metrics`` as in ``compute``."""
    metrics = metrics or month_metrics(inputs)
    return _scored(inputs, metrics, _schemes(inputs, metrics))


def _scored(inputs: MonthInputs, metrics: MonthMetrics, schemes: dict[str, SchemeInForce]) -> Staff:
    cases = cases_of(inputs, metrics.agents, {number: found.scheme for number, found in schemes.items()})
    staff = Staff(inputs, metrics.agents, cases, Peers(metrics.agents, cases, inputs.incidents))
    staff.scores.update({case.agent.number: score(case, staff.peers) for case in cases})
    return staff


def _slip(
    agent: AgentMetrics,
    case: Case | None,
    scheme: SchemeInForce | None,
    staff: Staff,
    limits: dict[str, Fraction],
) -> Payslip:
    if case is None or scheme is None:
        return without_scheme(agent)
    return payslip(case, staff, scheme.version, limits.get(agent.main_shop, NEAR_MISS_LIMIT))


def _near_miss_limits(inputs: MonthInputs) -> dict[str, Fraction]:
    return {shop.name: exact(shop.settings["near_miss"]) for shop in inputs.shops if "near_miss" in shop.settings}


def _schemes(inputs: MonthInputs, metrics: MonthMetrics) -> dict[str, SchemeInForce]:
    in_force = InForce(inputs, metrics)
    found = ((agent.agent.number, in_force.of(agent.agent)) for agent in metrics.agents)
    return {number: scheme for number, scheme in found if scheme is not None}
