"""Makes the small exports of single orders beside this file: each layout with the oddities that real ones have.

uv run python tests/data/orders/make_files.py

People, shops and numbers are invented.
"""

import csv
import io
from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).parent
OLD = [
    "订单编号", "买家会员名", "买家支付宝账号", "买家应付货款", "总金额", "买家实际支付金额", "订单状态", "买家留言", "收货人姓名",
    "收货地址 ", "联系手机", "订单创建时间", "订单付款时间 ", "宝贝标题 ", "物流单号 ", "订单备注", "宝贝总数量", "店铺名称", "订单关闭原因",
]  # fmt: skip
NEW = [
    "订单编号", "支付单号", "买家应付货款", "买家应付邮费", "总金额", "买家实付金额", "订单状态", "收货地址", "运送方式", "订单创建时间",
    "商品标题", "宝贝种类", "物流单号", "物流公司", "备注标签", "商家备注", "宝贝总数量", "开票信息", "手机订单", "商品属性SKU", "发货时间",
]  # fmt: skip
CHOSEN = [
    "订单编号", "买家实付金额", "订单状态", "订单创建时间", "订单付款时间", "确认收货时间", "退款金额", "订单关闭原因", "备注标签", "商家备注",
    "宝贝总数量",
]  # fmt: skip
DONE, SENT, PAID, CLOSED, OPEN = (
    "交易成功", "卖家已发货，等待买家确认", "买家已付款，等待卖家发货", "交易关闭", "等待买家付款",
)  # fmt: skip


def number(index: int) -> str:
    """A 19-digit order number."""
    return str(4026100000000000000 + index * 7919)


def old_row(
    index: int, buyer: str, paid: str, status: str, made: str, paid_at: str, remark: str, pieces: str
) -> list[str]:
    """A row of the old csv, with all that is personal in it."""
    return [
        f'="{number(index)}"', buyer, "a***@example.com", paid, paid, paid, status, "请尽快，谢谢", "王某某",
        "某省 某市 某区某路1号\n2单元", "'13800000000", made, paid_at, "抱枕,靠垫 \"加厚\"", "No:YT1", remark, pieces, "小店",
        "买家不想要了" if status == CLOSED else "",
    ]  # fmt: skip


def old_rows() -> list[list[str]]:
    """Orders as the old export has them."""
    day = "2026-10-0{} 08:18:21"
    return [
        OLD,
        old_row(1, "甲买家", "122.68", DONE, day.format(1), day.format(1), "客服小美", "1"),
        old_row(2, "甲买家", "20.92", SENT, day.format(1), "2026-10-01 23:59:59", "小美 追单", "2"),
        old_row(3, "乙买家", "1,225.33", PAID, day.format(1), day.format(2), "售前：小美丽；加急", "1"),
        old_row(4, "丙买家", "9.90", CLOSED, day.format(2), day.format(2), "小美", "1"),
        old_row(5, "丁买家", "0.00", OPEN, day.format(2), "", "阿强", "1"),
        old_row(6, "戊买家", "45.5", DONE, day.format(3), day.format(3), "小美转阿强", "3"),
        old_row(7, "己买家", "88", DONE, day.format(3), day.format(3), "", "1"),
        old_row(8, "庚买家", "66.00", DONE, "2026-09-30 23:50:00", "2026-09-30 23:58:00", "阿强", "1"),
        old_row(9, "辛买家", "10.01", DONE, "2026-09-30 23:50:00", "2026-10-01 00:01:00", "ＡＱ01 阿强追销", "2"),
        OLD,
        old_row(9, "辛买家", "10.01", DONE, "2026-09-30 23:50:00", "2026-10-01 00:01:00", "ＡＱ01 阿强追销", "2"),
    ]


def new_row(index: int, paid: object, status: str, made: str, tag: str, remark: str, pieces: object) -> list[object]:
    """A row of the new xlsx: numbers as text, amounts as numbers or text."""
    return [
        number(index), "2026101522001100000", paid, 0, paid, paid, status, "某省某市某区***", "快递", made, "靠垫", 1, "YT1", "圆通",
        tag, remark, pieces, "", "手机订单", "颜色:米白", made,
    ]  # fmt: skip


def new_rows() -> list[list[object]]:
    """Orders as the new export has them: no day of payment."""
    return [
        list(NEW),
        new_row(21, 122.68, DONE, "2026-10-08 08:18:21", "", "小美", 1),
        new_row(22, "20.92", SENT, "2026-10-08 09:00:00", "阿强", "", "2"),
        new_row(23, 0.3, DONE, "2026-10-09 09:00:00", "小美", "阿强催过", 1),
        new_row(24, 99999.99, DONE, "2026-10-31 23:59:59", "红旗", "小美丽", 10),
        new_row(25, 5, CLOSED, "2026-10-31 23:59:59", "", "小美丽", 1),
    ]


