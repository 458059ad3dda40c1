"""The main job from outside: sheets in through the command line, and every figure recomputed on a flat path."""

import json
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import Run
from tests.acceptance.invented import SHOP, Person, write_month, write_roster

SCHEME: dict[str, Any] = {
    "format": "jixin-scheme/1",
    "name": "外来方案",
    "items": [
        {"id": "c", "name": "转化", "full": "40", "metric": "inquiry_conversion",
         "rule": {"type": "bands", "better": "more", "bands": [["0.3", "11.11"], ["0.5", "25"], ["0.8", "40"]], "otherwise": "3"}},
        {"id": "v", "name": "客单价", "full": "35", "metric": "average_order_value",
         "rule": {"type": "attainment", "better": "more", "target": {"value": "777.77"}}, "cap": "1.2"},
        {"id": "r", "name": "接待", "full": "25", "metric": "received_users",
         "rule": {"type": "peers", "better": "more", "by": ["shop", "position"]}},
    ],
    "pay": [
        {"code": "base", "name": "底薪", "rule": {"type": "base", "prorate": "calendar"}},
        {"code": "performance", "name": "绩效", "rule": {"type": "performance"}},
        {"code": "commission", "name": "提成", "rule": {"type": "commission", "amount": "inquiry_sales_amount",
         "tier_metric": "inquiry_conversion", "tiers": [["0", "0.0111"], ["0.5", "0.0222"]]}},
        {"code": "net", "name": "净额提成", "rule": {"type": "commission", "amount": "net_sales_amount",
         "tier_metric": "net_sales_amount", "tiers": [["0", "0.001"], ["50000", "0.003"]], "mode": "marginal"}},
        {"code": "pieces", "name": "件", "rule": {"type": "piece", "metric": "orders", "steps": [["0", "0.07"], ["1000", "0.11"]]}},
    ],
}  # fmt: skip


def half_up(value: Fraction, places: int) -> Fraction:
    scaled = abs(value) * 10**places
    whole = scaled.numerator // scaled.denominator
    whole += (scaled - whole) * 2 >= 1
    return Fraction(-whole if value < 0 else whole, 10**places)


def expected(person: Person, mean: Fraction) -> dict[str, Any]:
    true = person.true
    conversion = Fraction(true["inquiry_paid_users"], true["inquiry_users"])
    band = next((p for t, p in (("0.8", "40"), ("0.5", "25"), ("0.3", "11.11")) if conversion >= Fraction(t)), "3")
    value = Fraction(true["sales_amount"], 100) / true["paid_users"]
    points = [
        Fraction(band),
        half_up(min(Fraction(42), 35 * value / Fraction("777.77")), 2),
        half_up(min(Fraction(25), 25 * true["received_users"] / mean), 2),
    ]
    score = sum(points, Fraction(0))
    net = Fraction(true["sales_amount"] - true["refund_amount"], 100)
    marginal = min(net, Fraction(50_000)) * Fraction("0.001") + max(Fraction(0), net - 50_000) * Fraction("0.003")
    rate = Fraction("0.0222") if conversion >= Fraction("0.5") else Fraction("0.0111")
    price = Fraction("0.11") if true["orders"] >= 1000 else Fraction("0.07")
    lines = {
        "base": Fraction(person.base, 100), "performance": half_up(score / 100 * Fraction(person.y, 100), 2),
        "commission": half_up(Fraction(true["inquiry_sales_amount"], 100) * rate, 2),
        "net": half_up(marginal, 2), "pieces": half_up(true["orders"] * price, 2),
    }  # fmt: skip
    return {"score": score, "lines": lines, "net": sum(lines.values())}


@pytest.mark.parametrize("seed", range(4))
def test_a_month_of_an_invented_shop(seed: int, tmp_path: Path, run: Run) -> None:
    dice = random.Random(seed)
    people = [Person(index, dice) for index in range(dice.randrange(2, 25))]
    book = tmp_path / "账套.jixin"
    (tmp_path / "方案.json").write_text(json.dumps(SCHEME, ensure_ascii=False), "utf-8")
    assert run("book", "new", book, "--shop", SHOP, "--platform", "tmall")[0] == 0
    assert run("roster", "import", book, write_roster(tmp_path / "花名册.xlsx", people))[0] == 0
    status, answer = run("import", book, *write_month(tmp_path, people, dice), "--month", "2026-10", "--json")
    assert (status, answer["stored"], answer["problems"], answer["unmatched"]) == (0, True, [], [])
    check_metrics(run("metrics", book, "2026-10", "--json")[1], people)
    assert run("scheme", "import", book, tmp_path / "方案.json", "--position", "售前", "--from", "2026-10")[0] == 0
    status, computed = run("compute", book, "2026-10", "--json")
    assert (status, run("compute", book, "2026-10", "--json")[1]) == (0, computed)
    check_pay(computed, people)


def check_metrics(answer: dict[str, Any], people: list[Person]) -> None:
    found = {one["number"]: one["metrics"] for one in answer["agents"]}
    for person in people:
        got = found[person.number]
        for metric in person.true.keys() - {"evaluations", "satisfied", "very_satisfied"}:
            money = metric.endswith("_amount")
            true = Fraction(person.true[metric], 100 if money else 1)
            assert Fraction(got[metric]["value"]) == true, (person.name, metric)
        assert (got["inquiry_conversion"]["numerator"], got["inquiry_conversion"]["denominator"]) == (
            str(person.true["inquiry_paid_users"]), str(person.true["inquiry_users"]),
        )  # fmt: skip


def check_pay(computed: dict[str, Any], people: list[Person]) -> None:
    mean = Fraction(sum(one.true["received_users"] for one in people), len(people))
    found = {one["number"]: one for one in computed["agents"]}
    total = Fraction(0)
    for person in people:
        want, got = expected(person, mean), found[person.number]
        assert got["state"] == "computed", got["pending"]
        assert Fraction(got["score"]) == want["score"], person.name
        assert {one["code"]: Fraction(one["amount"]) for one in got["lines"]} == want["lines"], person.name
        assert Fraction(got["net"]) == want["net"]
        total += want["net"]
    assert Fraction(computed["totals"]["net"]) == total
