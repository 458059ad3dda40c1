"""Team lines that two schemes of a team have differently are refused when the second one is put in force."""

import json
from typing import Any

import pytest

from app.domain.month import PayMonth
from app.services.compute_month import compute_month
from app.services.roster import import_roster, set_agent
from app.services.schemes import import_scheme, stored_schemes
from app.storage.book import Book
from tests.services.small import NOVEMBER, OCTOBER, SHOP, Write, refusal

MIXED = """工号,姓名,岗位,小组,店铺
A1,林小美,售前,一组,小满旗舰店
A2,周强,售前,二组,小满旗舰店
A4,吴敏,售后,一组,小满旗舰店
A5,郑好,仓库,三组,小满旗舰店
A6,走了,仓库,一组,小满旗舰店
A7,外包人,外包成员,一组,小满旗舰店
"""
GOAL = {"type": "team_goal", "metric": "inquiry_sales_amount", "target": "100", "amount": "500"}
CONTEST = {"type": "contest", "metric": "inquiry_sales_amount", "amounts": ["500", "100"]}
PENALTY = {"type": "team_penalty", "kind": "投诉", "amount": "50", "culprit_share": "0.5"}
ALLOWANCE = {"type": "allowance", "amount": "50", "per": "month"}


@pytest.fixture
def mixed(book: Book, write: Write) -> Book:
    """A book of which 一组 has people of two positions; A6 left before October."""
    assert import_roster(book, write("混.csv", MIXED)).stored
    set_agent(book, "A6", {"left": "2026-09-30"}, PayMonth(2026, 9))
    return book


@pytest.fixture
def put(mixed: Book, write: Write) -> Any:
    """Put a scheme of one line in force."""

    def put_scheme(
        rule: dict[str, Any], position: str, *, name: str = "", month: PayMonth = OCTOBER, **where: str
    ) -> None:
        plain = {
            "format": "jixin-scheme/1",
            "name": name or position,
            "items": [],
            "pay": [{"code": "team", "name": "团队", "rule": rule}],
        }
        import_scheme(mixed, write(f"{position}.json", json.dumps(plain)), position=position, from_month=month, **where)

    return put_scheme


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (GOAL, GOAL, []),
        (GOAL, GOAL | {"amount": "500.00", "share": "equal"}, []),
        (GOAL, GOAL | {"amount": "501"}, ["team_line_differs"]),
        (GOAL, PENALTY, ["team_line_differs"]),
        (GOAL, ALLOWANCE, ["team_line_differs"]),
        (ALLOWANCE, GOAL, ["team_line_differs"]),
        (ALLOWANCE, ALLOWANCE | {"amount": "60"}, []),
        (PENALTY, PENALTY | {"culprit_share": "0.4"}, ["team_line_differs"]),
        (CONTEST, CONTEST | {"ties": "each"}, ["contest_line_differs"]),
        (CONTEST, GOAL, ["contest_line_differs"]),
    ],
)
def test_two_positions_of_one_team(
    put: Any, mixed: Book, first: dict[str, Any], second: dict[str, Any], expected: list[str]
) -> None:
    put(first, "售前")
    before = (mixed.revision, stored_schemes(mixed))
    if not expected:
        put(second, "售后")
        return
    assert refusal(lambda: put(second, "售后")) == expected
    assert (mixed.revision, stored_schemes(mixed)) == before


def test_teams_that_share_nobody_may_differ_but_not_in_a_contest(put: Any) -> None:
    put(GOAL, "售前")
    put(GOAL | {"amount": "9"}, "仓库")
    assert refusal(lambda: put(CONTEST, "仓库")) == ["contest_line_differs"]


def test_who_left_and_the_people_of_companies_share_nothing(put: Any) -> None:
    put(GOAL, "售前")
    put(GOAL | {"amount": "9"}, "外包成员")
    put(GOAL | {"amount": "9"}, "仓库")


def test_the_schemes_and_terms_of_the_month_count(put: Any, mixed: Book) -> None:
    put(GOAL, "售前")
    put(GOAL | {"amount": "9"}, "售前", name="售前新", month=NOVEMBER)
    assert refusal(lambda: put(GOAL | {"amount": "9"}, "售后")) == ["team_line_differs"]
    put(GOAL | {"amount": "9"}, "售后", month=NOVEMBER)
    assert refusal(lambda: put(GOAL, "售后", month=NOVEMBER)) == ["team_line_differs"]
    set_agent(mixed, "A4", {"team": "三组"}, OCTOBER)
    put(GOAL, "售后", month=NOVEMBER)


def test_a_later_month_in_which_they_would_differ_is_looked_at_too(put: Any) -> None:
    put(GOAL | {"amount": "9"}, "售前", month=NOVEMBER)
    assert refusal(lambda: put(GOAL, "售后")) == ["team_line_differs"]


def test_a_team_may_have_a_scheme_of_its_own(put: Any) -> None:
    put(GOAL, "售前")
    put(GOAL | {"amount": "9"}, "售后", team="二组")
    put(GOAL, "售后", shop=SHOP)


def test_who_moves_into_the_team_later_is_found_when_the_month_is_computed(put: Any, mixed: Book) -> None:
    put(GOAL, "售前")
    put(GOAL | {"amount": "9"}, "仓库")
    set_agent(mixed, "A5", {"team": "一组"}, OCTOBER)
    waiting = {slip.number: [one.code for one in slip.pending] for slip in compute_month(mixed, OCTOBER).payslips}
    assert (waiting["A1"], waiting["A5"], waiting["A2"]) == (["team_line_differs"], ["team_line_differs"], [])
