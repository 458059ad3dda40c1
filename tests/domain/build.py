"""Short ways to write a month's inputs for the tests of the core."""

import json
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

import msgspec

from app.domain.history import PastAgent, PastFigure, PastIncident, PastMonth
from app.domain.inputs import Incident, Mark, MonthInputs, Observation, SchemeInForce
from app.domain.money import exact
from app.domain.month import PayMonth
from app.domain.people import Account, Agent, Amount, Place, Shop
from app.domain.scheme import Scheme
from app.domain.schemefile import read_scheme
from app.domain.source import Source, SourceFile

OCTOBER = PayMonth(2026, 10)
SHOP = "云朵旗舰店"


def number(text: str) -> Fraction:
    """``"12.5"`` or ``"1/3"``."""
    return Fraction(text)


def seen(metric: str, value: str | None, *, account: str = "小美", shop: str = SHOP, family: str = "one",
         first: str = "2026-10-01", last: str = "2026-10-31", weight: str = "", weighed_by: str = "",
         cell: str = "B2", file: int = 1) -> Observation:  # fmt: skip
    """One observation; value None is 延迟统计."""
    return Observation(
        shop=shop, account=account, metric=metric, family=family,
        first=date.fromisoformat(first), last=date.fromisoformat(last),
        value=None if value is None else number(value), source=Source(file, (cell,)),
        weight=number(weight) if weight else None, weight_metric=weighed_by,
    )  # fmt: skip


def day(metric: str, value: str | None, on: str, **more: Any) -> Observation:
    """One observation of a day of October 2026, ``on="05"``."""
    return seen(metric, value, first=f"2026-10-{on}", last=f"2026-10-{on}", **more)


def agent(name: str = "小美", **more: Any) -> Agent:
    """An agent with one account of the same name in the shop; numbers are A-name."""
    values: dict[str, Any] = {
        "number": f"A-{name}", "name": name, "position": "售前", "shops": (SHOP,),
        "accounts": (Account(shop=SHOP, name=name),),
    } | more  # fmt: skip
    for key in ("base", "performance"):
        if isinstance(values.get(key), str):
            values[key] = Amount(value=exact(values[key]))
    for key in ("hired", "left", "regular_from"):
        if isinstance(values.get(key), str):
            values[key] = date.fromisoformat(values[key])
    return Agent(**values)


def incident(kind: str, points: str | None = None, money: str | None = None, *, who: str = "A-小美", on: str = "05"):
    """An incident of October 2026."""
    return Incident(
        number=who, day=date.fromisoformat(f"2026-10-{on}"), kind=kind,
        points=None if points is None else exact(points), money=None if money is None else exact(money),
    )  # fmt: skip


def mark(item: str, value: str, *, who: str = "A-小美", **more: Any) -> Mark:
    """A typed figure."""
    return Mark(number=who, item=item, value=exact(value), **more)


def scheme(*, items: Iterable[dict[str, Any]] = (), pay: Iterable[dict[str, Any]] = (), **more: Any) -> Scheme:
    """A scheme from plain JSON values, read by the program's own reader; the test fails on any problem."""
    plain = {"format": "jixin-scheme/1", "name": "方案", "items": list(items), "pay": list(pay), **more}
    found, problems = read_scheme(json.dumps(plain, ensure_ascii=False).encode())
    assert found is not None, problems
    return found


def item(full: str, rule: dict[str, Any], *, id: str = "x", metric: str | None = None, **more: Any) -> dict[str, Any]:  # noqa: A002
    """One score item as JSON."""
    plain: dict[str, Any] = {"id": id, "name": f"项{id}", "full": full}
    if metric is not None:
        plain["metric"] = metric
    return plain | {"rule": rule} | more


def line(code: str, rule: dict[str, Any], **more: Any) -> dict[str, Any]:
    """One pay item as JSON."""
    return {"code": code, "name": f"行{code}", **more, "rule": rule}


def month(
    *observations: Observation, plan: Scheme | None = None, agents: tuple[Agent, ...] = (), **more: Any
) -> MonthInputs:
    """The inputs of October 2026, everybody 售前 under one scheme."""
    values: dict[str, Any] = {
        "month": OCTOBER, "pay_date": date(2026, 11, 15), "business": "云朵家居",
        "shops": (Shop(name=SHOP),), "agents": agents or (agent(),), "observations": observations,
        "schemes": (SchemeInForce(scheme=plan, version=1, position="售前"),) if plan else (),
        "families": ("one", "two"), "files": {1: SourceFile("十月.xlsx", "Sheet1"), 2: SourceFile("另一个.xlsx", "数据")},
    }  # fmt: skip
    return MonthInputs(**(values | more))


def replaced(inputs: MonthInputs, **more: Any) -> MonthInputs:
    """The same inputs with some fields changed."""
    return msgspec.structs.replace(inputs, **more)


def past_agent(name: str = "小美", *, score: str | None = None, **figures: str | None) -> PastAgent:
    """Somebody 售前 of a sealed month; a figure ``"30÷100"`` has its parts, ``"5÷0"`` no value, None is not yet known."""
    return PastAgent(
        number=f"A-{name}", place=Place(shop=SHOP, position="售前"), score=None if score is None else number(score),
        figures={metric: _past_figure(text) for metric, text in figures.items()},
    )  # fmt: skip


def _past_figure(text: str | None) -> PastFigure:
    if text is None:
        return PastFigure(None, incomplete=True)
    upper, _, lower = text.partition("÷")
    if not lower:
        return PastFigure(number(upper))
    value = number(upper) / number(lower) if number(lower) else None
    return PastFigure(value, number(upper), number(lower))


def sealed(text: str, *agents: PastAgent) -> PastMonth:
    """A sealed month, ``sealed("2026-09", past_agent(…))``."""
    found = PayMonth.parse(text)
    by_number = {one.number: one for one in agents}
    return PastMonth(month=found, pay_date=found.shift(1).first, agents=by_number)


def earlier(kind: str, on: str, *, who: str = "A-小美") -> PastIncident:
    """An incident before the month that is computed, ``on="2026-09-05"``."""
    return PastIncident(who, kind, date.fromisoformat(on))
