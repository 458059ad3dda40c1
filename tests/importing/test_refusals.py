"""RULES 14: what is refused whole, and what is stored with a warning; each names its cell."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.domain.month import PayMonth
from app.domain.people import Account, Agent, Shop
from app.importing.importer import plan
from app.importing.plan import FilePlan, Known
from app.texts import LANGUAGES, Texts
from tests.importing.sheets import HEADERS, KNOWN, MONTH, NAME, SHOP, agent, codes, planned, values, write


def problems(file: FilePlan) -> list[tuple[str, str]]:
    return [(problem.code, problem.cell) for problem in file.problems]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("五", "not_a_number"),
        (-3, "negative"),
        ("=1+1", "formula_unsaved"),
        ("3%", "not_a_number"),
        (True, "not_a_number"),
    ],
)
def test_a_bad_figure_refuses_the_file_and_names_the_cell(tmp_path: Path, cell: Any, code: str) -> None:
    file = planned(write(tmp_path, [HEADERS, ("甲", 10, 4, 5), ("乙", 8, cell, 5)]))
    assert problems(file) == [(code, "C3")] and not file.storable and file.observations == ()
    assert file.problems[0].file == NAME and file.problems[0].sheet == "Sheet"


def test_all_problems_are_listed_in_one_go(tmp_path: Path) -> None:
    file = planned(write(tmp_path, [HEADERS, ("甲", "x", 4, -5), ("乙", 8, "=B3", "y")]))
    assert problems(file) == [
        ("not_a_number", "B2"),
        ("negative", "D2"),
        ("formula_unsaved", "C3"),
        ("not_a_number", "D3"),
    ]


def test_faults_in_columns_that_are_not_read_do_no_harm(tmp_path: Path) -> None:
    file = planned(write(tmp_path, [(*HEADERS, "我的公式"), ("甲", 10, 4, 5, "=B2*2")]))
    assert file.problems == ()


def test_only_summary_rows(tmp_path: Path) -> None:
    file = planned(write(tmp_path, [HEADERS, ("汇总值", 10, 4, 5), ("平均值", 5, 2, 2.5)]))
    assert codes(file) == ["only_summaries"]
    assert codes(planned(write(tmp_path, [HEADERS]))) == ["no_rows"]


@pytest.mark.parametrize(
    "label", ["汇总值", "汇总", "合计", "总计", "小计", "店铺汇总值", "合 计", "汇总：", "小店:汇总值"]
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_summary_rows_are_never_people_wherever_they_stand(tmp_path: Path, label: str, place: int) -> None:
    rows = [("甲", 10, 4, 5), ("乙", 8, 2, 3)]
    rows.insert(place, (label, *((10, 4, 5) if label == "小计" and place == 1 else (18, 6, 8))))
    file = planned(write(tmp_path, [HEADERS, *rows]))
    assert file.rows == 2 and {row.account for row in file.accounts} == {"甲", "乙"}
    if not (label == "小计" and place == 0):
        assert not file.problems and all(check.agrees for check in file.summaries)


@pytest.mark.parametrize(
    "label", ["平均值", "均值", "全店汇总值", "全店平均值", "同行同层优秀", "同行同层均值", "店铺平均值"]
)
def test_means_and_figures_of_others_are_ignored_whatever_they_say(tmp_path: Path, label: str) -> None:
    file = planned(write(tmp_path, [HEADERS, ("甲", 10, 4, 5), (label, "x", -1, "=1")]))
    assert not file.problems and file.rows == 1 and file.summaries == ()


def test_each_part_is_summed_by_itself_and_the_whole_over_all(tmp_path: Path) -> None:
    rows = [("甲", 10, 4, 5), ("小计", 10, 4, 5), ("乙", 8, 2, 3), ("小计", 8, 3, 3), ("合计", 18, 6, 8)]
    file = planned(write(tmp_path, [HEADERS, *rows]))
    assert problems(file) == [("summary_differs", "C5")]
    assert (file.problems[0].params["stated"], file.problems[0].params["ours"]) == ("3", "2")
    assert len(file.summaries) == 9


def test_a_summary_row_that_does_not_match_warns_with_both_sums(tmp_path: Path) -> None:
    file = planned(write(tmp_path, [HEADERS, ("甲", 10, 4, 5.5), ("汇总值", 12, 4, 5.49)]))
    assert problems(file) == [("summary_differs", "B3")] and file.storable
    assert (file.problems[0].params["stated"], file.problems[0].params["ours"]) == ("12", "10")


def test_an_unknown_account_waits_and_near_names_are_proposed(tmp_path: Path) -> None:
    known = Known(shops=KNOWN.shops, agents=(agent("A1", "张小美", "小美"), agent("A2", "李四", "乙")))
    file = planned(write(tmp_path, [HEADERS, ("小美美", 10, 4, 5)]), known)
    assert problems(file) == [("unknown_account", "A2")] and file.storable and len(file.observations) == 3
    row = file.accounts[0]
    assert row.waits and [each.number for each in row.candidates] == ["A1"] and row.owners == ()


def test_an_ignored_account_does_not_wait(tmp_path: Path) -> None:
    known = Known(shops=KNOWN.shops, agents=KNOWN.agents, ignored=frozenset({f"{SHOP}:机器人"}))
    file = planned(write(tmp_path, [HEADERS, ("机器人", 10, 4, 5)]), known)
    assert not file.problems and not file.accounts[0].waits


def test_a_real_name_of_two_is_ambiguous_and_never_another_shops_account(tmp_path: Path) -> None:
    twins = (agent("A1", "张三", "甲"), agent("A2", "张三", "乙"), agent("A3", "王五", "丙", shop="别店"))
    known = Known(shops=(Shop(name=SHOP), Shop(name="别店")), agents=twins)
    file = planned(write(tmp_path, [HEADERS, ("张三", 1, 1, 1), ("丙", 1, 1, 1)]), known, SHOP)
    assert problems(file) == [("ambiguous", "A2"), ("unknown_account", "A3")]


def test_more_payers_than_inquiries_warns(tmp_path: Path) -> None:
    headers = ("旺旺昵称", "询单人数", "询单最终付款人数", "下单人数")
    file = planned(write(tmp_path, [headers, ("甲", 10, 11, 12), ("乙", 10, 10, 10)]))
    assert problems(file) == [("more_than_inquiries", "C2"), ("more_than_inquiries", "D2")] and file.storable


@pytest.mark.parametrize(
    ("stated", "warns"),
    [
        ("38.12%", False),
        ("38.30%", False),
        ("38.40%", True),
        (0.3812, False),
        (0.38, False),
        (0.385, True),
        ("37.90%", True),
    ],
)
def test_a_ratio_half_a_percent_off_warns(tmp_path: Path, stated: Any, warns: bool) -> None:
    headers = ("旺旺昵称", "询单人数", "询单最终付款人数", "询单最终付款转化率")
    file = planned(write(tmp_path, [headers, ("甲", 1023, 390, stated)]))
    assert problems(file) == ([("ratio_differs", "D2")] if warns else [])


def test_net_sales_that_are_not_sales_minus_refunds_warn(tmp_path: Path) -> None:
    headers = ("旺旺昵称", "销售额", "成功退款金额", "净销售额")
    file = planned(write(tmp_path, [headers, ("甲", 10, 3, 7.01), ("乙", 10, 3, 6), ("丙", 3, 10, -7)]))
    assert ("net_differs", "D3") in problems(file) and file.storable
    assert values(file.observations)["丙", "net_sales_amount"] == -7


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        (("97.5%", 0.9), ("0.975", "0.9")),
        ((0.975, 1), ("0.975", "1")),
        ((97.5, 100), ("0.975", "1")),
        ((0, 0.5), ("0", "0.5")),
        ((1.5, 97), None),
        ((50, 120), None),
    ],
)
def test_percents_are_decided_per_column(tmp_path: Path, cells: tuple[Any, Any], value: tuple[str, str] | None) -> None:
    headers = ("旺旺昵称", "接待人数", "慢响应人数", "3分钟人工响应率")
    file = planned(write(tmp_path, [headers, ("甲", 10, 1, cells[0]), ("乙", 10, 1, cells[1])]))
    if value is None:
        assert problems(file) == [("percent_unclear", "D2")] and not file.storable
    else:
        found = values(file.observations)
        assert [found[name, "three_minute_rate"] for name in ("甲", "乙")] == list(map(Fraction, value))


def test_a_header_may_say_that_its_numbers_are_percent(tmp_path: Path) -> None:
    headers = ("旺旺昵称", "接待人数", "慢响应人数", "3分钟人工响应率（%）")
    file = planned(write(tmp_path, [headers, ("甲", 10, 1, 0.5), ("乙", 10, 1, 98)]))
    assert values(file.observations)["甲", "three_minute_rate"] == Fraction(5, 1000)


def test_percents_with_both_parts_take_what_fits(tmp_path: Path) -> None:
    headers = ("旺旺昵称", "咨询人数", "未回复人数", "旺旺回复率")
    file = planned(write(tmp_path, [headers, ("甲", 1000, 990, 1), ("乙", 1000, 985, 1.5)]))
    assert not file.problems and values(file.observations)["乙", "reply_rate"] == Fraction(15, 1000)


def test_the_answer_ratio_is_a_plain_ratio_unless_it_carries_a_percent(tmp_path: Path) -> None:
    headers = ("旺旺昵称", "接待人数", "慢响应人数", "答问比")
    plain = planned(write(tmp_path, [headers, ("甲", 10, 1, 1.22), ("乙", 10, 1, 120)]))
    assert values(plain.observations)["乙", "answer_ratio"] == 120
    percent = planned(write(tmp_path, [headers, ("甲", 10, 1, "122%")]))
    assert values(percent.observations)["甲", "answer_ratio"] == Fraction(122, 100)


def test_identical_rows_count_once_and_different_ones_are_summed(tmp_path: Path) -> None:
    headers = ("序号", "旺旺昵称", "接待人数", "慢响应人数", "平均响应时长(秒)")
    rows = [(1, "甲", 10, 1, 20), (2, "小店：甲", 10, 1, 20), (3, "乙", 10, 1, 20), (4, "乙", 30, 1, 40)]
    file = planned(write(tmp_path, [headers, *rows]))
    assert problems(file) == [("duplicate_row", "B3"), ("account_twice", "B5")] and file.storable
    found = values(file.observations)
    assert (found["甲", "received_users"], found["乙", "received_users"]) == (10, 40)
    assert found["乙", "response_seconds"] == 35
    twice = next(each for each in file.observations if (each.account, each.metric) == ("乙", "received_users"))
    assert twice.source.cells == ("C4", "C5")


def test_not_yet_known_is_an_observation_without_a_value(tmp_path: Path) -> None:
    file = planned(write(tmp_path, [HEADERS, ("甲", 10, "延迟统计", "-"), ("汇总值", 10, 7, 0)]))
    assert values(file.observations) == {("甲", "inquiry_users"): 10, ("甲", "inquiry_paid_users"): None}
    assert codes(file) == []


def test_weights_come_from_the_same_row(tmp_path: Path) -> None:
    headers = ("旺旺昵称", "接待人数", "慢响应人数", "咨询人数", "平均响应时长(秒)", "旺旺回复率", "3分钟人工响应率")
    file = planned(
        write(tmp_path, [headers, ("甲", 10, 1, 12, 20, "99%", "98%"), ("乙", "-", 1, None, 30, "98%", "97%")])
    )
    weights = {
        (each.account, each.metric): (each.weight_metric, each.weight) for each in file.observations if each.value
    }
    assert weights["甲", "response_seconds"] == ("received_users", 10)
    assert weights["甲", "reply_rate"] == ("consulted_users", 12)
    assert weights["乙", "response_seconds"] == ("", None)


def test_rows_without_an_account_are_named(tmp_path: Path) -> None:
    file = planned(
        write(tmp_path, [HEADERS, ("甲", 10, 4, 5), (None, 3, 1, 1), ("注：数据截至月底", None, None, None)])
    )
    assert problems(file) == [("row_without_agent", "A3")] and file.rows == 1


def test_wrong_month_by_name_and_by_rows(tmp_path: Path) -> None:
    named = planned(write(tmp_path, [HEADERS, ("甲", 1, 1, 1)], "客服_20260901_20260930.xlsx"))
    assert codes(named) == ["wrong_month"] and named.problems[0].params == {"period": "2026-09", "month": "2026-10"}
    rows = [("日期", *HEADERS), ("2026-10-31", "甲", 1, 1, 1), ("2026-11-01", "甲", 1, 1, 1)]
    assert problems(planned(write(tmp_path, rows))) == [("wrong_month", "B3")]


def test_dates_that_are_missing_or_no_dates(tmp_path: Path) -> None:
    rows = [("日期", *HEADERS), ("2026-10-01", "甲", 1, 1, 1), ("某天", "甲", 2, 1, 1), (None, "乙", 3, 1, 1)]
    assert ("bad_date", "A3") in problems(planned(write(tmp_path, rows)))
    assert ("date_missing", "B4") in problems(planned(write(tmp_path, rows)))


def test_whose_shop(tmp_path: Path) -> None:
    two = Known(shops=(Shop(name=SHOP), Shop(name="别店")), agents=KNOWN.agents)
    bare, prefixed = ("甲", 1, 1, 1), ("小店：甲", 1, 1, 1)
    assert codes(planned(write(tmp_path, [HEADERS, bare]), two)) == ["shop_needed"]
    assert planned(write(tmp_path, [HEADERS, bare]), two, SHOP).shop == SHOP
    assert planned(write(tmp_path, [HEADERS, prefixed]), two).shop == SHOP
    assert problems(planned(write(tmp_path, [HEADERS, prefixed]), two, "别店")) == [("shop_differs", "A2")]
    assert codes(planned(write(tmp_path, [HEADERS, bare]), two, "没有")) == ["unknown_shop"]
    assert codes(planned(write(tmp_path, [HEADERS, ("没有:甲", 1, 1, 1)]))) == ["unknown_prefix", "unknown_account"]


def test_platforms_are_compared_only_where_the_shop_has_one(tmp_path: Path) -> None:
    path = write(tmp_path, [HEADERS, ("甲", 1, 1, 1)])
    for platform, expected in (("", []), ("taobao", []), ("tmall", []), ("pdd", ["platform_differs"])):
        known = Known(shops=(Shop(name=SHOP, platform=platform),), agents=KNOWN.agents)
        assert codes(planned(path, known)) == expected


def test_a_month_row_of_an_account_that_changed_hands_is_asked_about(tmp_path: Path) -> None:
    def held(number: str, first: date | None, last: date | None) -> Agent:
        account = Account(shop=SHOP, name="甲", first=first, last=last)
        return Agent(number=number, name=number, shops=(SHOP,), accounts=(account,))

    agents = (held("A1", None, date(2026, 10, 15)), held("A2", date(2026, 10, 16), None))
    known = Known(shops=KNOWN.shops, agents=agents)
    month = planned(write(tmp_path, [HEADERS, ("甲", 2, 1, 1)]), known)
    assert problems(month) == [("account_shared", "A2")] and month.accounts[0].owners == ("A1", "A2")
    days = [("日期", *HEADERS), ("2026-10-15", "甲", 1, 1, 1), ("2026-10-16", "甲", 1, 1, 1)]
    assert codes(planned(write(tmp_path, days), known)) == []


def test_the_same_bytes_twice_and_seen_before(tmp_path: Path) -> None:
    path = write(tmp_path, [HEADERS, ("甲", 1, 1, 1)])
    copy = tmp_path / "副本_20261001_20261031.xlsx"
    copy.write_bytes(path.read_bytes())
    both = plan([path, copy], MONTH, KNOWN)
    assert [codes(file) for file in both.files] == [[], ["same_file_twice"]] and both.storable == both.files[:1]
    before = Known(shops=KNOWN.shops, agents=KNOWN.agents, imported=frozenset({both.files[0].sha256}))
    assert planned(copy, before).seen_before and not planned(copy).seen_before


def test_equal_bytes_of_two_days_are_two_files(tmp_path: Path) -> None:
    first = write(tmp_path, [HEADERS, ("甲", 1, 1, 1)], "客服_20261001_20261001.xlsx")
    second = tmp_path / "客服_20261002_20261002.xlsx"
    second.write_bytes(first.read_bytes())
    assert [file.storable for file in plan([first, second], MONTH, KNOWN).files] == [True, True]


def test_good_files_are_planned_beside_bad_ones_and_cancelling_raises(tmp_path: Path) -> None:
    good = write(tmp_path, [HEADERS, ("甲", 1, 1, 1)])
    steps: list[tuple[int, int]] = []
    result = plan(
        [tmp_path / "没有.xlsx", good], MONTH, KNOWN, progress=lambda done, every: steps.append((done, every))
    )
    assert [file.storable for file in result.files] == [False, True]
    assert list(dict.fromkeys(steps)) == sorted(set(steps)) == [(0, 2), (1, 2), (2, 2)]

    def cancel(done: int, every: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        plan([good], PayMonth(2026, 10), KNOWN, progress=cancel)


def test_an_unknown_sheet_says_what_was_found(tmp_path: Path) -> None:
    file = planned(write(tmp_path, [("菜名", "价格"), ("鱼香肉丝", 28)]))
    assert codes(file) == ["layout_unknown"] and "菜名、价格" in file.problems[0].params["found"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_here_has_words_with_its_parameters(tmp_path: Path, language: str) -> None:
    texts = Texts(language)
    headers = ("旺旺昵称", "询单人数", "询单最终付款人数", "询单最终付款转化率", "销售额", "成功退款金额", "净销售额")
    rows = [
        ("甲", 10, 11, 0.5, 5, 1, 9),
        ("甲", "x", -1, 0.5, "=1", 1, 9),
        (None, 1, 1, 1, 1, 1, 1),
        ("谁", 10.5, 1, 0.1, 1, 1, 0),
        ("汇总值", 5, 5, 0, 0, 0, 0),
    ]
    file = planned(write(tmp_path, [headers, *rows], "客服_20260901_20260930.xlsx"))
    assert len(set(codes(file))) >= 10
    for problem in file.problems:
        text = texts.filled(f"problem_import.{problem.code}", problem.params, lambda value, style: value)
        assert "{" not in text and text