def chosen_rows() -> list[list[object]]:
    """The new export with columns that a shop chose."""
    made, paid = "2026-10-08 23:50:00", "2026-10-09 00:10:00"
    return [
        list(CHOSEN),
        [number(31), 50, DONE, made, paid, paid, 0, "", "", "小美", 1],
        [number(32), 60.5, DONE, made, "", "", 12.5, "", "", "阿强", 1],
        [number(33), 70, CLOSED, made, paid, "", 70, "退款", "", "阿强", 1],
    ]


SUB = ["子订单编号", "主订单编号", "商品标题", "商品价格", "购买数量", "商品属性", "订单状态", "买家实付金额", "退款状态", "退款金额", "商品ID", "发货时间"]  # fmt: skip
REFUNDS = ["订单编号", "退款编号", "支付单号", "退款总额", "买家实际支付金额", "退款状态", "货物状态", "售后类型", "商品id", "宝贝标题", "订单付款时间", "退款完结时间", "退款申请时间", "买家退款原因"]  # fmt: skip
OLD_REFUNDS = ["订单编号", "退款编号", "支付宝交易号", "订单付款时间", "商家编码", "退款完结时间", "买家会员名称", "买家实际支付金额", "宝贝标题", "买家退款金额", "是否需要退货", "退款的申请时间", "退款状态", "商家备注", "完结时间"]  # fmt: skip


def sub_rows() -> list[list[object]]:
    """Items of the orders of ``new_rows``."""
    return [
        list(SUB),
        [number(210), number(21), "靠垫", 61.34, 1, "米白", DONE, 61.34, "没有申请退款", "无退款申请", "1", ""],
        [number(211), number(21), "靠垫", 61.34, 2, "灰", DONE, 61.34, "退款成功", 61.34, "1", ""],
        [number(220), number(22), "靠垫", 20.92, "1", "灰", DONE, 20.92, "没有申请退款", "无退款申请", "1", ""],
        [number(220), number(22), "靠垫", 20.92, "1", "灰", DONE, 20.92, "没有申请退款", "无退款申请", "1", ""],
    ]


def refund_rows() -> list[list[object]]:
    """Refunds of the orders of ``old_rows``: two of one order, one refused, one of a closed order, one of nobody knows."""
    end = "2026-10-1{} 00:06:36"
    return [
        list(REFUNDS),
        [number(3), "9001", "2026", "20.50", 1225.33, "退款成功", "买家已收到货", "仅退款", "1", "靠垫", "", end.format(2), "", "质量"],
        [number(3), "9002", "2026", 100, 1225.33, "退款成功", "买家已退货", "退货退款", "1", "靠垫", "", end.format(3), "", "质量"],
        [number(1), "9003", "2026", 5, 122.68, "退款关闭", "", "仅退款", "1", "靠垫", "", end.format(3), "", ""],
        [number(4), "9004", "2026", 9.9, 9.9, "退款成功", "", "仅退款", "1", "靠垫", "", end.format(4), "", ""],
        [number(7), "9005", "2026", 8, 88, "退款成功", "", "仅退款", "1", "靠垫", "", end.format(4), "", ""],
        [number(999), "9006", "2026", 7, 7, "退款成功", "", "仅退款", "1", "靠垫", "", end.format(4), "", ""],
    ]  # fmt: skip


def old_refund_rows() -> list[list[object]]:
    """A refund as the form of 2017 has it."""
    return [
        list(OLD_REFUNDS),
        [number(1), "8001", "2026", "2026-10-01 08:18:21", "", "2026-10-20 10:00:00", "甲买家", "122.68", "靠垫", "22.68", "否", "2026-10-19 10:00:00", "退款成功", "", ""],
    ]  # fmt: skip


def write_csv(name: str, rows: list[list[str]]) -> None:
    """A csv in GBK with Windows line ends."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    (HERE / name).write_bytes(text.getvalue().encode("gbk"))


def write_xlsx(name: str, rows: list[list[object]], sheet: str = "sheet1") -> None:
    """An xlsx of one sheet."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(HERE / name)


if __name__ == "__main__":
    write_csv("ExportOrderList_旧版.csv", old_rows())
    write_csv(
        "ExportOrderDetailList_旧版.csv",
        [["订单编号", "标题", "价格", "购买数量", "备注"], [f'="{number(1)}"', "靠垫", "1", "1", ""]],
    )
    write_xlsx("订单_新版.xlsx", new_rows())
    write_xlsx("订单_自选列.xlsx", chosen_rows())
    write_xlsx("子订单.xlsx", sub_rows())
    write_xlsx("退款单.xlsx", refund_rows(), "退款单")
    write_xlsx("退款单_2017.xlsx", old_refund_rows(), "退款单")
