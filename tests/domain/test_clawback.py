"""Refunds after the month: at the rate then paid, at most the commission then, given back as far as undone (RULES 31)."""

from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clawback import clawbacks
from app.domain.history import PastAgent
from app.domain.money import Fen
from app.domain.payrun import compute
from app.domain.sealing import left_behind
from tests.domain.build import line, month, past_agent, scheme, seen

NET = "net_sales_amount"
TIERS = [["0", "0.01"], ["10000", "0.02"], ["20000", "0.03"]]


def sealed(net: str, **rule: object) -> PastAgent:
    """What a month leaves in which the agent was paid by a commission on this net, and by one on sales."""
    plan = scheme(
        pay=[
            line("commission", {"type": "commission", "amount": NET, **rule}),
            line("other", {"type": "commission", "amount": "sales_amount", "rate": "0.5"}),
        ]
    )
    inputs = month(seen(NET, net), seen("sales_amount", "30000"), plan=plan)
    return left_behind(inputs, compute(inputs)).agents["A-小美"]


def amounts(past: PastAgent, now: str, taken: Fen = 0) -> list[Fen]:
    return [one.amount for one in clawbacks(past, Fraction(now), {"commission": taken})]


@pytest.mark.parametrize(
    ("then", "rule", "now", "due"),
    [
        ("10000", {"rate": "0.012"}, "10000", []),
        ("10000", {"rate": "0.012"}, "9000", [-1200]),
        ("10000", {"rate": "0.012"}, "0", [-12000]),
        # half a fen is taken back whole: 0.05 × 0.10 = 0.005; less than half is not
        ("10000", {"rate": "0.05"}, "9999.90", [-1]),
        ("10000", {"rate": "0.049"}, "9999.90", []),
        ("10000", {"rate": "0.05"}, "9999.70", [-2]),
        # sales that came in after the month do not make the month's commission larger
        ("10000", {"rate": "0.012"}, "12000", []),
        # the tier is not decided again: 20,000 was at 3 %, 9,000 would be at 1 %
        ("20000", {"tier_metric": NET, "tiers": TIERS}, "9000", [-33000]),
        ("19999", {"tier_metric": NET, "tiers": TIERS}, "25000", []),
        # marginal: 100 + 200 on 20,000 is 1.5 % on the whole
        ("20000", {"tier_metric": NET, "tiers": TIERS[:2], "mode": "marginal"}, "18000", [-3000]),
        ("20000", {"tier_metric": NET, "tiers": TIERS[:2], "mode": "marginal"}, "0", [-30000]),
        # more refunds than the month sold: at most what the month paid
        ("10000", {"rate": "0.012"}, "-500", [-12000]),
        # nothing was paid on less than nothing
        ("-100", {"rate": "0.012"}, "-900", []),
        ("-100", {"rate": "0.012"}, "900", []),
        ("0", {"tier_metric": NET, "tiers": TIERS, "mode": "marginal"}, "-1", []),
        ("10000", {"rate": "0"}, "5000", []),
    ],
)
def test_what_is_due(then: str, rule: dict[str, object], now: str, due: list[Fen]) -> None:
    assert amounts(sealed(then, **rule), now) == due


@pytest.mark.parametrize(
    ("now", "taken", "due"),
    [
        ("9000", -1200, []),  # the same change twice
        ("8500", -1200, [-600]),  # further refunds
        ("9500", -1200, [600]),  # half of them undone
        ("10000", -1200, [1200]),  # all undone
        ("13000", -1200, [1200]),  # never more than was taken
        ("-800", -11000, [-1000]),  # the limit counts what was taken before
        ("-800", -12000, []),
        ("9000", 0, [-1200]),  # given back and refunded again
    ],
)
def test_what_was_taken_before_counts(now: str, taken: Fen, due: list[Fen]) -> None:
    assert amounts(sealed("10000", rate="0.012"), now, taken) == due


def test_it_says_what_it_rests_on() -> None:
    (found,) = clawbacks(sealed("10000", rate="0.012"), Fraction(-800), {"commission": -1200, "other": -7})
    assert msgspec.structs.astuple(found) == (
        "A-小美", "commission", Fraction(10000), Fraction(-800), Fraction("0.012"), 12000, -1200, -10800, True,
    )  # fmt: skip


def test_who_was_not_paid_on_net_owes_nothing() -> None:
    assert clawbacks(past_agent(**{NET: "10000"}), Fraction(0), {}) == ()
    assert clawbacks(past_agent(), Fraction(0), {}) == ()
    assert clawbacks(past_agent(**{NET: None}), Fraction(0), {}) == ()


AMOUNTS = st.decimals(-99999, 99999, places=2).map(Fraction)


@given(AMOUNTS, st.lists(AMOUNTS, min_size=1, max_size=5))
def test_over_any_exports_the_sum_is_what_the_last_one_says(then: Fraction, nets: list[Fraction]) -> None:
    """Whatever came between; and never more than was paid is taken, nor more given back than was taken."""
    rate, paid = Fraction("0.0123"), max(0, round(then * Fraction("1.23")))
    past = past_agent(**{NET: str(then)})
    past = msgspec.structs.replace(past, rates={"commission": rate}, paid={"commission": paid})
    taken = 0
    for net in nets:
        taken += sum(one.amount for one in clawbacks(past, net, {"commission": taken}))
        assert -paid <= taken <= 0
    assert taken == sum(one.amount for one in clawbacks(past, nets[-1], {}))
