"""Random figures of a month: what the sheets of each account say, and what is typed."""

from fractions import Fraction
from random import Random

from tests.oracle.edges import EDGES, decimal, near, people, text
from tests.oracle.world import Plain, World, as_of, days_of, employed

INQUIRIES = [0, 1, 10, 29, 30, 40, 100, 200, 200, 400, 1000]
WEIGHERS = ["received_users", "inquiry_users"]


def conversions(rng: Random) -> Plain:
    """Receptions to payments."""
    inquiries = rng.choice(INQUIRIES)
    row = {
        "consulted_users": inquiries + rng.randint(0, 300),
        "received_users": inquiries + rng.choice([0, 1, 50, 200]),
        "inquiry_users": inquiries,
        "inquiry_paid_users": people(rng, "inquiry_conversion", inquiries),
        "inquiry_sales_amount": near(rng, "inquiry_sales_amount"),
    }
    if rng.random() < 0.3:
        row["unreplied_users"] = rng.choice([0, 0, 1, row["consulted_users"] // 20])
    return row


def sales(rng: Random) -> Plain:
    """Buyers and money; sometimes two of sales, refunds, net, sometimes none but the sales."""
    amount = near(rng, "sales_amount")
    refunds = Fraction(people(rng, "refund_rate", int(amount * 100)), 100)
    if rng.random() < 0.05:
        refunds = amount + 10  # more comes back than was sold
    buyers = rng.choice([0, 1, 10, 40, 100, 200])
    row: Plain = {
        "paid_users": buyers,
        "sales_amount": amount,
        "items_sold": people(rng, "items_per_customer", 2 * buyers),
    }
    row["orders"] = buyers + rng.randint(0, 20)
    row["refunds"] = people(rng, "refund_count_rate", row["orders"])
    shape = rng.choice(["sales refunds", "sales refunds", "sales net", "net refunds", "all", "sales"])
    if "refunds" in shape or shape == "all":
        row["refund_amount"] = refunds
    if "net" in shape or shape == "all":
        row["net_sales_amount"] = amount - refunds
    if shape == "net refunds":
        del row["sales_amount"]
    return row


def service(rng: Random) -> Plain:
    """Seconds, replies, reviews: values with their weights, or parts."""
    weight, weigher = rng.choice([0, 1, 50, 300]), rng.choice(["turns", *WEIGHERS, None])
    lone = None if weigher is None else (weight, weigher)
    row: Plain = {
        "response_seconds": (near(rng, "response_seconds"), lone),
        "good_reviews": (good := people(rng, "good_review_rate", 40)),
        "bad_reviews": rng.choice([0, 40 - good]),
        "evaluations": (judged := rng.choice([0, 10, 20, 60])),
        "very_satisfied": (pleased := people(rng, "satisfaction_rate", judged)),
        "satisfied": rng.randint(0, judged - pleased),
    }
    if rng.random() < 0.5:
        row["first_response_seconds"] = (near(rng, "first_response_seconds"), lone)
    if rng.random() < 0.4:
        row["reply_rate"] = (near(rng, "reply_rate"), (weight, "consulted_users"))
    if rng.random() < 0.5:
        row["answer_ratio"] = (near(rng, "answer_ratio"), (weight, "received_users"))
    else:
        row |= {"buyer_messages": 100, "seller_messages": rng.choice([100, 120, 150, 151, 80])}
    return row


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


def layout_of(rng: Random) -> list[Plain]:
    """Which reports a shop exports, from which family, by month or by day, and how reliable they are."""
    found = []
    for report in REPORTS:
        if rng.random() < 0.85:
            basis = rng.choices(["month", "days", "both", "ranges"], [6, 3, 1, 1])[0]
            found.append({"report": report, "family": rng.choice(["one", "two"]), "basis": basis})
    if rng.random() < 0.3:
        found.append({"report": rng.choice(list(REPORTS)), "family": "three", "basis": rng.choice(["month", "days"])})
    return found


def observe(rng: Random, world: World, month: str, layouts: dict[str, list[Plain]]) -> None:
    """All rows of a month."""
    logins = {}
    for agent in world["agents"]:
        if employed(agent, month):
            logins |= {(account["shop"], account["name"]): None for account in agent["accounts"]}
    for shop, account in logins:
        for layout in layouts[shop]:
            if rng.random() < 0.93:
                world["observations"] += rows(rng, shop, account, month, layout)
    for shop in layouts:
        if rng.random() < 0.5:
            world["observations"] += rating_rows(rng, shop, month)


def rows(rng: Random, shop: str, account: str, month: str, layout: Plain) -> list[Plain]:
    """The rows of one report of one account."""
    found: list[Plain] = []
    last = days_of(month)
    spans: list[tuple[int, int]] = []
    if layout["basis"] in ("month", "both"):
        spans.append((1, last))
    if layout["basis"] in ("days", "both"):
        spans += [(on, on) for on in sorted(rng.sample(range(1, last + 1), rng.randint(1, 5)))]
    if layout["basis"] == "ranges":
        spans += rng.choice([[(1, 10), (11, 20), (21, last)], [(1, 15), (16, last)], [(1, 10), (12, last)]])
    for first, end in spans:
        for metric, value in REPORTS[layout["report"]](rng).items():
            if metric not in EDGES or rng.random() < 0.985:  # now and then a cell is empty
                found.append(row_of(rng, shop, account, metric, value, f"{month}-{first:02d}", f"{month}-{end:02d}", layout["family"]))  # fmt: skip
    return found


def row_of(
    rng: Random, shop: str, account: str, metric: str, value: object, first: str, last: str, family: str
) -> Plain:
    """One observation."""
    row: Plain = {"shop": shop, "account": account, "metric": metric, "first": first, "last": last, "family": family}
    weight = None
    if isinstance(value, tuple):
        value, weight = value
    assert isinstance(value, int | Fraction)
    late = rng.random() < 0.004  # 延迟统计
    row["value"] = None if late else text(Fraction(value))
    if weight is not None:
        row |= {"weight": str(weight[0]), "weight_metric": weight[1]}
    return row


def rating_rows(rng: Random, shop: str, month: str) -> list[Plain]:
    """The shop's own DSR, on one day or several."""
    days = sorted(rng.sample(range(1, days_of(month) + 1), rng.choice([1, 2, 3])))
    found = []
    for on in days:
        value = near(rng, "service_rating") + rng.choice([0, 0, Fraction(5, 1000)])
        day = f"{month}-{on:02d}"
        found.append({"shop": shop, "account": "", "metric": "service_rating", "first": day, "last": day, "family": "one", "value": text(min(value, Fraction(5)), 3)})  # fmt: skip
    return found


# ---- what is typed


def incidents(rng: Random, world: World, month: str) -> None:
    """Events with points, money, both or neither."""
    usual = {"投诉": -1, "迟到": -1, "早退": -1, "赔偿": -1, "表扬": 1, "大单": 1, "替班": 1}
    for agent in world["agents"]:
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
    odds = {"kpi_points": 0.7, "night_shifts": 0.6, "quality_score": 0.7, "service_rating": 0.15, "followup_sales": 0.1, "inquiry_paid_users": 0.03, "handled_cases": 0.05}  # fmt: skip
    for agent in world["agents"]:
        for metric, odd in odds.items():
            if rng.random() < odd:
                for on in sorted(rng.sample(range(1, days_of(month) + 1), rng.choice([1, 1, 2, 3]))):
                    value = near(rng, metric) if metric in EDGES else Fraction(rng.randint(0, 40))
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
        position = as_of(agent["terms"], month).get("position")
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
