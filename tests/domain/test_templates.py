"""The built-in templates: their files, and that each computes a plausible month with every line."""

from fractions import Fraction
from typing import Any

import msgspec
import pytest

from app.domain.inputs import Adjustment, MonthInputs, Observation
from app.domain.metrics import METRICS
from app.domain.money import exact
from app.domain.month import PayMonth
from app.domain.payrun import compute
from app.domain.people import Agent, Amount, Shop, Since, TaxOpening, TaxTerms
from app.domain.scheme import Manual, Scheme, given
from app.domain.schemefile import write_scheme
from app.resources import resource_path
from tests.domain.build import SHOP, agent, incident, mark, month
from tests.domain.templates import POSITIONS, in_force, rows, template

IDS = (
    "conversion-tiered", "conversion-supervisor", "taobao-presales", "taobao-aftersales", "taobao-vip",
    "outsourced-sales", "outsourced-service", "split-salary-presales", "split-salary-aftersales",
    "split-salary-combined", "four-part", "traditional-baseline",
)  # fmt: skip

# The files


def test_the_templates_in_their_order() -> None:
    assert tuple(POSITIONS) == IDS


@pytest.mark.parametrize("name", IDS)
def test_a_template_is_written_in_the_documented_form(name: str) -> None:
    data = resource_path("schemes", f"{name}.json").read_bytes()
    assert write_scheme(template(name)) == data


@pytest.mark.parametrize("name", IDS)
def test_a_template_says_what_it_rewards_and_that_its_numbers_are_defaults(name: str) -> None:
    description = given(template(name).description, "")
    assert 2 <= description.count("。") <= 4
    assert "来自" in description
    assert "默认" in description


# A plausible month of every template

PEOPLE = (("小美", "一组", 0), ("小丽", "一组", 8), ("小芳", "二组", -8))
COMMON = {"base", "incident", "incident:fine", "attendance", "overtime", "social_insurance", "housing_fund",
          "income_tax", "loss", "advance", "adjustment"}  # fmt: skip
LINES = {
    "conversion-tiered": {"commission", "followup", "award"},
    "conversion-supervisor": {"supervisor", "points"},
    "taobao-presales": {
        "performance", "commission", "points", "award", "award:recommend", "team", "contest:pk", "allowance",
        "full_attendance",
    },
    "taobao-aftersales": {"performance", "points", "award", "team", "allowance", "full_attendance"},
    "taobao-vip": {
        "performance", "commission", "points", "award", "team", "contest:pk", "allowance", "full_attendance",
    },
    "outsourced-sales": {"performance", "commission"},
    "outsourced-service": {"performance"},
    "split-salary-presales": {"performance", "commission", "contest", "allowance", "full_attendance"},
    "split-salary-aftersales": {"performance", "commission", "contest", "allowance", "full_attendance"},
    "split-salary-combined": {"performance", "commission", "contest", "allowance", "full_attendance"},
    "four-part": {"performance", "allowance"},
    "traditional-baseline": {"commission"},
}  # fmt: skip
OF_COMPANIES = {"base", "incident", "incident:fine", "adjustment"}
SHEET = {
    "consulted_users": 3000, "unreplied_users": 30, "received_users": 2970, "valid_received_users": 2900,
    "inquiry_users": 1600, "inquiry_paid_users": 700, "inquiry_sales_amount": 90000, "paid_users": 760,
    "sales_amount": 100000, "refund_amount": 3000, "items_sold": 1100, "orders": 800, "seller_messages": 20000,
    "buyer_messages": 17000, "very_satisfied": 200, "satisfied": 60, "neutral": 5, "evaluations": 265,
}  # fmt: skip
TYPED = {
    "quality_score": "92", "followup_sales": "60", "outbound_calls": "55", "other_tasks": "250", "handled_cases": "400",
    "resolved_cases": "385", "kpi_points": "12", "night_shifts": "4",
}  # fmt: skip


