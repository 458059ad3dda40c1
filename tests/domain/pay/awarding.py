"""What the tests of awards share: several people with figures, and who is paid what."""

from collections.abc import Iterable
from typing import Any

from app.domain.inputs import MonthInputs, Observation
from app.domain.money import fen_text
from app.domain.month import PayMonth
from app.domain.payline import INFO, PayLine, Payslip
from app.domain.payrun import compute
from app.domain.people import Agent
from tests.domain.build import agent, item, line, mark, month, scheme, seen

RANK = {"type": "award", "kind": "rank", "metric": "orders", "by": ["shop", "position"], "amounts": ["500", "300"]}


def rows(values: dict[str, dict[str, str | None]], at: str = "2026-10") -> tuple[Observation, ...]:
    """``{"小美": {"orders": "5"}}`` as month-level rows of that month."""
    found = PayMonth.parse(at)
    return tuple(
        seen(metric, value, account=name, first=found.first.isoformat(), last=found.last.isoformat())
        for name, figures in values.items()
        for metric, value in figures.items()
    )


def conversion(paid: int, asked: int) -> dict[str, str | None]:
    """The two parts of an inquiry conversion."""
    return {"inquiry_paid_users": str(paid), "inquiry_users": str(asked)}


def people(names: Iterable[str], **more: dict[str, Any]) -> tuple[Agent, ...]:
    """Agents of these names; ``more`` gives some of them other terms."""
    return tuple(agent(name, **more.get(name, {})) for name in names)


def staffed(
    rule: dict[str, Any], values: dict[str, dict[str, str | None]], *, at: str = "2026-10",
    terms: dict[str, dict[str, Any]] | None = None, pay: dict[str, Any] | None = None, **more: Any,
) -> MonthInputs:  # fmt: skip
    """A month with these figures, everybody 售前 with the one line ``award``."""
    found = PayMonth.parse(at)
    given: dict[str, Any] = {
        "plan": scheme(pay=[line("award", rule, **(pay or {}))]), "agents": people(values, **(terms or {})),
        "month": found, "pay_date": found.shift(1).first,
    }  # fmt: skip
    return month(*rows(values, at), **(given | more))


def scored(rule: dict[str, Any], marks: dict[str, str], *, names: str = "abc", **more: Any) -> MonthInputs:
    """The same with a score of 100 points given by hand."""
    items = [item("100", {"type": "manual"}, id="hand")]
    plan = scheme(items=items, pay=[line("award", rule)])
    typed = tuple(mark("item:hand", points, who=f"A-{name}") for name, points in marks.items())
    return staffed(rule, {name: {"orders": "1"} for name in names}, plan=plan, marks=typed, **more)


def slips(inputs: MonthInputs) -> dict[str, Payslip]:
    """The payslips by name."""
    return {slip.name: slip for slip in compute(inputs).payslips}


def award_line(slip: Payslip) -> PayLine | None:
    """The line of the award; blocked slips fail the test."""
    assert slip.computed, slip.pending
    return next((one for one in slip.lines if one.code == "award"), None)


def won(inputs: MonthInputs) -> dict[str, str]:
    """What everybody who has a line got: ``500.00``, of an info line its sentence's code."""
    found = {name: award_line(slip) for name, slip in slips(inputs).items()}
    return {name: one.trace.rule if one.kind == INFO else fen_text(one.amount) for name, one in found.items() if one}


def why(inputs: MonthInputs, name: str) -> tuple[str, dict[str, str]]:
    """Why somebody has no line: the sentence's code and parameters."""
    slip = slips(inputs)[name]
    assert award_line(slip) is None
    (trace,) = slip.not_given
    return trace.rule, trace.params


def pending(inputs: MonthInputs, name: str = "小美") -> list[tuple[str, str]]:
    """What blocks somebody: code and metric."""
    return [(one.code, one.params.get("metric", "")) for one in slips(inputs)[name].pending]
