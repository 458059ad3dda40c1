"""赔偿损失: the 20 % limit, the minimum wage, what is carried (RULES 29, PAY-RULES 1)."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from app.domain.history import PastMonth
from app.domain.money import exact, fen_text
from app.domain.month import PayMonth
from app.domain.payrun import compute
from app.domain.people import Shop, Since
from app.domain.sealing import left_behind
from tests.domain.build import SHOP, agent, incident, line, month, scheme
from tests.domain.pay.payday import (
    adding_up_to,
    amounts,
    boxes,
    flags,
    paid,
    sealed,
    the_line,
    waived,
)

LOSS = line("loss", {"type": "loss", "kinds": ["赔偿", "丢件"]})


def claimed(*money: str, kind: str = "赔偿") -> Any:
    return {"incidents": tuple(incident(kind, money=f"-{amount}") for amount in money)}


def minimum(wage: str) -> dict[str, str]:
    return {"minimum_wage": wage}


def carried(value: str, month: str = "2026-10") -> Any:
    return agent(loss_carried=Since(value=exact(value), month=PayMonth.parse(month)))


@pytest.mark.parametrize(
    ("wage", "claim", "least", "now", "left"),
    [
        ("5000", "1500", "2590", "1000.00", 50000),
        ("3000", "1500", "2590", "410.00", 109000),
        ("2600", "300", "2590", "10.00", 29000),
        ("2500", "300", "2590", "0.00", 30000),
        ("5000", "300", "2590", "300.00", 0),
        ("5000", "1000", "2590", "1000.00", 0),
        ("5000.04", "1500", "2590", "1000.00", 50000),  # 1,000.008: 20 % is rounded down
        ("4999.99", "1500", "2590", "999.99", 50001),  # 999.998
        ("2590", "300", "2590", "0.00", 30000),
        ("2590.01", "300", "2590", "0.01", 29999),
        ("3000", "1500", "2590.005", "409.99", 109001),
    ],
)
def test_the_limits(wage: str, claim: str, least: str, now: str, left: int) -> None:
    slip = paid(adding_up_to(wage), LOSS, settings=minimum(least), **claimed(claim))
    line_of_loss = the_line(slip, "loss")
    assert (f"{line_of_loss.amount / 100:.2f}", line_of_loss.kind) == (now, "deduction")
    assert slip.sums["loss_left"] == left
    assert "no_minimum_wage" not in flags(slip)


def test_no_claims_no_line() -> None:
    slip = paid(adding_up_to("5000"), LOSS, incidents=(incident("赔偿"), incident("赔偿", money="30")))
    assert (amounts(slip), "loss_left" in slip.sums) == ({"base": "5000.00"}, False)


def test_only_its_kinds_are_claims_and_other_minuses_are_fines() -> None:
    happened = tuple(incident(kind, money="-100") for kind in ("赔偿", "丢件", "迟到"))
    slip = paid(
        adding_up_to("5000"),
        line("incident", {"type": "incident_money"}),
        LOSS,
        incidents=happened,
        settings=minimum("1"),
    )
    assert amounts(slip) == {"base": "5000.00", "incident:fine": "-100.00", "loss": "-200.00"}
    assert "incident_money_unused" not in flags(slip)


def test_a_claim_is_used_though_no_line_pays_incident_money() -> None:
    happened = (incident("赔偿", money="-100"), incident("赔偿", money="50"), incident("迟到", money="-5"))
    slip = paid(adding_up_to("5000"), LOSS, incidents=happened, settings=minimum("1"))
    unused = [flag.params["money"] for flag in slip.flags if flag.code == "incident_money_unused"]
    assert unused == ["50", "-5"]


def test_without_a_minimum_wage_nothing_is_taken_and_that_is_flagged() -> None:
    slip = paid(adding_up_to("5000"), LOSS, **claimed("300"))
    assert (amounts(slip)["loss"], slip.sums["loss_left"]) == ("0.00", 30000)
    assert "no_minimum_wage" in flags(slip)
    assert "no_minimum_wage" not in flags(paid(adding_up_to("5000"), LOSS))


def test_a_company_has_no_minimum_wage() -> None:
    slip = paid(adding_up_to("5000"), LOSS, who=agent(kind="team"), **claimed("1500"))
    assert (amounts(slip)["loss"], flags(slip)) == ("-1000.00", set())


def test_the_wage_is_gross_of_insurance_and_of_fines() -> None:
    pay = (
        adding_up_to("5000"),
        line("insurance", {"type": "insurance"}),
        line("incident", {"type": "incident_money"}),
        LOSS,
    )
    happened = (*claimed("1500")["incidents"], incident("迟到", money="-500"))
    person = agent(insurance=boxes(pension="500"))
    slip = paid(*pay, who=person, incidents=happened, settings=minimum("2590"))
    assert amounts(slip)["loss"] == "-1000.00"


def test_a_gross_below_0_leaves_everything_for_later() -> None:
    pay = (adding_up_to("100", "a"), line("x", {"type": "guarantee", "of": ["a"], "at_most": "-50"}), LOSS)
    slip = paid(*pay, settings=minimum("0"), **claimed("30"))
    assert (slip.gross, amounts(slip)["loss"], slip.sums["loss_left"]) == (-5000, "0.00", 3000)


@pytest.mark.parametrize(
    ("who", "history", "claim"),
    [
        (carried("120.5"), (), "-120.50"),
        (carried("120.5"), (sealed("2026-09", loss_left="40"),), "-120.50"),  # said as of October
        (carried("120.5", "2026-09"), (sealed("2026-09", loss_left="40"),), "-40.00"),
        (carried("120.5", "2026-09"), (sealed("2026-08", loss_left="40"),), "-120.50"),
        (carried("0"), (sealed("2026-09", loss_left="40"),), None),
        (carried("120.5", "2026-11"), (), None),
        (agent(), (sealed("2026-08", loss_left="70"), sealed("2026-09", loss_left="40")), "-40.00"),
        (agent(), (sealed("2026-08", loss_left="70"), sealed("2026-09", loss_left="0")), None),
        (
            agent(),
            (sealed("2026-08", loss_left="70"), sealed("2026-09", gross="9")),
            "-70.00",
        ),  # September: no such line
    ],
)
def test_what_is_carried_is_the_newer_of_what_was_said_and_what_was_left(who: Any, history: Any, claim: str) -> None:
    slip = paid(adding_up_to("5000"), LOSS, who=who, settings=minimum("2590"), history=history)
    assert amounts(slip).get("loss") == claim


def test_carried_and_new_claims_are_one() -> None:
    history = (sealed("2026-09", loss_left="900"),)
    slip = paid(adding_up_to("5000"), LOSS, settings=minimum("2590"), history=history, **claimed("60.5", "200"))
    assert (amounts(slip)["loss"], slip.sums["loss_left"]) == ("-1000.00", 16050)
    trace = the_line(slip, "loss").trace
    assert trace.params["claim"] == "1160.50"
    assert trace.params["rest"] == "160.50"
    assert [part.rule for part in trace.inputs] == ["incident", "incident", "loss_carried"]


def test_the_owner_may_waive_the_limit() -> None:
    slip = paid(adding_up_to("3000"), LOSS, **claimed("1500"), **waived("loss:limit", "本人要求一次还清"))
    assert (amounts(slip)["loss"], slip.sums["loss_left"]) == ("-1500.00", 0)
    assert flags(slip) == {"loss_limit_waived"}
    assert the_line(slip, "loss").trace.params["reason"] == "本人要求一次还清"


def test_a_waived_item_takes_nothing_and_keeps_the_claims() -> None:
    history = (sealed("2026-09", loss_left="900"),)
    slip = paid(adding_up_to("5000"), LOSS, settings=minimum("1"), history=history, **claimed("50"), **waived("loss"))
    assert (amounts(slip), slip.sums["loss_left"]) == ({"base": "5000.00"}, 95000)
    assert "loss_left" not in paid(adding_up_to("5000"), LOSS, **waived("loss")).sums


MONTHS = st.lists(
    st.tuples(st.integers(0, 900_000), st.lists(st.integers(1, 400_000), max_size=2)), min_size=2, max_size=8
)


@given(MONTHS, st.integers(0, 400_000))
@settings(max_examples=60, deadline=None)
def test_over_sealed_months_no_fen_is_lost_and_no_month_takes_more_than_it_may(
    months: list[tuple[int, list[int]]], least: int
) -> None:
    """Month by month: the claim, a fifth of the wage, what the wage has above the minimum; the rest goes on."""
    history: tuple[PastMonth, ...] = ()
    standing, shop = 0, (Shop(name=SHOP, settings=minimum(fen_text(least))),)
    for at, (wage, claims) in enumerate(months):
        happened = tuple(incident("赔偿", money=fen_text(-claim)) for claim in claims)
        when = PayMonth(2026, 10).shift(at)
        inputs = month(
            plan=scheme(pay=[adding_up_to(fen_text(wage)), LOSS]), agents=(agent(),), shops=shop, history=history,
            month=when, pay_date=when.last, incidents=tuple(replace(one, day=when.first) for one in happened),
        )  # fmt: skip
        run = compute(inputs)
        standing += sum(claims)
        taken = min(standing, wage // 5, max(0, wage - least))
        standing -= taken
        slip = run.payslips[0]
        assert -sum(one.signed for one in slip.lines if one.code == "loss") == taken
        assert slip.sums.get("loss_left", 0) == standing
        history = (*history, left_behind(inputs, run))
