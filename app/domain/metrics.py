"""The metrics: unit of each, and how it adds up over days, accounts and shops.

Those of the catalogue, and the owner's own, which are declared by being named: ``sum:返现数`` says the kind itself.
``metric_of`` is the one place that tells what a metric is.
"""

import re
from collections.abc import Iterable
from functools import cache, cached_property
from typing import Literal, TypeAlias

import msgspec

Terms: TypeAlias = tuple[tuple[int, str], ...]
"""A sum of additive metrics: ``((1, "consulted_users"), (-1, "unreplied_users"))``."""


Kind: TypeAlias = Literal["additive", "ratio", "mean", "level", "manual_mean"]
"""How a metric adds up (DOMAIN: additive, ratio, weighted mean, level; a manual mean is of marks)."""


class Parts(msgspec.Struct, frozen=True, dict=True):
    """Numerator and denominator of a ratio, each a sum of additive metrics of the same file."""

    numerator: Terms
    denominator: Terms

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The metrics that it is made of, once each."""
        return tuple(dict.fromkeys(name for _, name in self.numerator + self.denominator))


class Metric(msgspec.Struct, frozen=True, kw_only=True):
    """One metric.

    ``parts`` lists a ratio's ways of being divided, the better first. ``weights`` lists the metrics of the same row
    that may weigh a mean (or a ratio of which a file gives no parts), the better first; () = never averaged.
    ``exact_weight`` is the one weight that makes the mean exact; any other marks it as estimated. ``name`` is what the
    owner calls a metric of the owner's own, "" for the others, whose words are ``metric.<id>`` in resources/i18n.
    """

    id: str
    name: str = ""
    unit: str
    kind: Kind = "additive"
    parts: tuple[Parts, ...] = ()
    weights: tuple[str, ...] = ()
    exact_weight: str = ""


_PEOPLE_WEIGHTS = ("received_users", "valid_received_users", "inquiry_users")


def _sum(name: str, unit: str) -> Metric:
    return Metric(id=name, unit=unit)


def _terms(text: str) -> Terms:
    return tuple((-1, name[1:]) if name.startswith("-") else (1, name) for name in text.split())


def _ratio(name: str, *parts: tuple[str, str], unit: str = "ratio", weights: tuple[str, ...] = ()) -> Metric:
    pairs = tuple(Parts(_terms(numerator), _terms(denominator)) for numerator, denominator in parts)
    return Metric(id=name, unit=unit, kind="ratio", parts=pairs, weights=weights)


def _mean(metric: str, unit: str, name: str = "") -> Metric:
    weights = ("turns", *_PEOPLE_WEIGHTS)
    return Metric(id=metric, name=name, unit=unit, kind="mean", weights=weights, exact_weight="turns")


_ALL: tuple[Metric, ...] = (
    _sum("consulted_users", "people"),
    _sum("received_users", "people"),
    _sum("valid_received_users", "people"),
    _sum("unreplied_users", "people"),
    _sum("slow_users", "people"),
    _sum("needing_reply_users", "people"),
    _sum("late_reply_users", "people"),
    _sum("inquiry_users", "people"),
    _sum("same_day_inquiry_users", "people"),
    _sum("inquiry_lost_users", "people"),
    _sum("inquiry_paid_users", "people"),
    _sum("inquiry_sales_amount", "CNY"),
    _sum("ordered_users", "people"),
    _sum("ordered_amount", "CNY"),
    _sum("paid_users", "people"),
    _sum("sales_amount", "CNY"),
    _sum("refund_amount", "CNY"),
    _sum("net_sales_amount", "CNY"),
    _sum("refunds", "times"),
    _sum("items_sold", "items"),
    _sum("orders", "orders"),
    _sum("followup_sales", "times"),
    _sum("chased_orders", "times"),
    _sum("turns", "times"),
    _sum("sessions", "times"),
    _sum("messages", "times"),
    _sum("seller_messages", "times"),
    _sum("buyer_messages", "times"),
    _sum("evaluations_sent", "times"),
    _sum("evaluations", "times"),
    _sum("very_satisfied", "times"),
    _sum("satisfied", "times"),
    _sum("neutral", "times"),
    _sum("dissatisfied", "times"),
    _sum("very_dissatisfied", "times"),
    _sum("good_reviews", "times"),
    _sum("bad_reviews", "times"),
    _sum("valid_good_reviews", "times"),
    _sum("valid_evaluations", "times"),
    _sum("resolved_cases", "cases"),
    _sum("handled_cases", "cases"),
    _sum("error_cases", "cases"),
    _sum("refund_saved_cases", "cases"),
    _sum("kpi_points", "points"),
    _sum("night_shifts", "shifts"),
    _sum("other_tasks", "tasks"),
    _sum("days_worked", "days"),
    _sum("outbound_calls", "calls"),
    _ratio("inquiry_conversion", ("inquiry_paid_users", "inquiry_users")),
    _ratio("reception_conversion", ("orders", "received_users"), ("paid_users", "received_users")),
    _ratio("average_order_value", ("sales_amount", "paid_users"), unit="CNY/person"),
    _ratio("items_per_customer", ("items_sold", "paid_users"), unit="items/person"),
    _ratio("refund_rate", ("refund_amount", "sales_amount")),
    _ratio("refund_count_rate", ("refunds", "orders")),
    _ratio(
        "reply_rate",
        ("consulted_users -unreplied_users", "consulted_users"),
        weights=("consulted_users", *_PEOPLE_WEIGHTS),
    ),
    _ratio("answer_ratio", ("seller_messages", "buyer_messages"), unit="number", weights=_PEOPLE_WEIGHTS),
    _ratio(
        "satisfaction_rate",
        ("very_satisfied satisfied", "evaluations"),
        (
            "very_satisfied satisfied",
            "very_satisfied satisfied neutral dissatisfied very_dissatisfied",
        ),
        ("good_reviews", "evaluations"),
        weights=("evaluations", "valid_evaluations", *_PEOPLE_WEIGHTS),
    ),
    _ratio(
        "good_review_rate",
        ("good_reviews", "good_reviews bad_reviews"),
        ("valid_good_reviews", "valid_evaluations"),
    ),
    _ratio("resolution_rate", ("resolved_cases", "handled_cases")),
    _ratio("refund_saved_rate", ("refund_saved_cases", "handled_cases")),
    _ratio("error_rate", ("error_cases", "handled_cases")),
    _mean("response_seconds", "s"),
    _mean("first_response_seconds", "s"),
    _mean("session_seconds", "s"),
    _ratio(
        "three_minute_rate", ("needing_reply_users -late_reply_users", "needing_reply_users"), weights=_PEOPLE_WEIGHTS
    ),
    Metric(id="service_rating", unit="rating", kind="level"),
    Metric(id="quality_score", unit="points", kind="manual_mean"),
)

METRICS: dict[str, Metric] = {metric.id: metric for metric in _ALL}
"""Every metric of the catalogue by its id."""

DIVIDED: tuple[Metric, ...] = tuple(
    metric for metric in _ALL if metric.parts or metric.kind not in ("additive", "level")
)
"""Ratios and means: what is divided, not added up."""


def divided_among(own: Iterable[str]) -> tuple[Metric, ...]:
    """The same with the ratios among the owner's own metrics."""
    return (*DIVIDED, *(metric_of(metric) for metric in own if kind_of(metric) == "ratio"))


