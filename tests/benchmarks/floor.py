"""The floor: a month of 12 items and 8 pay lines without any structure around it, from the book to the stored rows.

It does the whole job of ``compute_month`` for this one scheme: reads every row of the month from the same tables, works
in the same exact fractions, rounds where the rules round, makes the same tree of reasons down to the cells and the same
near misses, and writes **the very same rows**, byte for byte (test_month.py compares them). Plain dictionaries go to
the fastest JSON encoder at hand, each value once.

It leaves out everything that does not show in those rows: types, a catalogue of metrics, reading a scheme (its tables
stand below), report families in conflict, days and ranges, several accounts or shops, accounts that change hands,
levels, companies, missing data, probation, waivers, grades, history, progress. Figures that no rule names it reads
but does not convert.
"""

import gc
import sqlite3
from collections.abc import Iterable
from fractions import Fraction
from math import ceil
from typing import Any, TypeAlias

import msgspec

Tree: TypeAlias = dict[str, Any]
Row: TypeAlias = tuple[Any, ...]

_ZERO = Fraction(0)
_TWENTIETH = Fraction(1, 20)
_POWERS = [10**places for places in range(12)]

# metric: (unit, the file that gives it, a second file whose equal value is a source too)
METRICS = {
    "inquiry_users": ("people", "sycm_custom", ""),
    "inquiry_paid_users": ("people", "sycm_custom", ""),
    "inquiry_sales_amount": ("CNY", "sycm_custom", ""),
    "response_seconds": ("s", "sycm_custom", "sycm_reception"),
    "first_response_seconds": ("s", "sycm_custom", "sycm_reception"),
    "consulted_users": ("people", "sycm_reception", ""),
    "unreplied_users": ("people", "sycm_reception", ""),
    "received_users": ("people", "sycm_reception", "sycm_reviews"),
    "answer_ratio": ("number", "sycm_reception", ""),
    "orders": ("orders", "sycm_sales", ""),
    "items_sold": ("items", "sycm_sales", ""),
    "paid_users": ("people", "sycm_sales", ""),
    "sales_amount": ("CNY", "sycm_sales", ""),
    "refund_amount": ("CNY", "sycm_sales", ""),
    "very_satisfied": ("times", "sycm_reviews", ""),
    "satisfied": ("times", "sycm_reviews", ""),
    "evaluations": ("times", "sycm_reviews", ""),
}

# ratio: (unit, what is added up over the bar, what is taken off it, what is below)
RATIOS = {
    "inquiry_conversion": ("ratio", ("inquiry_paid_users",), "", "inquiry_users"),
    "reception_conversion": ("ratio", ("orders",), "", "received_users"),
    "satisfaction_rate": ("ratio", ("very_satisfied", "satisfied"), "", "evaluations"),
    "reply_rate": ("ratio", ("consulted_users",), "unreplied_users", "consulted_users"),
    "average_order_value": ("CNY/person", ("sales_amount",), "", "paid_users"),
    "items_per_customer": ("items/person", ("items_sold",), "", "paid_users"),
    "refund_rate": ("ratio", ("refund_amount",), "", "sales_amount"),
}


def _table(*pairs: tuple[str, str]) -> list[tuple[Fraction, str, Fraction, str]]:
    return [(Fraction(threshold), threshold, Fraction(given), given) for threshold, given in pairs]


