"""The owner's own metrics: what an id declares, how each kind adds up, and what a scheme pays on them."""

from fractions import Fraction
from typing import Any

import pytest

from app.domain.measured import Measured
from app.domain.metrics import INCIDENTS, Kind, known, metric_of
from app.domain.observations import month_metrics
from app.domain.payrun import compute
from app.domain.people import Account
from app.domain.schemefile import read_scheme
from tests.domain.build import SHOP, agent, day, item, line, mark, month, scheme, seen

OTHER = "二店"
RATE = "ratio:差评率=sum:差评数/orders"
TWO_SHOPS = agent(
    shops=(SHOP, OTHER), accounts=tuple(Account(shop=shop, name=name) for shop, name in ((SHOP, "小美"), (SHOP, "小美副"), (OTHER, "小美")))
)  # fmt: skip


@pytest.mark.parametrize(
    ("metric", "kind", "unit", "name"),
    [
        ("sum:返现数", "additive", "number", "返现数"),
        ("sum:返现(元)", "additive", "CNY", "返现"),
        ("sum:拆包（件）", "additive", "number", "拆包（件）"),
        ("mean:处理时长（秒）", "mean", "s", "处理时长"),
        ("mean:五星占比(%)", "mean", "ratio", "五星占比"),
        ("level:小红书 评分", "level", "number", "小红书 评分"),
        ("manual:抽检分", "manual_mean", "number", "抽检分"),
        (RATE, "ratio", "ratio", "差评率"),
        ("ratio:人均返现(元)=sum:返现(元)/received_users", "ratio", "CNY", "人均返现"),
        ("ratio:人均件数(件)=items_sold/sum:买家", "ratio", "number", "人均件数(件)"),
    ],
)
def test_an_id_says_the_kind_and_the_name_and_may_say_the_unit(metric: str, kind: Kind, unit: str, name: str) -> None:
    found = metric_of(metric)
    assert known(metric)
    assert (found.kind, found.unit, found.name) == (kind, unit, name)


@pytest.mark.parametrize(
    "metric",
    [
        "sum:",
        "sum: ",
        "sum: 返现",
        "sum:返现 ",
        "sum:(元)",
        "sum:a=b",
        "sum:a/b",
        "sum:a:b",
        "total:返现",
        "返现数",
        f"sum:{'长' * 41}",
        "ratio:差评率",
        "ratio:差评率=sum:差评数",
        "ratio:差评率=sum:差评数/",
        "ratio:差评率=sum:差评数/没有的",
        "ratio:差评率=mean:时长/orders",
        "ratio:差评率=inquiry_conversion/orders",
        "ratio:差评率=sum:差评数/incidents:投诉",
    ],
)
def test_other_ids_are_refused_with_their_path(metric: str) -> None:
    assert not known(metric)
    text = '{"format": "jixin-scheme/1", "name": "方案", "items": [], "pay": [{"code": "piece", "name": "计件", "rule": {"type": "piece", "metric": "%s", "steps": [["0", "1"]]}}]}'  # fmt: skip
    found, problems = read_scheme((text % metric).encode())
    assert found is None
    assert [(one.code, one.params["path"], one.params["metric"]) for one in problems] == [
        ("scheme_metric_unknown", "$.pay[0].rule.metric", metric)
    ]


def test_incidents_count_times_and_are_nobodys_own() -> None:
    assert (metric_of(f"{INCIDENTS}投诉").unit, metric_of(f"{INCIDENTS}投诉").name) == ("times", "")


# ---- how they add up


def figure(metric: str, *rows: Any, plan: Any = None, **more: Any) -> Measured | None:
    """The first agent's figure."""
    found = month_metrics(month(*rows, plan=plan, agents=(TWO_SHOPS,), **more)).agents[0]
    return found.metrics.get(metric) or found.undivided.get(metric)


def test_a_sum_is_added_over_days_accounts_and_shops_with_every_cell() -> None:
    found = figure(
        "sum:返现数",
        day("sum:返现数", "3", "01", cell="C2"),
        day("sum:返现数", "4", "02", cell="C3"),
        day("sum:返现数", "0.5", "02", account="小美副", cell="C4"),
        day("sum:返现数", "10", "01", shop=OTHER, cell="C2", file=2),
    )
    assert found is not None and found.value == Fraction("17.5")
    assert [(source.import_id, source.cells) for source in found.sources] == [(1, ("C2", "C3", "C4")), (2, ("C2",))]


def test_a_mean_is_weighed_by_the_same_rows_and_never_plain() -> None:
    metric = "mean:处理时长(秒)"
    weighed = figure(
        metric,
        day(metric, "10", "01", weight="30", weighed_by="turns"),
        day(metric, "20", "01", shop=OTHER, weight="10", weighed_by="turns"),
    )
    assert weighed is not None and weighed.value == Fraction("12.5")
    unweighed = figure(metric, day(metric, "10", "01"), day(metric, "20", "02"))
    assert unweighed is not None and unweighed.undivided


