"""The same report in other clothes: column order, extra columns, brackets, titles, encodings, other layouts."""

from fractions import Fraction
from pathlib import Path

import pytest

from app.domain.people import Shop
from app.importing.importer import plan
from app.importing.plan import FileEdits, Known
from tests.importing.sheets import HEADERS, KNOWN, MONTH, SHOP, agent, codes, planned, values, write, write_csv

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
ROWS = (("小店:甲", 100, 40, 1234.5), ("小店:乙", 80, 20, "2,000.00"))
EXPECTED = {
    ("甲", "inquiry_users"): 100,
    ("甲", "inquiry_paid_users"): 40,
    ("甲", "inquiry_sales_amount"): Fraction("1234.5"),
    ("乙", "inquiry_users"): 80,
    ("乙", "inquiry_paid_users"): 20,
    ("乙", "inquiry_sales_amount"): 2000,
}


def test_the_plain_sheet(tmp_path: Path) -> None:
    file = planned(write(tmp_path, [HEADERS, *ROWS]))
    assert (file.layout, file.shop, file.rows, str(file.period)) == ("sycm_custom", SHOP, 2, "2026-10")
    assert values(file.observations) == EXPECTED and not file.problems


def test_columns_in_another_order_with_extra_ones_between(tmp_path: Path) -> None:
    rows = [(row[3], "x", row[1], row[0], None, row[2]) for row in ROWS]
    file = planned(
        write(tmp_path, [("询单最终付款金额", "店长备注", "询单人数", "旺旺昵称", "分组", "询单最终付款人数"), *rows])
    )
    assert values(file.observations) == EXPECTED and not file.problems
    assert file.ignored_columns == ("店长备注", "分组")
    assert file.observations[0].source.cells == ("A2",)


def test_full_width_colons_and_spaces_in_accounts(tmp_path: Path) -> None:
    rows = [(" 小店：甲 ", *ROWS[0][1:]), ("小店: 乙", *ROWS[1][1:])]
    assert values(planned(write(tmp_path, [HEADERS, *rows])).observations) == EXPECTED


def test_title_rows_and_blank_rows_and_columns_before_the_header(tmp_path: Path) -> None:
    rows = [["客服绩效"], ["导出时间：2026-11-03"], [], [None, *HEADERS], *[[None, *row] for row in ROWS]]
    file = planned(write(tmp_path, rows))
    assert values(file.observations) == EXPECTED
    assert file.header_row == 4 and file.observations[0].source.cells == ("C5",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    text = '旺旺昵称,询单人数,询单最终付款人数,询单最终付款金额\r\n小店:甲,100,40,"1,234.50"\r\n小店：乙,80,20,2000\r\n'
    file = planned(write_csv(tmp_path, text, encoding))
    assert values(file.observations) == EXPECTED


def test_tabs_and_quoted_formulas(tmp_path: Path) -> None:
    text = '旺旺昵称\t询单人数\t询单最终付款人数\t询单最终付款金额\n="小店:甲"\t="100"\t40\t1234.5\n小店:乙\t80\t20\t2000\n'
    assert values(planned(write_csv(tmp_path, text, name="a_202610.xls")).observations) == EXPECTED


def test_an_html_table_called_xls(tmp_path: Path) -> None:
    html = "<html><meta charset='gbk'><table><tr>" + "".join(f"<th>{text}</th>" for text in HEADERS)
    html += "".join("</tr><tr>" + "".join(f"<td>{cell}</td>" for cell in row) for row in ROWS)
    (tmp_path / "表.xls").write_bytes((html + "</tr></table></html>").encode("gbk"))
    file = planned(tmp_path / "表.xls")
    assert values(file.observations) == EXPECTED and str(file.period) == "2026-10"


def test_excel_2003_xml_called_xls(tmp_path: Path) -> None:
    def cell(value: object) -> str:
        kind = "Number" if isinstance(value, int | float) else "String"
        return f'<Cell><Data ss:Type="{kind}">{value}</Data></Cell>'

    rows = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in (HEADERS, ROWS[0]))
    late = f'<Row ss:Index="9">{cell(ROWS[1][0])}<Cell ss:Index="3"><Data ss:Type="Number">20</Data></Cell></Row>'
    xml = f'<?xml version="1.0"?><Workbook xmlns="{NAMESPACE}" xmlns:ss="{NAMESPACE}">'
    xml += f'<Worksheet ss:Name="数据"><Table>{rows}{late}</Table></Worksheet></Workbook>'
    path = tmp_path / "客服_202610.xls"
    path.write_text(xml, "utf-8")
    file = planned(path)
    assert values(file.observations)["甲", "inquiry_sales_amount"] == Fraction("1234.5")
    assert file.observations[-1].source.cells == ("C9",) and file.sheet == "数据"
    path.write_text(xml.replace('<Cell><Data ss:Type="Number">100', '<Cell><Data ss:Type="Error">#N/A'), "utf-8")
    assert codes(planned(path)) == ["error_cell"]
    path.write_text(xml.replace('ss:Index="9"', 'ss:Index="99999"'), "utf-8")
    assert codes(planned(path)) == ["sheet_too_large"]
    path.write_text(xml.replace("<Workbook", "<!DOCTYPE x []><Workbook"), "utf-8")
    assert codes(planned(path)) == ["file_hostile"]
    path.write_text(xml[:-30], "utf-8")
    assert codes(planned(path)) == ["file_damaged"]