# item, name, full marks, metric, how, the table from the best threshold on or the target
ITEMS: tuple[tuple[str, str, str, str, str, Any], ...] = (
    (
        "conversion",
        "询单转化率",
        "10",
        "inquiry_conversion",
        "more",
        _table(("0.45", "10"), ("0.40", "9"), ("0.35", "8"), ("0.30", "6")),
    ),
    (
        "reception",
        "客单转化率",
        "10",
        "reception_conversion",
        "more",
        _table(("0.25", "10"), ("0.20", "9"), ("0.15", "7")),
    ),
    (
        "satisfaction",
        "客户满意率",
        "10",
        "satisfaction_rate",
        "more",
        _table(("0.98", "10"), ("0.96", "8"), ("0.90", "5")),
    ),
    ("reply", "回复率", "10", "reply_rate", "more", _table(("0.995", "10"), ("0.99", "9"), ("0.95", "5"))),
    ("response", "平均响应", "10", "response_seconds", "less", _table(("15", "10"), ("20", "8"), ("30", "5"))),
    ("first", "首次响应", "8", "first_response_seconds", "less", _table(("6", "8"), ("8", "7"), ("10", "5"))),
    ("order_value", "客单价", "8", "average_order_value", "target", "115"),
    ("items", "客件数", "8", "items_per_customer", "peers", None),
    ("received", "接待人数", "8", "received_users", "peers", None),
    ("refunds", "退款率", "8", "refund_rate", "less", _table(("0.03", "8"), ("0.05", "6"), ("0.08", "3"))),
    ("sales", "销售额", "5", "sales_amount", "target", "80000"),
    ("answers", "答问比", "5", "answer_ratio", "more", _table(("1.2", "5"), ("1.1", "4"), ("1", "3"))),
)
TIERS = _table(("0.40", "0.06"), ("0.35", "0.04"), ("0.305", "0.035"), ("0.30", "0.03"), ("0", "0.015"))
STEPS = _table(("800", "0.12"), ("700", "0.10"), ("600", "0.08"), ("0", "0.05"))
PRIZES = ("500", "300", "200")
LEAVE = ("事假天数", "病假天数", "旷工天数", "迟到次数", "早退次数")
_GROUP = "position=售前|shop=大店"


