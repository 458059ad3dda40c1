"""The five systems: every worked number comes out of the built-in template itself, computed as a month is."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

import msgspec
import pytest

from app.domain.history import PastAgent, PastFigure, PastMonth
from app.domain.inputs import Adjustment, MonthInputs, Observation, SchemeInForce
from app.domain.metrics import METRICS
from app.domain.money import exact, fen_text
from app.domain.month import PayMonth
from app.domain.payline import ItemResult, Payslip
from app.domain.payrun import compute
from app.domain.people import Agent, Amount, Place, Shop, Since, TaxOpening, TaxTerms
from app.domain.scheme import Manual, Scheme, given
from app.domain.schemefile import read_scheme, write_scheme
from app.resources import resource_path
from tests.domain.build import SHOP, agent, incident, mark, month, seen

INDEX = json.loads(resource_path("schemes", "index.json").read_text("utf-8"))
POSITIONS = {entry["id"]: entry["position"] for entry in INDEX}
IDS = (
    "conversion-tiered", "conversion-supervisor", "taobao-presales", "taobao-aftersales", "taobao-vip",
    "outsourced-sales", "outsourced-service", "split-salary-presales", "split-salary-aftersales",
    "split-salary-combined", "four-part", "traditional-baseline",
)  # fmt: skip


def template(name: str) -> Scheme:
    found, problems = read_scheme(resource_path("schemes", f"{name}.json").read_bytes(), name)
    assert found is not None and not problems, problems
    return found


def in_force(*names: str) -> tuple[SchemeInForce, ...]:
    """Each template for the position that it is made for."""
    return tuple(SchemeInForce(scheme=template(name), version=1, position=POSITIONS[name]) for name in names)


def slips(inputs: MonthInputs) -> dict[str, Payslip]:
    return {found.name: found for found in compute(inputs).payslips}


def slip(inputs: MonthInputs, name: str = "小美") -> Payslip:
    return slips(inputs)[name]


def paid(found: Payslip) -> dict[str, str]:
    assert found.computed, found.pending
    return {one.code: fen_text(one.amount) for one in found.lines if one.kind != "info"}


def net(found: Payslip) -> str:
    return fen_text(found.net or 0)


def item(found: Payslip, name: str) -> ItemResult:
    return next(one for one in found.items if one.id == name)


def rows(account: str = "小美", **figures: str) -> tuple[Observation, ...]:
    return tuple(seen(metric, value, account=account) for metric, value in figures.items())


def inquiries(paid_users: int, asked: int, sales: str = "100000", account: str = "小美") -> tuple[Observation, ...]:
    figures = {"inquiry_paid_users": str(paid_users), "inquiry_users": str(asked), "inquiry_sales_amount": sales}
    return rows(account, **figures)


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


# S1, conversion-tiered pay


@pytest.mark.parametrize(
    ("paid_users", "asked", "amount"),
    [
        (3000, 10000, "3000.00"), (2999, 10000, "1500.00"), (305, 1000, "3500.00"), (40, 100, "6000.00"),
        (35, 100, "4000.00"), (3499, 10000, "3500.00"), (0, 100, "1500.00"),
    ],
)  # fmt: skip
def test_s1_commission_by_conversion(paid_users: int, asked: int, amount: str) -> None:
    found = slip(month(*inquiries(paid_users, asked), schemes=in_force("conversion-tiered")))
    assert paid(found)["commission"] == amount
    assert net(found) == amount


@pytest.mark.parametrize(
    ("count", "amount"),
    [
        ("9", "4.50"), ("10", "10.00"), ("49", "49.00"), ("50", "100.00"), ("99", "198.00"), ("100", "300.00"),
        ("0", "0.00"),
    ],
)  # fmt: skip
def test_s1_follow_up_ladder(count: str, amount: str) -> None:
    inputs = month(*inquiries(1, 10), schemes=in_force("conversion-tiered"), marks=(mark("followup_sales", count),))
    assert paid(slip(inputs))["followup"] == amount


def test_s1_supervisor() -> None:
    """100,000 × 40 % × 3 % = 1,200.00: two people with 30 % between them, the supervisor's own sales left out."""
    people = (
        agent("组长", position="主管", team="一组"), agent("甲", team="一组"), agent("乙", team="一组"),
        agent("丙", team="二组"),
    )  # fmt: skip
    inputs = month(
        *inquiries(10, 100, "60000", "甲"), *inquiries(50, 100, "40000", "乙"), *inquiries(9, 10, "99999", "组长"),
        *inquiries(90, 100, "99999", "丙"),
        agents=people, shops=(Shop(name=SHOP, settings={"profit_rate": "0.40"}),),
        schemes=in_force("conversion-supervisor", "conversion-tiered"),
    )  # fmt: skip
    found = slip(inputs, "组长")
    assert paid(found) == {"supervisor": "1200.00"}
    assert net(found) == "1200.00"


