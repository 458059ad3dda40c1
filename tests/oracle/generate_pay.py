"""Random pay items by SCHEME.md."""

from collections.abc import Callable
from random import Random

from tests.oracle.edges import EDGES, LESS
from tests.oracle.world import Plain

KINDS = ["投诉", "迟到", "早退", "赔偿"]
BY = [["shop", "position"], ["shop", "position"], [], ["shop"], ["position"], ["team"], ["shop", "position", "shift"]]
COUNTS = ["followup_sales", "chased_orders", "outbound_calls", "other_tasks"]
MONEYS = ["inquiry_sales_amount", "sales_amount", "net_sales_amount"]
RANKED = ["inquiry_conversion", "inquiry_conversion", "sales_amount", "response_seconds", "quality_score", "followup_sales", "service_rating", "score"]  # fmt: skip


def pay_items(rng: Random, scheme: Plain, shared: list[Plain], *, tame: bool) -> list[Plain]:
    """Some of every rule, in any order, codes unique."""
    found: list[Plain] = []
    for rule, (make, odds) in RULES.items():
        count = 0
        if rule == "performance" and not scheme["items"] and rng.random() < 0.9:
            continue
        while rng.random() < odds and count < (3 if rule in ("award", "piece", "allowance") else 1):
            code = rule if not count else f"{rule}:{'abc'[count]}"
            found.append(item(rng, code, {"type": rule} | make(rng), tame=tame))
            count += 1
    found += [one for one in shared if rng.random() < 0.75]
    rng.shuffle(found)
    if rng.random() < 0.4:
        found.append(item(rng, "guarantee", {"type": "guarantee"} | guarantee(rng, [one["code"] for one in found])))
    return found


def item(rng: Random, code: str, rule: Plain, *, tame: bool = False) -> Plain:
    """One pay item; ``missing`` and ``tax_exempt`` now and then."""
    found: Plain = {"code": code, "name": f"行{code}"}
    if tame and rule["type"] in ("commission", "supervisor") and rng.random() < 0.8:
        found["missing"] = "optional"
    elif rng.random() < 0.15:
        found["missing"] = rng.choice(["required", "optional", "optional", "optional"])
    if rng.random() < 0.15:
        found["tax_exempt"] = rng.choice([True, False])
    return found | {"rule": rule}


def better_of(metric: str) -> str:
    """The sensible way round."""
    return "less" if metric in LESS else "more"


def money(rng: Random, *usual: str) -> str:
    """An amount, with odd fen often."""
    return rng.choice([*usual, "100", "500", "0.01", "333.33", "1000.01"])


def base(rng: Random) -> Plain:
    found: Plain = {"prorate": rng.choice(["calendar", "attendance"])}
    if rng.random() < 0.8:
        found["amount"] = rng.choice(["2000", "3000", "2345.67", "1234.56", "4500"])
    if rng.random() < 0.3:
        found["probation_rate"] = rng.choice(["0.8", "0.9", "1"])
    return found


def performance(rng: Random) -> Plain:
    found: Plain = {}
    if rng.random() < 0.8:
        found["amount"] = rng.choice(["400", "2000", "2005", "1234.5"])
    if rng.random() < 0.4:
        found["prorate"] = rng.choice([True, False])
    return found


def tiers(rng: Random, metric: str) -> list[list[str]]:
    """Thresholds of the metric with rising rates."""
    chosen = sorted({rng.choice(EDGES[metric]) for _ in range(3)} | ({"0"} if rng.random() < 0.7 else set()), key=float)
    rates = ["0.005", "0.015", "0.03", "0.035", "0.04"]
    found = [[at, rates[index]] for index, at in enumerate(chosen)]
    if rng.random() < 0.3:
        rng.shuffle(found)
    return found


def commission(rng: Random) -> Plain:
    amount = rng.choice(MONEYS)
    found: Plain = {"amount": amount}
    choice = rng.random()
    if choice < 0.3:
        return found | {"rate": rng.choice(["0.005", "0.015", "0.03"])}
    if choice < 0.55:
        return found | {"tier_metric": amount, "tiers": tiers(rng, amount), "mode": "marginal"}
    metric = rng.choice(
        ["inquiry_conversion", "inquiry_conversion", "reception_conversion", "average_order_value", amount]
    )
    return (
        found | {"tier_metric": metric, "tiers": tiers(rng, metric)} | ({"mode": "whole"} if rng.random() < 0.5 else {})
    )


