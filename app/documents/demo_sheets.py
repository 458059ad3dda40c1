"""Sheets of invented people in the layouts that the platforms export, for the demonstration book."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import msgspec

from app.documents.output import write_file
from app.domain.month import PayMonth


class AccountMonth(msgspec.Struct, frozen=True, kw_only=True):
    """One account's month: people, messages, fen, 1/100 s; ``three_minute`` is a rate in 1/10,000."""

    shop: str
    account: str
    group: str
    consulted: int
    unreplied: int
    valid: int
    slow: int
    inquiry: int
    inquiry_paid: int
    inquiry_sales: int
    ordered: int
    ordered_amount: int
    paid: int
    sales: int
    refund: int
    items: int
    orders: int
    response: int
    first_response: int
    three_minute: int
    very_satisfied: int
    satisfied: int
    neutral: int
    dissatisfied: int
    buyer_messages: int
    seller_messages: int
    days: int

    @property
    def received(self) -> int:
        """Who was answered."""
        return self.consulted - self.unreplied

    @property
    def evaluations(self) -> int:
        """Evaluations received."""
        return self.very_satisfied + self.satisfied + self.neutral + self.dissatisfied

    @property
    def happy(self) -> int:
        """Evaluations that say satisfied or more."""
        return self.very_satisfied + self.satisfied

    @property
    def full_account(self) -> str:
        """``店铺:账号``."""
        return f"{self.shop}:{self.account}"


Cell: TypeAlias = str | int | Decimal | None
Column: TypeAlias = tuple[str, Callable[[AccountMonth], Cell]]
Table: TypeAlias = Sequence[list[Cell]]


def _yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100


def _grouped(fen: int) -> str:
    return f"{_yuan(fen):,.2f}"


def _seconds(hundredths: int) -> Decimal:
    return Decimal(hundredths) / 100


def _ratio(part: int, whole: int) -> Decimal | str:
    """Four decimals, as the platforms give them; ``-`` without anybody."""
    return Decimal(_nearest(part * 10_000, whole)) / 10_000 if whole else "-"


def _percent(part: int, whole: int) -> str:
    return f"{Decimal(_nearest(part * 10_000, whole)) / 100:.2f}%" if whole else "-"


def _each(part: int, whole: int) -> Decimal | str:
    return Decimal(_nearest(part, whole)) / 100 if whole else "-"


def _nearest(part: int, whole: int) -> int:
    return (2 * part + whole) // (2 * whole)


_CUSTOM: tuple[Column, ...] = (
    ("询单人数", lambda row: row.inquiry),
    ("询单最终付款人数", lambda row: row.inquiry_paid),
    ("询单最终付款转化率", lambda row: _percent(row.inquiry_paid, row.inquiry)),
    ("首次响应时长（秒)", lambda row: _seconds(row.first_response)),
    ("平均响应时长（秒)", lambda row: _seconds(row.response)),
    ("客户满意率", lambda row: _percent(row.happy, row.evaluations)),
    ("旺旺回复率", lambda row: _percent(row.received, row.consulted)),
    ("询单最终付款金额", lambda row: _grouped(row.inquiry_sales)),
    ("成功退款金额", lambda row: _grouped(row.refund)),
)

_RECEPTION: tuple[Column, ...] = (
    ("咨询人数", lambda row: row.consulted),
    ("接待人数", lambda row: row.received),
    ("未回复人数", lambda row: row.unreplied),
    ("有效接待人数", lambda row: row.valid),
    ("平均响应时长（秒)", lambda row: _seconds(row.response)),
    ("3分钟人工响应率", lambda row: _ratio(row.three_minute, 10_000)),
    ("旺旺回复率", lambda row: _ratio(row.received, row.consulted)),
    ("首次响应时长（秒)", lambda row: _seconds(row.first_response)),
    ("慢响应人数", lambda row: row.slow),
    ("答问比", lambda row: _each(row.seller_messages * 100, row.buyer_messages)),
    ("旺旺分组", lambda row: row.group),
)

