"""The five systems: every worked number comes out of the built-in template itself, computed as a month is."""

from datetime import date
from fractions import Fraction
from typing import Any

import msgspec
import pytest

from app.domain.history import PastAgent, PastFigure, PastMonth
from app.domain.inputs import MonthInputs
from app.domain.month import PayMonth
from app.domain.payline import Payslip
from app.domain.payrun import compute
from app.domain.people import Agent, Place, Shop
from app.domain.scheme import Exact, given
from tests.domain.build import SHOP, agent, incident, mark, month
from tests.domain.templates import POSITIONS, in_force, inquiries, item, net, paid, rows, slip, slips, template

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
    awards = {
        name: {code: amount for code, amount in paid(one).items() if "award" in code} for name, one in found.items()
    }
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
        grade: (given(one.base, Exact("0")).text, given(one.performance, Exact("0")).text)
        for grade, one in given(plan.grades, {}).items()
    }
    assert amounts["P2"] == ("2000", "400")
    assert all(0 <= int(base) <= 3000 for base, _ in amounts.values())


def test_s2_items_may_score_above_full_marks() -> None:
    inputs = month(
        *rows(**(S2_ROWS | {"inquiry_paid_users": "800"})), agents=(agent(grade="P2"),),
        marks=(mark("quality_score", "100"), mark("item:professional", "5")), schemes=in_force("taobao-presales"),
    )  # fmt: skip
    assert item(slip(inputs), "conversion").points == 36  # 80 % of a target of 37 %, capped at 120 %


def test_s2_weights() -> None:
    weights = {
        name: {one.id: one.full.text for one in template(name).items}
        for name in ("taobao-presales", "taobao-aftersales")
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
RATING = "service_rating"


def s4_marks(name: str = "小美") -> tuple[Any, ...]:
    """Service rating 4.9: 10; spot check 100: 20."""
    return (mark(RATING, "4.9", who=f"A-{name}"), mark("quality_score", "100", who=f"A-{name}"))


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
    marks = (
        mark(RATING, first, day=date(2026, 10, 1)), mark(RATING, last, day=date(2026, 10, 31)), mark("item:care", "10"),
    )  # fmt: skip
    figures = S4_ROWS | {"received_users": "3000", "outbound_calls": "60", "satisfaction_rate": "1", "reply_rate": "1"}
    schemes = in_force("split-salary-aftersales")
    found = slip(month(*rows(**figures), agents=(agent(position="售后"),), marks=marks, schemes=schemes))
    assert item(found, "rating").points == points


def test_s4_contest_of_two_teams() -> None:
    """The winning team 5,000, the losing 500, each shared equally."""
    people = tuple(
        agent(one, team=team) for one, team in (("甲", "一组"), ("乙", "一组"), ("丙", "二组"), ("丁", "二组"))
    )
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
