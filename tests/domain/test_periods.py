"""Figures of several months: RULES 24, each kind of metric, months that are not sealed, what is not yet known."""

from fractions import Fraction
from typing import Any

import msgspec
import pytest

from app.domain.case import cases_of
from app.domain.history import PastFigure, PastMonth
from app.domain.inputs import Observation
from app.domain.month import PayMonth
from app.domain.observations import month_metrics
from app.domain.payrun import compute
from app.domain.peers import Peers
from app.domain.periods import PeriodFigure, count_incidents, ends, period_figure, period_months, period_trace
from app.domain.scheme import Period
from app.domain.scoring.score import Score
from app.domain.sealing import left_behind
from app.domain.staff import Staff
from app.texts import Texts
from app.wording.traces import trace_text
from tests.domain.build import agent, day, earlier, incident, mark, month, past_agent, scheme, sealed, seen

OCT, SEP, AUG = PayMonth(2026, 10), PayMonth(2026, 9), PayMonth(2026, 8)
MONTHS = (AUG, SEP, OCT)


def staff_of(*observations: Observation, history: tuple[PastMonth, ...] = (), **more: Any) -> Staff:
    inputs = month(*observations, plan=scheme(), history=history, **more)
    everyone = month_metrics(inputs).agents
    cases = cases_of(inputs, everyone, {one.agent.number: scheme() for one in everyone})
    return Staff(inputs, everyone, cases, Peers(everyone, cases))


def figure(metric: str, now: tuple[Observation, ...], *past: PastMonth, **more: Any) -> PeriodFigure:
    return period_figure(staff_of(*now, history=past, **more), "A-小美", metric, MONTHS)


