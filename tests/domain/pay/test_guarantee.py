"""保底, 封顶, 取高: on printed lines, after attendance and before insurance."""

from typing import Any

import pytest

from tests.domain.build import agent, incident, line
from tests.domain.pay.payday import BASE, adding_up_to, amounts, boxes, paid, sheet, the_line


def guarantee(**fields: Any) -> dict[str, Any]:
    return line("x", {"type": "guarantee", **fields})


TWO = (adding_up_to("2000.10", "a"), adding_up_to("300", "b"))


@pytest.mark.parametrize(
    ("limits", "amount"),
    [
        ({"at_least": "3000"}, "699.90"), ({"at_least": "2300.10"}, None), ({"at_least": "2300.11"}, "0.01"),
        ({"at_most": "2000"}, "-300.10"), ({"at_most": "2300.10"}, None), ({"at_most": "2300.09"}, "-0.01"),
        ({"at_least": "1000", "at_most": "2500"}, None), ({"at_least": "2400", "at_most": "2500"}, "99.90"),
        ({"at_least": "100", "at_most": "200"}, "-2100.10"),
    ],
)  # fmt: skip
def test_at_least_and_at_most(limits: dict[str, str], amount: str | None) -> None:
    assert amounts(paid(*TWO, guarantee(of=["a", "b"], **limits))).get("x") == amount


def test_only_the_named_lines_count_and_an_absent_one_is_0() -> None:
    assert amounts(paid(*TWO, guarantee(of=["b", "performance:grade"], at_least="1000")))["x"] == "700.00"


def test_a_deduction_counts_below_0() -> None:
    happened = (incident("迟到", money="-50"), incident("表扬", money="20"))
    money = line("incident", {"type": "incident_money"})
    together = guarantee(of=["a", "incident", "incident:fine"], at_least="2100")
    slip = paid(*TWO, money, together, incidents=happened)
    assert amounts(slip)["x"] == "129.90"  # 2,000.10 + 20 − 50 = 1,970.10
    assert [part.params["line"] for part in the_line(slip, "x").trace.inputs] == ["行a", "行incident", "incident:fine"]


@pytest.mark.parametrize(
    ("groups", "amount"),
    [
        ([["a"], ["b"]], "-300.00"), ([["b"], ["a"]], "-300.00"), ([["a", "b"], ["none"]], None),
        ([["a"], ["a"]], "-2000.10"),
    ],
)  # fmt: skip
def test_the_larger_of_two(groups: list[list[str]], amount: str | None) -> None:
    assert amounts(paid(*TWO, guarantee(larger_of=groups))).get("x") == amount


def test_it_sees_attendance_but_not_insurance_nor_other_guarantees() -> None:
    pay = (
        guarantee(of=["base", "attendance", "second", "social_insurance"], at_least="3000"),
        line("second", {"type": "guarantee", "of": ["x"], "at_least": "10"}),
        BASE,
        line("attendance", {"type": "attendance", "divisor": "30", "method": "deduct"}),
        line("insurance", {"type": "insurance"}),
    )
    person = agent(base="3000", insurance=boxes(pension="200"))
    assert amounts(paid(*pay, who=person, marks=sheet(事假天数="3"))) == {
        "base": "3000.00", "attendance": "-300.00", "x": "300.00", "second": "10.00", "social_insurance": "-200.00",
    }  # fmt: skip


def test_rounded_lines_are_added_not_exact_ones() -> None:
    """0.125 and 0.125 are printed as 0.13 each."""
    pay = (adding_up_to("0.125", "a"), adding_up_to("0.125", "b"), guarantee(of=["a", "b"], at_least="1"))
    assert amounts(paid(*pay))["x"] == "0.74"
