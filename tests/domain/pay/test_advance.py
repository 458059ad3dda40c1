"""预支扣回: an advance by instalments, from its own month on."""

from typing import Any

import pytest

from app.domain.money import exact
from app.domain.month import PayMonth
from app.domain.people import Agent, Since
from tests.domain.build import agent, line
from tests.domain.pay.payday import adding_up_to, amounts, paid, sealed, the_line, waived

ADVANCE = line("advance", {"type": "advance"})


def owing(value: str, instalment: str | None = None, month: str = "2026-08") -> Agent:
    since = Since(value=exact(value), month=PayMonth.parse(month))
    return agent(advance=since, instalment=None if instalment is None else exact(instalment))


@pytest.mark.parametrize(
    ("who", "history", "taken", "rest"),
    [
        (owing("1000", "300"), (), "-300.00", "700.00"),
        (owing("1000", "300"), (sealed("2026-08", advance_taken="300"), sealed("2026-09", advance_taken="500")), "-200.00", "0.00"),
        (owing("1000", "300"), (sealed("2026-07", advance_taken="999"),), "-300.00", "700.00"),  # an advance before this one
        (owing("1000"), (), "-1000.00", "0.00"),
        (owing("1000"), (sealed("2026-09", advance_taken="250"),), "-750.00", "0.00"),
        (owing("200", "300"), (), "-200.00", "0.00"),
        (owing("1000", "0"), (), "0.00", "1000.00"),
        (owing("1000", "300", "2026-10"), (sealed("2026-09", advance_taken="300"),), "-300.00", "700.00"),
    ],
)  # fmt: skip
def test_instalments(who: Agent, history: Any, taken: str, rest: str) -> None:
    slip = paid(adding_up_to("5000"), ADVANCE, who=who, history=history)
    assert amounts(slip)["advance"] == taken
    assert the_line(slip, "advance").trace.params["rest"] == rest
    assert slip.sums["advance_taken"] == the_line(slip, "advance").amount


@pytest.mark.parametrize(
    ("who", "history"),
    [
        (agent(), ()), (owing("0"), ()), (owing("300"), (sealed("2026-08", advance_taken="300"),)),
        (owing("300", month="2026-11"), ()),
    ],
)  # fmt: skip
def test_nothing_owed_no_line(who: Agent, history: Any) -> None:
    slip = paid(adding_up_to("5000"), {**ADVANCE, "missing": "required"}, who=who, history=history)
    assert (amounts(slip), "advance_taken" in slip.sums) == ({"base": "5000.00"}, False)


def test_a_waived_instalment_stays_owed() -> None:
    slip = paid(adding_up_to("5000"), ADVANCE, who=owing("1000", "300"), **waived("advance"))
    assert (amounts(slip), "advance_taken" in slip.sums) == ({"base": "5000.00"}, False)
