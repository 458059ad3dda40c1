"""A company as one payee: its figures, its incidents and its days are those of its people."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.inputs import MonthInputs
from app.domain.measured import measured_trace
from app.domain.observations import AgentMetrics, MonthMetrics, month_metrics
from app.domain.payline import Payslip
from app.domain.payrun import compute
from app.domain.people import Account
from tests.domain.build import SHOP, agent, day, earlier, incident, item, line, mark, month, scheme, seen
from tests.domain.pay.crew import account, company, hand, in_force

OTHER = "二店"


def people(*names: str) -> tuple[Any, ...]:
    return (company(), *(hand(name) for name in names))


def of_company(inputs: MonthInputs) -> AgentMetrics:
    return next(one for one in month_metrics(inputs).agents if one.agent.kind == "team")


def codes(found: MonthMetrics) -> list[str]:
    return [problem.code for problem in found.problems]


def value(found: AgentMetrics, metric: str) -> Fraction | None:
    measured = found.metrics.get(metric)
    return None if measured is None else measured.value


def test_sums_are_added_and_ratios_re_divided() -> None:
    rows = (
        seen("orders", "1", account="甲"), seen("received_users", "2", account="甲"),
        seen("orders", "30", account="乙"), seen("received_users", "100", account="乙"),
        seen("orders", "4", account="公司号"), seen("received_users", "8", account="公司号"),
        seen("orders", "99", account="自家"), seen("received_users", "99", account="自家"),
    )  # fmt: skip
    agents = (
        company(accounts=(account("公司号"),)),
        hand("甲"),
        hand("乙"),
        hand("别家", "外包二组"),
        agent("自家", team="外包一组"),
    )
    found = of_company(month(*rows, agents=agents))
    assert (value(found, "orders"), value(found, "received_users")) == (35, 110)
    assert value(found, "reception_conversion") == Fraction(35, 110)
    assert found.members == ("A-乙", "A-甲")


def test_a_number_of_days_over_a_number_of_the_month_is_nobodys_ratio() -> None:
    """甲 paid 70 by days and inquired 0 in the month: no ratio (RULES 8), so nothing of it counts for the company.

    Of 乙 both are of the month, 3 of 0: no ratio of 乙, but 3 paid of the company's. Not 98 ÷ 71.
    """
    rows = (
        day("inquiry_paid_users", "70", "05", account="甲"), seen("inquiry_users", "0", account="甲"),
        seen("inquiry_paid_users", "3", account="乙"), seen("inquiry_users", "0", account="乙"),
        seen("inquiry_paid_users", "25", account="公司号"), seen("inquiry_users", "71", account="公司号"),
    )  # fmt: skip
    found = of_company(month(*rows, agents=(company(accounts=(account("公司号"),)), hand("甲"), hand("乙"))))
    assert value(found, "inquiry_conversion") == Fraction(28, 71)
    assert value(found, "inquiry_paid_users") == 98


def test_means_are_weighted_over_the_people() -> None:
    rows = [
        seen("response_seconds", seconds, account=name, weight=weight, weighed_by="turns")
        for name, seconds, weight in (("甲", "10", "3"), ("乙", "30", "1"))
    ]
    assert value(of_company(month(*rows, agents=people("甲", "乙"))), "response_seconds") == 15


def test_a_mean_of_which_one_has_no_weight_is_no_data() -> None:
    rows = [seen("response_seconds", seconds, account=name) for name, seconds in (("甲", "10"), ("乙", "30"))]
    found = month_metrics(month(*rows, agents=people("甲", "乙")))
    assert "response_seconds" not in found.agents[-1].metrics
    assert codes(found) == ["no_weight"]


def test_what_is_not_known_of_one_is_not_known_of_the_company() -> None:
    rows = (seen("orders", None, account="甲"), seen("orders", "30", account="乙"))
    orders = of_company(month(*rows, agents=people("甲", "乙"))).metrics["orders"]
    assert (orders.value, orders.incomplete) == (30, True)


# Marks


def test_typed_sums_add_and_typed_means_count_by_marks() -> None:
    marks = [
        mark("outbound_calls", "3", who="A-甲"),
        mark("outbound_calls", "4", who="A-乙"),
        mark("attendance:出勤天数", "20", who="A-甲"),
        mark("attendance:出勤天数", "11.5", who="A-乙"),
    ]
    marks += [mark("quality_score", points, who="A-甲") for points in ("80", "90", "100")]
    marks.append(mark("quality_score", "50", who="A-乙"))
    found = of_company(month(agents=people("甲", "乙", "丙"), marks=tuple(marks)))
    assert (value(found, "outbound_calls"), value(found, "attendance:出勤天数")) == (7, Fraction("31.5"))
    assert value(found, "quality_score") == 80  # 320 ÷ 4, not (90 + 50) ÷ 2
    assert found.metrics["quality_score"].basis == "manual"


def test_a_sum_of_sheet_and_mark_says_whose_each_part_is() -> None:
    agents = (company(accounts=(account("公司号"),)), hand("甲"), hand("乙"))
    rows = (seen("outbound_calls", "5", account="公司号"), seen("outbound_calls", "6", account="甲"))
    found = of_company(month(*rows, agents=agents, marks=(mark("outbound_calls", "4", who="A-乙"),)))
    trace = measured_trace("outbound_calls", found.metrics["outbound_calls"])
    assert (trace.rule, trace.value) == ("sum", 15)
    assert sorted((one.params["account"], one.value) for one in trace.inputs) == [("乙", 4), ("公司号", 5), ("甲", 6)]


def test_typed_and_weighted_means_are_not_mixed() -> None:
    rows = [seen("answer_ratio", "1.2", account="甲", weight="500", weighed_by="received_users")]
    found = month_metrics(month(*rows, agents=people("甲", "乙"), marks=(mark("answer_ratio", "1.4", who="A-乙"),)))
    assert "answer_ratio" not in found.agents[-1].metrics
    assert codes(found) == ["no_weight"]


def test_the_companys_own_marks_stand_on_top() -> None:
    rows = (seen("orders", "30", account="甲"), seen("received_users", "100", account="甲"))
    inputs = month(*rows, agents=people("甲"), marks=(mark("orders", "40", who="A-甲公司"),))
    found = of_company(inputs)
    assert (value(found, "orders"), found.metrics["orders"].basis) == (40, "manual")
    assert codes(month_metrics(inputs)) == ["mark_over_sheet"]


# Shops and levels


def test_by_shop_too() -> None:
    agents = (company(), hand("甲"), hand("乙", accounts=(account("乙", OTHER),), shops=(OTHER,)))
    rows = (seen("orders", "30", account="甲"), seen("orders", "12", account="乙", shop=OTHER))
    found = of_company(month(*rows, agents=agents))
    assert {shop: metrics["orders"].value for shop, metrics in found.by_shop.items()} == {SHOP: 30, OTHER: 12}


def test_the_ratings_of_its_peoples_shops_by_their_receptions() -> None:
    agents = (company(shops=()), hand("甲"), hand("乙", accounts=(account("乙", OTHER),), shops=(OTHER,)), hand("没来"))
    rows = (
        seen("received_users", "300", account="甲"), seen("received_users", "100", account="乙", shop=OTHER),
        seen("service_rating", "4.8", account=""), seen("service_rating", "4.6", account="", shop=OTHER),
    )  # fmt: skip
    assert value(of_company(month(*rows, agents=agents)), "service_rating") == Fraction("4.75")


def test_typed_ratings_of_its_people_where_no_sheet_has_one() -> None:
    rows = (seen("received_users", "300", account="甲"), seen("received_users", "100", account="乙"))
    marks = (mark("service_rating", "4.8", who="A-甲"), mark("service_rating", "4.6", who="A-乙"))
    assert value(of_company(month(*rows, agents=people("甲", "乙"), marks=marks)), "service_rating") == Fraction("4.75")


# Days


@pytest.mark.parametrize(
    ("marks", "days"),
    [
        ({}, 3),  # 甲 two days, 乙 one
        ({"A-甲": ("days_worked", "20")}, 21),
        ({"A-甲": ("attendance:出勤天数", "19.5")}, Fraction("20.5")),
        ({"A-甲公司": ("days_worked", "40")}, 40),
    ],
)
def test_person_days_are_those_of_its_people(marks: dict[str, tuple[str, str]], days: Fraction | int) -> None:
    rows = (
        day("orders", "1", "05", account="甲"),
        day("orders", "1", "06", account="甲"),
        day("orders", "1", "05", account="乙"),
    )
    typed = tuple(mark(metric, text, who=who) for who, (metric, text) in marks.items())
    found = of_company(month(*rows, agents=people("甲", "乙", "没来"), marks=typed))
    assert found.days_worked == days
    assert found.row_days == {date(2026, 10, 5), date(2026, 10, 6)}


def test_person_days_are_unknown_while_those_of_one_are() -> None:
    rows = (day("orders", "1", "05", account="甲"), seen("orders", "9", account="乙"))
    assert of_company(month(*rows, agents=people("甲", "乙"))).days_worked is None


@pytest.mark.parametrize(("per_day", "flags"), [("150", []), ("149.99", ["overload"])])
def test_overload_is_by_person_and_day(per_day: str, flags: list[str]) -> None:
    plan = scheme(pay=[], overload={"metrics": ["received_users"], "per_day": per_day})
    rows = [day("received_users", "150", on, account=name) for name, on in (("甲", "05"), ("甲", "06"), ("乙", "05"))]
    assert [
        flag.code for flag in paid(month(*rows, agents=people("甲", "乙"), schemes=(in_force(plan, "外包"),))).flags
    ] == flags


# Paid


def paid(inputs: MonthInputs) -> Payslip:
    (slip,) = compute(inputs).payslips
    return slip


PLAN = scheme(
    items=[
        item("60", {"type": "bands", "bands": [["0.3", "60"]]}, id="rate", metric="reception_conversion"),
        item("40", {"type": "deductions", "kinds": {"投诉": "3"}}, id="care"),
    ],
    pay=[
        line("performance", {"type": "performance", "amount": "1000"}),
        line("commission", {"type": "commission", "amount": "sales_amount", "rate": "0.01"}),
        line("incident", {"type": "incident_money"}),
    ],
)


def test_the_incidents_of_its_people_count_for_the_company() -> None:
    rows = (
        seen("orders", "30", account="甲"),
        seen("received_users", "100", account="甲"),
        seen("sales_amount", "5000", account="甲"),
    )
    incidents = (
        incident("投诉", who="A-甲", on="06"), incident("投诉", who="A-甲公司", on="05"),
        incident("表扬", None, "50", who="A-乙"), incident("投诉", who="A-自家"),
    )  # fmt: skip
    agents = (*people("甲", "乙"), agent("自家", position="外包成员", team="外包二组"))
    slip = paid(month(*rows, agents=agents, incidents=incidents, schemes=(in_force(PLAN, "外包"),)))
    assert (slip.name, slip.score) == ("甲公司", 94)
    assert {one.code: one.amount for one in slip.lines} == {
        "performance": 94_000,
        "commission": 5_000,
        "incident": 5_000,
    }


def test_an_account_of_its_people_that_changed_hands_blocks_the_company() -> None:
    before = hand("甲", accounts=(Account(shop=SHOP, name="号", last=date(2026, 10, 15)),))
    after = hand("乙", team="外包二组", accounts=(Account(shop=SHOP, name="号", first=date(2026, 10, 16)),))
    inputs = month(
        seen("orders", "8", account="号"),
        agents=(company(), before, after),
        schemes=(in_force(scheme(pay=[]), "外包"),),
    )
    assert [one.code for one in paid(inputs).pending] == ["account_conflict"]


def test_who_has_no_team_is_of_no_company() -> None:
    found = of_company(month(seen("orders", "8", account="甲"), agents=(company(team=""), hand("甲", ""))))
    assert (found.members, found.metrics) == ((), {})


def test_two_companies_of_one_team_are_named() -> None:
    agents = (company("甲公司"), company("乙公司"), hand("甲"))
    assert codes(month_metrics(month(agents=agents))) == ["team_of_two_companies"]


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 99)), min_size=1, max_size=5))
def test_its_figures_are_those_of_one_person_with_all_the_accounts(figures: list[tuple[int, int, int]]) -> None:
    names = [f"号{index}" for index in range(len(figures))]
    rows = [
        row
        for name, (won, asked, seconds) in zip(names, figures, strict=True)
        for row in (
            seen("inquiry_paid_users", str(won), account=name), seen("inquiry_users", str(asked), account=name),
            seen("response_seconds", str(seconds), account=name, weight=str(asked), weighed_by="turns"),
        )
    ]  # fmt: skip
    one = agent("一人", accounts=tuple(account(name) for name in names))
    alone = month_metrics(month(*rows, agents=(one,))).agents[0].metrics
    many = of_company(month(*rows, agents=people(*names))).metrics
    assert many.keys() == alone.keys()
    for name, measured in alone.items():
        assert (many[name].value, many[name].numerator, many[name].estimated) == (
            measured.value,
            measured.numerator,
            measured.estimated,
        )


@pytest.mark.parametrize(("months", "failed"), [(1, False), (2, True)])
def test_a_grade_asks_for_the_incidents_of_the_people_too(months: int, *, failed: bool) -> None:
    """甲 had a complaint in September: the company did."""
    plan = scheme(
        pay=[line("x", {"type": "adjustment"})],
        grades={"P2": {"stay": [{"no_incidents": ["投诉"], "months": months}]}},
    )
    agents = (company(grade="P2"), hand("甲"))
    inputs = month(
        agents=agents, schemes=(in_force(plan, "外包"),), earlier_incidents=(earlier("投诉", "2026-09-05", who="A-甲"),)
    )
    (slip,) = compute(inputs).payslips
    assert any(flag.code == "grade_failed" for flag in slip.flags) is failed