_SALES: tuple[Column, ...] = (
    ("咨询人数", lambda row: row.consulted),
    ("有效接待人数", lambda row: row.valid),
    ("询单人数", lambda row: row.inquiry),
    ("下单人数", lambda row: row.ordered),
    ("下单金额", lambda row: _yuan(row.ordered_amount)),
    ("销售人数", lambda row: row.paid),
    ("销售额", lambda row: _yuan(row.sales)),
    ("销售量", lambda row: row.items),
    ("订单量", lambda row: row.orders),
    ("成功退款金额", lambda row: _yuan(row.refund)),
    ("净销售额", lambda row: _yuan(row.sales - row.refund)),
)

_CHITU: tuple[Column, ...] = (
    ("客服昵称", lambda row: row.account),
    ("聊天人数(原咨询人数)", lambda row: row.consulted),
    ("接待人数", lambda row: row.received),
    ("询单人数", lambda row: row.inquiry),
    ("询单->最终付款人数", lambda row: row.inquiry_paid),
    ("询单->最终付款转化率", lambda row: _ratio(row.inquiry_paid, row.inquiry)),
    ("销售额", lambda row: _yuan(row.sales)),
    ("销售量", lambda row: row.items),
    ("销售人数", lambda row: row.paid),
    ("销售订单数", lambda row: row.orders),
    ("客单价", lambda row: _each(row.sales, row.paid)),
    ("客件数", lambda row: _each(row.items * 100, row.paid)),
    ("答问比", lambda row: _ratio(row.seller_messages, row.buyer_messages)),
    ("总消息数", lambda row: row.buyer_messages + row.seller_messages),
    ("买家消息数", lambda row: row.buyer_messages),
    ("客服消息数", lambda row: row.seller_messages),
    ("回复率", lambda row: _ratio(row.received, row.consulted)),
    ("首次响应(秒)", lambda row: _seconds(row.first_response)),
    ("平均响应(秒)", lambda row: _seconds(row.response)),
    ("平均接待时长", lambda row: "8分48秒"),
    ("客户满意率", lambda row: _ratio(row.happy, row.evaluations)),
    ("服务满意度评价很满意", lambda row: row.very_satisfied),
    ("服务满意度评价满意", lambda row: row.satisfied),
    ("服务满意度评价一般", lambda row: row.neutral),
    ("服务满意度评价不满", lambda row: row.dissatisfied),
    ("服务满意度评价很不满", lambda row: 0),
)

_PDD: tuple[Column, ...] = (
    ("客服账号", lambda row: row.account),
    ("咨询人数", lambda row: row.consulted),
    ("询单人数", lambda row: row.inquiry),
    ("最终成团人数", lambda row: row.inquiry_paid),
    ("询单流失人数", lambda row: row.inquiry - row.inquiry_paid),
    ("询单转化率", lambda row: _percent(row.inquiry_paid, row.inquiry)),
    ("客服销售额（元）", lambda row: _yuan(row.sales)),
    ("去退销售额（元）", lambda row: _yuan(row.sales - row.refund)),
    ("人工接待人数", lambda row: row.received),
    ("需要人工回复的咨询人数", lambda row: row.consulted),
    ("3分钟未回复人数", lambda row: row.unreplied),
    ("3分钟人工回复率(8-23点)", lambda row: _percent(row.received, row.consulted)),
    ("平均人工响应时长", lambda row: f"{_nearest(row.response, 100)}秒"),
    ("30秒应答率(8-23点)", lambda row: _percent(row.three_minute, 10_000)),
    ("评分≤3订单数", lambda row: row.dissatisfied),
    ("评分数", lambda row: row.evaluations),
    ("纠纷退款数", lambda row: 0),
)

