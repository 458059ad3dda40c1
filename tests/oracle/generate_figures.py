"""Random figures of a month: what the sheets of each account say, and what is typed."""

from fractions import Fraction
from random import Random

from tests.oracle.edges import EDGES, decimal, near, people, text
from tests.oracle.world import Plain, World, days_of, employed, terms_of

INQUIRIES = [0, 1, 10, 29, 30, 40, 100, 200, 200, 400, 1000]
WEIGHERS = ["received_users", "inquiry_users"]


def conversions(rng: Random) -> Plain:
    """Receptions to payments."""
    inquiries = rng.choice(INQUIRIES)
    consulted = inquiries + rng.randint(0, 300)
    return {
        "consulted_users": consulted,
        "received_users": inquiries + rng.choice([0, 1, 50, 200]),
        "inquiry_users": inquiries,
        "inquiry_paid_users": people(rng, "inquiry_conversion", inquiries),
        "inquiry_sales_amount": near(rng, "inquiry_sales_amount"),
        "unreplied_users": rng.choice([0, 0, 1, consulted // 20]),
    }


def sales(rng: Random) -> Plain:
    """Buyers and money."""
    amount = near(rng, "sales_amount")
    refunds = Fraction(people(rng, "refund_rate", int(amount * 100)), 100)
    if rng.random() < 0.05:
        refunds = amount + 10  # more comes back than was sold
    buyers = rng.choice([0, 1, 10, 40, 100, 200])
    orders = buyers + rng.randint(0, 20)
    return {
        "paid_users": buyers,
        "sales_amount": amount,
        "refund_amount": refunds,
        "net_sales_amount": amount - refunds,
        "items_sold": people(rng, "items_per_customer", 2 * buyers),
        "orders": orders,
        "refunds": people(rng, "refund_count_rate", orders),
    }


def service(rng: Random) -> Plain:
    """Seconds, replies, reviews: values with the weight of their row, or parts."""
    weight = rng.choice([0, 1, 50, 300])
    good, judged = people(rng, "good_review_rate", 40), rng.choice([0, 10, 20, 60])
    pleased = people(rng, "satisfaction_rate", judged)
    return {
        "response_seconds": (near(rng, "response_seconds"), weight),
        "first_response_seconds": (near(rng, "first_response_seconds"), weight),
        "reply_rate": (near(rng, "reply_rate"), weight),
        "answer_ratio": (near(rng, "answer_ratio"), weight),
        "buyer_messages": 100,
        "seller_messages": rng.choice([100, 120, 150, 151, 80]),
        "good_reviews": good,
        "bad_reviews": rng.choice([0, 40 - good]),
        "evaluations": judged,
        "very_satisfied": pleased,
        "satisfied": rng.randint(0, judged - pleased),
    }


def after_sales(rng: Random) -> Plain:
    """Cases."""
    cases = rng.choice([0, 1, 50, 100, 150, 400])
    return {
        "handled_cases": cases,
        "resolved_cases": people(rng, "resolution_rate", cases),
        "error_cases": people(rng, "error_rate", cases),
        "refund_saved_cases": people(rng, "refund_saved_rate", cases),
    }


def counts(rng: Random) -> Plain:
    """Pieces of work."""
    names = ("followup_sales", "chased_orders", "outbound_calls", "other_tasks")
    return {name: near(rng, name) for name in names} | {"days_worked": rng.choice([0, 15, 20, 22])}


REPORTS = {"conversions": conversions, "sales": sales, "service": service, "after": after_sales, "counts": counts}


LACKING = {
    "conversions": [[], [], ["unreplied_users"], ["unreplied_users"], ["received_users", "unreplied_users"]],
    "sales": [
        [], ["net_sales_amount"], ["net_sales_amount"], ["refund_amount"], ["sales_amount"], ["refund_amount", "net_sales_amount"],
        ["orders", "refunds"], ["paid_users", "net_sales_amount"], ["sales_amount", "net_sales_amount"],
    ],
    "service": [["answer_ratio"], ["answer_ratio", "reply_rate"], ["first_response_seconds", "buyer_messages", "seller_messages"], ["buyer_messages"]],
    "after": [[], [], ["error_cases"]],
    "counts": [[], [], ["chased_orders", "days_worked"]],
}  # fmt: skip
"""Columns that a report does not have: of sales, refunds, net mostly two, so that the third follows."""


def layout_of(rng: Random) -> list[Plain]:
    """Which reports a shop exports, from which family, by month or by day, and with which columns."""
    found = []
    for report in REPORTS:
        if rng.random() < 0.85:
            basis = rng.choices(["month", "days", "both", "ranges"], [6, 3, 1, 1])[0]
            found.append({"report": report, "family": rng.choice(["one", "two"]), "basis": basis})
    if rng.random() < 0.3:
        found.append({"report": rng.choice(list(REPORTS)), "family": "three", "basis": rng.choice(["month", "days"])})
    for layout in found:
        layout["lacks"] = rng.choice(LACKING[layout["report"]])
        layout["weigher"] = rng.choice(["turns", *WEIGHERS, None])
    return found


def observe(rng: Random, world: World, month: str, layouts: dict[str, list[Plain]]) -> None:
    """All rows of a month."""
    logins: dict[tuple[str, str], None] = {}
    for agent in world["agents"]:
        for account in agent["accounts"]:
            if employed(agent, month):
                logins[account["shop"], account["name"]] = None
    for shop, account in logins:
        days = sorted(rng.sample(range(1, days_of(month) + 1), rng.randint(1, 5)))
        for layout in layouts[shop]:
            if rng.random() < 0.93:
                world["observations"] += rows(rng, shop, account, month, layout, days)
        if rng.random() < 0.4:
            world["observations"] += rating_rows(rng, shop, account, month)
    for shop in layouts:
        if rng.random() < 0.5:
            world["observations"] += rating_rows(rng, shop, "", month)


def rows(rng: Random, shop: str, account: str, month: str, layout: Plain, days: list[int]) -> list[Plain]:
    """The rows of one report of one account; now and then a cell is empty."""
    found: list[Plain] = []
    last = days_of(month)
    spans: list[tuple[int, int]] = []
    if layout["basis"] in ("month", "both"):
        spans.append((1, last))
    if layout["basis"] in ("days", "both"):
        spans += [(on, on) for on in days]
    if layout["basis"] == "ranges":
        spans += rng.choice([[(1, 10), (11, 20), (21, last)], [(1, 15), (16, last)], [(1, 10), (12, last)]])
    for first, end in spans:
        for metric, value in REPORTS[layout["report"]](rng).items():
            if metric not in layout["lacks"] and rng.random() < 0.99:
                row = row_of(rng, shop, account, metric, value, f"{month}-{first:02d}", f"{month}-{end:02d}", layout)
                found.append(row)
    return found


def row_of(
    rng: Random, shop: str, account: str, metric: str, value: object, first: str, last: str, layout: Plain
) -> Plain:
    """One observation."""
    row: Plain = {
        "shop": shop,
        "account": account,
        "metric": metric,
        "first": first,
        "last": last,
        "family": layout["family"],
    }
    weight = None
    if isinstance(value, tuple):
        value, weight = value
    assert isinstance(value, int | Fraction)
    late = rng.random() < 0.004  # 延迟统计
    row["value"] = None if late else text(Fraction(value))
    own = {"reply_rate": "consulted_users", "answer_ratio": "received_users"}.get(metric)
    weigher = own or layout["weigher"]
    if weight is not None and weigher is not None and rng.random() < 0.98:
        row |= {"weight": str(weight), "weight_metric": weigher}
    return row


def rating_rows(rng: Random, shop: str, account: str, month: str) -> list[Plain]:
    """A DSR, of an account or of the shop itself (account ""), on one day or several."""
    days = sorted(rng.sample(range(1, days_of(month) + 1), rng.choice([1, 2, 3])))
    found = []
    for on in days:
        value = near(rng, "service_rating") + rng.choice([0, 0, Fraction(5, 1000)])
        day = f"{month}-{on:02d}"
        found.append({"shop": shop, "account": account, "metric": "service_rating", "first": day, "last": day, "family": "one", "value": text(min(value, Fraction(5)), 3)})  # fmt: skip
    return found


# ---- what is typed


def incidents(rng: Random, world: World, month: str) -> None:
    """Events with points, money, both or neither."""
    usual = {"投诉": -1, "迟到": -1, "早退": -1, "赔偿": -1, "表扬": 1, "大单": 1, "替班": 1}
    for agent in (agent for agent in world["agents"] if employed(agent, month)):
        for _ in range(rng.choice([0, 0, 0, 1, 1, 2, 4])):
            kind = rng.choice(list(usual))
            row: Plain = {
                "number": agent["number"],
                "day": f"{month}-{rng.randint(1, days_of(month)):02d}",
                "kind": kind,
            }
            if rng.random() < 0.7:
                row["points"] = text(usual[kind] * Fraction(rng.choice(["1", "2", "0.5", "3", "0.125"])), 3)
            if rng.random() < 0.5:
                row["money"] = text(usual[kind] * Fraction(rng.choice(["50", "100", "0.01", "33.33", "800", "0"])))
            world["incidents"].append(row)


def attendance(rng: Random, world: World, month: str) -> None:
    """Rows of the attendance sheet, some without some cells."""
    for agent in world["agents"]:
        if rng.random() < 0.2:
            continue
        row = {
            "应出勤天数": rng.choice(["21", "22", "23"]),
            "出勤天数": rng.choice(["22", "21", "20.5", "15", "10", "0", "23"]),
        }
        for column, values in {
            "事假天数": "0 0 0 1 2.5 22", "病假天数": "0 0 0 0 1 3", "旷工天数": "0 0 0 0 0 1",
            "迟到次数": "0 0 0 1 3", "早退次数": "0 0 0 0 1",
            "平时加班小时": "0 0 2 7.5", "休息日加班小时": "0 0 8", "节假日加班小时": "0 0 0 8",
        }.items():  # fmt: skip
            if rng.random() < 0.8:
                row[column] = rng.choice(values.split())
        if rng.random() < 0.08:
            del row[rng.choice(list(row))]
        world["attendance"].append({"month": month, "number": agent["number"], "row": row})


def typed_metrics(rng: Random, world: World, month: str) -> None:
    """Marks for metrics: what only people count, and now and then one that a sheet gives too."""
    odds = {"kpi_points": 0.7, "night_shifts": 0.6, "quality_score": 0.7, "service_rating": 0.4, "followup_sales": 0.1, "inquiry_paid_users": 0.03, "handled_cases": 0.05}  # fmt: skip
    for agent in world["agents"]:
        for metric, odd in odds.items():
            if rng.random() < odd:
                for on in sorted(rng.sample(range(1, days_of(month) + 1), rng.choice([1, 1, 2, 3]))):
                    value = near(rng, metric) if metric in EDGES else Fraction(rng.randint(0, 40))
                    if metric in ("followup_sales", "kpi_points") and rng.random() < 0.5:
                        value += Fraction(rng.choice(["0.5", "0.25", "0.9"]))  # part of a piece
                    mark = {
                        "month": month,
                        "number": agent["number"],
                        "item": metric,
                        "value": text(value),
                        "day": f"{month}-{on:02d}",
                    }
                    world["marks"].append(mark)


def typed_scores(rng: Random, world: World, month: str) -> None:
    """Marks for the manual items of every scheme that the agent's position may have."""
    for agent in world["agents"]:
        position = terms_of(agent, month).get("position")
        wanted: dict[str, str] = {}
        for entry in world["schemes"]:
            if entry["position"] == position:
                wanted |= manual_items(entry["scheme"]["items"])
        for item, full in wanted.items():
            if rng.random() < 0.95:
                value = rng.choice([full, "0", decimal(rng, full), decimal(rng, full, 1)])
                world["marks"].append({"month": month, "number": agent["number"], "item": item, "value": value})


def manual_items(items: list[Plain]) -> dict[str, str]:
    """What marks the items ask for, with the most of each."""
    found: dict[str, str] = {}
    for item in items:
        rule = item["rule"]
        if rule["type"] == "composite":
            found |= manual_items(rule["items"])
        elif rule["type"] == "manual" and rule.get("criteria"):
            found |= {f"item:{item['id']}/{one['name']}": one["full"] for one in rule["criteria"]}
        elif rule["type"] == "manual":
            found[f"item:{item['id']}"] = item["full"]
    return found


def typed_lines(rng: Random, world: World, month: str) -> None:
    """Adjustments and a few waivers."""
    for agent in world["agents"]:
        for _ in range(rng.choice([0, 0, 0, 0, 1, 2])):
            amount = rng.choice(["100", "-100", "0", "12.34", "-0.01", "2000"])
            world["adjustments"].append({"month": month, "number": agent["number"], "amount": amount})
