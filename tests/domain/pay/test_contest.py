"""小组 PK: RULES 23 and the worked amounts of S4."""

from fractions import Fraction
from typing import Any

import pytest

from app.domain.inputs import Waiver
from app.domain.payline import INFO
from tests.domain.build import item, line, mark, month, scheme, seen
from tests.domain.pay.crew import crew, in_force, line_of, not_given, paid, person, slips, waits

SCORED = [item("100", {"type": "manual"}, id="hand")]


def contest(**rule: Any) -> dict[str, Any]:
    values = {"type": "contest", "metric": "sales_amount", "amounts": ["5000", "500"]} | rule
    return {key: value for key, value in values.items() if value is not None}


def plan(*, items: list[dict[str, Any]] | None = None, missing: str | None = None, **rule: Any) -> Any:
    more = {} if missing is None else {"missing": missing}
    return scheme(items=items or [], pay=[line("contest", contest(**rule), **more)])


def teams(**values: str | None) -> dict[str, dict[str, str | None]]:
    """Teams of one by name with their sales; "-" is no data."""
    return {f"{name}组/{name}": {} if value == "-" else {"sales_amount": value} for name, value in values.items()}


def test_s4_the_winning_team_5000_the_losing_500() -> None:
    people = {f"红组/红{index}": {"sales_amount": "100"} for index in range(4)}
    people |= {f"蓝组/蓝{index}": {"sales_amount": "99"} for index in range(4)}
    found = paid(crew(people, plan()), "contest")
    assert found == {f"红{index}": "1250.00" for index in range(4)} | {f"蓝{index}": "125.00" for index in range(4)}


@pytest.mark.parametrize(
    ("rule", "values", "won"),
    [
        ({}, {"甲": "3", "乙": "2", "丙": "1"}, {"甲": "5000.00", "乙": "500.00"}),
        ({"better": "less"}, {"甲": "3", "乙": "2", "丙": "1"}, {"丙": "5000.00", "乙": "500.00"}),
        ({}, {"甲": "3", "乙": "3"}, {"甲": "2750.00", "乙": "2750.00"}),
        ({"ties": "each"}, {"甲": "3", "乙": "3"}, {"甲": "5000.00", "乙": "5000.00"}),
        (
            {"amounts": ["5000", "500", "50"]},
            {"甲": "3", "乙": "3", "丙": "1"},
            {"甲": "2750.00", "乙": "2750.00", "丙": "50.00"},
        ),
        (
            {"amounts": ["5000", "500", "50"], "ties": "each"},
            {"甲": "3", "乙": "3", "丙": "1"},
            {"甲": "5000.00", "乙": "5000.00", "丙": "50.00"},
        ),
        # left-over fen between tied teams go by the team's name: 丙组 < 乙组 < 甲组
        ({"amounts": ["100"]}, {"甲": "3", "乙": "3", "丙": "3"}, {"甲": "33.33", "乙": "33.33", "丙": "33.34"}),
        ({"amounts": ["100.01", "0"]}, {"甲": "3", "乙": "3"}, {"甲": "50.00", "乙": "50.01"}),
        # a team without data is not placed
        ({}, {"甲": "-", "乙": "2", "丙": "1"}, {"乙": "5000.00", "丙": "500.00"}),
        ({}, {"甲": "0", "乙": "2"}, {"乙": "5000.00", "甲": "500.00"}),
    ],
)
def test_places_of_teams(rule: dict[str, Any], values: dict[str, str], won: dict[str, str]) -> None:
    assert paid(crew(teams(**values), plan(**rule)), "contest") == won


@pytest.mark.parametrize("values", [{"甲": "5"}, {"甲": "5", "乙": "-"}, {"甲": "-", "乙": "-"}])
def test_fewer_than_two_teams_with_data_have_no_contest(values: dict[str, str]) -> None:
    inputs = crew(teams(**values), plan(missing="required"))
    assert paid(inputs, "contest") == {}
    assert set(map(tuple, not_given(inputs).values())) == {("contest_alone",)}


def test_a_team_without_data_waits_where_the_line_is_required() -> None:
    assert waits(crew(teams(甲="-", 乙="2", 丙="1"), plan(missing="required"))) == {
        "甲": ["no_data"],
        "乙": [],
        "丙": [],
    }


def test_a_team_that_won_nothing_has_no_line() -> None:
    inputs = crew(teams(甲="3", 乙="2", 丙="1"), plan(amounts=["100", "0"]))
    assert paid(inputs, "contest") == {"甲": "100.00"}
    assert not_given(inputs) == {"甲": [], "乙": ["contest_nothing"], "丙": ["contest_nothing"]}


def test_figures_are_pooled_over_the_members() -> None:
    """1 of 2 and 30 of 100 are 31 of 102, less than 1 of 3."""
    people = {
        "红组/甲": {"inquiry_paid_users": "1", "inquiry_users": "2"},
        "红组/乙": {"inquiry_paid_users": "30", "inquiry_users": "100"},
        "蓝组/丙": {"inquiry_paid_users": "1", "inquiry_users": "3"},
        "蓝组/丁": {},
    }
    found = paid(crew(people, plan(metric="inquiry_conversion")), "contest")
    assert found == {"甲": "250.00", "乙": "250.00", "丙": "2500.00", "丁": "2500.00"}


@pytest.mark.parametrize("waiting", ["红组/乙", "蓝组/丁"])
def test_what_is_not_yet_known_comes_before_a_missing_weight(waiting: str) -> None:
    """Seconds without weights are no mean of a team; whichever team it is, 延迟统计 blocks all (RULES 21)."""
    people: dict[str, dict[str, str | None]] = {
        f"{team}组/{name}": {"response_seconds": "20"} for team, name in ("红甲", "红乙", "蓝丙", "蓝丁")
    }
    assert set(map(tuple, waits(crew(people, plan(metric="response_seconds"))).values())) == {()}
    people[waiting] = {"response_seconds": None}
    found = waits(crew(people, plan(metric="response_seconds")))
    assert set(map(tuple, found.values())) == {("not_yet_known",)}