_FEIGE: tuple[Column, ...] = (
    ("客服在线天数", lambda row: row.days),
    ("接待会话量", lambda row: row.consulted),
    ("待回复会话量", lambda row: 0),
    ("已接待人数", lambda row: row.received),
    ("转出会话量", lambda row: row.slow),
    ("有效评价数", lambda row: row.evaluations),
    ("有效好评数", lambda row: row.happy),
    ("有效差评数", lambda row: row.dissatisfied),
    ("全天不满意率", lambda row: _percent(row.dissatisfied, row.evaluations)),
    ("全天满意率", lambda row: _percent(row.happy, row.evaluations)),
    ("全天平响时长", lambda row: f"{_nearest(row.response, 100)}秒"),
    ("全天首响时长", lambda row: f"{_nearest(row.first_response, 100)}秒"),
    ("全天3分钟回复率", lambda row: _percent(row.three_minute, 10_000)),
    ("工作时间平响时长", lambda row: f"{_nearest(row.response, 100)}秒"),
    ("工作时间3分钟回复率", lambda row: _percent(row.three_minute, 10_000)),
    ("询单人数", lambda row: row.inquiry),
    ("下单人数", lambda row: row.ordered),
    ("支付人数", lambda row: row.inquiry_paid),
    ("退款人数", lambda row: row.slow),
    ("客服询单支付额", lambda row: _yuan(row.inquiry_sales)),
    ("退款金额", lambda row: _yuan(row.refund)),
    ("退款后销售额", lambda row: _yuan(row.inquiry_sales - row.refund)),
    ("询单转化率", lambda row: _percent(row.inquiry_paid, row.inquiry)),
)

_REVIEW_GROUPS = ("总评价", "邀请评价", "自主评价")
_REVIEW_FIELDS = ("发出", "收到", "很满意", "满意", "一般", "不满", "很不满", "满意率")


def total_row(rows: Sequence[AccountMonth]) -> AccountMonth:
    """The rows added up; times and rates weighted by who was answered."""
    people = max(1, sum(row.received for row in rows))
    summed = {
        name: sum(getattr(row, name) for row in rows)
        for name, kind in AccountMonth.__annotations__.items()
        if kind is int
    }
    for name in ("response", "first_response", "three_minute"):
        summed[name] = _nearest(sum(getattr(row, name) * row.received for row in rows), people)
    return AccountMonth(shop="", account="", group="-", **summed)


def _mean_row(rows: Sequence[AccountMonth]) -> AccountMonth:
    whole = total_row(rows)
    kept = ("response", "first_response", "three_minute")
    parts = {
        name: _nearest(getattr(whole, name), len(rows))
        for name, kind in AccountMonth.__annotations__.items()
        if kind is int and name not in kept
    }
    return msgspec.structs.replace(whole, **parts)


def _cells(columns: Sequence[Column], row: AccountMonth) -> list[Cell]:
    return [value(row) for _, value in columns]


def _sycm(columns: Sequence[Column], rows: Sequence[AccountMonth], tails: Sequence[str]) -> list[list[Cell]]:
    table: list[list[Cell]] = [["旺旺昵称", *(name for name, _ in columns)]]
    table += [[row.full_account, *_cells(columns, row)] for row in rows]
    table += [[tail, *_cells(columns, total_row(rows) if "汇总" in tail else _mean_row(rows))] for tail in tails]
    return table


def _reviews(rows: Sequence[AccountMonth]) -> list[list[Cell]]:
    above: list[Cell] = ["旺旺昵称", "接待人数"]
    below: list[Cell] = [None, None]
    for group in _REVIEW_GROUPS:
        above += [group] * len(_REVIEW_FIELDS)
        below += list(_REVIEW_FIELDS)
    people: list[list[Cell]] = [[row.full_account, row.received, *_review_cells(row)] for row in rows]
    return [above, below, *people]