def test_header_spellings(tmp_path: Path) -> None:
    headers = (
        "客服昵称",
        "聊天人数（原咨询人数）",
        "询单→最终付款人数",
        "平均响应（秒)",
        "回复率 ",
        "服务满意度评价很满意",
    )
    file = planned(write(tmp_path, [headers, ("甲", 9, 3, 12.5, 1, 2)]))
    assert (file.layout, [column.metric for column in file.columns[1:]]) == (
        "chitu",
        ["consulted_users", "inquiry_paid_users", "response_seconds", "reply_rate", "very_satisfied"],
    )


def test_people_go_before_sessions_and_seconds_before_text(tmp_path: Path) -> None:
    headers = ("客服昵称", "平均接待时长", "平均接待时长(秒)", "接待会话量", "接待人数", "首次响应(秒)", "平均响应(秒)")
    file = planned(write(tmp_path, [headers, ("甲", "8分48秒", 528.4, 50, 40, 5, 6)]))
    found = values(file.observations)
    assert found["甲", "session_seconds"] == Fraction("528.4")
    assert (found["甲", "sessions"], found["甲", "received_users"]) == (50, 40)
    assert [column.role for column in file.columns[:3]] == ["account", "twin", "metric"]


def test_two_header_rows_with_merged_names_and_groups(tmp_path: Path) -> None:
    upper = ("旺旺昵称", "接待人数", "自主评价", None, "总评价", None, None)
    lower = (None, None, "收到", "很满意", "收到", "很满意", "满意率")
    file = planned(write(tmp_path, [upper, lower, ("甲", 50, 1, 1, 20, 18, "95.00%")]))
    assert file.layout == "sycm_reviews"
    found = values(file.observations)
    assert (found["甲", "evaluations"], found["甲", "very_satisfied"]) == (20, 18)
    assert found["甲", "satisfaction_rate"] == Fraction(19, 20)


def test_groups_over_fields_that_are_known_alone(tmp_path: Path) -> None:
    upper = ("基本信息", "询单", None, "销售")
    lower = HEADERS
    assert values(planned(write(tmp_path, [upper, lower, *ROWS])).observations) == EXPECTED


def test_a_header_row_that_repeats_is_dropped(tmp_path: Path) -> None:
    assert values(planned(write(tmp_path, [HEADERS, HEADERS, ROWS[0], HEADERS, ROWS[1]])).observations) == EXPECTED


@pytest.mark.parametrize(
    ("header", "cell", "seconds"),
    [("平均人工响应时长", "9秒", 9), ("平均人工响应时长（分钟）", 0.5, 30), ("平均响应时长(分)", "0.5", 30)],
)
def test_minutes_where_the_header_says_so(tmp_path: Path, header: str, cell: object, seconds: int) -> None:
    headers = ("客服账号", "询单人数", "最终成团人数", "客服销售额（元）", header)
    file = planned(write(tmp_path, [headers, ("甲", 10, 5, 3, cell)]))
    assert file.layout == "pdd" and values(file.observations)["甲", "response_seconds"] == seconds


