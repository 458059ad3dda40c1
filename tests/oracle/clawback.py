"""Refunds after a sealed month (RULES 31, docs/commands.md): taken back in the next month, naming the month they are of."""

from fractions import Fraction
from random import Random

from tests.oracle.case import Case
from tests.oracle.exact import fen, number, step
from tests.oracle.world import Plain, World, shifted

ZERO = Fraction(0)
NET = "net_sales_amount"


def later_refunds(rng: Random, world: World) -> None:
    """What comes back after a month, of some people, once or twice: a fen, a lot, all and more, or a refund undone."""
    world["refunds"] = [
        {"month": month, "number": agent["number"], "off": rng.choice(["0.01", "33.33", "400", "5000.5", "999999", "-50", "-600"])}
        for month in world["seal"]
        for agent in world["agents"]
        for _ in range(rng.choice([0, 0, 1, 1, 2, 3]))
    ]  # fmt: skip


def clawed_back(case: Case, off: Fraction, taken: dict[str, int]) -> dict[str, int]:
    """What each commission on net sales is corrected by, in fen, when net sales are by ``off`` less than they were.

    −(rate then paid × what net is less), the tier not decided again, at most the commission, less what was ``taken``
    before; net that rises again gives back what was taken and no more.
    """
    found: dict[str, int] = {}
    for item in (case.scheme or {"pay": []})["pay"]:
        rule, line = item["rule"], case.lines.get(item["code"])
        if rule["type"] != "commission" or rule["amount"] != NET or line is None:
            continue
        due = min(line[1], max(0, fen(rate_paid(case, rule, line[1]) * off)))
        change = -due - taken.get(item["code"], 0)
        if change:
            found[item["code"]] = change
    return found


def rate_paid(case: Case, rule: Plain, paid: int) -> Fraction:
    """That of the tier then reached; of a progressive commission what was paid for a yuan of net."""
    if rule.get("rate") is not None:
        return number(rule["rate"])
    net, tier = case.figure(NET), case.figure(rule["tier_metric"])
    if net is None or not net.value or tier is None or tier.value is None:
        return ZERO
    if rule.get("mode", "whole") == "marginal":
        return Fraction(paid, 100) / net.value
    return step(rule["tiers"], tier.value) or ZERO


def take_back(world: World, month: str, cases: dict[str, Case]) -> None:
    """The month was sealed: its later refunds become adjustments of the next month, if the book has that."""
    off: dict[str, Fraction] = {}
    taken: dict[str, dict[str, int]] = {}
    for row in world.get("refunds", ()):
        case = cases.get(row["number"])
        if row["month"] != month or case is None or case.is_member:
            continue
        who = row["number"]
        off[who] = off.get(who, ZERO) + number(row["off"])
        before = taken.setdefault(who, {})
        row["corrections"] = clawed_back(case, off[who], before)
        for line, change in row["corrections"].items():
            before[line] = before.get(line, 0) + change
            adjustment = {"number": who, "amount": str(Fraction(change, 100)), "for": month, "line": line}
            world["adjustments"].append({"month": shifted(month, 1), **adjustment})