def _review_cells(row: AccountMonth) -> list[Cell]:
    invited = msgspec.structs.replace(
        row,
        very_satisfied=row.very_satisfied // 2,
        satisfied=row.satisfied // 2,
        neutral=row.neutral // 2,
        dissatisfied=row.dissatisfied // 2,
    )
    own = msgspec.structs.replace(
        row,
        very_satisfied=row.very_satisfied - invited.very_satisfied,
        satisfied=row.satisfied - invited.satisfied,
        neutral=row.neutral - invited.neutral,
        dissatisfied=row.dissatisfied - invited.dissatisfied,
    )
    sent = row.received * 6 // 10
    return [*_review_group(row, sent), *_review_group(invited, sent), *_review_group(own, "-")]


def _review_group(row: AccountMonth, sent: int | str) -> list[Cell]:
    counts = [row.very_satisfied, row.satisfied, row.neutral, row.dissatisfied, 0]
    return [sent, row.evaluations, *counts, _percent(row.happy, row.evaluations)]


def _feige(rows: Sequence[AccountMonth]) -> list[list[Cell]]:
    summed = _cells(_FEIGE, total_row(rows))
    sums: list[Cell] = ["-" if isinstance(cell, str) else cell for cell in summed]
    return [
        ["客服账号", "客服昵称", *(name for name, _ in _FEIGE)],
        ["店铺汇总值", None, *sums],
        ["店铺平均值", None, *_cells(_FEIGE, _mean_row(rows))],
        *([f"dy{index:04d}", row.account, *_cells(_FEIGE, row)] for index, row in enumerate(rows, start=1)),
    ]


def shop_sheets(platform: str, shop: str, month: PayMonth, rows: Sequence[AccountMonth]) -> dict[str, Table]:
    """The sheets that a shop of ``platform`` exports for the month: file name → rows of cells."""
    days = f"{month.first:%Y%m%d}_{month.last:%Y%m%d}"
    match platform:
        case "tmall":
            tails = ("汇总值", "平均值", "全店汇总值", "全店平均值", "同行同层优秀", "同行同层均值")
            return {
                f"自制报表-报表查看-客服绩效_{days}_全部.xlsx": _sycm(_CUSTOM, rows, tails),
                f"咨询接待分析_{days}.xlsx": _sycm(_RECEPTION, rows, tails[:2]),
                f"客服销售分析_{days}.xlsx": _sycm(_SALES, rows, tails[:1]),
                f"接待评价_{days}.xlsx": _reviews(rows),
            }
        case "taobao":
            body: list[list[Cell]] = [[name for name, _ in _CHITU], *(_cells(_CHITU, row) for row in rows)]
            body.append(["汇总", *_cells(_CHITU, total_row(rows))[1:]])
            body.append(["均值", *["-"] * (len(_CHITU) - 1)])
            return {f"自定义报表_客服数据_下单优先判定_{month.first}至{month.last}.xlsx": body}
        case "pdd":
            head: list[Cell] = [name for name, _ in _PDD]
            return {f"拼多多_客服绩效详情_{shop}.xlsx": [head, *(_cells(_PDD, row) for row in rows)]}
        case _:
            return {f"飞鸽_客服表现_{shop}.xlsx": _feige(rows)}


# What the platforms call their sheets, by how the file's name begins; other sheets are called like their file.
_SHEET_NAMES = {
    "自制": "数据信息",
    "咨询": "数据信息",
    "客服": "数据信息",
    "接待": "数据信息",
    "自定": "Sheet1",
    "飞鸽": "Sheet1",
    "拼多": "Sheet0",
}


def write_sheet(file: Path, rows: Table) -> None:
    """Write the cells as an xlsx file with one sheet; the folder is made if it is missing."""
    from openpyxl import Workbook  # openpyxl costs start-up time

    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise AssertionError("a new workbook has a sheet")
    sheet.title = _SHEET_NAMES.get(file.name[:2], file.stem)
    for row in rows:
        sheet.append(list(row))
    data = BytesIO()
    book.save(data)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_file(file, data.getvalue())
