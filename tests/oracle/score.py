"""The score of an agent: leaves, composites, re-weighting, bonuses (RULES 2, 20)."""

from fractions import Fraction

from tests.oracle.case import Case, Now
from tests.oracle.exact import half_up, number
from tests.oracle.score_rules import NO_PEERS, NoPointsError, lacks_data, minus_points, raw_points
from tests.oracle.world import Plain

ZERO = Fraction(0)
LEFT_OUT = None


def score(now: Now, case: Case) -> None:
    """Fill ``points`` and ``score``, or ``blocks``."""
    items = case.scheme["items"] if case.scheme else []
    raw = {item["id"]: evaluated(now, case, item) for item in leaves(items)}
    if not items:
        return
    present = [item for item in items if is_present(case, item, raw)]
    weights = sum((number(item["full"]) for item in present), ZERO)
    if not present and not case.blocks:  # all were let go; what waits is said where it waits
        case.blocks.append(("nothing_left", "score"))
    for item in items:
        place(case, item, raw, 100 / weights if item in present else ZERO, item in present)
    bonus_points = [bonus(case, one) for one in case.scheme.get("bonuses") or []] if case.scheme else []
    if case.blocks:
        return
    total = sum((case.points[item["id"]] or ZERO for item in present), ZERO) + sum(bonus_points, ZERO)
    cap = case.scheme.get("score_cap") if case.scheme else None
    case.score = total if cap is None else min(total, number(cap))


def leaves(items: list[Plain]) -> list[Plain]:
    """The items that have points of their own."""
    found = []
    for item in items:
        found += leaves(item["rule"]["items"]) if item["rule"]["type"] == "composite" else [item]
    return found


def waived_ids(case: Case, items: list[Plain], *, above: bool = False) -> set[str]:
    """Waived items; all of a waived composite."""
    found = set()
    for item in items:
        waived = above or item["id"] in case.waived
        found |= {item["id"]} if waived else set()
        if item["rule"]["type"] == "composite":
            found |= waived_ids(case, item["rule"]["items"], above=waived)
    return found


def evaluated(now: Now, case: Case, item: Plain) -> Fraction | None:
    """Capped points of a leaf, LEFT_OUT, or a block noted in the case."""
    assert case.scheme
    if item["id"] in waived_ids(case, case.scheme["items"]):
        return LEFT_OUT
    full = number(item["full"])
    raw = raw_points(now, case, item)
    if isinstance(raw, Fraction):
        case.rules_done.add(f"score:{item['rule']['type']}")
        return min(raw, full * number(item.get("cap", "1")))
    policy = "block"
    if lacks_data(raw):
        policy = item.get("no_data", "block")
    if raw == NO_PEERS:
        policy = {"leave_out": "reweight"}.get(
            item["rule"].get("no_peers", "full"), item["rule"].get("no_peers", "full")
        )
    if policy == "block":
        case.blocks.append((raw, item["id"]))
    case.rules_done.add(f"policy:{raw}:{policy}")
    return {"zero": ZERO, "full": full}.get(policy, LEFT_OUT)


def is_present(case: Case, item: Plain, raw: dict[str, Fraction | None]) -> bool:
    """Whether the item counts; a composite does with any sub-item that does."""
    if item["rule"]["type"] != "composite":
        return raw[item["id"]] is not LEFT_OUT
    return any(is_present(case, sub, raw) for sub in item["rule"]["items"])


def place(case: Case, item: Plain, raw: dict[str, Fraction | None], factor: Fraction, present: bool) -> None:
    """Printed points of an item and of those inside it: scaled nearest first, a leaf rounded once."""
    if item["rule"]["type"] != "composite":
        points = raw[item["id"]]
        case.points[item["id"]] = half_up(points * factor, 2) if present and points is not None else LEFT_OUT
        return
    subs = item["rule"]["items"]
    inside = [sub for sub in subs if is_present(case, sub, raw)]
    weights = sum((number(sub["full"]) for sub in inside), ZERO)
    for sub in subs:
        scale = factor * number(item["full"]) / weights if inside else ZERO
        place(case, sub, raw, scale, present and sub in inside)
    case.points[item["id"]] = LEFT_OUT
    if present:
        total = sum((case.points[sub["id"]] or ZERO for sub in inside), ZERO)
        minus = points_of_kinds(case, item["id"], item["rule"].get("kinds") or {})
        case.points[item["id"]] = max(ZERO, total - minus)
        case.rules_done.add("score:composite")


def points_of_kinds(case: Case, what: str, kinds: dict[str, str | None]) -> Fraction:
    """Σ of incidents' points, or a block."""
    try:
        return minus_points(case, kinds)
    except NoPointsError:
        case.blocks.append(("no_points", what))
        return ZERO


def bonus(case: Case, one: Plain) -> Fraction:
    """Points outside the 100: per incident and per unit of a metric, up to the cap, rounded like a leaf."""
    if one["id"] in case.waived:
        case.points[one["id"]] = LEFT_OUT
        return ZERO
    total = points_of_kinds(case, one["id"], one["kinds"])
    for metric, each in one["metrics"].items():
        figure = case.figure(metric)
        if figure is not None and figure.incomplete:
            case.blocks.append(("not_yet_known", one["id"]))
        elif figure is not None and figure.value is not None:
            total += figure.value * number(each)
    points = half_up(min(total, number(one.get("cap", "10"))), 2)
    case.points[one["id"]] = points
    case.rules_done.add("score:bonus")
    return points