def sheet_rows(name: str, percent: int) -> tuple[Observation, ...]:
    """What the platforms' sheets give of one account in a month, some percent more or less than usual."""
    counts = {metric: value * (100 + percent) // 100 for metric, value in SHEET.items()}
    counts["inquiry_users"] = SHEET["inquiry_users"]
    times = {"response_seconds": "16.5", "first_response_seconds": "5.8"}
    return rows(name, **{metric: str(value) for metric, value in counts.items()}, **times)


def attendance(name: str, **given_days: str) -> tuple[Any, ...]:
    row = {"应出勤天数": "23", "出勤天数": "23", "事假天数": "0", "病假天数": "0", "旷工天数": "0", "迟到次数": "0", "早退次数": "0",
           "平时加班小时": "0", "休息日加班小时": "8", "节假日加班小时": "0"} | given_days  # fmt: skip
    return tuple(mark(f"attendance:{column}", value, who=f"A-{name}") for column, value in row.items())


def all_marks(plan: Scheme, name: str) -> tuple[Any, ...]:
    """Nine tenths of every mark that the scheme leaves to the supervisor, and the typed figures."""
    found = [mark(metric, value, who=f"A-{name}") for metric, value in TYPED.items()]
    for one in plan.every_item:
        if isinstance(one.rule, Manual):
            parts = [(f"/{part.name}", part.full) for part in given(one.rule.criteria, ())] or [("", one.full)]
            found += [
                mark(f"item:{one.id}{part}", str(float(full.value) * 0.9), who=f"A-{name}") for part, full in parts
            ]
    return tuple(found)


TAXED = Shop(name=SHOP, settings={"tax": "on", "minimum_wage": "2000", "profit_rate": "0.3"})


def person(name: str, team: str, position: str) -> Agent:
    return agent(
        name, position=position, team=team, grade="P2", base="5600", performance="1000", hired="2025-03-01",
        insurance={"pension": Amount(value=exact("440.5")), "medical": Amount(value=exact("110")), "fund": Amount(value=exact("250"))},
        tax=TaxTerms(opening=TaxOpening(month=PayMonth(2026, 10), income=Fraction(60_000), withheld=Fraction(300))),
        advance=Since(value=Fraction(600), month=PayMonth(2026, 10)), instalment=Fraction(200),
    )  # fmt: skip


def everyone(position: str) -> tuple[Agent, ...]:
    """Three agents of two teams; a company has its three people, a supervisor leads them."""
    if position == "外包":
        company = agent(
            "快客外包", kind="team", position="外包", accounts=(), team="快客", base="20000", performance="5000"
        )
        return (company, *(agent(name, position="外包成员", team="快客") for name, _, _ in PEOPLE))
    if position == "主管":
        people = tuple(person(name, "一组", "售前") for name, _, _ in PEOPLE)
        return (msgspec.structs.replace(person("组长", "一组", "主管"), accounts=()), *people)
    return tuple(person(name, team, position) for name, team, _ in PEOPLE)


def plausible(name: str) -> MonthInputs:
    plan, position = template(name), POSITIONS[name]
    people = everyone(position)
    paid_people = [one.name for one in people if one.position != "外包成员"]
    who = f"A-{paid_people[0]}"
    leave = {paid_people[0]: {"出勤天数": "22", "事假天数": "1"}}
    schemes = in_force(name, *(["conversion-tiered"] if position == "主管" else []))
    return month(
        *(one for account, _, percent in PEOPLE for one in sheet_rows(account, percent)),
        agents=people, shops=(TAXED,), schemes=schemes,
        marks=tuple(one for each in paid_people for one in (*all_marks(plan, each), *attendance(each, **leave.get(each, {})))),
        incidents=(
            incident("表扬", "2", "50", who=who), incident("投诉", "-3", "-30", who=who), incident("赔偿", None, "-80", who=who),
        ),
        adjustments=(Adjustment(number=who, amount=Fraction(88), reason="上月少算"),),
    )  # fmt: skip


@pytest.mark.parametrize("name", IDS)
def test_a_plausible_month_computes_with_every_line(name: str) -> None:
    found = compute(plausible(name)).payslips
    assert [(one.name, one.pending) for one in found if not one.computed] == []
    own = [one for one in found if one.position == POSITIONS[name]]
    codes = {line.code for one in own for line in one.lines}
    expected = LINES[name] | (OF_COMPANIES if POSITIONS[name] == "外包" else COMMON)
    assert codes >= expected
    assert all((one.net or 0) > 0 for one in own)


@pytest.mark.parametrize("name", IDS)
def test_a_template_needs_only_the_sheets_and_the_marks_it_names(name: str) -> None:
    """With platform sheets alone only what a supervisor has to give is waited for, and a contest of scores with it."""
    inputs = msgspec.structs.replace(plausible(name), marks=())
    waits = {one.id for found in compute(inputs).payslips if found.position == POSITIONS[name] for one in found.pending}
    assert waits == WAITS[name]


WAITS = {
    "conversion-tiered": set[str](), "conversion-supervisor": set[str](), "traditional-baseline": set[str](),
    "outsourced-sales": set[str](), "outsourced-service": set[str](),
    "taobao-presales": {"chat"}, "taobao-aftersales": {"chat", "cases", "resolved"}, "taobao-vip": {"chat", "duties"},
    "split-salary-presales": {"chat", "contest"}, "split-salary-aftersales": set[str](), "split-salary-combined": {"chat", "tasks", "contest"},
    "four-part": {"courtesy", "promotion"},
}  # fmt: skip


@pytest.mark.parametrize("name", IDS)
def test_a_template_names_only_known_metrics_once(name: str) -> None:
    metrics = [given(one.metric, "") for one in template(name).every_item if given(one.metric, "") in METRICS]
    assert len(metrics) == len(set(metrics))
