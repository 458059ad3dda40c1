"""Random pay years through months that are computed and sealed, against a second way to work out the tax.

Sixty years run with the suite; more on demand: ``PAY_YEARS=3000 pytest tests/oracle/test_pay_years.py``.
"""

import os
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from app.domain.history import PastMonth
from app.domain.inputs import Adjustment
from app.domain.money import exact, fen_text
from app.domain.month import PayMonth
from app.domain.payrun import compute
from app.domain.people import INSURANCE, TAX_MODES, Shop, TaxOpening, TaxTerms
from app.domain.sealing import left_behind
from tests.domain.build import SHOP, agent, line, month, scheme
from tests.domain.pay.payday import adding_up_to, boxes, the_line
from tests.oracle.pay_year import Before, Payday, withheld

YEARS = int(os.environ.get("PAY_YEARS", "60"))
SETTINGS = {"tax": "on", "minimum_wage": "2000"}


@dataclass(frozen=True)
class Worked:
    """A month of work: its pay, what is deducted from it, and how long after it is paid."""

    at: PayMonth
    paid: date
    wage: int
    exempt: int
    change: int
    boxes: tuple[Decimal, ...]
    additional: int
    other: int


fen = st.builds(
    lambda most, share: most * share // 997,
    st.sampled_from((1_500_000, 4_000_000, 12_000_000, 40_000_000)),
    st.integers(0, 997),
)
box = st.sampled_from((Decimal(0), Decimal("344.005"), Decimal("86.125"), Decimal("1522.5"), Decimal("0.004")))


@st.composite
def worked(draw: st.DrawFn, at: PayMonth) -> Worked:
    """One month; wage not earned makes it as low as nothing, a change may be to either side."""
    after = draw(st.sampled_from((0, 1, 1, 1)))
    paid = at.last if after == 0 else at.shift(1).first.replace(day=draw(st.integers(1, 28)))
    return Worked(
        at=at, paid=paid, wage=draw(fen) if draw(st.integers(0, 5)) else 0, exempt=draw(st.sampled_from((0, 0, 50_001))),
        change=draw(st.integers(-90_000, 90_000)), boxes=tuple(draw(box) for _ in INSURANCE),
        additional=draw(st.sampled_from((0, 100_000, 200_000, 300_050))), other=draw(st.sampled_from((0, 0, 38_000))),
    )  # fmt: skip


@st.composite
def careers(draw: st.DrawFn) -> tuple[list[Worked], date | None, dict[int, str], dict[str, int] | None]:
    """Up to fourteen months in a row, some without any pay; since when, how tax is withheld each year, what was before."""
    first = PayMonth(2026, draw(st.integers(1, 12)))
    months = [first.shift(n) for n in range(draw(st.integers(1, 14)))]
    paid = [at for at in months if at == first or draw(st.integers(0, 9))]
    year = [draw(worked(at)) for at in paid]
    hired = draw(st.sampled_from((None, date(2024, 3, 9), date(2026, 1, 1), first.first, first.first.replace(day=20))))
    if hired is not None and hired > first.last:
        hired = first.first
    modes = {on: draw(st.sampled_from(TAX_MODES)) for on in (2026, 2027, 2028)}
    began = draw(st.integers(0, 2)) > 0 and (hired is None or hired < first.first)
    sums = {key: draw(fen) for key in ("income", "special", "additional", "other", "withheld")} if began else None
    return year, hired, modes, sums


def by_the_program(
    year: list[Worked], hired: date | None, modes: dict[int, str], sums: dict[str, int] | None
) -> list[str]:
    """What is withheld, month by month, each sealed before the next; fines and losses happen and change nothing."""
    opening = None if sums is None else TaxOpening(month=year[0].at, **{k: exact(fen_text(v)) for k, v in sums.items()})
    history: tuple[PastMonth, ...] = ()
    found: list[str] = []
    for one in year:
        terms = TaxTerms(
            mode=modes[one.paid.year], additional=exact(fen_text(one.additional)),
            other=exact(fen_text(one.other)), opening=opening,
        )  # fmt: skip
        insured: dict[str, Any] = boxes(**{name: str(value) for name, value in zip(INSURANCE, one.boxes, strict=True)})
        person = agent(hired=hired.isoformat() if hired else None, insurance=insured, tax=terms)
        pay = [
            adding_up_to(fen_text(one.wage)),
            {**adding_up_to(fen_text(one.exempt), "free"), "tax_exempt": True},
            line("adjustment", {"type": "adjustment"}),
            line("insurance", {"type": "insurance"}),
            line("income_tax", {"type": "income_tax"}),
        ]
        given_ = month(
            plan=scheme(pay=pay), agents=(person,), shops=(Shop(name=SHOP, settings=SETTINGS),), history=history,
            month=one.at, pay_date=one.paid,
            adjustments=(Adjustment(number=person.number, amount=exact(fen_text(one.change)), reason="补"),),
        )  # fmt: skip
        run = compute(given_)
        assert run.payslips[0].computed, run.payslips[0].pending
        found.append(fen_text(the_line(run.payslips[0], "income_tax").amount))
        history = (*history, left_behind(given_, run))
    return found


def by_hand(year: list[Worked], hired: date | None, modes: dict[int, str], sums: dict[str, int] | None) -> list[str]:
    """The same by the second way; a change for the better is earned, one for the worse is a deduction from the net."""
    paydays = [
        Payday(
            on=one.paid, earned=one.wage + one.exempt + max(0, one.change), exempt=one.exempt, boxes=one.boxes,
            additional=one.additional, other=one.other, mode=modes[one.paid.year],
        )
        for one in year
    ]  # fmt: skip
    before = None
    if sums is not None:
        kept = sums["income"] - sums["special"] - sums["additional"] - sums["other"]
        before = Before(kept=kept, withheld=sums["withheld"])
    return [fen_text(amount) for amount in withheld(paydays, hired, before)]


@given(careers())
@settings(max_examples=YEARS, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_fen_differs(career: tuple[list[Worked], date | None, dict[int, str], dict[str, int] | None]) -> None:
    year, hired, modes, sums = career
    found = by_the_program(year, hired, modes, sums)
    assert found == by_hand(year, hired, modes, sums)
    event("two tax years" if year[0].paid.year != year[-1].paid.year else "one tax year")
    event("an opening" if sums else "no opening")
    event("some tax" if any(amount != "0.00" for amount in found) else "no tax")
    for mode in {modes[one.paid.year] for one in year}:
        event(mode)