@pytest.mark.parametrize(
    ("text", "period", "months", "last"),
    [
        ("2026-10", "month", ["2026-10"], True),
        ("2026-10", "quarter", ["2026-10"], False),
        ("2026-11", "quarter", ["2026-10", "2026-11"], False),
        ("2026-12", "quarter", ["2026-10", "2026-11", "2026-12"], True),
        ("2026-03", "quarter", ["2026-01", "2026-02", "2026-03"], True),
        ("2026-12", "half_year", ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12"], True),
        ("2026-06", "half_year", ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"], True),
        ("2026-09", "half_year", ["2026-07", "2026-08", "2026-09"], False),
        ("2026-02", "year", ["2026-01", "2026-02"], False),
        ("2026-12", "year", [f"2026-{number:02d}" for number in range(1, 13)], True),
    ],
)
def test_calendar_periods(text: str, period: Period, months: list[str], *, last: bool) -> None:
    found = PayMonth.parse(text)
    assert [str(one) for one in period_months(found, period)] == months
    assert ends(period, found) is last


PARTS = (seen("inquiry_paid_users", "30"), seen("inquiry_users", "100"))


@pytest.mark.parametrize(
    ("metric", "now", "august", "september", "value"),
    [
        # sums
        ("orders", (seen("orders", "5"),), {"orders": "7"}, {"orders": "1"}, "13"),
        ("orders", (seen("orders", "5"),), {}, {"orders": "1"}, "6"),
        ("orders", (), {"orders": "7"}, {}, "7"),
        ("orders", (), {}, {}, None),
        ("attendance:事假", (), {"attendance:事假": "2"}, {"attendance:事假": "1"}, "3"),
        # ratios: Σ ÷ Σ, not the mean of 30 %, 50 % and 10 %
        ("inquiry_conversion", PARTS, {"inquiry_conversion": "5÷10"}, {"inquiry_conversion": "1÷10"}, "36/120"),
        ("inquiry_conversion", PARTS, {}, {}, "3/10"),
        ("inquiry_conversion", (), {}, {"inquiry_conversion": "0.4"}, "2/5"),  # one month alone: its value
        ("inquiry_conversion", PARTS, {"inquiry_conversion": "0.4"}, {}, None),  # several, one without parts
        # means by their weights
        (
            "response_seconds", (seen("response_seconds", "20", weight="10", weighed_by="turns"),),
            {"response_seconds": "900÷30"}, {}, "1100/40",
        ),
        ("response_seconds", (seen("response_seconds", "20"),), {}, {}, "20"),
        ("response_seconds", (seen("response_seconds", "20"),), {"response_seconds": "900÷30"}, {}, None),
        # of a level the last known one
        ("service_rating", (seen("service_rating", "4.7"),), {"service_rating": "4.9"}, {"service_rating": "4.8"}, "4.7"),
        ("service_rating", (), {"service_rating": "4.9"}, {"service_rating": "4.8"}, "4.8"),
        ("service_rating", (), {"service_rating": "4.9"}, {}, "4.9"),
    ],
)  # fmt: skip
def test_how_months_add_up(
    metric: str, now: tuple[Observation, ...], august: dict[str, str], september: dict[str, str], value: str | None
) -> None:
    found = figure(metric, now, sealed("2026-08", past_agent(**august)), sealed("2026-09", past_agent(**september)))
    assert found.value == (None if value is None else Fraction(value))
    assert not found.incomplete


def test_a_typed_mean_over_months_is_weighed_by_its_marks() -> None:
    """Three spot checks of 80 on average and one of 100: (240 + 100) ÷ 4, as the sealed month left it."""
    september = month(
        month=SEP, plan=scheme(), marks=tuple(mark("quality_score", points) for points in ("70", "80", "90"))
    )
    past = left_behind(september, compute(september))
    assert figure("quality_score", (), past, marks=(mark("quality_score", "100"),)).value == 85
    assert figure("quality_score", (), past).value == 80


def test_a_month_that_is_not_sealed_counts_nothing() -> None:
    assert figure("orders", (seen("orders", "5"),), sealed("2026-08", past_agent(orders="7"))).value == 12
    assert figure("orders", (seen("orders", "5"),)).value == 5


def test_sealed_months_outside_the_period_count_nothing() -> None:
    staff = staff_of(seen("orders", "5"), history=(sealed("2026-09", past_agent(orders="7")),))
    assert period_figure(staff, "A-小美", "orders", (OCT,)).value == 5


@pytest.mark.parametrize(
    ("metric", "now", "september", "value", "incomplete"),
    [
        ("orders", (seen("orders", None),), {"orders": "7"}, 7, True),
        ("orders", (seen("orders", "5"),), {"orders": None}, 5, True),
        ("orders", (seen("orders", None),), {}, None, True),
        ("service_rating", (seen("service_rating", "4.7"),), {"service_rating": None}, Fraction("4.7"), False),
        ("service_rating", (seen("service_rating", None),), {"service_rating": "4.8"}, Fraction("4.8"), True),
    ],
)
def test_what_is_not_yet_known(
    metric: str, now: tuple[Observation, ...], september: dict[str, str | None], value: Any, *, incomplete: bool
) -> None:
    found = figure(metric, now, sealed("2026-09", past_agent(**september)))
    assert (found.value, found.incomplete) == (value, incomplete)


@pytest.mark.parametrize(
    ("now", "august", "september", "value"),
    [("80.01", "90", "70", "80.00333"), ("80", None, "70", "75"), (None, "90", None, "90"), (None, None, None, None)],
)
def test_the_score_is_the_mean_of_the_months_that_have_one(
    now: str | None, august: str | None, september: str | None, value: str | None
) -> None:
    history = (sealed("2026-08", past_agent(score=august)), sealed("2026-09", past_agent(score=september)))
    staff = staff_of(history=history)
    staff.scores["A-小美"] = Score(total=None if now is None else Fraction(now))
    found = period_figure(staff, "A-小美", "score", MONTHS).value
    assert (None if found is None else round(found, 5)) == (None if value is None else Fraction(value))


def test_what_has_nothing_to_be_divided_by_counts_all_the_same() -> None:
    """Refunds of 50 in a month without sales: 50 + 10 of 100, not 10 of 100; alone it is no data."""
    nothing = past_agent(refund_rate="50÷0")
    now = (seen("refund_amount", "10"), seen("sales_amount", "100"))
    found = figure("refund_rate", now, sealed("2026-09", nothing))
    assert found.value == Fraction(60, 100)
    assert figure("refund_rate", (), sealed("2026-09", nothing)).value is None
    idle = past_agent(inquiry_conversion="0÷0")
    typed = (mark("inquiry_conversion", "0.4"),)
    assert figure("inquiry_conversion", (), sealed("2026-09", idle), marks=typed).value == Fraction("0.4")
    refunds = (seen("refund_amount", "10"), seen("sales_amount", "0"))
    found = figure("refund_rate", refunds, sealed("2026-09", past_agent(refund_rate="50÷100")))
    assert found.value == Fraction(60, 100)
    staff = staff_of(*refunds, history=(sealed("2026-09", past_agent(refund_rate="50÷100")),))
    tree = period_trace(found, staff, "A-小美")
    assert [trace_text(part, Texts()) for part in tree.inputs] == ["没有封账，不计", "50 ÷ 100", "10 ÷ 0"]
    assert period_figure(staff, "A-小美", "refund_rate", (OCT,)).value is None


def test_what_could_not_be_divided_is_left_to_later_months() -> None:
    """Refunds of 50 without sales, and sales by days beside refunds of the whole month, which are no ratio at all."""
    for rows, past in (
        ((seen("refund_amount", "50"), seen("sales_amount", "0")), PastFigure(None, Fraction(50), Fraction(0))),
        ((seen("refund_amount", "50"), day("sales_amount", "0", "05")), None),
    ):
        inputs = month(*rows, plan=scheme())
        assert left_behind(inputs, compute(inputs)).agents["A-小美"].figures.get("refund_rate") == past


def test_a_month_whose_mean_has_no_weight_makes_the_period_no_data() -> None:
    rows = (day("response_seconds", "20", "05"), day("response_seconds", "30", "06"))
    now = (seen("response_seconds", "20", weight="10", weighed_by="turns"),)
    inputs = month(*rows, plan=scheme())
    past = msgspec.structs.replace(left_behind(inputs, compute(inputs)), month=SEP)
    assert figure("response_seconds", now, past).value is None
    assert figure("response_seconds", now).value == 20


def test_a_company_has_the_incidents_of_its_people() -> None:
    company = agent("公司", kind="team", position="外包", team="外包一组", accounts=())
    member = agent("小美", position="外包成员", team="外包一组")
    before = (earlier("迟到", "2026-09-05"), earlier("迟到", "2026-09-05", who="A-公司"))
    staff = staff_of(agents=(company, member), incidents=(incident("迟到"),), earlier_incidents=before)
    assert count_incidents(staff, "A-公司", ("迟到",), MONTHS) == 3
    assert count_incidents(staff, "A-公司", ("迟到",), (OCT,)) == 1
    assert count_incidents(staff, "A-小美", ("迟到",), MONTHS) == 2


def test_incidents_count_sealed_or_not() -> None:
    before = (earlier("迟到", "2026-07-31"), earlier("迟到", "2026-08-01"), earlier("投诉", "2026-09-02"))
    staff = staff_of(incidents=(incident("迟到"), incident("迟到")), earlier_incidents=before)
    assert count_incidents(staff, "A-小美", ("迟到",), MONTHS) == 3
    assert count_incidents(staff, "A-小美", ("迟到", "投诉"), MONTHS) == 4
    assert count_incidents(staff, "A-小美", ("迟到",), (AUG, SEP)) == 1
    assert count_incidents(staff, "A-小美", ("早退",), MONTHS) == 0
    assert period_figure(staff, "A-小美", "incidents:迟到", MONTHS).value == 3


def test_the_tree_names_every_month() -> None:
    history = (sealed("2026-09", past_agent(inquiry_conversion="1÷10", orders="3")),)
    staff = staff_of(*PARTS, seen("orders", "4"), history=history)
    ratio = period_trace(period_figure(staff, "A-小美", "inquiry_conversion", MONTHS), staff, "A-小美")
    assert trace_text(ratio, Texts()) == "31 ÷ 110"
    assert [trace_text(part, Texts()) for part in ratio.inputs] == ["没有封账，不计", "1 ÷ 10", "30 ÷ 100"]
    total = period_trace(period_figure(staff, "A-小美", "orders", MONTHS), staff, "A-小美")
    assert [part.value for part in total.inputs] == [None, 3, 4]
    assert total.inputs[2].sources


def test_marks_of_a_mean_over_several_months_are_no_data() -> None:
    """How many marks a sealed month had is not known: no plain mean of the months' means (RULES 10)."""
    history = (sealed("2026-09", past_agent(quality_score="90")),)
    marks = (mark("quality_score", "80"),)
    assert period_figure(staff_of(history=history, marks=marks), "A-小美", "quality_score", MONTHS).value is None
    assert period_figure(staff_of(marks=marks), "A-小美", "quality_score", MONTHS).value == 80
