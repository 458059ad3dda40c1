"""How each metric adds up (DOMAIN §2): sums are not listed, everything that is not one of these is a sum.

The id of an owner's metric says it (docs/scheme-format.md): ``mean:…``, ``level:…``, ``manual:…``, ``ratio:名=上/下``.
"""

RECEIVED = ["received_users", "valid_received_users", "inquiry_users"]

# ratio: its ways of being divided, the better first; a minus sign takes a part off
RATIOS: dict[str, list[tuple[list[str], list[str]]]] = {
    "inquiry_conversion": [(["inquiry_paid_users"], ["inquiry_users"])],
    "reception_conversion": [(["orders"], ["received_users"]), (["paid_users"], ["received_users"])],
    "average_order_value": [(["sales_amount"], ["paid_users"])],
    "items_per_customer": [(["items_sold"], ["paid_users"])],
    "refund_rate": [(["refund_amount"], ["sales_amount"])],
    "refund_count_rate": [(["refunds"], ["orders"])],
    "reply_rate": [(["consulted_users", "-unreplied_users"], ["consulted_users"])],
    "answer_ratio": [(["seller_messages"], ["buyer_messages"])],
    "satisfaction_rate": [(["very_satisfied", "satisfied"], ["evaluations"]), (["good_reviews"], ["evaluations"])],
    "good_review_rate": [
        (["good_reviews"], ["good_reviews", "bad_reviews"]),
        (["valid_good_reviews"], ["valid_evaluations"]),
    ],
    "resolution_rate": [(["resolved_cases"], ["handled_cases"])],
    "refund_saved_rate": [(["refund_saved_cases"], ["handled_cases"])],
    "error_rate": [(["error_cases"], ["handled_cases"])],
}
MEANS = {"response_seconds", "first_response_seconds"}
LEVELS = {"service_rating"}
MARK_MEANS = {"quality_score"}

# what else may weigh it, beside RECEIVED, where a file gives the value only
WEIGHTS = {
    "response_seconds": ["turns", *RECEIVED],
    "first_response_seconds": ["turns", *RECEIVED],
    "reply_rate": ["consulted_users"],
    "answer_ratio": ["received_users"],
    "satisfaction_rate": ["evaluations"],
}

STAND_INS = [  # RULES 7
    ("paid_users", "inquiry_paid_users"),
    ("sales_amount", "inquiry_sales_amount"),
    ("valid_received_users", "received_users"),
]


Ways = list[tuple[list[str], list[str]]]


def is_level(metric: str) -> bool:
    """First and last value of the month matter."""
    return metric in LEVELS or metric.startswith("level:")


def is_mark_mean(metric: str) -> bool:
    """The plain mean of what is typed."""
    return metric in MARK_MEANS or metric.startswith("manual:")


def is_pooled(metric: str) -> bool:
    """A ratio or a weighted mean: Σ ÷ Σ over accounts, people and months."""
    return metric in RATIOS or metric in MEANS or metric.startswith(("mean:", "ratio:"))


def is_sum(metric: str) -> bool:
    """Whether the metric is added up."""
    return not (is_level(metric) or is_mark_mean(metric) or is_pooled(metric))


def ways_of(metric: str) -> Ways:
    """How a ratio is divided; an owner's in the one way that its id names."""
    if not metric.startswith("ratio:"):
        return RATIOS.get(metric, [])
    top, _, bottom = metric.partition("=")[2].partition("/")
    return [([top], [bottom])]
