"""The program and the oracle agree on random books, and these books reach every rule."""

import pytest

from tests.oracle.compare import Tally, compared
from tests.oracle.flags import COMPARED
from tests.oracle.generate_pay import RULES

SEEDS = range(72)
SCORE_RULES = ("bands", "linear", "attainment", "peers", "trend", "manual", "deductions", "composite", "bonus")
POLICIES = ("no_data:zero", "no_data:full", "no_data:reweight", "no_peers:full", "no_peers:reweight")
AWARDS = ("rank", "record", "streak", "threshold")
TEAM_RULES = ("team_goal", "team_goal:missed", "contest", "team_penalty", "distribution")
TOLD = (*(f"flag:{code}" for code in COMPARED), "near_miss:1", "refund:taken", "refund:given back")
PAID = ("guarantee:moved", "loss:limited", "penalty_factor", *(f"award:{kind}:paid" for kind in AWARDS))

Compared = tuple[Tally, dict[int, list[str]]]


@pytest.fixture(scope="module")
def run() -> Compared:
    """The fixed books, months in sequence, a few people each so that there are many schemes."""
    tally = Tally()
    return tally, {seed: lines for seed, lines in compared(SEEDS, largest=6, tally=tally) if lines}


def test_no_book_differs(run: Compared) -> None:
    _, found = run
    assert not found, "\n".join(f"seed {seed}: {line}" for seed, lines in found.items() for line in lines)


def test_every_rule_was_computed(run: Compared) -> None:
    tally, _ = run
    pay = {rule for rule in RULES if rule != "award"} | {*TEAM_RULES, *PAID}
    wanted = (
        {f"score:{rule}" for rule in SCORE_RULES}
        | {f"policy:{one}" for one in POLICIES}
        | {f"pay:{one}" for one in pay}
    )
    wanted |= {f"share:{how}" for how in ("equal", "score", "sales")} | {"grade:stay"}
    assert not {rule for rule in (*wanted, *TOLD) if not tally.rules[rule]}


def test_months_are_sealed_and_some_people_blocked(run: Compared) -> None:
    tally, _ = run
    assert tally.sealed > tally.months / 2
    assert 0 < tally.blocked < tally.agents / 3
