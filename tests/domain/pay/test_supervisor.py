"""主管提成: RULES 27 and the worked number of S1."""

from typing import Any

import pytest

from app.domain.inputs import MonthInputs
from app.domain.people import Agent, Shop
from tests.domain.build import SHOP, agent, line, month, scheme, seen
from tests.domain.pay.crew import account, company, hand, in_force, line_of, paid, slips, waits

TIERS = [["0", "0.015"], ["0.30", "0.03"], ["0.305", "0.035"], ["0.35", "0.04"], ["0.40", "0.06"]]
BOSS = agent("主管", position="主管", team="一组")
SHOPS = (Shop(name=SHOP, settings={"profit_rate": "0.4"}), Shop(name="二店", settings={"profit_rate": "0.5"}))


def plan(*, missing: str | None = None, **rule: Any) -> Any:
    values = {
        "type": "supervisor",
        "amount": "inquiry_sales_amount",
        "tier_metric": "inquiry_conversion",
        "tiers": TIERS,
    }
    return scheme(pay=[line("supervisor", values | rule, **({} if missing is None else {"missing": missing}))])


def figures(name: str, sales: str | None, won: str | None, asked: str | None, **more: Any) -> list[Any]:
    """Sales, paid and asked of one account; "-" is no row, None not known yet."""
    values = {"inquiry_sales_amount": sales, "inquiry_paid_users": won, "inquiry_users": asked}
    return [seen(metric, value, account=name, **more) for metric, value in values.items() if value != "-"]


def inputs(*people: Agent, rows: list[Any], boss: Agent = BOSS, rule: Any = None, **more: Any) -> MonthInputs:
    values: dict[str, Any] = {
        "shops": SHOPS,
        "schemes": (in_force(rule or plan(), "主管"), in_force(scheme(pay=[])), in_force(scheme(pay=[]), "外包")),
    }
    return month(*rows, agents=(boss, *people), **(values | more))


def member(name: str, team: str = "一组", **more: Any) -> Agent:
    return agent(name, team=team, **more)


def test_s1_worked_number() -> None:
    """100,000 × 40 % × 3 % = 1,200.00."""
    rows = [*figures("甲", "60000", "20", "50"), *figures("乙", "40000", "10", "50")]
    assert paid(inputs(member("甲"), member("乙"), rows=rows), "supervisor") == {"主管": "1200.00"}


@pytest.mark.parametrize(
    ("won", "amount"),
    [("2999", "600.00"), ("3000", "1200.00"), ("3050", "1400.00"), ("3500", "1600.00"), ("4000", "2400.00")],
)
def test_the_rate_is_that_of_all_their_inquiries(won: str, amount: str) -> None:
    rows = figures("甲", "100000", won, "10000")
    assert paid(inputs(member("甲"), rows=rows), "supervisor") == {"主管": amount}


def test_half_a_fen_is_rounded_once() -> None:
    """100.25 × 0.4 × 0.0375 = 1.50375 → 1.50; 100.34 × 0.4 × 0.0375 = 1.5051 → 1.51."""
    rule = plan(tiers=[["0", "0.0375"]])
    for sales, amount in (("100.25", "1.50"), ("100.34", "1.51"), ("101", "1.52")):  # 1.515 → 1.52
        found = inputs(member("甲"), rows=figures("甲", sales, "3", "10"), rule=rule)
        assert paid(found, "supervisor") == {"主管": amount}


# Who is led


def test_the_people_of_the_team_whoever_pays_them() -> None:
    """外包成员 too; not the supervisor, not companies, not other teams."""
    people = (
        member("甲"), member("没方案", position="仓库"), hand("外包", "一组"), company("公司", "一组", accounts=(account("公司号"),)),
        member("别组", "二组"),
    )  # fmt: skip
    rows = [
        row
        for name in ("主管", "甲", "没方案", "外包", "公司号", "别组")
        for row in figures(name, "10000", "30", "100")
    ]
    found = slips(inputs(*people, rows=rows))["主管"]
    line_ = line_of(found, "supervisor")
    assert line_ is not None and line_.amount == 36_000  # 30,000 × 0.4 × 0.03
    assert [one.params["name"] for one in line_.trace.inputs[0].inputs] == ["外包", "没方案", "甲"]


