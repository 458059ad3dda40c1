"""A shop of three agents whose remarks name them, and small files of orders for tests."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from app.domain.people import Shop
from app.importing.importer import plan
from app.importing.plan import FilePlan, Known
from app.importing.remarks import Convention
from tests.importing.sheets import DATA, MONTH, agent

ORDERS = DATA / "orders"
SHOP = "小店"
CONVENTION = Convention(
    names=(("小美", "小美"), ("小美丽", "美丽"), ("阿强", "强")), chased=("追单",), followup=("追销",), own=True
)
AGENTS = (agent("A1", "林小美", "小美"), agent("A2", "周丽", "美丽"), agent("A3", "周强", "强"))
KNOWN = Known(shops=(Shop(name=SHOP),), agents=AGENTS, conventions={SHOP: CONVENTION})
HEADERS = ("订单编号", "买家实际支付金额", "订单状态", "订单创建时间", "订单付款时间", "订单备注")
DONE = "交易成功"
NOON = "2026-10-05 12:00:00"


def row(
    number: str = "4000000000000000001",
    paid: str = "10.00",
    status: str = DONE,
    *,
    made: str = NOON,
    paid_at: str = NOON,
    remark: str = "小美",
) -> tuple[str, ...]:
    """A row under ``HEADERS``."""
    return (number, paid, status, made, paid_at, remark)


def csv_bytes(rows: Sequence[Sequence[str]], encoding: str = "gb18030") -> bytes:
    """The rows as csv."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def order_file(folder: Path, *rows: Sequence[str], headers: Sequence[str] = HEADERS, name: str = "订单.csv") -> Path:
    """A csv of orders."""
    (folder / name).write_bytes(csv_bytes([headers, *rows]))
    return folder / name


def planned(path: Path, known: Known = KNOWN) -> FilePlan:
    """The plan of one file of orders."""
    return plan([path], MONTH, known).files[0]


def totals(file: FilePlan) -> dict[tuple[str, str, str], str]:
    """Values by account, metric and day."""
    return {(one.account, one.metric, one.first.isoformat()): str(one.value) for one in file.observations}


def codes(file: FilePlan) -> list[tuple[str, str]]:
    """Codes and cells of the plan's problems."""
    return [(problem.code, problem.cell) for problem in file.problems]