def test_s1_a_supervisor_waits_for_the_shops_profit_rate() -> None:
    people = (agent("组长", position="主管", team="一组"), agent("甲", team="一组"))
    schemes = in_force("conversion-supervisor", "conversion-tiered")
    found = slip(month(*inquiries(30, 100, account="甲"), agents=people, schemes=schemes), "组长")
    assert not found.computed
    assert [one.id for one in found.pending] == ["supervisor"]


def past(number: int, *people: tuple[Agent, int, int]) -> PastMonth:
    """A sealed month of 2026 with the inquiries of people."""
    when = PayMonth(2026, number)
    return PastMonth(
        month=when,
        pay_date=when.last,
        agents={
            one.number: PastAgent(
                number=one.number,
                place=Place(shop=SHOP, position=one.position, team=one.team),
                figures={
                    "inquiry_users": PastFigure(Fraction(asked)),
                    "inquiry_paid_users": PastFigure(Fraction(bought)),
                    "inquiry_conversion": PastFigure(Fraction(bought, asked), Fraction(bought), Fraction(asked)),
                },
            )
            for one, bought, asked in people
        },
    )


def in_december(inputs: MonthInputs) -> MonthInputs:
    moved = tuple(
        msgspec.structs.replace(one, first=date(2026, 12, 1), last=date(2026, 12, 31)) for one in inputs.observations
    )
    return msgspec.structs.replace(
        inputs, month=PayMonth(2026, 12), pay_date=date(2027, 1, 15), observations=moved
    )  # fmt: skip


MEI, LI = agent("小美"), agent("小丽")


def test_s1_awards_of_the_month_the_quarter_and_the_year() -> None:
    """Highest of the month, a record over last month's, best for the quarter's three months, best of the year."""
    inputs = month(
        *inquiries(45, 100), *inquiries(35, 100, account="小丽"),
        agents=(MEI, LI), schemes=in_force("conversion-tiered"),
        history=(past(10, (MEI, 40, 100), (LI, 39, 100)), past(11, (MEI, 44, 100), (LI, 43, 100))),
    )  # fmt: skip
    found = slips(in_december(inputs))
    awards = {name: {code: amount for code, amount in paid(one).items() if "award" in code} for name, one in found.items()}
    assert awards["小丽"] == {}
    assert {code: amount for code, amount in awards["小美"].items() if code != "award"} == {
        "award:record": "200.00", "award:streak": "500.00", "award:year": "2000.00",
    }  # fmt: skip
    assert any(one.code == "award" for one in found["小美"].lines)


def test_s1_a_record_is_more_than_the_best_of_last_month() -> None:
    inputs = month(
        *inquiries(44, 100), agents=(MEI, LI), schemes=in_force("conversion-tiered"),
        history=(past(9, (MEI, 40, 100), (LI, 44, 100)),),
    )  # fmt: skip
    assert "award:record" not in paid(slip(inputs))


def test_s1_the_baseline_pays_one_rate_whatever_the_conversion() -> None:
    for paid_users in (10, 90):
        inputs = month(
            *inquiries(paid_users, 100), schemes=in_force("traditional-baseline"),
            incidents=(incident("回复慢", None, "-5"), incident("备注错误", None, "-10")),
        )  # fmt: skip
        assert paid(slip(inputs)) == {"commission": "2000.00", "incident:fine": "15.00"}


# S2, positions of a Taobao shop

