"""Makes the reports beside this file: each layout as it is described, and the reports of whole shops.

uv run python -m tests.data.layouts.make_files

People, shops and figures are invented; what must be read of each file stands beside it.
"""

import csv
import random
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.importing.dressed import case
from tests.importing.reports import REPORTS, Figures, added, figures, value_of, worded

HERE = Path(__file__).parent
DAYS = [date(2026, 10, 1) + timedelta(days=index) for index in range(3)]


def main() -> None:
    """Writes every file anew."""
    for number, report in enumerate(REPORTS):
        folder = HERE / report.layout
        folder.mkdir(exist_ok=True)
        case(folder, number + 1, report, plain=True)
    shops()


def shops() -> None:
    """Reports with a row for each day of the shop."""
    chance = random.Random(7)
    of = [figures(chance) for _ in DAYS]
    total = added(of)
    sycm = HERE / "sycm_shop"
    tail = ("汇总值", "平均值", "全店汇总值", "全店平均值", "同行同层优秀", "同行同层均值")
    _write(sycm / "业绩询单_20261001_20261003.xlsx", _days(of, total, tail, (
        ("询单人数", "inquiry_users"), ("当日询单人数", "same_day_inquiry_users"), ("当日付款人数", "ordered_users"),
        ("当日付款金额", "ordered_amount"), ("最终付款人数", "inquiry_paid_users"), ("最终付款金额", "inquiry_sales_amount"),
        ("询单当日付款转化率", ""), ("询单最终付款转化率", "inquiry_conversion"),
    )))  # fmt: skip
    _write(sycm / "咨询接待_20261001_20261003.xlsx", _days(of, total, tail, (
        ("咨询人数", "consulted_users"), ("接待人数", "received_users"), ("未回复人数", "unreplied_users"),
        ("有效接待人数", "valid_received_users"), ("平均响应时长（秒)", "response_seconds"), ("3分钟人工响应率", "three_minute_rate"),
        ("咨询客服人次", ""), ("客服回复人次", ""), ("旺旺回复率", "reply_rate"), ("慢响应人数", "slow_users"), ("长接待人数", ""),
        ("总消息数", "messages"), ("买家消息条数", "buyer_messages"), ("客服消息条数", "seller_messages"), ("答问比", "answer_ratio"),
    )))  # fmt: skip
    _write(sycm / "客单价客服_20261001_20261003.xlsx", _days(of, total, ("汇总值",), (
        ("销售额", "sales_amount"), ("销售量", "items_sold"), ("销售人数", "paid_users"), ("客单价", "average_order_value"),
        ("客件数", "items_per_customer"), ("件均价", ""),
    )))  # fmt: skip
    reviews = _days(of, total, ("汇总值",), (
        ("接待人数", "received_users"), ("发出", "evaluations_sent"), ("收到", "evaluations"), ("很满意", "very_satisfied"),
        ("满意", "satisfied"), ("一般", "neutral"), ("不满", "dissatisfied"), ("很不满", "very_dissatisfied"), ("满意率", "satisfaction_rate"),
        ("收到", ""), ("很满意", ""), ("收到", ""), ("很满意", ""),
    ))  # fmt: skip
    groups = ["日期", "接待人数", "总", *[None] * 7, "邀请", None, "自主", None]
    _write(sycm / "接待评价_店铺_20261001_20261003.xlsx", [groups, [None, None, *reviews[0][2:]], *reviews[1:]])
    _write(sycm / "没有数据_业绩询单_20261001_20261003.xlsx", [
        ["日期", "询单人数", "最终付款人数", "最终付款金额"], ["2026-10-01", 10, "延迟统计", "延迟统计"], ["暂无数据", 0, 0, 0],
    ])  # fmt: skip
    titles: list[list[Any]] = [["拼多多商家后台"], ["服务数据"]]
    pdd = HERE / "pdd_shop"
    _write(pdd / "服务数据.xlsx", titles + _days(of, total, (), (
        ("咨询人数", "consulted_users"), ("需要人工回复的咨询人数", "needing_reply_users"), ("人工接待人数", "received_users"),
        ("3分钟人工回复率(8-23点)", "three_minute_rate"), ("30秒应答率(8-23点)", ""), ("评分≤3订单数", ""), ("纠纷退款数", ""),
    ), "%m-%d-%y"))  # fmt: skip
    _write(pdd / "销售数据.csv", titles + _days(of, total, ("合计",), (
        ("咨询人数", "consulted_users"), ("询单人数", "inquiry_users"), ("最终成团人数", "inquiry_paid_users"),
        ("询单转化率", "inquiry_conversion"), ("客服销售额（元）", "sales_amount"), ("客服可提升销售额（元）", ""),
    ), "%m-%d-%y"))  # fmt: skip
    jd = HERE / "jd_shop"
    _write(jd / "客服_服务工作量.xlsx", [["店铺客服数据"], ["导出日期：2026-11-01"], *_days(of, total, (), (
        ("在岗客服数", ""), ("登录时长", ""), ("咨询人数", "consulted_users"), ("接待人数", "received_users"), ("接通率", ""),
        ("30秒响应率", ""), ("新平均响应", "response_seconds"), ("留言响应率", ""),
    ))])  # fmt: skip
    _write(jd / "客服_销售绩效.xlsx", _days(of, total, ("总值", "均值"), (
        ("在岗客服数", ""), ("售前接待人数", ""), ("下单人数", "ordered_users"), ("下单商品金额", "ordered_amount"), ("出库商品金额", ""),
        ("咨询→下单率", ""),
    )))  # fmt: skip
    _write(HERE / "sycm_dsr" / "DSR动态评分.xlsx", [
        ["店铺动态评分"], ["指标", "得分", "趋势", "行业均值", "与行业对比", "目标值", "距目标值差距"],
        ["描述相符", 4.9, "升", 4.8, "高 2%", 4.9, 0], ["服务态度", 4.88, "平", 4.8, "高 1%", 4.9, 0.02], [],
        ["日期", "描述得分（较上日）", "物流得分（较上日）", "服务得分（较上日）"],
        ["2026-10-01", "4.90 (0.00%)", "4.89 (0.10%)", "4.86 (-0.02%)"], ["2026-10-31", "4.91 (0.00%)", "4.90 (0.00%)", "4.88 (0.01%)"],
    ])  # fmt: skip


def _days(
    of: list[Figures],
    total: Figures,
    tail: tuple[str, ...],
    columns: tuple[tuple[str, str], ...],
    day: str = "%Y-%m-%d",
) -> list[list[Any]]:
    rows: list[list[Any]] = [["日期", *(header for header, _ in columns)]]
    rows += [
        [date.strftime(day), *(_cell(one, header, metric) for header, metric in columns)]
        for date, one in zip(DAYS, of, strict=True)
    ]
    return rows + [[label, *(_cell(total, header, metric) for header, metric in columns)] for label in tail]


def _cell(of: Figures, header: str, metric: str) -> Any:
    value = value_of(metric, of) if metric else Fraction(7)
    if value is None:
        return "-"
    if header.endswith("率"):
        return f"{float(value) * 100:.2f}%" if metric else "88.00%"
    if header == "新平均响应":
        return worded(round(value))
    return round(float(value), 2) if value.denominator > 1 else int(value)


def _write(path: Path, rows: list[list[Any]]) -> None:
    path.parent.mkdir(exist_ok=True)
    if path.suffix == ".csv":
        with path.open("w", encoding="gb18030", newline="") as out:
            csv.writer(out).writerows(rows)
        return
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)


if __name__ == "__main__":
    main()