STAND_INS: tuple[tuple[str, str], ...] = (
    ("paid_users", "inquiry_paid_users"),
    ("sales_amount", "inquiry_sales_amount"),
    ("valid_received_users", "received_users"),
)
"""Pairs of which either stands in for the other where no file of the shop's month gives it (RULES 7)."""

NET_SALES = "net_sales_amount"
"""Sales less refunds: a commission on it is corrected when refunds come after the month."""

INCIDENTS = "incidents:"
ATTENDANCE = "attendance:"
DAYS_ATTENDED = f"{ATTENDANCE}出勤天数"

OWN_KINDS: dict[str, Kind] = {
    "sum": "additive",
    "mean": "mean",
    "ratio": "ratio",
    "level": "level",
    "manual": "manual_mean",
}
"""What stands before the colon of an owner's metric → its kind."""

_NAME = re.compile(r"[^\s:=/](?:[^:=/\t\r\n]{0,38}[^\s:=/])?")
_UNIT = re.compile(r"\s*[(（]([^()（）]+)[)）]$")
_UNITS = {"元": "CNY", "秒": "s", "%": "ratio", "％": "ratio"}


def own_id(kind: str, name: str, parts: tuple[str, str] | None = None) -> str:
    """The id of an owner's metric, ``sum:返现数``; of a ratio ``ratio:差评率=sum:差评数/orders``."""
    return f"{kind}:{name}" if parts is None else f"{kind}:{name}={parts[0]}/{parts[1]}"