S2_ROWS = {
    "reply_rate": "0.5", "response_seconds": "99", "satisfaction_rate": "0.5", "inquiry_users": "1000",
    "inquiry_paid_users": "370", "sales_amount": "60000", "paid_users": "600", "items_sold": "900",
    "received_users": "2000", "refund_amount": "600",
}  # fmt: skip


def test_s2_presales_pay() -> None:
    """X 80, Y 400 → 320; base 2,000; sales 60,000 × 0.5 % → 2,620.00. The first of the month is somebody else."""
    better = {"reply_rate": "1", "response_seconds": "9", "satisfaction_rate": "1", "items_sold": "900"}
    inputs = month(
        *rows(**S2_ROWS), *rows("小丽", **(S2_ROWS | better)),
        agents=(agent(base="2000", performance="400"), agent("小丽", base="2500", performance="600")),
        marks=tuple(
            mark(one, value, who=f"A-{who}")
            for who, chat in (("小美", "0"), ("小丽", "100"))
            for one, value in (("quality_score", chat), ("item:professional", "5"))
        ),
        schemes=in_force("taobao-presales"),
    )  # fmt: skip
    found = slip(inputs)
    assert found.score == 80
    lines = {code: amount for code, amount in paid(found).items() if "award" not in code}
    assert lines == {"base": "2000.00", "performance": "320.00", "commission": "300.00"}
    assert "award" not in paid(found)
    assert paid(slip(inputs, "小丽"))["award"] == "200.00"


def test_s2_pay_by_grade() -> None:
    """P2 of the template is base 2,000 and Y 400."""
    plan = template("taobao-presales")
    amounts = {
        grade: (str(one.base.value), str(one.performance.value))  # type: ignore[union-attr]
        for grade, one in given(plan.grades, {}).items()
    }
    assert amounts["P2"] == ("2000", "400")
    assert all(0 <= int(base) <= 3000 for base, _ in amounts.values())


def test_s2_items_may_score_above_full_marks() -> None:
    inputs = month(
        *inquiries(80, 100), agents=(agent(grade="P2"),), schemes=in_force("taobao-presales")
    )  # fmt: skip
    assert item(slip(inputs), "conversion").points == 36  # 80 % of a target of 37 %, capped at 120 %


def test_s2_weights() -> None:
    weights = {
        name: {one.id: one.full.text for one in template(name).items} for name in ("taobao-presales", "taobao-aftersales")
    }
    assert weights == {
        "taobao-presales": {
            "service": "35", "conversion": "30", "order_value": "10", "items_per_customer": "10", "receptions": "10",
            "refunds": "5",
        },
        "taobao-aftersales": {"service": "40", "resolution": "40", "receptions": "20"},
    }  # fmt: skip


# S3, an outsourced team


@pytest.mark.parametrize(
    ("name", "weights"),
    [
        ("outsourced-sales", {"conversion": 35, "sales": 20, "order_value": 15, "reply": 10, "response": 10, "reviews": 10}),
        ("outsourced-service", {"conversion": 15, "sales": 5, "order_value": 10, "reply": 20, "response": 25, "reviews": 25}),
    ],
)  # fmt: skip
def test_s3_presets(name: str, weights: dict[str, int]) -> None:
    assert {one.id: one.full.value for one in template(name).items} == weights


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("outsourced-sales", {"base": "20000.00", "performance": "5000.00", "commission": "4000.00"}),
        ("outsourced-service", {"base": "20000.00", "performance": "5000.00"}),
    ],
)  # fmt: skip
def test_s3_a_company_is_paid_on_what_its_people_do_together(name: str, lines: dict[str, str]) -> None:
    """Replies 100 %, response 15 s, conversion, order value and sales on target: 100 points."""
    company = agent(
        "快客外包", kind="team", position="外包", team="快客", accounts=(), base="20000", performance="5000"
    )  # fmt: skip
    members = tuple(agent(one, position="外包成员", team="快客") for one in ("甲", "乙"))
    figures = {
        "consulted_users": "10000", "unreplied_users": "0", "received_users": "10000", "orders": "3000",
        "paid_users": "2500", "sales_amount": "200000", "response_seconds": "15", "good_reviews": "99", "bad_reviews": "1",
    }  # fmt: skip
    inputs = month(
        *rows("甲", **(figures | {"orders": "2000"})), *rows("乙", **(figures | {"orders": "4000", "paid_users": "1500"})),
        agents=(company, *members), schemes=in_force(name),
    )  # fmt: skip
    (found,) = compute(inputs).payslips
    assert found.score == 100
    assert paid(found) == lines


