"""What must hold of every month that the program computes, on the oracle's random books."""

import json
from collections.abc import Iterable
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.domain.inputs import MonthInputs
from app.domain.payline import PayRun, Payslip
from app.domain.payrun import compute
from tests.domain.build import line, month, scheme, seen
from tests.oracle.adapter import Program, result
from tests.oracle.exact import number
from tests.oracle.generate import plain_world, world_of
from tests.oracle.own_metrics import NAMES, renamed
from tests.oracle.world import Plain, World

few = settings(max_examples=15, deadline=None, derandomize=True)
books = st.builds(world_of, seed=st.integers(0, 10**6), largest=st.just(8), months=st.just(1))


def only_month(world: World) -> tuple[MonthInputs, PayRun]:
    """The one month of a book."""
    return Program(world).run(world["months"][0])


def results(run: PayRun) -> dict[str, Plain]:
    """Payslips by 工号."""
    return {slip.number: result(slip) for slip in run.payslips}


def computed(run: PayRun) -> list[Payslip]:
    """Who was computed."""
    return [slip for slip in run.payslips if slip.state == "computed"]


@few
@given(world=books)
def test_lines_add_up(world: World) -> None:
    for slip in computed(only_month(world)[1]):
        earned = sum(one.amount for one in slip.lines if one.kind == "earning")
        taken = [one.amount for one in slip.lines if one.kind == "deduction"]
        assert (slip.gross, slip.deductions, slip.net) == (earned, sum(taken), earned - sum(taken))
        assert all(amount >= 0 for amount in taken)


@few
@given(world=books, seed=st.integers(0, 99))
def test_no_order_matters(world: World, seed: int) -> None:
    before = results(only_month(world)[1])
    rng, shuffled = Random(seed), json.loads(json.dumps(world))
    for name in ("agents", "observations", "incidents", "marks", "attendance", "targets", "schemes", "shops"):
        rng.shuffle(shuffled[name])
    for entry in shuffled["schemes"]:
        shuffle_rows(rng, entry["scheme"])
    assert results(only_month(shuffled)[1]) == before


def shuffle_rows(rng: Random, plain: object) -> None:
    """The rows of bands, tiers, steps and points in another order, wherever they are."""
    if isinstance(plain, dict):
        for key, value in plain.items():
            if key in ("bands", "tiers", "steps", "points") and isinstance(value, list):
                rng.shuffle(value)
            shuffle_rows(rng, value)
    elif isinstance(plain, list):
        for value in plain:
            shuffle_rows(rng, value)


@few
@given(seed=st.integers(0, 10**6))
def test_a_metric_of_ones_own_is_paid_as_that_of_the_catalogue(seed: int) -> None:
    world = plain_world(seed, 8, 1)
    names = {old: new for group in NAMES for old, new in group.items()}
    assert results(only_month(renamed(world, names))[1]) == results(only_month(world)[1])


@few
@given(world=books)
def test_somebody_without_data_changes_nobody(world: World) -> None:
    """Only a peer group by incidents would know them: no incident is a figure, 0."""
    assume('"metric": "incidents:' not in json.dumps(world["schemes"], ensure_ascii=False))
    before = results(only_month(world)[1])
    terms = [{"from": "2026-01", "position": "门卫", "team": "一组"}]
    idle = {"number": "Z99", "name": "门卫", "shops": world["agents"][0]["shops"], "accounts": [], "hired": None, "left": None, "terms": terms}  # fmt: skip
    after = results(only_month(world | {"agents": [*world["agents"], idle]})[1])
    assert after.pop("Z99")["state"] == "blocked"
    assert after == before


@few
@given(world=books)
def test_scores_stay_within_their_caps(world: World) -> None:
    inputs, run = only_month(world)
    schemes = {entry["scheme"]["name"]: entry["scheme"] for entry in world["schemes"]}
    for slip in computed(run):
        plain = schemes[slip.scheme]
        if plain.get("score_cap") is not None and slip.score is not None:
            assert slip.score <= number(plain["score_cap"])
        points = {item.id: item.points for item in slip.items}
        for bonus in plain.get("bonuses") or []:
            assert (points[bonus["id"]] or 0) <= number(bonus.get("cap", "10"))
        if None not in points.values():
            for item in leaves(plain["items"]):
                assert points[item["id"]] <= number(item["full"]) * number(item.get("cap", "1"))
    assert inputs.schemes


def leaves(items: Iterable[Plain]) -> Iterable[Plain]:
    """Items with points of their own."""
    for item in items:
        if item["rule"]["type"] == "composite":
            yield from leaves(item["rule"]["items"])
        else:
            yield item


@few
@given(world=books)
def test_shares_of_a_pot_add_up_to_it(world: World) -> None:
    """A team's amount is paid whole or not at all; what a team bears is a whole number of penalties."""
    inputs, run = only_month(world)
    assume(len(computed(run)) == len(run.payslips))
    pots = {
        item["code"]: item["rule"]
        for entry in world["schemes"]
        for item in entry["scheme"]["pay"]
        if item["code"] in ("team", "team_penalty")
    }
    teams = {agent.number: agent.team for agent in inputs.agents}
    for code, rule in pots.items():
        totals: dict[str, int] = {}
        for slip in run.payslips:
            amount = sum(one.amount for one in slip.lines if one.code == code)
            totals[teams[slip.number]] = totals.get(teams[slip.number], 0) + amount
        whole = int(number(rule["amount"]) * 100)
        for total in totals.values():
            assert total in (0, whole) if code == "team" else total % whole == 0


LADDER = [["0", "0.5"], ["10", "1"], ["50", "2"]]


@given(count=st.integers(0, 9), shift=st.integers(0, 3))
def test_whole_and_marginal_ladders_agree_inside_the_first_step(count: int, shift: int) -> None:
    steps = [[str(int(at) + shift if at != "0" else 0), price] for at, price in LADDER]
    amounts = []
    for mode in ("whole", "marginal"):
        plan = scheme(pay=[line("piece", {"type": "piece", "metric": "followup_sales", "steps": steps, "mode": mode})])
        slip = compute(month(seen("followup_sales", str(count)), plan=plan)).payslips[0]
        amounts.append([one.amount for one in slip.lines])
    assert amounts[0] == amounts[1]


@pytest.mark.parametrize("sales", ["0", "9999.99", "10000"])
def test_whole_and_marginal_commissions_agree_inside_the_first_tier(sales: str) -> None:
    tiers = [["0", "0.005"], ["10000.01", "0.01"]]
    amounts = set()
    for mode in ("whole", "marginal"):
        rule = {
            "type": "commission",
            "amount": "sales_amount",
            "tier_metric": "sales_amount",
            "tiers": tiers,
            "mode": mode,
        }
        slip = compute(month(seen("sales_amount", sales), plan=scheme(pay=[line("commission", rule)]))).payslips[0]
        amounts.add(slip.gross)
    assert amounts == {int(Fraction(sales) * Fraction(1, 2) + Fraction(1, 2))}
