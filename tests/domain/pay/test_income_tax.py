"""个税: what counts for the tax year, by pay dates, openings, sealed months and modes (RULES 30)."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.domain.history import PastMonth
from app.domain.inputs import Adjustment
from app.domain.money import exact, fen_text
from app.domain.month import PayMonth
from app.domain.payline import Payslip
from app.domain.payrun import compute
from app.domain.people import Agent, Shop, TaxOpening, TaxTerms
from app.domain.sealing import left_behind
from tests.domain.build import SHOP, agent, incident, line, month, scheme
from tests.domain.pay.payday import adding_up_to, amounts, boxes, flags, paid, sealed, the_line, waived

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "income_tax.json").read_text("utf-8"), parse_float=str)
TAX = line("income_tax", {"type": "income_tax"})
INSURANCE = line("insurance", {"type": "insurance"})
ON = {"tax": "on"}


def taxed(gross: str, *, who: Agent | None = None, settings: dict[str, str] | None = None, **more: Any) -> Payslip:
    """October, paid on 15 November: the eleventh month of the tax year."""
    pay = (adding_up_to(gross), INSURANCE, TAX)
    return paid(*pay, who=who or agent(hired="2026-10-01"), settings=ON if settings is None else settings, **more)


def tax_of(slip: Payslip) -> str:
    return fen_text(the_line(slip, "income_tax").amount)


def opening(at: str = "2026-10", **sums: str) -> TaxOpening:
    return TaxOpening(month=PayMonth.parse(at), **{key: exact(value) for key, value in sums.items()})


def terms(mode: str = "ordinary", *, additional: str = "0", other: str = "0", at: TaxOpening | None = None) -> TaxTerms:
    return TaxTerms(mode=mode, additional=exact(additional), other=exact(other), opening=at)


# The vectors, month by month through the whole computation and the sealing


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_the_vectors_through_sealed_months(vector: dict[str, Any]) -> None:
    args, rows = vector["args"], vector["rows"]
    gross = args["gross"] if isinstance(args["gross"], list) else [args["gross"]] * len(rows)
    start = args.get("start", 1)
    insurance = boxes(pension=str(args["special"])) if "special" in args else {}
    person = agent(
        hired=f"2026-{start:02d}-01", insurance=insurance,
        tax=terms(args.get("mode", "ordinary"), additional=str(args.get("add", 0))),
    )  # fmt: skip
    history: tuple[PastMonth, ...] = ()
    found: list[str] = []
    for row, income in zip(rows, gross, strict=True):
        plan = scheme(pay=[adding_up_to(str(income)), INSURANCE, TAX])
        given = month(
            plan=plan, agents=(person,), shops=(Shop(name=SHOP, settings=ON),), history=history,
            month=PayMonth(2026, row[0]), pay_date=date(2026, row[0], 28),
        )  # fmt: skip
        run = compute(given)
        found.append(tax_of(run.payslips[0]))
        assert "tax_no_opening" not in flags(run.payslips[0])
        history = (*history, left_behind(given, run))
    assert found == [row[2] for row in rows]


# Whether there is a line at all


@pytest.mark.parametrize("settings", [{}, {"tax": "off"}, {"tax": ""}])
def test_it_is_off_until_switched_on(settings: dict[str, str]) -> None:
    slip = taxed("5000.01", settings=settings)
    assert ("income_tax" in amounts(slip), "tax" in slip.sums) == (False, False)
    assert "tax_off" in flags(slip)
    assert "tax_off" not in flags(taxed("5000", settings=settings))


def test_switched_on_it_is_not_said_to_be_off() -> None:
    assert "tax_off" not in flags(taxed("90000"))
    assert "tax_off" in flags(paid(adding_up_to("5000.01"), settings=ON))  # the scheme has no such line
    assert "tax_off" in flags(taxed("5000.01", **waived("income_tax")))


def test_a_company_pays_its_own() -> None:
    slip = taxed("90000", who=agent(kind="team"))
    assert (amounts(slip), flags(slip)) == ({"base": "90000.00"}, set())


def test_nothing_due_is_a_line_that_says_why() -> None:
    slip = taxed("4000")
    assert (amounts(slip)["income_tax"], slip.sums["tax"]) == ("0.00", 0)
    assert the_line(slip, "income_tax").trace.rule == "income_tax_none"


# Income


def test_fines_and_losses_do_not_reduce_the_income() -> None:
    pay = (
        adding_up_to("20000"), TAX, line("incident", {"type": "incident_money"}),
        line("loss", {"type": "loss", "kinds": ["赔偿"]}),
    )  # fmt: skip
    happened = (incident("迟到", money="-500"), incident("赔偿", money="-1000"))
    person = agent(hired="2026-10-01")
    slip = paid(*pay, who=person, settings={**ON, "minimum_wage": "2000"}, incidents=happened)
    assert amounts(slip)["loss"] == "-1000.00"
    assert tax_of(slip) == "300.00"  # 20,000 − 2 × 5,000 = 10,000 × 3 %


def test_exempt_items_are_left_out_with_the_lines_beside_their_own() -> None:
    typed = line("adjustment", {"type": "adjustment"}, tax_exempt=True)
    changes = tuple(Adjustment(number="A-小美", amount=exact(text), reason="补") for text in ("1000", "500"))
    slip = paid(adding_up_to("12000"), typed, TAX, who=agent(hired="2026-10-01"), settings=ON, adjustments=changes)
    assert slip.gross == 1350000
    assert slip.sums["exempt"] == 150000
    assert tax_of(slip) == "60.00"


def test_wage_that_was_not_earned_is_no_income() -> None:
    pay = (
        adding_up_to("12000"),
        TAX,
        adding_up_to("300", "plus"),
        line("x", {"type": "guarantee", "of": ["plus"], "at_most": "100"}),
    )
    slip = paid(*pay, who=agent(hired="2026-10-01"), settings=ON)
    assert (slip.gross, tax_of(slip)) == (1210000, "63.00")


def test_insurance_additional_and_other_deductions() -> None:
    person = agent(
        hired="2026-10-01", insurance=boxes(pension="800.5", fund="500"), tax=terms(additional="1000", other="99.5")
    )
    assert tax_of(taxed("20000", who=person)) == "228.00"  # 20,000 − 10,000 − 1,300.50 − 1,000 − 99.50 = 7,600


# Months


@pytest.mark.parametrize(
    ("hired", "mode", "tax"),
    [
        (None, "ordinary", "150.00"),  # 60,000 − 11 × 5,000
        ("2025-12-31", "ordinary", "150.00"),
        ("2026-01-31", "ordinary", "150.00"),
        ("2026-06-30", "ordinary", "900.00"),  # 6 months: 30,000 × 3 %
        ("2026-10-31", "ordinary", "2480.00"),  # 2 months, October and November: 50,000 × 10 % − 2,520
        ("2026-10-31", "first", "150.00"),
        ("2026-10-31", "prior60k", "0.00"),
        (None, "prior60k", "0.00"),
    ],
)
def test_months_here_by_mode(hired: str | None, mode: str, tax: str) -> None:
    assert tax_of(taxed("60000", who=agent(hired=hired, tax=terms(mode)))) == tax


def test_paid_within_the_month_it_is_that_months_tax() -> None:
    slip = taxed("60000", who=agent(hired="2026-10-01"), pay_date=date(2026, 10, 31))
    assert tax_of(slip) == "2980.00"  # one month: 55,000 × 10 % − 2,520


def test_decembers_wage_paid_in_january_opens_the_next_year() -> None:
    december = {"month": PayMonth(2026, 12), "history": (sealed("2026-11", gross="90000", tax="5000"),)}
    person = agent(tax=terms(at=opening("2026-05", income="90000", withheld="5000")))
    in_january = taxed("8000", who=person, pay_date=date(2027, 1, 15), **december)
    assert tax_of(in_january) == "90.00"
    assert "tax_no_opening" not in flags(in_january)
    in_december = taxed("8000", who=person, pay_date=date(2026, 12, 31), **december)
    assert tax_of(in_december) == "280.00"  # 188,000 − 60,000 = 128,000 × 10 % − 2,520, less 10,000


# What came before


def test_sealed_months_of_the_tax_year_count() -> None:
    history = (
        sealed("2025-11", gross="70000", tax="3000"),  # paid in December 2025
        sealed(
            "2025-12", gross="10000", exempt="1000", special="500", tax="100", tax_additional="200", tax_other="300"
        ),
        sealed("2026-09", gross="50000", tax="0"),
    )
    slip = taxed("5000", who=agent(), history=history)
    # 65,000 − 1,000 − 55,000 − 500 − 200 − 300 = 8,000 × 3 % = 240, less 100
    assert tax_of(slip) == "140.00"
    assert slip.sums["tax"] == 14000
    income = the_line(slip, "income_tax").trace.inputs[0]
    assert (income.rule, income.value) == ("tax_income", 65000)
    assert [part.params["month"] for part in income.inputs] == ["2025-12", "2026-09", "2026-10"]


def test_withheld_above_what_is_due_is_not_paid_back() -> None:
    slip = taxed("5000", who=agent(), history=(sealed("2026-09", gross="50000", tax="900"),))
    assert amounts(slip)["income_tax"] == "0.00"
    due = taxed("56000", who=agent(), history=(sealed("2026-09", gross="1000", tax="60.01"),))
    assert (amounts(due)["income_tax"], the_line(due, "income_tax").trace.rule) == ("0.00", "income_tax_less")


@pytest.mark.parametrize(
    ("at", "history", "tax"),
    [
        ("2026-10", (), "250.00"),  # 70,000 + 5,000 − 55,000 − 1,000 − 2,000 − 500 = 16,500; × 3 % = 495, less 245
        ("2026-10", (sealed("2026-09", gross="9000", tax="100"),), "250.00"),  # September is in the opening already
        ("2026-09", (sealed("2026-08", gross="9000"), sealed("2026-09", gross="9000", tax="100")), "420.00"),
        ("2026-09", (), "250.00"),
        ("2025-12", (), "250.00"),  # paid in January, as far as anybody knows
        ("2025-11", (), "0.00"),  # of the tax year before
        ("2025-12", (sealed("2025-12", "2025-12-31", gross="0"),), "0.00"),
        ("2026-11", (), "0.00"),  # of later months
    ],
)
def test_the_opening_counts_where_its_month_is_paid_in_this_tax_year(
    at: str, history: tuple[PastMonth, ...], tax: str
) -> None:
    sums = opening(at, income="70000", special="1000", additional="2000", other="500", withheld="245")
    slip = taxed("5000", who=agent(tax=terms(at=sums)), history=history)
    assert tax_of(slip) == tax


def test_the_openings_own_month_is_paid_when_it_is_computed() -> None:
    sums = opening("2026-12", income="300000", withheld="9000")
    person = agent(tax=terms(at=sums))
    december = {"month": PayMonth(2026, 12)}
    assert tax_of(taxed("6000", who=person, pay_date=date(2027, 1, 5), **december)) != "0.00"
    assert tax_of(taxed("6000", who=person, pay_date=date(2026, 12, 31), **december)) != "30.00"


@pytest.mark.parametrize(
    ("who", "history", "expected"),
    [
        (agent(), (), True),  # nobody knows since when
        (agent(hired="2025-05-01"), (), True),
        (agent(hired="2026-09-30"), (), True),
        (agent(hired="2026-10-01"), (), False),
        (agent(hired="2025-05-01", tax=terms(at=opening("2026-10"))), (), False),
        (agent(hired="2025-05-01", tax=terms(at=opening("2025-10"))), (), True),
        (agent(hired="2026-09-01"), (sealed("2026-09", gross="1"),), False),
        (agent(hired="2026-08-31"), (sealed("2026-09", gross="1"),), True),  # August was never told of
        (agent(hired="2025-05-01"), (sealed("2025-12", gross="1"), sealed("2026-09", gross="1")), False),
    ],
)
def test_months_that_nobody_told_of_are_flagged(who: Agent, history: tuple[PastMonth, ...], expected: bool) -> None:
    assert ("tax_no_opening" in flags(taxed("9000", who=who, history=history))) == expected


def test_the_first_month_of_the_tax_year_misses_nothing() -> None:
    december = {"month": PayMonth(2026, 12), "pay_date": date(2027, 1, 15)}
    assert "tax_no_opening" not in flags(taxed("9000", who=agent(), **december))
    january = {"month": PayMonth(2027, 1), "pay_date": date(2027, 2, 15)}
    assert "tax_no_opening" in flags(taxed("9000", who=agent(), **january))  # December's wage, paid in January
    at_once = {"month": PayMonth(2027, 1), "pay_date": date(2027, 1, 31)}
    assert "tax_no_opening" not in flags(taxed("9000", who=agent(), **at_once))


@pytest.mark.parametrize("mode", ["ordinary", "first", "prior60k"])
def test_the_trace_shows_the_mode(mode: str) -> None:
    trace = the_line(taxed("90000", who=agent(hired="2026-10-01", tax=terms(mode))), "income_tax").trace
    name = "tax_allowance" if mode == "ordinary" else f"tax_allowance_{mode}"
    found = next(part for part in trace.inputs if part.rule.startswith("tax_allowance"))
    months = {"ordinary": 2, "first": 11, "prior60k": 12}[mode]
    assert (found.rule, found.params["months"], found.value) == (name, str(months), Fraction(-5000 * months))
    assert trace.params["rate"] == ("0.1" if mode == "ordinary" else "0.03")


def test_half_a_fen_of_tax_goes_up_and_is_told() -> None:
    person = agent(hired="2026-10-01", tax=terms(at=opening("2026-10", income="5000")))
    slip = taxed("5000.50", who=person)
    assert tax_of(slip) == "0.02"  # 0.50 × 3 % = 0.015
    assert the_line(slip, "income_tax").trace.params["exact"] == "0.015"