def test_day_rows_are_days_and_the_date_column_beats_the_file_name(tmp_path: Path) -> None:
    headers = ("日期", *HEADERS)
    rows = [("2026-10-01", "甲", 10, 4, 5), ("2026/10/2", "甲", "延迟统计", 3, 5), ("2026-10-02", "乙", 7, 3, 5)]
    file = planned(write(tmp_path, [headers, *rows], "客服_20260901_20260930.xlsx"))
    assert (file.period.kind, str(file.period)) == ("days", "2026-10-01..2026-10-02")
    inquiries = [
        (str(each.first), each.account, each.value) for each in file.observations if each.metric == "inquiry_users"
    ]
    assert inquiries == [("2026-10-01", "甲", 10), ("2026-10-02", "甲", None), ("2026-10-02", "乙", 7)]
    assert not file.problems


@pytest.mark.parametrize(
    ("name", "period", "kind"),
    [
        ("a_20261001_20261031_全部.xlsx", "2026-10", "month"),
        ("a_2026-10-01至2026-10-31 (1).xlsx", "2026-10", "month"),
        ("京东pop2026-10-25.xlsx", "2026-10-25", "day"),
        ("a_20261005_20261011.xlsx", "2026-10-05..2026-10-11", "range"),
        ("2026年10月客服.xlsx", "2026-10", "month"),
        ("客服2026-10.xlsx", "2026-10", "month"),
        ("客服表.xlsx", "2026-10", "month"),
        # the year once
        ("2026年10月1日-10月15日.xlsx", "2026-10-01..2026-10-15", "range"),
        ("2026年10月1日至31日.xlsx", "2026-10", "month"),
        ("客服2026-10-16 至 10-31.xlsx", "2026-10-16..2026-10-31", "range"),
        ("客服_20261001-1015.xlsx", "2026-10-01..2026-10-15", "range"),
        ("2026-12-26至01-05.xlsx", "2026-12-26..2027-01-05", "range"),
        ("客服_20261031_1205.xlsx", "2026-10-31", "day"),  # five past twelve
        ("客服_20261031-0930.xlsx", "2026-10-31", "day"),
        # no year: that of the month asked for
        ("客服10.1-10.15.xlsx", "2026-10-01..2026-10-15", "range"),
        ("客服26.10.1-26.10.31.xlsx", "2026-10", "month"),
        ("10月1日-15日.xlsx", "2026-10-01..2026-10-15", "range"),
        ("10月5日客服.xlsx", "2026-10-05", "day"),
        ("客服日报10.5.xlsx", "2026-10-05", "day"),
        ("9月客服.xlsx", "2026-09", "month"),
        ("赤兔v1.2近3月.xlsx", "2026-10", "month"),
    ],
)
def test_periods_in_file_names(tmp_path: Path, name: str, period: str, kind: str) -> None:
    file = planned(write(tmp_path, [HEADERS, *ROWS], name))
    assert (str(file.period), file.period.kind) == (period, kind)


@pytest.mark.parametrize("rule", ["下单判定", "付款判定", "下单优先判定"])
def test_the_attribution_rule_is_kept(tmp_path: Path, rule: str) -> None:
    file = planned(write(tmp_path, [HEADERS, *ROWS], f"自定义报表_{rule}_2026-10-01至2026-10-31.xlsx"))
    assert file.attribution == rule


