"""抹零: a visible line, last of all; and the order of the phases that end in it (RULES 35)."""

import pytest

from app.domain.inputs import Adjustment
from app.domain.money import exact, fen_text
from app.domain.month import PayMonth
from app.domain.people import Since
from tests.domain.build import agent, incident, line
from tests.domain.pay.payday import BASE, adding_up_to, amounts, boxes, paid, sheet


@pytest.mark.parametrize(
    ("net", "jiao", "yuan"),
    [
        ("4321.68", "-0.08", "-0.68"), ("4321.60", None, "-0.60"), ("4321", None, None), ("0.09", "-0.09", "-0.09"),
        ("0", None, None), ("-0.05", "-0.05", "-0.95"), ("-12.30", None, "-0.70"), ("-12", None, None),
    ],
)  # fmt: skip
def test_down_to_the_whole(net: str, jiao: str | None, yuan: str | None) -> None:
    changes = (Adjustment(number="A-小美", amount=exact(net), reason="补"),)
    for to, amount in (("jiao", jiao), ("yuan", yuan)):
        slip = paid(line("x", {"type": "rounding_off", "to": to}), adjustments=changes)
        assert amounts(slip).get("x") == amount
        assert slip.net is not None
        assert slip.net % (10 if to == "jiao" else 100) == 0


def test_everything_of_a_payday_in_its_order() -> None:
    """The items stand in the wrong order on purpose: the phases decide."""
    pay = (
        line("rounding", {"type": "rounding_off", "to": "yuan"}),
        line("advance", {"type": "advance"}),
        line("loss", {"type": "loss", "kinds": ["赔偿"]}),
        line("tax", {"type": "income_tax"}),
        line("insurance", {"type": "insurance"}),
        line("guarantee", {"type": "guarantee", "of": ["base", "attendance", "overtime"], "at_least": "12000"}),
        line(
            "overtime", {"type": "overtime", "base": "base", "rates": {"weekday": "1.5", "rest": "2", "holiday": "3"}}
        ),
        line("attendance", {"type": "attendance", "divisor": "21.75", "method": "deduct", "late_price": "20"}),
        BASE,
        adding_up_to("200.55", "meals"),
    )
    person = agent(
        base="10000", hired="2026-10-01", insurance=boxes(pension="800.125", fund="500.5"),
        advance=Since(value=exact("500"), month=PayMonth(2026, 10)), instalment=exact("200"),
    )  # fmt: skip
    slip = paid(
        *pay, who=person, settings={"tax": "on", "minimum_wage": "2590", "fund_rounding": "yuan"},
        marks=sheet(事假天数="2", 迟到次数="1", 休息日加班小时="4"), incidents=(incident("赔偿", money="-3000"),),
    )  # fmt: skip
    assert amounts(slip) == {
        "base": "10000.00",
        "meals": "200.55",
        "overtime": "459.77",  # 8 × 10,000 ÷ 174
        "attendance": "-939.54",  # −2 × 10,000 ÷ 21.75 − 20
        "guarantee": "2479.77",  # 12,000 − 9,520.23
        "social_insurance": "-800.13",
        "housing_fund": "-501.00",
        "tax": "-26.98",  # 12,200.55 − 10,000 − 1,301.13 = 899.42 × 3 %
        "loss": "-2440.11",  # 20 % of 12,200.55, rounded down
        "advance": "-200.00",
        "rounding": "-0.33",  # 12,200.55 − 3,968.22 = 8,232.33
    }
    assert (fen_text(slip.gross or 0), fen_text(slip.net or 0)) == ("12200.55", "8232.00")
    assert slip.sums == {"exempt": 0, "special": 130113, "tax": 2698, "loss_left": 55989, "advance_taken": 20000}
