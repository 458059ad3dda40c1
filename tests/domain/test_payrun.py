"""The whole computation: the same inputs give the same run, and a payslip always adds up by hand."""

import pickle
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.money import round_half_up, to_fen
from app.domain.payline import Payslip
from app.domain.payrun import compute
from app.domain.trace import Trace
from tests.domain.build import agent, incident, item, line, mark, month, scheme, seen

PLAN = scheme(
    items=[
        item("30", {"type": "bands", "better": "more", "bands": [["0.45", "30"], ["0.40", "24"], ["0.3", "9.99"]]}, id="a", metric="inquiry_conversion"),
        item("30", {"type": "attainment", "better": "more", "target": {"value": "70000.07"}}, id="b", metric="sales_amount", cap="1.2"),
        item("20", {"type": "peers", "better": "more", "by": ["shop", "position"]}, id="c", metric="received_users"),
        item("20", {"type": "manual"}, id="d", no_data="reweight"),
    ],
    bonuses=[{"id": "plus", "name": "加分", "kinds": {"大单": "3"}, "metrics": {}}],
    pay=[
        line("base", {"type": "base", "prorate": "calendar"}),
        line("performance", {"type": "performance"}),
        line("commission", {"type": "commission", "amount": "sales_amount", "tier_metric": "inquiry_conversion", "tiers": [["0", "0.0123"], ["0.35", "0.0345"]]}),
        line("incident", {"type": "incident_money"}),
    ],
)  # fmt: skip

AMOUNT = st.integers(0, 10**7).map(lambda fen: f"{fen // 100}.{fen % 100:02d}")
PERSON = st.fixed_dictionaries({
    "paid": st.integers(0, 900), "more": st.integers(0, 900), "sales": AMOUNT, "received": st.integers(0, 5000),
    "base": AMOUNT, "performance": AMOUNT, "mark": st.none() | AMOUNT, "money": st.integers(-500, 500),
    "hired": st.none() | st.integers(1, 31),
})  # fmt: skip


def inputs_of(people: list[dict[str, Any]]) -> Any:
    agents, rows, marks, incidents = [], [], [], []
    for index, one in enumerate(people):
        name = f"客服{index:02d}"
        hired = None if one["hired"] is None else f"2026-10-{one['hired']:02d}"
        agents.append(agent(name, base=one["base"], performance=one["performance"], hired=hired))
        figures = {
            "inquiry_paid_users": one["paid"], "inquiry_users": one["paid"] + one["more"],
            "sales_amount": one["sales"], "received_users": one["received"],
        }  # fmt: skip
        rows += [seen(metric, str(value), account=name) for metric, value in figures.items()]
        incidents.append(incident("大单", "3", str(one["money"]), who=f"A-{name}"))
        if one["mark"] is not None:
            marks.append(mark("item:d", one["mark"], who=f"A-{name}"))
    return month(*rows, plan=PLAN, agents=tuple(agents), marks=tuple(marks), incidents=tuple(incidents))


@settings(max_examples=60, deadline=None)
@given(st.lists(PERSON, min_size=1, max_size=6))
def test_the_same_inputs_give_the_same_run_and_every_payslip_adds_up(people: list[dict[str, Any]]) -> None:
    inputs = inputs_of(people)
    run = compute(inputs)
    assert compute(pickle.loads(pickle.dumps(inputs))) == run  # noqa: S301
    for slip, person in zip(run.payslips, people, strict=True):
        if person["paid"] + person["more"] == 0:
            assert (slip.state, slip.lines, slip.gross, slip.net, slip.score) == ("blocked", (), None, None, None)
        else:
            adds_up(slip)
            assert_oracle(slip, person, people)


def adds_up(slip: Payslip) -> None:
    earnings = sum(one.amount for one in slip.lines if one.kind == "earning")
    deductions = sum(one.amount for one in slip.lines if one.kind == "deduction")
    assert (slip.gross, slip.deductions, slip.net) == (earnings, deductions, earnings - deductions)
    assert slip.score == sum(one.points for one in slip.items if one.points is not None and not one.parent)
    for one in slip.lines:
        assert one.trace.value == Fraction(one.amount, 100)
    assert all(source.cells for trace in leaves(slip) for source in trace.sources)


def leaves(slip: Payslip) -> list[Trace]:
    found: list[Trace] = []
    stack = [one.trace for one in slip.lines] + [one.trace for one in slip.items]
    while stack:
        trace = stack.pop()
        stack += trace.inputs
        found += [] if trace.inputs else [trace]
    return found


def assert_oracle(slip: Payslip, person: dict[str, Any], people: list[dict[str, Any]]) -> None:
    """The rules of PLAN once more, written flat, without any of the program's own parts but the rounding."""
    conversion = Fraction(person["paid"], person["paid"] + person["more"])
    sales, received = Fraction(person["sales"]), person["received"]
    band = next((p for t, p in (("0.45", "30"), ("0.40", "24"), ("0.3", "9.99")) if conversion >= Fraction(t)), "0")
    parts = {"a": Fraction(band), "b": min(Fraction(36), 30 * sales / Fraction("70000.07"))}
    mean = Fraction(sum(one["received"] for one in people), len(people))
    parts["c"] = Fraction(20) if len(people) < 2 or mean == 0 else min(Fraction(20), 20 * received / mean)
    factor = Fraction(1)
    if person["mark"] is None:
        factor = Fraction(100, 80)
    else:
        parts["d"] = min(Fraction(20), Fraction(person["mark"]))
    score = sum(round_half_up(points * factor, 2) for points in parts.values()) + 3
    rate = Fraction("0.0345") if conversion >= Fraction("0.35") else Fraction("0.0123")
    days = 31 if person["hired"] is None else 32 - person["hired"]
    lines = {
        "base": to_fen(Fraction(person["base"]) * days / 31), "performance": to_fen(Fraction(person["performance"]) * score / 100),
        "commission": to_fen(sales * rate),
    }  # fmt: skip
    if person["money"] > 0:
        lines["incident"] = person["money"] * 100
    if person["money"] < 0:
        lines["incident:fine"] = -person["money"] * 100
    assert slip.score == score
    assert {one.code: one.amount for one in slip.lines} == lines


def test_progress_tells_how_far_and_may_cancel() -> None:
    told: list[tuple[int, int]] = []
    inputs = month(agents=(agent("甲"), agent("乙")))
    compute(inputs, lambda done, whole: told.append((done, whole)))
    assert told == [(1, 2), (2, 2)]


def test_account_conflicts_block_the_agents_until_waived() -> None:
    from datetime import date

    from app.domain.inputs import Waiver
    from app.domain.people import Account
    from tests.domain.build import SHOP

    before = Account(shop=SHOP, name="小美", last=date(2026, 10, 15))
    after = Account(shop=SHOP, name="小美", first=date(2026, 10, 16))
    people = (agent(number="A1", accounts=(before,)), agent("小丽", number="A2", accounts=(after,)))
    inputs = month(seen("orders", "8"), plan=scheme(), agents=people)
    assert [[one.code for one in slip.pending] for slip in compute(inputs).payslips] == [["account_conflict"]] * 2
    waived = month(
        seen("orders", "8"), plan=scheme(), agents=people,
        waivers=(Waiver(number="A1", code=f"{SHOP}:小美", reason="按约定不算"),),
    )  # fmt: skip
    assert [slip.state for slip in compute(waived).payslips] == ["computed", "blocked"]