def test_a_level_has_a_first_and_a_last_value() -> None:
    found = figure("level:评分", day("level:评分", "4.6", "30"), day("level:评分", "4.8", "02"))
    assert found is not None and (found.first_value, found.value) == (Fraction("4.8"), Fraction("4.6"))


def test_a_level_of_the_whole_shop_belongs_to_each_of_its_agents() -> None:
    found = figure("level:评分", seen("level:评分", "4.7", account=""))
    assert found is not None and found.value == Fraction("4.7")


@pytest.mark.parametrize(
    ("metric", "expected"), [("sum:抽检", "170"), ("mean:抽检", "85"), ("manual:抽检", "85"), ("level:抽检", "90")]
)
def test_marks_of_each_kind(metric: str, expected: str) -> None:
    found = figure(
        metric, marks=(mark(metric, "80", day=day("x", "1", "01").first), mark(metric, "90", day=day("x", "1", "09").first))
    )  # fmt: skip
    assert found is not None and found.value == Fraction(expected)


RATED = scheme(items=[item("100", {"type": "linear", "points": [["0", "100"], ["1", "0"]]}, metric=RATE)])


def test_a_ratio_is_divided_again_over_accounts_and_shops() -> None:
    found = figure(
        RATE,
        day("sum:差评数", "1", "01"),
        day("orders", "10", "01"),
        day("sum:差评数", "3", "01", shop=OTHER),
        day("orders", "90", "01", shop=OTHER),
        plan=RATED,
    )
    assert found is not None and (found.value, found.numerator, found.denominator) == (Fraction("0.04"), 4, 100)


def test_a_ratio_takes_a_typed_part_beside_the_sheets() -> None:
    found = figure(RATE, seen("orders", "50"), plan=RATED, marks=(mark("sum:差评数", "2"),))
    assert found is not None and found.value == Fraction("0.04")


def test_a_ratio_over_nothing_or_without_a_part_is_no_data() -> None:
    over_nothing = figure(RATE, seen("sum:差评数", "0"), seen("orders", "0"), plan=RATED)
    assert over_nothing is not None and over_nothing.undivided
    assert figure(RATE, seen("orders", "50"), plan=RATED) is None


# ---- what is paid on them

PLAN = scheme(
    items=[
        item("60", {"type": "bands", "bands": [["20", "60"], ["10", "40"]]}, id="cash", metric="sum:返现数"),
        item("40", {"type": "trend", "rise": "40", "flat": "30", "fall": "0"}, id="level", metric="level:评分"),
    ],
    pay=[line("commission", {"type": "commission", "amount": "sum:带货(元)", "rate": "0.05"})],
)


def rated(*rows: Any) -> Any:
    rating = [day("level:评分", "4.8", "01"), day("level:评分", "4.9", "31")]
    return compute(month(*rating, *rows, plan=PLAN)).payslips[0]


def test_scored_and_paid() -> None:
    slip = rated(day("sum:返现数", "9", "01"), day("sum:返现数", "2", "02"), seen("sum:带货(元)", "1000.50"))
    assert [one.points for one in slip.items] == [40, 40]
    assert [(one.code, one.amount) for one in slip.lines] == [("commission", 5003)]


def test_no_data_is_not_zero() -> None:
    slip = rated(seen("sum:带货(元)", "1000"))
    assert (slip.state, [(one.code, one.id) for one in slip.pending]) == ("blocked", [("no_data", "cash")])
    nought = rated(seen("sum:返现数", "0"), seen("sum:带货(元)", "0"))
    assert (nought.state, nought.items[0].points, nought.lines[0].amount) == ("computed", 0, 0)


def test_what_is_not_known_yet_pays_nobody() -> None:
    slip = rated(day("sum:返现数", "9", "01"), day("sum:带货(元)", "9", "01"), day("sum:带货(元)", None, "02"))
    assert [(one.code, one.id) for one in slip.pending] == [("not_yet_known", "commission")]


def test_only_a_level_has_a_trend() -> None:
    text = '{"format": "jixin-scheme/1", "name": "方案", "items": [{"id": "a", "name": "a", "full": "100", "metric": "sum:返现", "rule": {"type": "trend", "rise": "1", "flat": "1", "fall": "0"}}], "pay": []}'  # fmt: skip
    assert [problem.code for problem in read_scheme(text.encode())[1]] == ["scheme_not_a_level"]


def test_a_near_miss_says_how_much_is_missing() -> None:
    plan = scheme(pay=[line("piece", {"type": "piece", "metric": "sum:返现数", "steps": [["0", "1"], ["100", "2"]]})])
    (miss,) = compute(month(seen("sum:返现数", "97"), plan=plan)).payslips[0].near_miss
    assert (miss.needed, miss.unit, [gain.amount for gain in miss.gains]) == (3, "number", [10300])