def _own(metric: str) -> Metric | None:
    """What the id of an owner's metric says; None for any other text."""
    kind, _, rest = metric.partition(":")
    name, is_quotient, quotient = rest.partition("=")
    if kind not in OWN_KINDS or not _NAME.fullmatch(name) or bool(is_quotient) != (kind == "ratio"):
        return None
    name, unit = _name_and_unit(name, "ratio" if is_quotient else "number")
    if kind == "mean":
        return _mean(metric, unit, name)
    upper, _, lower = quotient.partition("/")
    if is_quotient and not all(reported(part) and kind_of(part) == "additive" for part in (upper, lower)):
        return None
    parts = (Parts(((1, upper),), ((1, lower),)),) if is_quotient else ()
    return Metric(id=metric, name=name, unit=unit, kind=OWN_KINDS[kind], parts=parts)


def _name_and_unit(name: str, usual: str) -> tuple[str, str]:
    """``返现(元)`` → 返现 in CNY; a unit that has no style of its own stays in the name, and its numbers are plain."""
    found = _UNIT.search(name)
    if found is None:
        return name, usual
    return (_UNIT.sub("", name), _UNITS[found[1]]) if found[1] in _UNITS else (name, "number")


@cache
def metric_of(metric: str) -> Metric:
    """What is known of a metric; incidents count times, attendance columns are plain numbers, both are sums.

    The printed score and other text is a plain number too: whether a metric is one says ``known``.
    """
    plain = _sum(metric, "times" if metric.startswith(INCIDENTS) else "number")
    return METRICS.get(metric) or _own(metric) or plain


def is_own(metric: str) -> bool:
    """Whether it is a metric that the owner declared."""
    return bool(metric_of(metric).name)


def declared_names(own: str) -> tuple[str, ...]:
    """How a sheet may call an owner's metric: ``返现``, ``返现(元)``, ``sum:返现(元)``."""
    return metric_of(own).name, own.partition(":")[2].partition("=")[0], own


def with_parts(metric: str) -> tuple[str, ...]:
    """The metric, and the owner's own metrics that it is a ratio of."""
    return (metric, *(name for parts in metric_of(metric).parts for name in parts.names if is_own(name)))


def reported(metric: str) -> bool:
    """Whether sheets and marks may give it: of the catalogue or the owner's own."""
    return metric in METRICS or is_own(metric)


def known(metric: str) -> bool:
    """Whether a scheme may name this metric: a reported one, ``incidents:KIND`` or ``attendance:COLUMN``."""
    return reported(metric) or (metric.startswith((INCIDENTS, ATTENDANCE)) and not metric.endswith(":"))


def kind_of(metric: str) -> Kind:
    """How the metric adds up."""
    return metric_of(metric).kind


def unit_of(metric: str) -> str:
    """The metric's unit."""
    return metric_of(metric).unit
