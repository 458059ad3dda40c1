"""An invented shop: people, true figures, and its month written as the platforms' sheets, shuffled and widened."""

import random
from pathlib import Path
from typing import Any

from openpyxl import Workbook

SHOP = "山月旗舰店"
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫", ("晓", "一诺", "梦琪", "浩然", "喆", "㛃", "𠮷", "子涵", "Amy", "小 美")


class Person:
    """One invented agent with the true figures of the month."""

    def __init__(self, index: int, dice: random.Random) -> None:
        self.number = f"K{index:03d}"
        self.nick = f"{GIVEN[index % len(GIVEN)]}{index}"
        self.name = f"{SURNAMES[index % len(SURNAMES)]}{GIVEN[index % len(GIVEN)].replace(' ', '')}{index}"
        self.base = dice.randrange(0, 400_000, 50)
        self.y = dice.randrange(0, 300_000, 1)
        asked = dice.randrange(1, 4000)
        paid = dice.randrange(0, asked + 1)
        received = asked + dice.randrange(0, 3000)
        evaluations = dice.randrange(1, 300)
        self.true: dict[str, int] = {
            "consulted_users": received + dice.randrange(0, 90), "received_users": received,
            "valid_received_users": dice.randrange(0, received + 1), "inquiry_users": asked, "inquiry_paid_users": paid,
            "inquiry_sales_amount": dice.randrange(0, 20_000_000), "refund_amount": dice.randrange(0, 900_000),
            "sales_amount": dice.randrange(1_000_000, 30_000_000), "paid_users": paid + dice.randrange(1, 200),
            "items_sold": dice.randrange(0, 9000), "orders": dice.randrange(0, 5000), "evaluations": evaluations,
        }  # fmt: skip
        self.true["satisfied"] = dice.randrange(0, evaluations // 4 + 1)
        self.true["very_satisfied"] = dice.randrange(0, evaluations - self.true["satisfied"] + 1)


def yuan(fen: int) -> str:
    """Money as Sycm prints it: text with thousands signs."""
    return f"{fen // 100:,}.{fen % 100:02d}"


def write_month(folder: Path, people: list[Person], dice: random.Random) -> list[Path]:
    """The month's three Sycm files, their columns shuffled, one strange column added, names with both colons."""
    return [
        _write(folder / "自制报表-报表查看-客服绩效_20261001_20261031_全部.xlsx", _custom(people), people, dice),
        _write(folder / "客服销售分析_20261001_20261031.xlsx", _sales(people), people, dice),
        _write(folder / "咨询接待分析_20261001_20261031 (1).xlsx", _reception(people), people, dice),
    ]


def _custom(people: list[Person]) -> dict[str, list[Any]]:
    true = [one.true for one in people]
    return {
        "询单人数": [t["inquiry_users"] for t in true], "询单最终付款人数": [t["inquiry_paid_users"] for t in true],
        "询单最终付款转化率": [f"{t['inquiry_paid_users'] * 100 / t['inquiry_users']:.2f}%" for t in true],
        "询单最终付款金额": [yuan(t["inquiry_sales_amount"]) for t in true],
        "成功退款金额": [yuan(t["refund_amount"]) for t in true],
    }  # fmt: skip


def _sales(people: list[Person]) -> dict[str, list[Any]]:
    true = [one.true for one in people]
    return {
        "销售人数": [t["paid_users"] for t in true], "销售额": [t["sales_amount"] / 100 for t in true],
        "销售量": [t["items_sold"] for t in true], "订单量": [t["orders"] for t in true],
        "净销售额": [(t["sales_amount"] - t["refund_amount"]) / 100 for t in true],
    }  # fmt: skip


def _reception(people: list[Person]) -> dict[str, list[Any]]:
    true = [one.true for one in people]
    return {
        "咨询人数": [str(t["consulted_users"]) for t in true], "接待人数": [t["received_users"] for t in true],
        "有效接待人数": [t["valid_received_users"] for t in true], "平均响应时长（秒)": [20.5 + i for i in range(len(true))],
    }  # fmt: skip


def _write(path: Path, columns: dict[str, list[Any]], people: list[Person], dice: random.Random) -> Path:
    columns = {**columns, "店铺经理的备注列": ["好"] * len(people)}
    names = [f"{SHOP}{dice.choice(':：')}{one.nick}" for one in people]
    order = list(columns)
    dice.shuffle(order)
    place = dice.randrange(0, len(order) + 1)
    header = [*order[:place], "旺旺昵称", *order[place:]]
    rows = list(range(len(people)))
    dice.shuffle(rows)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "数据信息"
    sheet.append(header)
    for row in rows:
        sheet.append([names[row] if name == "旺旺昵称" else columns[name][row] for name in header])
    sheet.append(["汇总值" if name == "旺旺昵称" else _total(columns[name]) for name in header])
    sheet.append(["平均值" if name == "旺旺昵称" else "-" for name in header])
    book.save(path)
    return path


def _total(values: list[Any]) -> Any:
    """The platform's own sum: of counts and money, not of rates."""
    if all(isinstance(value, int) for value in values):
        return sum(values)
    if all(isinstance(value, str) and value.replace(",", "").replace(".", "").isdigit() for value in values):
        fen = sum(round(float(value.replace(",", "")) * 100) for value in values)
        return yuan(fen) if "." in values[0] else str(fen // 100)
    return "-"


def write_roster(path: Path, people: list[Person]) -> Path:
    """The roster, with other common headers."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "职位", "员工编号", "基本工资", "绩效基数", "子账号", "店铺", "入职日期", "星座"])
    for one in people:
        sheet.append(
            [one.name, "售前", one.number, one.base / 100, one.y / 100, f"{SHOP}：{one.nick}", SHOP, "2025.03.01", "?"]
        )
    book.save(path)
    return path