# S4, split salary

S4_ROWS = {
    "first_response_seconds": "6",  # 10
    "inquiry_users": "100", "inquiry_paid_users": "45",  # 15
    "sales_amount": "60000",  # 15 × 60,000 ÷ 100,000 = 9
    "paid_users": "400",  # 150 each: 10
    "answer_ratio": "1.3",  # 10
}  # fmt: skip
CHAT = {"态度": "5", "耐心与答其所问": "5", "不生硬拒绝": "5", "礼貌用语": "5"}
RATING = "service_rating"


def s4_marks(name: str = "小美") -> tuple[Any, ...]:
    """Service rating 4.9: 10; spot check 20 of four criteria of 5."""
    chat = tuple(mark(f"item:chat/{part}", points, who=f"A-{name}") for part, points in CHAT.items())
    return (mark(RATING, "4.9", who=f"A-{name}"), *chat)


def test_s4_split_salary() -> None:
    """Score 90, commission 600 → 2,000 + 1,800 + 600 = 4,400."""
    found = slip(month(*rows(**S4_ROWS), schemes=in_force("split-salary-presales"), marks=s4_marks()))
    assert found.score == 90  # with 6 for nobody's praise
    assert paid(found) == {"base": "2000.00", "performance": "1800.00", "commission": "600.00"}
    assert net(found) == "4400.00"


@pytest.mark.parametrize(("seconds", "points"), [("6", 10), ("6.01", 8), ("15", 8), ("30", 6), ("31", 0)])
def test_s4_presales_first_response(seconds: str, points: int) -> None:
    figures = S4_ROWS | {"first_response_seconds": seconds}
    found = slip(month(*rows(**figures), schemes=in_force("split-salary-presales"), marks=s4_marks()))
    assert item(found, "response").points == points


@pytest.mark.parametrize(("first", "last", "points"), [("4.70", "4.71", 5), ("4.70", "4.70", 5), ("4.71", "4.70", 3)])
def test_s4_aftersales_service_rating_from_start_to_end(first: str, last: str, points: int) -> None:
    marks = (mark(RATING, first, day=date(2026, 10, 1)), mark(RATING, last, day=date(2026, 10, 31)))
    schemes = in_force("split-salary-aftersales")
    found = slip(month(agents=(agent(position="售后"),), marks=marks, schemes=schemes))
    assert item(found, "rating").points == points


def test_s4_contest_of_two_teams() -> None:
    """The winning team 5,000, the losing 500, each shared equally."""
    people = tuple(agent(one, team=team) for one, team in (("甲", "一组"), ("乙", "一组"), ("丙", "二组"), ("丁", "二组")))
    figures = {"甲": {}, "乙": {}, "丙": {"inquiry_paid_users": "40"}, "丁": {}}
    inputs = month(
        *(one for name, changed in figures.items() for one in rows(name, **(S4_ROWS | changed))),
        agents=people, schemes=in_force("split-salary-presales"),
        marks=tuple(one for name in figures for one in s4_marks(name)),
    )  # fmt: skip
    assert {name: paid(found)["contest"] for name, found in slips(inputs).items()} == {
        "甲": "2500.00", "乙": "2500.00", "丙": "250.00", "丁": "250.00",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "figures", "flagged"),
    [
        ("split-salary-presales", {"received_users": "6000"}, False),
        ("split-salary-presales", {"received_users": "6001"}, True),
        ("split-salary-aftersales", {"handled_cases": "3000", "received_users": "9999"}, False),
        ("split-salary-aftersales", {"handled_cases": "3001", "received_users": "9999"}, True),
        ("split-salary-aftersales", {"received_users": "3001"}, True),
    ],
)
def test_s4_overload(name: str, figures: dict[str, str], flagged: bool) -> None:
    """Above 300 receptions a day worked, after-sales above 150 cases, else receptions; 20 days worked."""
    plain = S4_ROWS | {"satisfaction_rate": "1", "reply_rate": "1", "days_worked": "20"} | figures
    schemes = in_force(name)
    inputs = month(*rows(**plain), agents=(agent(position=POSITIONS[name]),), schemes=schemes, marks=s4_marks())
    found = slip(inputs)
    assert found.computed, found.pending
    assert ("overload" in {one.code for one in found.flags}) is flagged