def piece(rng: Random) -> Plain:
    metric = rng.choice(COUNTS)
    starts = ["0", *sorted(EDGES[metric], key=float)]
    if rng.random() < 0.2:
        starts = [at if at == "0" else f"{at}.5" for at in starts]
    steps = [[at, price] for at, price in zip(starts, ["0.5", "1", "2.125", "3"], strict=False)]
    steps = steps[rng.choice([0, 0, 0, 1]) :]
    return {"metric": metric, "steps": steps} | (
        {"mode": rng.choice(["whole", "marginal"])} if rng.random() < 0.8 else {}
    )


def points(rng: Random) -> Plain:
    return {"yuan": rng.choice(["5", "1.25", "0.005"])} | ({"metric": "other_tasks"} if rng.random() < 0.2 else {})


def nothing(rng: Random) -> Plain:
    return {}


def conditions(rng: Random) -> Plain:
    """None, or one or two."""
    if rng.random() < 0.6:
        return {}
    choices: list[Plain] = [
        {"no_incidents": rng.sample(KINDS, 2)},
        {"metric": "reply_rate", "better": "more", "at": "0.90"},
        {"metric": "inquiry_users", "at": "30"},
        {"metric": "response_seconds", "better": "less", "at": "15"},
    ]
    return {"conditions": rng.sample(choices, rng.choice([1, 1, 2]))}


def award(rng: Random) -> Plain:
    kind, metric = rng.choice(["rank", "record", "streak", "threshold"]), rng.choice(RANKED)
    found: Plain = {"kind": kind, "metric": metric, "better": better_of(metric)}
    if kind != "threshold":
        found["by"] = rng.choice(BY)
    if kind == "rank":
        found["amounts"] = [money(rng) for _ in range(rng.randint(1, 3))]
    else:
        found["amount"] = money(rng)
    if kind == "streak":
        found["months"] = rng.choice([1, 2, 2, 3])
    if kind == "threshold":
        found["at"] = rng.choice(EDGES.get(metric, ["60", "85", "100"]))
    if kind == "record" and rng.random() < 0.6:
        found["against"] = rng.choice(["previous", "all"])
    if kind in ("rank", "streak") and rng.random() < 0.6:
        found["ties"] = rng.choice(["share", "each"])
    if rng.random() < 0.5:
        found["period"] = rng.choice(["month", "quarter", "quarter", "half_year", "year"])
    found |= conditions(rng)
    if kind in ("rank", "record") and rng.random() < 0.3:
        found["minimum"] = rng.choice(
            [None, {"metric": "inquiry_users", "at": "100"}, {"metric": "received_users", "at": "1"}]
        )
    return found


def distribution(rng: Random, *, factor: bool) -> Plain:
    shares = rng.choice(
        [["0.15", "0.35", "0.5"], ["0.5", "0.5"], ["0.1", "0.2", "0.7"], ["0.25", "0.25", "0.25", "0.25"], ["1"]]
    )
    give = ["1.2", "1", "0.9", "0.855"] if factor else ["300", "100.01", "0", "0"]
    key = "factor" if factor else "amount"
    classes = [{"name": f"等{index}", "share": share, key: give[index]} for index, share in enumerate(shares)]
    return {"by": rng.choice(BY), "classes": classes}


def supervisor(rng: Random) -> Plain:
    found: Plain = {"amount": "inquiry_sales_amount"}
    if rng.random() < 0.4:
        found["profit_rate"] = rng.choice(["0.4", "0.35"])
    return found | {"tier_metric": "inquiry_conversion", "tiers": tiers(rng, "inquiry_conversion")}


def allowance(rng: Random) -> Plain:
    per = rng.choice(["month", "day", "night_shift", "year_of_service"])
    found: Plain = {"amount": rng.choice(["50", "12.5", "33.333"]), "per": per}
    if rng.random() < 0.3:
        found["from"] = rng.choice(["2026-07", "2026-08"])
    if rng.random() < 0.3:
        found["to"] = rng.choice(["2026-08", "2026-09", "2026-10", "2026-12"])
    return found