@pytest.mark.parametrize(
    ("layout", "headers"),
    [
        (
            "sycm_custom",
            "旺旺昵称 旺旺分组 有效接待人数 当日询单人数 销售人数 净销售额 客单价 询单流失人数 首次响应时长（秒) 平均响应时长（秒) 客户满意率 销售额",
        ),
        ("sycm_custom", "旺旺昵称 询单人数 询单最终付款人数"),
        ("sycm_reception", "旺旺昵称 咨询人数 接待人数"),
        ("sycm_sales", "旺旺昵称 销售额 客单价"),
        ("qianniu", "旺旺账号名称 平均响应时长 人工接待会话量 3分钟人工响应率"),
        ("chitu", "客服昵称 接待人数 平均响应(秒) 回复率 上班天数 服务满意度评价参与率 客户满意率"),
        ("chitu", "客服昵称 聊天人数(原咨询人数) 接待人数 询单人数 销售额 销售量 销售人数 销售订单数"),
        (
            "chitu",
            "客服 接待人数 询单人数 询单->最终付款人数 询单->最终付款成功率 客件数 客单价 客服回复率 平均响应时间",
        ),
        ("pdd", "客服账号* 咨询人数 询单人数* 最终成团人数* 客服销售额（元） 平均人工响应时长（分钟）"),
        ("feige", "客服昵称 接待会话量 已接待人数 有效评价数 有效好评数 全天平响时长"),
        ("jd", "客服 接待量 首次平均响应时间 平均响应时间"),
        ("jd", "客服 接待量 平均响应时间"),
        ("other", "客服 会话量 平均响应时间"),
        (
            "jd",
            "客服 促成下单商品金额 售前接待人数 促成下单人数 平均响应时长（新） 接待量 30s应答率 客服3分钟人工回复率 好评量 评价量",
        ),
        ("jd", "UID 技能组 服务商 非常满意 满意 不满意 非常不满意 客服总消息数 客户总消息数"),
        ("jd_tool", "客服 咨询人数 接待人数 询单人数 首次平均响应(s) 平均响应(s) 销售额 出库金额 留言响应率 回复率"),
        ("kuaishou", "客服昵称 三分钟回复率（人维度） 咨询人数 人工会话量 人工平均回复时长 好评率（人维度） 询单人数"),
        ("xianyu", "账号名称 咨询人数 接待人数 咨询商品数 平均响应时长 客户服务满意率 有效评价数 有效好评数"),
        ("chitu", "日期 店铺 账户名 销售额 完成退款金额 咨询人数 E客服评价发送率 客户满意比 客服答问比"),
    ],
)
def test_reports_of_which_a_shop_chose_the_columns(tmp_path: Path, layout: str, headers: str) -> None:
    columns = headers.split()
    file = planned(write(tmp_path, [columns, ["甲", *[1] * (len(columns) - 1)]], "表.xlsx"))
    assert file.layout == layout and file.rows == 1


def test_an_unknown_report_with_known_headers_is_family_other(tmp_path: Path) -> None:
    file = planned(write(tmp_path, [("客服", "接待人数", "订单数", "天气"), ("甲", 5, 2, "晴")]))
    assert (file.layout, values(file.observations)) == ("other", {("甲", "received_users"): 5, ("甲", "orders"): 2})