def test_everybody_waits_for_a_figure_that_is_not_known_in_full() -> None:
    inputs = crew(teams(甲=None, 乙="2", 丙="1"), plan())
    assert waits(inputs) == {key: ["not_yet_known"] for key in "甲乙丙"}


# The mean score


def scored(*scores: str | None) -> Any:
    """Two of 红组, one of 蓝组."""
    marks = tuple(mark("item:hand", score, who=f"A{n}") for n, score in enumerate(scores, start=1) if score is not None)
    return crew({"红组/甲": {}, "红组/乙": {}, "蓝组/丙": {}}, plan(items=SCORED, metric="score"), marks=marks)


@pytest.mark.parametrize(
    ("scores", "first"),
    [(("80", "91", "85"), True), (("80", "90", "85.01"), False), (("80", "90.01", "85"), True)],
)
def test_the_mean_of_the_printed_scores(scores: tuple[str, str, str], first: bool) -> None:
    red, blue = ("2500.00", "500.00") if first else ("250.00", "5000.00")
    assert paid(scored(*scores), "contest") == {"甲": red, "乙": red, "丙": blue}


def test_one_missing_score_blocks_everybody_of_the_contest() -> None:
    assert waits(scored("80", None, "85")) == {
        "甲": ["contest_without_score"],
        "乙": ["no_marks", "contest_without_score"],
        "丙": ["contest_without_score"],
    }


def test_a_waived_line_leaves_the_contest() -> None:
    inputs = crew(
        teams(甲=None, 乙="2", 丙="1"), plan(), waivers=(Waiver(number="A1", code="contest", reason="等不到"),)
    )
    assert paid(inputs, "contest") == {"乙": "5000.00", "丙": "500.00"}


# Shares within the team


def test_what_a_team_won_is_shared_among_its_members() -> None:
    people = {
        "红组/甲": {"sales_amount": "300"},
        "红组/乙": {"sales_amount": "100"},
        "红组/丁": {},
        "蓝组/丙": {"sales_amount": "9"},
    }
    found = paid(crew(people, plan(share="sales")), "contest")
    assert found == {"甲": "3750.00", "乙": "1250.00", "丙": "500.00"}


def test_only_the_team_waits_whose_shares_are_not_known() -> None:
    people: dict[str, dict[str, str | None]] = {
        "红组/甲": {"received_users": "3", "sales_amount": "300"}, "红组/乙": {"received_users": "2", "sales_amount": None},
        "蓝组/丙": {"received_users": "1", "sales_amount": "9"},
    }  # fmt: skip
    inputs = crew(people, plan(metric="received_users", share="sales"))
    assert waits(inputs) == {"甲": ["not_yet_known"], "乙": ["not_yet_known"], "丙": []}


# What is not money


def test_a_forfeit_is_an_info_line_and_a_gift_stands_in_the_reason() -> None:
    found = slips(crew(teams(甲="3", 乙="2", 丙="1"), plan(amounts=["5000", "0", "0"], noncash=["奖杯", "请喝奶茶"])))
    lines = {name: line_of(slip, "contest") for name, slip in found.items()}
    assert [
        line and (line.kind, line.amount, line.trace.rule, line.trace.params.get("text")) for line in lines.values()
    ] == [
        ("earning", 500_000, "contest_with", "奖杯"),
        (INFO, 0, "contest_noncash", "请喝奶茶"),
        None,
    ]
    assert [slip.net for slip in found.values()] == [500_000, 0, 0]


def test_tied_teams_have_what_stands_at_their_place() -> None:
    found = slips(crew(teams(甲="3", 乙="2", 丙="2"), plan(amounts=["100", "0"], noncash=[None, "请喝奶茶"])))
    texts = {name: line.trace.params.get("text") for name, slip in found.items() if (line := line_of(slip, "contest"))}
    assert texts == {"甲": None, "乙": "请喝奶茶", "丙": "请喝奶茶"}


# Schemes that do not agree


@pytest.mark.parametrize(
    ("other", "code"), [({"amounts": ["5000", "400"]}, "contest_line_differs"), ({"ties": "share"}, None)]
)
def test_the_line_is_the_same_in_all_teams(other: dict[str, Any], code: str | None) -> None:
    agents = (person("甲", "红组"), person("乙", "蓝组", position="售后"))
    rows = [seen("sales_amount", "1000", account=one.name) for one in agents]
    schemes = (in_force(plan()), in_force(plan(**other), "售后"))
    assert waits(month(*rows, agents=agents, schemes=schemes)) == dict.fromkeys("甲乙", [code] if code else [])


# Why


def test_the_tree_shows_the_table_and_the_people_of_the_own_team() -> None:
    people = {"红组/甲": {"sales_amount": "3"}, "红组/乙": {"sales_amount": "4"}, "蓝组/丙": {"sales_amount": "7"}}
    line_ = line_of(slips(crew(people, plan()))["甲"], "contest")
    assert line_ is not None
    red, blue, tie, division = line_.trace.inputs
    assert [(one.params["team"], one.params["place"], one.value) for one in (red, blue)] == [
        ("红组", "1", 7),
        ("蓝组", "1", 7),
    ]
    assert [one.params["name"] for one in red.inputs[0].inputs] == ["甲", "乙"] and blue.inputs == ()
    assert (tie.rule, tie.value) == ("contest_ties_share", 2750)
    assert (division.rule, division.value, division.inputs[0].value) == ("shared_by_equal", 2750, Fraction(1375))
