"""Values at which rules change, shared by the figures and the schemes that the generator draws: exact hits are common."""

import itertools
from fractions import Fraction
from math import floor
from random import Random

RATIOS = {
    "inquiry_conversion": ["0.30", "0.305", "0.35", "0.40", "0.45"],
    "reception_conversion": ["0.10", "0.125", "0.20"],
    "refund_rate": ["0.02", "0.05", "0.10"],
    "refund_count_rate": ["0.05", "0.10"],
    "reply_rate": ["0.90", "0.95", "1"],
    "satisfaction_rate": ["0.80", "0.90", "0.95"],
    "good_review_rate": ["0.80", "0.90", "0.95"],
    "resolution_rate": ["0.70", "0.80", "0.90"],
    "refund_saved_rate": ["0.10", "0.20"],
    "error_rate": ["0.01", "0.02", "0.05"],
    "answer_ratio": ["1", "1.2", "1.5"],
    "average_order_value": ["80", "100", "142.5"],
    "items_per_customer": ["1.5", "2", "2.25"],
}
SUMS = {
    "consulted_users": ["100", "400", "1000"],
    "received_users": ["100", "300", "900"],
    "inquiry_users": ["30", "100", "500"],
    "inquiry_paid_users": ["10", "40", "200"],
    "paid_users": ["10", "40", "200"],
    "inquiry_sales_amount": ["425", "10000", "50000", "100000"],
    "sales_amount": ["425", "10000", "50000", "100000"],
    "net_sales_amount": ["400", "9000", "50000"],
    "followup_sales": ["10", "50", "100"],
    "chased_orders": ["5", "20"],
    "orders": ["10", "50"],
    "handled_cases": ["50", "150", "400"],
    "outbound_calls": ["20", "60"],
    "other_tasks": ["5", "30"],
    "kpi_points": ["3", "10"],
    "night_shifts": ["2", "4"],
    "incidents:投诉": ["1", "2", "3"],
    "attendance:出勤天数": ["20", "21", "22"],
    "attendance:事假天数": ["0", "1", "2"],
}
OTHERS = {
    "response_seconds": ["6", "15", "30"],
    "first_response_seconds": ["6", "15", "30"],
    "service_rating": ["4.70", "4.80", "4.90"],
    "quality_score": ["80", "85", "90"],
}
EDGES: dict[str, list[str]] = RATIOS | SUMS | OTHERS
LESS = {"refund_rate", "refund_count_rate", "error_rate", "response_seconds", "first_response_seconds", "incidents:投诉", "attendance:事假天数"}  # fmt: skip
MONEY = {"inquiry_sales_amount", "sales_amount", "net_sales_amount", "refund_amount"}


def text(value: Fraction, places: int = 2) -> str:
    """Decimal text, cut to ``places``, without trailing zeros."""
    scaled = floor(abs(value) * 10**places)
    whole, rest = divmod(scaled, 10**places)
    decimals = f"{rest:0{places}d}".rstrip("0")
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole}" + (f".{decimals}" if decimals else "")


def near(rng: Random, metric: str) -> Fraction:
    """A value on a threshold, one smallest step beside it, or anywhere near."""
    edge = Fraction(rng.choice(EDGES[metric]))
    small = Fraction(1, 100) if metric in MONEY or metric in OTHERS else Fraction(1)
    if metric in RATIOS:
        small = Fraction(1, 1000)
    choice = rng.random()
    if choice < 0.5:
        return max(Fraction(0), edge + rng.choice([0, 0, 1, -1]) * small)
    if choice < 0.55:
        return Fraction(0)
    spread = Fraction(rng.randint(20, 220), 100)
    return Fraction(floor(edge * spread / small)) * small


def people(rng: Random, metric: str, of: int) -> int:
    """A count that makes the ratio to ``of`` exactly a threshold, one person beside it, or anything."""
    edge = Fraction(rng.choice(RATIOS[metric]))
    if rng.random() < 0.7:
        return max(0, min(of, floor(edge * of) + rng.choice([0, 0, 0, 1, -1])))
    return rng.randint(0, of)


def decimal(rng: Random, top: str, places: int = 2) -> str:
    """Any number from 0 to ``top``."""
    return text(Fraction(rng.randint(0, int(Fraction(top) * 10**places)), 10**places), places)


def parts_of(rng: Random, whole: Fraction, count: int) -> list[str]:
    """Positive decimals that add up to ``whole``, in quarters."""
    units = int(whole * 4)
    count = min(count, units)
    cuts = sorted(rng.sample(range(1, units), count - 1)) if count > 1 else []
    if rng.random() < 0.6 and units % 4 == 0 and units // 4 > count:
        cuts = sorted(4 * cut for cut in rng.sample(range(1, units // 4), count - 1))
    edges = [0, *cuts, units]
    return [text(Fraction(after - before, 4)) for before, after in itertools.pairwise(edges)]