def test_the_best_sheet_is_read_and_the_other_named(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = write(tmp_path, [HEADERS, *ROWS])
    book = load_workbook(path)
    other = book.create_sheet("按日")
    other.append(["旺旺昵称", "订单量", "销售量"])
    other.append(["甲", 1, 2])
    book.create_sheet("说明").append(["请看第一页"])
    book.save(path)
    file = planned(path)
    assert file.sheet == "Sheet" and file.other_sheets == ("按日",) and codes(file) == ["sheets_not_read"]
    chosen = planned(path, edits=FileEdits(sheet="按日"))
    assert values(chosen.observations) == {("甲", "orders"): 1, ("甲", "items_sold"): 2}


def test_the_owner_maps_corrects_and_leaves_out(tmp_path: Path) -> None:
    path = write(tmp_path, [(*HEADERS, "我的退款"), ("甲", "十", 4, 5, 3), ("乙", 8, 3, 5, 1), ("测试号", 1, 1, 1, 1)])
    assert codes(planned(path)) == ["not_a_number", "unknown_account"]
    edits = FileEdits(cells={"B2": "10"}, excluded_rows=(4,), columns={4: "refund_amount", 3: ""})
    file = planned(path, edits=edits)
    assert not file.problems and file.edits == edits
    assert values(file.observations) == {
        ("甲", "inquiry_users"): 10,
        ("甲", "inquiry_paid_users"): 4,
        ("甲", "refund_amount"): 3,
        ("乙", "inquiry_users"): 8,
        ("乙", "inquiry_paid_users"): 3,
        ("乙", "refund_amount"): 1,
    }


def test_a_header_mapped_once_is_remembered(tmp_path: Path) -> None:
    path = write(tmp_path, [(*HEADERS, "我的退款"), (*ROWS[0], 3)])
    known = Known(shops=KNOWN.shops, agents=KNOWN.agents, remembered={"我的 退款": "refund_amount", "询单人数": ""})
    found = values(planned(path, known).observations)
    assert found["甲", "refund_amount"] == 3 and ("甲", "inquiry_users") not in found


def test_of_id_and_nickname_the_one_the_book_knows_names_the_account(tmp_path: Path) -> None:
    path = write(
        tmp_path, [("客服账号", "客服昵称", "接待会话量", "已接待人数"), ("dy1", "阿甲", 5, 4), ("dy2", "阿乙", 6, 3)]
    )
    shops = (Shop(name=SHOP),)
    by_id = planned(path, Known(shops=shops, agents=(agent("A1", "张三", "dy1", "dy2"),)))
    by_nickname = planned(path, Known(shops=shops, agents=(agent("A1", "张三", "阿甲", "阿乙"),)))
    assert [row.account for row in by_id.accounts] == ["dy1", "dy2"]
    assert [row.account for row in by_nickname.accounts] == ["阿甲", "阿乙"]
    assert by_id.layout == "feige"


def test_a_sheet_for_each_agent(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "汇总"
    book.active.append(["日期", "询单人数", "询单最终付款人数"])
    book.active.append(["2026-10-01", 99, 99])
    for name, asked in (("小店：甲", 10), ("李四", 20), ("新人", 30)):
        sheet = book.create_sheet(name)
        sheet.append(["日期", "询单人数", "询单最终付款人数", "询单最终付款转化率"])
        sheet.append(["2026-10-01", asked, 4, "40.00%"])
        sheet.append(["2026-10-02", asked + 1, 3, "30.00%"])
        sheet.append(["合计", 2 * asked + 1, 7, "35.00%"])
    book.create_sheet("说明").append(["由店长填写", "每天"])
    book.save(tmp_path / "客服_202610.xlsx")
    plans = plan([tmp_path / "客服_202610.xlsx"], MONTH, KNOWN)
    assert [(file.sheet, file.layout, file.agents, file.storable) for file in plans.files] == [
        ("小店：甲", "agent_sheets", 1, True),
        ("李四", "agent_sheets", 1, True),
        ("新人", "agent_sheets", 1, True),
    ]
    assert plans.unmatched == ("小店:新人",)
    found = [one for file in plans.files for one in file.observations if one.metric == "inquiry_users"]
    assert [(one.account, one.first.day, one.value, one.source.cells) for one in found] == [
        ("甲", 1, 10, ("B2",)), ("甲", 2, 11, ("B3",)), ("李四", 1, 20, ("B2",)), ("李四", 2, 21, ("B3",)),
        ("新人", 1, 30, ("B2",)), ("新人", 2, 31, ("B3",)),
    ]  # fmt: skip


def test_sheets_that_nobody_is_called_like_are_no_agents(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "九月"
    book.active.append(["询单人数", "询单最终付款人数"])
    book.active.append([1, 1])
    book.save(tmp_path / "客服_202610.xlsx")
    assert codes(planned(tmp_path / "客服_202610.xlsx")) == ["layout_unknown"]


def test_a_column_of_shops_tells_whose_a_row_is(tmp_path: Path) -> None:
    shops = (Shop(name=SHOP), Shop(name="二店"))
    two = Known(shops=shops, agents=(agent("A1", "张三", "甲"), agent("A2", "李四", "甲", shop="二店")))
    rows = [("店铺", *HEADERS), (SHOP, "甲", 5, 1, 2), ("二店", "甲", 7, 1, 2)]
    file = planned(write(tmp_path, rows), two)
    asked = [(one.shop, one.value) for one in file.observations if one.metric == "inquiry_users"]
    assert asked == [(SHOP, 5), ("二店", 7)] and not file.problems
    assert codes(planned(write(tmp_path, rows), two, SHOP)) == ["shop_differs"]
    other = [("店铺", *HEADERS), ("某某官方旗舰店", "甲", 5, 1, 2)]  # how the platform calls the only shop
    assert planned(write(tmp_path, other)).shop == SHOP


def test_a_line_that_names_another_shop_stops_bare_accounts_from_going_to_the_wrong_one(tmp_path: Path) -> None:
    shops = (Shop(name=SHOP), Shop(name="二店"))
    two = Known(shops=shops, agents=(agent("A1", "张三", "甲"), agent("A2", "李四", "甲", shop="二店")))
    stacked = [(f"店铺：{SHOP}",), HEADERS, ("甲", 5, 1, 2), ("店铺名称：二店",), HEADERS, ("甲", 7, 1, 2)]
    file = planned(write(tmp_path, stacked), two, SHOP)
    assert [(one.code, one.cell) for one in file.problems] == [("shop_in_title", "A4"), ("account_twice", "A6")]
    assert not file.observations
    over = [("统计店铺", "二店"), HEADERS, ("甲", 5, 1, 2)]
    assert codes(planned(write(tmp_path, over), two, SHOP)) == ["shop_in_title"]
    assert not planned(write(tmp_path, over), two, "二店").problems
    prefixed = [("统计店铺", "二店"), HEADERS, (f"{SHOP}:甲", 5, 1, 2)]  # the account says itself whose it is
    assert not planned(write(tmp_path, prefixed), two).problems


def test_one_header_over_two_columns_that_differ_is_a_question(tmp_path: Path) -> None:
    rows = [(*HEADERS, "询单人数"), ("甲", 5, 1, 2, 5), ("乙", 7, 1, 2, 8)]
    path = write(tmp_path, rows)
    file = planned(path)
    assert [(problem.code, problem.cell) for problem in file.problems] == [("header_twice", "E3")]
    assert (file.storable, file.observations) == (False, ())
    for left_alone, value in ((4, 7), (1, 8)):
        answered = planned(path, edits=FileEdits(columns={left_alone: ""}))
        assert values(answered.observations)["乙", "inquiry_users"] == value


def test_the_old_and_the_new_count_of_a_platform_are_told_apart(tmp_path: Path) -> None:
    new = ("客服", "接待量", "30s应答率", "平均响应时长", "平均响应时长（新）")
    file = planned(write(tmp_path, [new, ("甲", 5, "90%", 30, 20)]))
    assert (file.layout, file.attribution) == ("jd", "平均响应（新标）")
    assert values(file.observations)["甲", "response_seconds"] == 20
    assert planned(write(tmp_path, [new[:4], ("甲", 5, "90%", 30)])).attribution == "平均响应（旧标）"


@pytest.mark.parametrize("nothing", ["暂无数据", "-", "无", "--"])
def test_a_row_that_says_there_is_nothing_is_nobody(tmp_path: Path, nothing: str) -> None:
    file = planned(write(tmp_path, [HEADERS, *ROWS, (nothing, 0, 0, 0)]))
    assert codes(file) == ["row_without_agent"] and len(file.accounts) == 2


def with_own(*own: str, remembered: dict[str, str] | None = None) -> Known:
    return Known(shops=KNOWN.shops, agents=KNOWN.agents, own=own, remembered=remembered or {})


@pytest.mark.parametrize("header", ["返现数", "返现数(元)", "返 现 数（元）", "sum:返现数(元)"])
def test_a_column_called_like_an_owners_metric_of_a_scheme_is_that_metric(tmp_path: Path, header: str) -> None:
    path = write(tmp_path, [(*HEADERS, header), (*ROWS[0], 7)])
    file = planned(path, with_own("sum:返现数(元)"))
    assert values(file.observations)["甲", "sum:返现数(元)"] == 7
    assert planned(path).ignored_columns == (header,)


def test_a_sheet_of_owners_metrics_alone_is_a_sheet(tmp_path: Path) -> None:
    path = write(tmp_path, [("账号", "晒图数", "返现"), ("小店:甲", 3, 7), ("小店:乙", "-", 0)])
    assert codes(planned(path)) == ["layout_unknown"]
    found = values(planned(path, with_own("sum:晒图数", "sum:返现(元)")).observations)
    assert found == {("甲", "sum:晒图数"): 3, ("甲", "sum:返现(元)"): 7, ("乙", "sum:返现(元)"): 0}


def test_a_name_of_the_catalogue_stays_what_it_is_and_one_of_two_metrics_is_nobodys(tmp_path: Path) -> None:
    path = write(tmp_path, [("旺旺昵称", "询单人数", "好评数", "时长"), ("小店:甲", 10, 7, 8)])
    file = planned(path, with_own("sum:好评数", "sum:时长", "mean:时长"))
    assert values(file.observations) == {("甲", "inquiry_users"): 10, ("甲", "good_reviews"): 7}
    assert file.ignored_columns == ("时长",)


def test_an_owners_mean_in_percent_with_the_weight_of_its_row(tmp_path: Path) -> None:
    path = write(tmp_path, [("旺旺昵称", "接待人数", "五星占比"), ("小店:甲", 10, "85.5%"), ("小店:乙", 20, "90%")])
    file = planned(path, with_own(remembered={"五星占比": "mean:五星占比(%)"}))
    found = {(row.account, row.value, row.weight) for row in file.observations if row.metric == "mean:五星占比(%)"}
    assert found == {("甲", Fraction("0.855"), 10), ("乙", Fraction("0.9"), 20)}
