"""A base or Y that changes within the month is counted by days: RULES 26."""

from datetime import date
from typing import Any

import pytest

from app.domain.money import exact, fen_text
from app.domain.payline import Payslip
from app.domain.payrun import compute
from app.domain.people import Agent, Amount, PayFrom
from app.domain.trace import Trace
from tests.domain.build import agent, line, mark, month, scheme

BASE = line("base", {"type": "base", "prorate": "calendar", "amount": "2000", "probation_rate": "0.8"})


def paid_from(key: str, *parts: tuple[str, str | None], **more: Any) -> Agent:
    """Somebody whose pay holds from these days of October on; None: nothing of their own."""
    changes = tuple(
        PayFrom(first=date.fromisoformat(f"2026-10-{on}"), amount=None if text is None else Amount(value=exact(text)))
        for on, text in parts
    )
    return agent(pay_changes={key: changes}, **{key: parts[-1][1]}, **more)


def slip(who: Agent, *pay: dict[str, Any], **more: Any) -> Payslip:
    return compute(month(plan=scheme(pay=[*pay]), agents=(who,), **more)).payslips[0]


def amounts(found: Payslip) -> dict[str, str]:
    assert found.computed, found.pending
    return {one.code: fen_text(one.amount) for one in found.lines}


@pytest.mark.parametrize(
    ("parts", "more", "amount"),
    [
        # (3,000 × 15 + 3,500 × 16) ÷ 31
        ((("01", "3000"), ("16", "3500")), {}, "3258.06"),
        # three amounts: 9, 10 and 12 days
        ((("01", "3000"), ("10", "3100"), ("20", "4000")), {}, "3419.35"),
        # nothing of one's own before the 16th: the scheme's 2,000 for 15 days
        ((("01", None), ("16", "3500")), {}, "2774.19"),
        # joined on the 11th: 5 days at 3,000 and 16 at 3,500 of 31
        ((("11", "3000"), ("16", "3500")), {"hired": "2026-10-11"}, "2290.32"),
        # left on the 20th: 15 and 5 days
        ((("01", "3000"), ("16", "3500")), {"left": "2026-10-20"}, "2016.13"),
        # regular from the 16th with a rise: 15 days × 80 % of 3,000, 16 days of 3,500
        ((("01", "3000"), ("16", "3500")), {"regular_from": "2026-10-16"}, "2967.74"),
    ],
)
def test_base_by_days(parts: tuple[tuple[str, str | None], ...], more: dict[str, str], amount: str) -> None:
    assert amounts(slip(paid_from("base", *parts, **more), BASE)) == {"base": amount}


def test_base_by_attendance_takes_the_mean_of_the_days_employed() -> None:
    """5 days at 3,000 and 16 at 3,500 are 3,380.95 a month; 15 of 21.75 days attended."""
    rule = line("base", {"type": "base", "prorate": "attendance"})
    who = paid_from("base", ("11", "3000"), ("16", "3500"), hired="2026-10-11")
    assert amounts(slip(who, rule, marks=(mark("attendance:出勤天数", "15"),))) == {"base": "2331.69"}


def test_performance_pay_takes_the_mean_of_y() -> None:
    """Score 80; Y 1,000 for 15 days and 2,000 for 16: 80 % of 1,516.13."""
    plan = scheme(
        items=[{"id": "chat", "name": "聊天", "full": "100", "rule": {"type": "manual"}}],
        pay=[line("performance", {"type": "performance"})],
    )
    who = paid_from("performance", ("01", "1000"), ("16", "2000"))
    found = compute(month(plan=plan, agents=(who,), marks=(mark("item:chat", "80"),))).payslips[0]
    assert amounts(found) == {"performance": "1212.90"}


def test_days_without_any_amount_are_missing_input() -> None:
    rule = line("base", {"type": "base"})
    found = slip(paid_from("base", ("01", None), ("16", "3500")), rule)
    assert [(one.code, one.id) for one in found.pending] == [("no_base", "base")]


def test_an_hour_of_overtime_is_of_the_mean() -> None:
    """(3,000 × 15 + 3,500 × 16) ÷ 31 ÷ 21.75 ÷ 8 × 1.5 × 10 hours."""
    rates = {"weekday": "1.5", "rest": "2", "holiday": "3"}
    rule = line("overtime", {"type": "overtime", "base": "base", "rates": rates})
    who = paid_from("base", ("01", "3000"), ("16", "3500"))
    found = amounts(slip(who, BASE, rule, marks=(mark("attendance:平时加班小时", "10"),)))
    assert found == {"base": "3258.06", "overtime": "280.87"}


def test_the_trace_names_the_days() -> None:
    (found,) = slip(paid_from("base", ("01", "3000"), ("16", "3500")), BASE).lines
    (mean,) = found.trace.inputs
    assert mean.rule == "base_by_days"

    def said(part: Trace) -> tuple[str, str, str]:
        return part.params["first"], part.params["last"], part.params["days"]

    assert [said(part) for part in mean.inputs] == [
        ("2026-10-01", "2026-10-15", "15"),
        ("2026-10-16", "2026-10-31", "16"),
    ]
