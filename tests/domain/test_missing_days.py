"""Days without a row: a file that is missing, a day off, an account that somebody has only for a while."""

from datetime import date
from typing import Any

import pytest

from app.domain.inputs import Observation
from app.domain.missing_days import missing_days
from app.domain.people import Account
from tests.domain.build import SHOP, agent, day, mark, month, seen

ALL = tuple(range(1, 32))


def rows(account: str, days: Any, metric: str = "consulted_users", **more: Any) -> list[Observation]:
    return [day(metric, "5", f"{one:02}", account=account, **more) for one in days]


def found(*observations: Observation, **more: Any) -> list[tuple[str, tuple[int, ...]]]:
    """(agent's name or "" for the shop, days of October)."""
    return [(one.name, tuple(at.day for at in one.days)) for one in missing_days(month(*observations, **more))]


def without(*gone: int) -> list[int]:
    return [one for one in ALL if one not in gone]


TWO = (agent("小美"), agent("阿杰"))


@pytest.mark.parametrize(
    ("mei", "jie", "expected"),
    [
        (ALL, ALL, []),
        (without(3, 17, 18, 19), ALL, [("小美", (3, 17, 18, 19))]),
        (without(5), without(5), [("", (5,))]),
        (without(5, 6), without(5), [("", (5,)), ("小美", (6,))]),
        (without(30, 31), without(30, 31), [("", (30, 31))]),
        ((), ALL, []),
    ],
)
def test_a_day_of_nobody_is_the_shops_and_a_day_of_one_is_hers(mei: Any, jie: Any, expected: Any) -> None:
    assert found(*rows("小美", mei), *rows("阿杰", jie), agents=TWO) == expected


def test_nobody_is_asked_for_before_hire_after_leave_or_outside_the_days_of_an_account() -> None:
    handed = (
        agent("小美", hired="2026-10-05", accounts=(Account(shop=SHOP, name="小美", last=date(2026, 10, 15)),)),
        agent("新人", accounts=(Account(shop=SHOP, name="小美", first=date(2026, 10, 16)),), left="2026-10-20"),
        agent("阿杰"),
    )
    observations = (*rows("小美", without(1, 2, 3, 4, 7, 18, 25, 26)), *rows("阿杰", ALL))
    assert found(*observations, agents=handed) == [("小美", (7,)), ("新人", (18,))]


def test_attended_days_that_all_have_a_row_leave_only_days_off() -> None:
    observations = (*rows("小美", without(3, 4)), *rows("阿杰", ALL))
    assert found(*observations, agents=TWO, marks=(mark("attendance:出勤天数", "29"),)) == []
    (one,) = missing_days(month(*observations, agents=TWO, marks=(mark("attendance:出勤天数", "30"),)))
    assert one.attended == 30


def test_a_report_of_the_whole_month_that_gives_the_same_asks_for_no_days() -> None:
    observations = (*rows("小美", without(3)), *rows("阿杰", ALL))
    months = [seen("consulted_users", "150", account=name, family="two") for name in ("小美", "阿杰")]
    assert found(*observations, *months, agents=TWO) == []
    other = [seen("inquiry_users", "150", account=name, family="two") for name in ("小美", "阿杰")]
    assert found(*observations, *other, agents=TWO) == [("小美", (3,))]


def test_each_report_and_shop_is_asked_by_itself_and_orders_are_no_report() -> None:
    observations = [
        *rows("小美", without(3)), *rows("阿杰", ALL),
        *rows("小美", ALL, "inquiry_users", family="two"), *rows("阿杰", without(9), "inquiry_users", family="two"),
        *rows("小美", (1,), "orders", family="orders"),
    ]  # fmt: skip
    assert found(*observations, agents=TWO) == [("小美", (3,)), ("阿杰", (9,))]