def test_without_a_team_the_people_of_the_shops() -> None:
    boss = agent("主管", position="主管", shops=(SHOP, "二店"))
    people = (
        member("甲"), member("乙", "", shops=("二店",), accounts=(account("乙", "二店"),)),
        member("两店", shops=(SHOP, "二店")), member("三店", shops=("三店",), accounts=(account("三店", "三店"),)),
    )  # fmt: skip
    rows = [*figures("甲", "10000", "30", "100"), *figures("乙", "10000", "30", "100", shop="二店"),
            *figures("两店", "10000", "30", "100"), *figures("三店", "10000", "30", "100", shop="三店")]  # fmt: skip
    assert paid(inputs(*people, rows=rows, boss=boss), "supervisor") == {"主管": "360.00"}


@pytest.mark.parametrize(("missing", "state"), [(None, ["nobody_led"]), ("optional", [])])
def test_nobody_is_led(missing: str | None, state: list[str]) -> None:
    found = inputs(member("别组", "二组"), rows=[], rule=plan(missing=missing))
    assert waits(found)["主管"] == state


# Figures


def test_who_lacks_either_figure_is_left_out_of_both_and_named() -> None:
    rows = [
        *figures("甲", "100000", "30", "100"), *figures("没额", "-", "100", "100"), *figures("没率", "5000", "-", "-"),
        *figures("零", "7000", "0", "0"), seen("inquiry_sales_amount", "900", account="只有率"), seen("inquiry_conversion", "0.9", account="只有率"),
    ]  # fmt: skip
    found = slips(inputs(*(member(name) for name in ("甲", "没额", "没率", "零", "只有率", "没来")), rows=rows))["主管"]
    line_ = line_of(found, "supervisor")
    assert line_ is not None and line_.amount == 120_000
    assert [one.params["name"] for one in line_.trace.inputs if one.rule == "person_left_out"] == [
        "只有率",
        "没来",
        "没率",
        "没额",
        "零",
    ]


def test_additive_tiers_and_other_amounts() -> None:
    rule = plan(amount="sales_amount", tier_metric="orders", tiers=[["0", "0.01"], ["30", "0.02"]], profit_rate="1")
    rows = [
        seen(metric, value, account=name)
        for name in "甲乙"
        for metric, value in (("sales_amount", "1000"), ("orders", "15"))
    ]
    assert paid(inputs(member("甲"), member("乙"), rows=rows, rule=rule), "supervisor") == {"主管": "40.00"}


@pytest.mark.parametrize("values", [(None, "30", "100"), ("5", None, "100")])
def test_it_waits_for_what_is_not_known_in_full(values: tuple[str | None, str | None, str | None]) -> None:
    found = inputs(
        member("甲"),
        member("乙"),
        rows=[*figures("甲", "5", "3", "9"), *figures("乙", *values)],
        rule=plan(missing="optional"),
    )
    assert waits(found)["主管"] == ["not_yet_known"]


@pytest.mark.parametrize(("missing", "state"), [(None, ["no_data_of_people"]), ("optional", [])])
def test_nobody_has_both_figures(missing: str | None, state: list[str]) -> None:
    found = inputs(member("甲"), rows=figures("甲", "5", "-", "-"), rule=plan(missing=missing))
    assert waits(found)["主管"] == state


def test_below_zero_pays_nothing_and_is_flagged() -> None:
    slip = slips(inputs(member("甲"), rows=figures("甲", "-5", "3", "9")))["主管"]
    line_ = line_of(slip, "supervisor")
    assert line_ is not None and line_.amount == 0
    assert [flag.code for flag in slip.flags] == ["negative_base"]


# Profit rate


@pytest.mark.parametrize(
    ("boss", "rule", "amount"),
    [
        (BOSS, {}, "1200.00"),
        (agent("主管", position="主管", team="一组", shops=("二店",)), {}, "1500.00"),
        (BOSS, {"profit_rate": "0.25"}, "750.00"),
        (BOSS, {"profit_rate": "0"}, "0.00"),
    ],
)
def test_the_rules_own_rate_else_that_of_the_supervisors_shop(boss: Agent, rule: dict[str, Any], amount: str) -> None:
    found = inputs(member("甲"), rows=figures("甲", "100000", "30", "100"), boss=boss, rule=plan(**rule))
    assert paid(found, "supervisor") == {"主管": amount}


def test_without_a_profit_rate_it_blocks() -> None:
    found = inputs(member("甲"), rows=figures("甲", "100000", "30", "100"), shops=(Shop(name=SHOP),))
    assert waits(found)["主管"] == ["no_profit_rate"]