def full_attendance(rng: Random) -> Plain:
    return {"amount": money(rng, "200")}


def attendance(rng: Random) -> Plain:
    found: Plain = {
        "divisor": rng.choice(["21.75", "26", "30", "calendar", "workdays"]),
        "method": rng.choice(["deduct", "attended"]),
    }
    if rng.random() < 0.5:
        found["late_price"] = rng.choice(["10", "5.005"])
    if rng.random() < 0.6:
        found["sick_rate"] = rng.choice(["0", "0.6", "0.8", "1"])
    return found


def overtime(rng: Random) -> Plain:
    return {"base": rng.choice(["base", "base_performance"]), "rates": {"weekday": "1.5", "rest": "2", "holiday": "3"}}


def guarantee(rng: Random, codes: list[str]) -> Plain:
    codes = codes or ["base"]
    shape = rng.choice(["least", "most", "both", "larger"])
    if shape == "larger":
        return {"larger_of": [["base"], rng.sample(codes, min(2, len(codes)))]}
    found: Plain = {"of": rng.sample([*codes, "performance:grade"], rng.randint(1, len(codes)))}
    if shape != "most":
        found["at_least"] = rng.choice(["2590", "3000.5", "100"])
    if shape != "least":
        found["at_most"] = rng.choice(["5000", "8000.01"])
    return found


def loss(rng: Random) -> Plain:
    return {"kinds": rng.choice([["赔偿"], ["赔偿", "投诉"]])}


def rounding_off(rng: Random) -> Plain:
    return {"to": rng.choice(["jiao", "yuan"])}


RULES: dict[str, tuple[Callable[[Random], Plain], float]] = {
    "base": (base, 0.85), "performance": (performance, 0.7), "commission": (commission, 0.45), "piece": (piece, 0.35),
    "points": (points, 0.4), "incident_money": (nothing, 0.7), "award": (award, 0.5), "supervisor": (supervisor, 0.12),
    "allowance": (allowance, 0.4), "full_attendance": (full_attendance, 0.4), "attendance": (attendance, 0.5),
    "overtime": (overtime, 0.4), "loss": (loss, 0.5), "rounding_off": (rounding_off, 0.35), "insurance": (nothing, 0.6),
    "income_tax": (nothing, 0.6), "advance": (nothing, 0.5), "adjustment": (nothing, 0.5),
}  # fmt: skip
"""How each rule is made, and how often (again and again for those that may stand more than once)."""


def shared_items(rng: Random, teams: list[str]) -> list[Plain]:
    """Lines of teams, which must agree in all schemes of a team's members."""
    share = rng.choice(["equal", "score", "sales"])
    metric = rng.choice(["inquiry_conversion", "sales_amount", "response_seconds", "followup_sales"])
    goal: Plain = {"type": "team_goal", "metric": metric, "better": better_of(metric)}
    if rng.random() < 0.5:
        goal["target"] = rng.choice(EDGES[metric])
    else:
        goal["targets"] = {team: rng.choice(EDGES[metric]) for team in teams if rng.random() < 0.9}
    goal |= {"amount": money(rng, "5000"), "share": share}
    metric = rng.choice(["inquiry_conversion", "score", "sales_amount", "response_seconds"])
    contest: Plain = {"type": "contest", "metric": metric, "better": better_of(metric)}
    contest |= {
        "amounts": rng.choice([["5000", "500"], ["1000.01", "0"], ["300"]]),
        "share": rng.choice(["equal", "score", "sales"]),
    }
    if rng.random() < 0.5:
        contest["ties"] = rng.choice(["share", "each"])
    penalty = {
        "type": "team_penalty",
        "kind": "投诉",
        "amount": money(rng, "50"),
        "culprit_share": rng.choice(["0.5", "1", "0", "0.333"]),
    }
    found = [item(rng, "team", goal), item(rng, "contest", contest), item(rng, "team_penalty", penalty)]
    found.append(item(rng, "distribution", {"type": "distribution"} | distribution(rng, factor=rng.random() < 0.5)))
    return [one for one in found if rng.random() < 0.7]