def text(value: Fraction) -> str:
    """A finite decimal as such, anything else as a quotient."""
    numerator, denominator = value.numerator, value.denominator
    if denominator == 1:
        return str(numerator)
    for places in range(1, 12):
        if _POWERS[places] % denominator == 0:
            digits = str(abs(numerator) * (_POWERS[places] // denominator)).rjust(places + 1, "0")
            return f"{'-' if numerator < 0 else ''}{digits[:-places]}.{digits[-places:]}"
    return f"{numerator}/{denominator}"


def nearest(value: Fraction) -> int:
    """Half away from zero."""
    whole = (2 * abs(value.numerator) + value.denominator) // (2 * value.denominator)
    return -whole if value < 0 else whole


def six(value: Fraction) -> str:
    """To six decimals, without the zeros at the end."""
    digits = str(nearest(value * 1_000_000)).rjust(7, "0")
    return f"{digits[:-6]}.{digits[-6:]}".rstrip("0").rstrip(".")


def fen_text(fen: int) -> str:
    """Yuan of an amount in fen."""
    return text(Fraction(fen, 100))


def tree(
    rule: str, value: str | None, unit: str, params: Tree, inputs: list[Tree] | None = None, sources: Any = None
) -> Tree:
    """A reason; what is empty is not said."""
    said: Tree = {"rule": rule}
    if value is not None:
        said["value"] = value
    if unit:
        said["unit"] = unit
    if params:
        said["params"] = params
    if inputs:
        said["inputs"] = inputs
    if sources:
        said["sources"] = sources
    return said


def compute(db: sqlite3.Connection, month: str, pay_date: str, computed_at: str) -> None:
    """Everything, from the tables of the book to the rows of the run."""
    gc.disable()
    try:
        people = [_person(one) for one in read(db, month)]
        together = _together(people)
        _write(db, month, pay_date, computed_at, (_payslip(one, together) for one in people))
    finally:
        gc.enable()


def read(db: sqlite3.Connection, month: str) -> list[Tree]:
    """Everybody with their rows, marks, terms and adjustments, as texts where no rule wants a number yet."""
    numbers = {row[0]: row[1] for row in db.execute("SELECT normal, number FROM accounts")}
    people: dict[str, Tree] = {
        row[0]: {"number": row[0], "name": row[1], "rows": {}, "marks": {}, "terms": {}, "adjusted": [], "shops": []}
        for row in db.execute("SELECT number, name FROM agents ORDER BY number")
    }
    for number, shop in db.execute("SELECT number, shop FROM agent_shops"):
        people[number]["shops"].append(shop)
    for number, key, value, file, cell in db.execute("SELECT number, key, value, import_id, cell FROM agent_terms"):
        people[number]["terms"][key] = (value, [[file, [cell]]])
    for account, metric, family, value, file, cells in db.execute(
        "SELECT account, metric, family, value, import_id, cells FROM observations WHERE first BETWEEN ? AND ?",
        (f"{month}-01", f"{month}-31"),
    ):
        people[numbers[account]]["rows"][metric, family] = (value, [file, cells.split()])
    for number, item, value, file, cells in db.execute(
        "SELECT number, item, value, import_id, cells FROM marks WHERE month = ?", (month,)
    ):
        people[number]["marks"][item] = (Fraction(value), [[file, cells.split()]])
    for number, amount, reason in db.execute(
        "SELECT number, amount, reason FROM adjustments WHERE month = ? ORDER BY id", (month,)
    ):
        people[number]["adjusted"].append((Fraction(amount), reason))
    return list(people.values())


def _person(one: Tree) -> Tree:
    """The figures with their reasons, ratios divided."""
    rows: dict[tuple[str, str], tuple[str, Any]] = one["rows"]
    values: dict[str, Fraction] = {}
    reasons: dict[str, Tree] = {}
    alone: dict[str, Tree] = {}
    for metric, (unit, family, also) in METRICS.items():
        written, source = rows[metric, family]
        values[metric] = Fraction(written)
        alone[metric] = tree("metric", text(values[metric]), unit, {"metric": metric}, None, [source])
        if also and rows[metric, also][0] == written:
            both = [source, rows[metric, also][1]]
            reasons[metric] = tree("metric", text(values[metric]), unit, {"metric": metric}, None, both)
        else:
            reasons[metric] = alone[metric]
    above: dict[str, Fraction] = {}
    for metric, (unit, added, less, below) in RATIOS.items():
        over = sum([values[name] for name in added[1:]], values[added[0]])
        over = above[metric] = over - values[less] if less else over
        values[metric] = over / values[below]
        params = {"metric": metric, "numerator": text(over), "denominator": text(values[below])}
        names = dict.fromkeys((*added, *([less] if less else ()), below))
        reasons[metric] = tree("ratio", text(values[metric]), unit, params, [alone[name] for name in names])
    one["values"], one["reasons"], one["above"] = values, reasons, above
    return one


def _together(people: list[Tree]) -> Tree:
    """Means of the group, and the places by sales."""
    items = sum((one["values"]["items_sold"] for one in people), _ZERO)
    paid = sum((one["values"]["paid_users"] for one in people), _ZERO)
    received = sum((one["values"]["received_users"] for one in people), _ZERO)
    ordered = sorted(people, key=lambda one: one["values"]["sales_amount"], reverse=True)
    first = [
        tree(
            "ranked",
            text(one["values"]["sales_amount"]),
            "CNY",
            {"place": str(place), "name": one["name"]},
        )
        for place, one in enumerate(ordered[:4], start=1)
    ]
    places: dict[str, int] = {}
    before = None
    for at, one in enumerate(ordered, start=1):
        equal = before is not None and before["values"]["sales_amount"] == one["values"]["sales_amount"]
        places[one["number"]] = places[before["number"]] if before is not None and equal else at
        before = one
    return {
        "items_per_customer": items / paid,
        "received_users": received / len(people),
        "places": places,
        "count": str(len(people)),
        "first": first,
    }


def _reached(value: Fraction, how: str, steps: Any) -> Any:
    for step in steps:
        if value >= step[0] if how == "more" else value <= step[0]:
            return step
    return None


def _item(one: Tree, spec: Any, together: Tree) -> tuple[Fraction, Tree]:
    """Points (rounded) and the result of one item."""
    key, name, full, metric, how, table = spec
    value, reason = one["values"][metric], one["reasons"][metric]
    unit = reason.get("unit", "")
    if how in ("more", "less"):
        step = _reached(value, how, table)
        if step is None:
            points, given = _ZERO, "0"
            params = {"points": "0", "better": how, "full": full}
            said = tree("bands_otherwise", given, "points", params, [reason])
        else:
            points, given = step[2], step[3]
            params = {"threshold": f"{step[1]}|{unit}", "points": given, "full": full}
            said = tree(f"bands_{how}", given, "points", params, [reason])
    else:
        if how == "target":
            standard = Fraction(table)
            beside = tree("target", table, unit, {"level_word": "scheme", "key": ""})
        else:
            standard = together[metric]
            of = {"metric": metric, "count": together["count"], "group": _GROUP}
            beside = tree("peer_mean", text(standard), unit, of)
        whole = Fraction(full)
        exact = whole * value / standard
        params = {}
        if exact > whole:
            exact, params = whole, {"capped": full}
        points = Fraction(nearest(exact * 100), 100)
        params["full"] = full
        if points != exact:
            params["exact"] = six(exact)
        given = text(points)
        said = tree("attainment_more" if how == "target" else "peers_more", given, "points", params, [reason, beside])
    return points, {
        "id": key,
        "name": name,
        "full": full,
        "trace": said,
        "metric": metric,
        "unit": unit,
        "value": text(value),
        "points": given,
        "parent": "",
    }


def _earning(code: str, name: str, amount: Fraction, rule: str, params: Tree, inputs: list[Tree]) -> Tree:
    fen = nearest(amount * 100)
    if amount * 100 != fen:
        params = {**params, "exact": text(amount) if "/" not in text(amount) else f"{six(amount)}…"}
    return {
        "code": code,
        "name": name,
        "kind": "earning",
        "amount": fen,
        "trace": tree(rule, fen_text(fen), "CNY", params, inputs),
    }


def _payslip(one: Tree, together: Tree) -> Tree:
    values, reasons, terms, marks = one["values"], one["reasons"], one["terms"], one["marks"]
    points: dict[str, Fraction] = {}
    items: list[Tree] = []
    for spec in ITEMS:
        points[spec[3]], said = _item(one, spec, together)
        items.append(said)
    score = sum(points.values(), _ZERO)
    base, base_source = terms["base"]
    full, full_source = terms["performance"]
    lines = [
        _earning(
            "base",
            "底薪",
            Fraction(base),
            "base",
            {"base": base},
            [tree("base_of_agent", base, "CNY", {}, None, base_source)],
        ),
        _earning(
            "performance",
            "绩效工资",
            Fraction(full) * score / 100,
            "performance",
            {"score": f"{score.numerator * (100 // score.denominator) / 100:.2f}", "amount": full},
            [
                tree("printed_score", text(score), "points", {}),
                tree("performance_of_agent", full, "CNY", {}, None, full_source),
            ],
        ),
    ]
    conversion, sold, orders = values["inquiry_conversion"], values["items_sold"], values["inquiry_sales_amount"]
    tier = _reached(conversion, "more", TIERS)
    params = {"metric": "inquiry_conversion"}
    above = [step for step in TIERS if step[0] > conversion]
    if above:
        params["next"] = f"{above[-1][1]}|ratio"
    params |= {"threshold": f"{tier[1]}|ratio", "rate": tier[3]}
    rate = tree("tier" if above else "tier_top", text(tier[2]), "rate", params, [reasons["inquiry_conversion"]])
    params = {"amount": text(orders), "rate": tier[3], "metric": "inquiry_sales_amount"}
    paid = [reasons["inquiry_sales_amount"], rate]
    lines.append(_earning("commission", "提成", orders * tier[2], "commission", params, paid))
    step = _reached(sold, "more", STEPS)
    params = {"count": text(sold), "metric": "items_sold", "price": step[3], "threshold": step[1]}
    lines.append(_earning("pieces", "计件", sold * step[2], "piece", params, [reasons["items_sold"]]))
    days, cells = marks["attendance:出勤天数"]
    typed = tree("typed", text(days), "number", {"metric": "attendance:出勤天数"}, None, cells)
    params = {"amount": "15", "count": text(days)}
    lines.append(_earning("meals", "餐补", 15 * days, "allowance_day", params, [typed]))
    not_given: list[Tree] = []
    away = next((name for name in LEAVE if marks[f"attendance:{name}"][0]), "")
    if away:
        metric = f"attendance:{away}"
        count, cells = marks[metric]
        why = tree("typed", text(count), "number", {"metric": metric}, None, cells)
        params = {"item": "全勤奖", "metric": metric, "count": text(count)}
        not_given.append(tree("not_full_attendance", None, "", params, [why]))
    else:
        lines.append(_earning("full", "全勤奖", Fraction(200), "full_attendance", {}, []))
    for amount, reason in one["adjusted"]:
        fen = nearest(amount * 100)
        said = tree("adjustment", fen_text(fen), "CNY", {"reason": reason})
        kind = "earning" if fen >= 0 else "deduction"
        line = {"code": "adjustment", "name": "补发补扣", "kind": kind, "amount": abs(fen), "trace": said}
        lines.append(line)
    own = {line["code"]: line["amount"] for line in lines}
    _award(one, together, lines, not_given)
    gross = sum(line["amount"] for line in lines if line["kind"] == "earning")
    taken = sum(line["amount"] for line in lines if line["kind"] == "deduction")
    return {
        "number": one["number"],
        "name": one["name"],
        "kind": "person",
        "position": terms["position"][0],
        "grade": terms["grade"][0],
        "team": terms["team"][0],
        "shops": one["shops"],
        "scheme": "十二项",
        "version": 1,
        "state": "computed",
        "pending": [],
        "score": text(score),
        "items": items,
        "lines": lines,
        "gross": gross,
        "deductions": taken,
        "net": gross - taken,
        "flags": _flags(values, days, gross),
        "near_miss": _near_misses(one, points, score, Fraction(full), own),
        "waivers": [],
        "not_given": not_given,
        "attended": text(days),
        "sums": {"exempt": 0},
    }


def tenths(value: Fraction) -> str:
    """To one decimal."""
    digits = str(nearest(value * 10)).rjust(2, "0")
    return f"{digits[:-1]}.{digits[-1]}"


def _flags(values: dict[str, Fraction], days: Fraction, gross: int) -> list[Tree]:
    flags: list[Tree] = []
    if values["response_seconds"] > 15:
        seconds, per_day = tenths(values["response_seconds"]), tenths(values["received_users"] / days)
        flags.append({"code": "staffing", "params": {"seconds": seconds, "per_day": per_day}})
    if gross > 500_000:
        flags.append({"code": "tax_off", "params": {}})
    return flags


def _award(one: Tree, together: Tree, lines: list[Tree], not_given: list[Tree]) -> None:
    sales: Fraction = one["values"]["sales_amount"]
    place: int = together["places"][one["number"]]
    params = {
        "metric": "sales_amount",
        "period": "month",
        "value": f"{sales}|CNY",
        "place": str(place),
        "count": together["count"],
    }
    if place <= len(PRIZES):
        ranking = tree("ranking", None, "", {"group": _GROUP, "count": together["count"]}, together["first"])
        won = [one["reasons"]["sales_amount"], ranking]
        lines.append(_earning("first", "销冠奖", Fraction(PRIZES[place - 1]), "award_rank", params, won))
    else:
        said = {"metric": "sales_amount", "period": "month", "item": "销冠奖", **params, "paid": str(len(PRIZES))}
        not_given.append(tree("award_place", None, "", said))


def _near_misses(
    one: Tree, points: dict[str, Fraction], score: Fraction, full: Fraction, own: dict[str, int]
) -> list[Tree]:
    values, above, found = one["values"], one["above"], list[Tree]()
    tables: dict[str, tuple[str, list[Any]]] = {"inquiry_conversion": ("more", [*TIERS, *ITEMS[0][5]])}
    tables["items_sold"] = ("more", STEPS)
    for index in (1, 3, 4, 5):
        tables[ITEMS[index][3]] = (ITEMS[index][4], ITEMS[index][5])
    for metric, (how, table) in tables.items():
        value = values[metric]
        if how == "more":
            missed = min((step[0] for step in table if step[0] > value), default=None)
        else:
            missed = max((step[0] for step in table if step[0] < value), default=None)
        if missed is None or abs(missed - value) > _TWENTIETH * missed:
            continue
        gains: list[Tree] = []
        if metric in points:
            item = next(spec for spec in ITEMS if spec[3] == metric)
            step = _reached(missed, how, item[5])
            then = score - points[metric] + (step[2] if step else 0)
            gains.append({"code": "performance", "name": "绩效工资", "amount": nearest(full * then)})
        if metric == "inquiry_conversion":
            fen = nearest(values["inquiry_sales_amount"] * _reached(missed, "more", TIERS)[2] * 100)
            gains.append({"code": "commission", "name": "提成", "amount": fen})
        if metric == "items_sold":
            fen = nearest(missed * _reached(missed, "more", STEPS)[2] * 100)
            gains.append({"code": "pieces", "name": "计件", "amount": fen})
        gains = [{**gain, "amount": gain["amount"] - own[gain["code"]]} for gain in gains]
        gains = [gain for gain in gains if gain["amount"]]
        if sum(gain["amount"] for gain in gains) <= 0:
            continue
        if metric in RATIOS:
            needed = str(ceil(missed * values[RATIOS[metric][3]]) - above[metric])
            unit = METRICS[RATIOS[metric][1][0]][0]
        elif how == "less":
            needed, unit = text(value - missed), "s"
        else:
            needed, unit = str(ceil(missed - value)), "items"
        found.append(
            {
                "metric": metric,
                "threshold": text(missed),
                "needed": needed,
                "unit": unit,
                "gains": gains,
                "better": how,
            }
        )
    return found


def _write(db: sqlite3.Connection, month: str, pay_date: str, computed_at: str, slips: Iterable[Tree]) -> None:
    revision = int(db.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()[0])
    year, number = (int(part) for part in month.split("-"))
    header: Tree = {
        "month": {"year": year, "number": number},
        "pay_date": pay_date,
        "business": "大店",
        "payslips": [],
        "problems": [],
        "hints": [],
    }
    db.execute("BEGIN IMMEDIATE")
    db.execute("DELETE FROM runs WHERE month = ?", (month,))
    db.execute(
        "INSERT INTO runs (month, state, revision, pay_date, pay_date_given, computed_at, header)"
        " VALUES (?, 'draft', ?, ?, 0, ?, ?)",
        (month, revision, pay_date, computed_at, msgspec.json.encode(header).decode()),
    )
    payslips: list[Row] = []
    lines: list[Row] = []
    for place, slip in enumerate(slips):
        payslips.append((month, slip["number"], place, slip["net"], msgspec.json.encode(slip).decode()))
        for at, line in enumerate(slip["lines"]):
            lines.append((month, slip["number"], at, line["code"], line["name"], line["kind"], line["amount"]))
    db.executemany(
        "INSERT INTO payslips (month, number, place, state, net, body) VALUES (?, ?, ?, 'computed', ?, ?)", payslips
    )
    db.executemany(
        "INSERT INTO pay_lines (month, number, place, code, name, kind, amount) VALUES (?, ?, ?, ?, ?, ?, ?)", lines
    )
    db.execute("COMMIT")