# S5, four parts

S5_ROWS = {
    "sales_amount": "59999.99", "response_seconds": "15", "satisfaction_rate": "0.98", "outbound_calls": "60",
}  # fmt: skip
S5_MARKS = {
    "quality_score": "95", "item:execution": "2", "item:training": "2", "item:records": "5",
    "item:promotion/文章": "3", "item:promotion/发帖": "3", "item:promotion/新增联系人": "1", "item:promotion/账号维护": "1",
}  # fmt: skip


def s5(complaint: str | None = None) -> Payslip:
    """Late once; two complaints and a missed sales target; two faults in orders; promotion 8."""
    inputs = month(
        *rows(**S5_ROWS), agents=(agent(position="综合", base="0"),), schemes=in_force("four-part"),
        marks=tuple(mark(name, value) for name, value in S5_MARKS.items()),
        incidents=(
            incident("迟到"), incident("投诉"), incident("投诉", None, complaint), incident("处理差错"), incident("反馈差错"),
        ),
    )  # fmt: skip
    return slip(inputs)


def test_s5_four_parts() -> None:
    """Personnel 9, business 50 − 2 × 3 − 5 = 39, orders 28, promotion 8 → 84; Y 3,000 → 2,520.00."""
    found = s5()
    parts = {name: item(found, name).points for name in ("personnel", "business", "orders", "promotion")}
    assert parts == {"personnel": 9, "business": 39, "orders": 28, "promotion": 8}
    assert found.score == 84
    assert (paid(found)["performance"], net(found)) == ("2520.00", "2520.00")


def test_s5_a_serious_complaint_costs_cash_on_a_line_of_its_own() -> None:
    found = s5("-100")
    assert (paid(found)["performance"], paid(found)["incident:fine"], net(found)) == ("2520.00", "100.00", "2420.00")


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
        "performance", "commission", "points", "award", "award:recommend", "team", "contest:pk", "allowance",
        "full_attendance",
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
        tax=TaxTerms(opening=TaxOpening(month=PayMonth(2026, 10), income=Fraction(90_000))),
        advance=Since(value=Fraction(600), month=PayMonth(2026, 10)), instalment=Fraction(200),
    )  # fmt: skip


def everyone(position: str) -> tuple[Agent, ...]:
    """Three agents of two teams; a company has its three people, a supervisor leads them."""
    if position == "外包":
        company = agent("快客外包", kind="team", position="外包", accounts=(), team="快客", base="20000", performance="5000")
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
    """Without anything but platform sheets only what a supervisor has to give is waited for."""
    inputs = msgspec.structs.replace(plausible(name), marks=())
    waits = {one.id for found in compute(inputs).payslips if found.position == POSITIONS[name] for one in found.pending}
    assert waits == WAITS[name]


WAITS = {
    "conversion-tiered": set[str](), "conversion-supervisor": set[str](), "traditional-baseline": set[str](),
    "outsourced-sales": set[str](), "outsourced-service": set[str](),
    "taobao-presales": {"chat"}, "taobao-aftersales": {"chat", "cases", "resolved"}, "taobao-vip": {"chat", "duties"},
    "split-salary-presales": {"chat"}, "split-salary-aftersales": set[str](), "split-salary-combined": {"chat", "tasks"},
    "four-part": {"courtesy", "promotion"},
}  # fmt: skip


@pytest.mark.parametrize("name", IDS)
def test_a_template_names_only_known_metrics_once(name: str) -> None:
    metrics = [given(one.metric, "") for one in template(name).every_item if given(one.metric, "") in METRICS]
    assert len(metrics) == len(set(metrics))
