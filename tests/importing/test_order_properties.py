"""Whatever stands in an export: every agent's total is what a plain reader of the same file adds up, or the file is refused."""

import csv
import io
from collections import Counter
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.importing.grid import Cell, Fault, Grid, Workbook
from app.importing.importer import plan_workbook
from app.importing.plan import FilePlan
from tests.importing.order_files import CONVENTION, HEADERS, KNOWN, csv_bytes, planned
from tests.importing.sheets import MONTH

COUNTS = ("交易成功", "卖家已发货，等待买家确认")
NAMES = dict(CONVENTION.names)
AMOUNTS = st.one_of(
    st.decimals(0, 10**6, places=2).map(str),
    st.integers(0, 10**5).map(str),
    st.sampled_from(["1,234.50", "￥9.90", "0.005", "十元", "", "-3.00", "12.3"]),
)
MOMENTS = st.sampled_from(["2026-10-01 00:00:00", "2026-10-31 23:59:59", "2026-09-30 23:59:59", "2026-11-01 00:00:00", "2026/10/7 8:05", ""])  # fmt: skip
REMARKS = st.text(st.sampled_from('小美丽阿强 ,"\n追单Ａ1'), max_size=6)
ROWS = st.lists(
    st.tuples(AMOUNTS, st.sampled_from([*COUNTS, "交易关闭", "等待买家付款"]), MOMENTS, MOMENTS, REMARKS), max_size=12
)


def naive(data: bytes) -> dict[str, Fraction] | None:
    """The total of each account, read cell by cell; None for a file that has something wrong in it."""
    found: Counter[str] = Counter()
    rows = list(csv.reader(io.StringIO(data.decode("gb18030"), newline="")))[1:]
    if not rows:
        return None
    days = []
    for _, paid, status, made, paid_at, remark in rows:
        fen = naive_fen(paid)
        counts = status in COUNTS
        if fen is None or (counts and (not paid or not (paid_at or made))):
            return None
        day = naive_day(paid_at or made) if counts else None
        days += [day] if day else []
        if counts and day and (day.year, day.month) == (2026, 10) and (account := naive_account(remark)):
            found[account] += fen
    if days and not any((day.year, day.month) == (2026, 10) for day in days):
        return None
    return {account: Fraction(fen, 100) for account, fen in found.items()}


def naive_fen(text: str) -> int | None:
    """Whole fen, 0 for a blank; None for what is no amount."""
    if not text:
        return 0
    try:
        fen = Decimal(text.replace(",", "").replace("￥", "")) * 100
    except InvalidOperation:
        return None
    return int(fen) if fen >= 0 and fen == fen.to_integral_value() else None


def naive_day(text: str) -> date:
    year, month, day = (int(part) for part in text.split()[0].replace("/", "-").split("-"))
    return date(year, month, day)


def naive_account(remark: str) -> str:
    """The one account whose name stands in the remark once longer names are taken out."""
    text, found = " ".join(remark.replace("Ａ", "a").split()), set()
    for name in sorted(NAMES, key=len, reverse=True):
        if name in text:
            found.add(NAMES[name])
            text = text.replace(name, "\0")
    return found.pop() if len(found) == 1 else ""


def found_totals(file: FilePlan) -> dict[str, Fraction] | None:
    if not file.storable:
        return None
    sums: dict[str, Fraction] = {}
    for one in file.observations:
        if one.metric == "sales_amount":
            assert one.value is not None
            sums[one.account] = sums.get(one.account, Fraction(0)) + one.value
    return sums


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_every_total_is_exact_or_the_file_is_refused(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    numbered = [(str(4000000000000000000 + index), *cells) for index, cells in enumerate(rows)]
    data = csv_bytes([HEADERS, *numbered])
    (tmp_path / "订单.csv").write_bytes(data)
    assert found_totals(planned(tmp_path / "订单.csv")) == naive(data)


CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**16), st.floats(), st.text(max_size=6), st.dates(), st.datetimes(), st.times(), st.timedeltas(),
    st.sampled_from(["交易成功", "小美", "10.00", "2026-10-05 12:00:00", "4000000000000000001", "合计", "#N/A", "退款成功"]),
    st.sampled_from([Fault("error", "#REF!"), Fault("formula")]),
)  # fmt: skip
EXPORTS = st.sampled_from(
    [
        HEADERS,
        ("订单编号", "退款编号", "退款总额", "退款状态", "退款完结时间"),
        ("主订单编号", "子订单编号", "购买数量"),
    ]
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EXPORTS, st.lists(st.lists(CELLS, max_size=7), max_size=6))
def test_random_cells_give_problems_never_an_exception(headers: tuple[str, ...], rows: list[list[Cell]]) -> None:
    grid = Grid("数据", (headers, *map(tuple, rows)))
    book = Workbook(file="订单.xls", sha256="", kind="xls", sheets=(grid,))
    file = plan_workbook(Path("订单.xls"), book, MONTH, KNOWN)
    assert file.layout.startswith("taobao")
    assert file.storable or (file.observations == () and file.single is None)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), cut=st.integers(0, 200))
def test_hostile_bytes_behind_a_header_are_refused_or_read(tmp_path: Path, data: bytes, cut: int) -> None:
    whole = csv_bytes([HEADERS, ("4000000000000000001", "10.00", "交易成功", "2026-10-05 12:00:00", "", "小美")])
    path = tmp_path / "订单.csv"
    path.write_bytes(whole[: len(whole) - cut % 40] + data)
    file = planned(path)
    assert file.storable or file.observations == ()
