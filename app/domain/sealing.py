"""What a sealed month leaves to later ones, taken from its inputs and its run."""

from fractions import Fraction

import msgspec

from app.domain.history import PastAgent, PastFigure, PastMonth
from app.domain.in_force import InForce
from app.domain.inputs import MonthInputs, SchemeInForce
from app.domain.measured import Measured
from app.domain.metrics import NET_SALES
from app.domain.money import yuan
from app.domain.observations import month_metrics
from app.domain.payline import PayLine, PayRun, Payslip
from app.domain.payrun import scored_staff
from app.domain.people import Agent
from app.domain.scheme import Commission, Scheme, given


def left_behind(inputs: MonthInputs, run: PayRun) -> PastMonth:
    """The figures of everybody employed in the month, and the score and sums of who was paid.

    A company's people are not paid and leave their score all the same: others are ranked among them.
    """
    slips = {slip.number: slip for slip in run.payslips}
    metrics = month_metrics(inputs)
    in_force = InForce(inputs, metrics)
    unpaid = [one.agent for one in metrics.agents if one.agent.number not in slips and in_force.of(one.agent)]
    staff = scored_staff(inputs) if unpaid else None
    agents: dict[str, PastAgent] = {}
    for found in metrics.agents:
        agent, slip = found.agent, slips.get(found.agent.number)
        figures = {metric: _figure(measured) for metric, measured in (found.metrics | found.undivided).items()}
        score = staff.scores[agent.number].total if staff is not None and agent in unpaid else None
        past = PastAgent(number=agent.number, place=found.place, figures=figures, score=score)
        if slip is not None and slip.computed:
            past = _paid(past, agent, slip, in_force.of(agent))
        agents[agent.number] = past
    return PastMonth(month=run.month, pay_date=run.pay_date, agents=agents)


def _paid(past: PastAgent, agent: Agent, slip: Payslip, scheme: SchemeInForce | None) -> PastAgent:
    return msgspec.structs.replace(
        past,
        score=slip.score,
        sums={**slip.sums, "gross": slip.gross or 0},
        paid={line.code: line.signed for line in slip.lines},
        rates={} if scheme is None else _rates(scheme.scheme, slip, past.figures),
        tax_additional=agent.tax.additional,
        tax_other=agent.tax.other,
    )


def _figure(measured: Measured) -> PastFigure:
    return PastFigure(measured.value, measured.numerator, measured.denominator, measured.incomplete, measured.marks)


def _rates(scheme: Scheme, slip: Payslip, figures: dict[str, PastFigure]) -> dict[str, Fraction]:
    """The rates at which commission on net sales was paid, by line: refunds after the month are taken back at them."""
    lines = {line.code: line for line in slip.lines}
    return {
        item.code: _rate(item.rule, lines[item.code], figures)
        for item in scheme.pay
        if isinstance(item.rule, Commission) and item.rule.amount == NET_SALES and item.code in lines
    }


def _rate(rule: Commission, line: PayLine, figures: dict[str, PastFigure]) -> Fraction:
    """The rate of the tier then reached; of a marginal commission what was paid for a yuan on the whole."""
    if given(rule.mode, "whole") == "whole" and "rate" in line.trace.params:
        return Fraction(line.trace.params["rate"])
    net = figures[NET_SALES].value if NET_SALES in figures else None
    return yuan(line.amount) / net if net else Fraction(0)
