"""300,000 orders of 21 columns: read, checked and added up, beside the bare readers of the same files.

Ratios are of processor time in one run, each side in turn and the best of each, so that another load of the machine does
not decide; memory is the peak of a process of its own. ``-s`` prints them.
"""

import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from time import process_time
from xml.sax.saxutils import escape

import pytest

from app.domain.people import Shop
from app.domain.source import cell_name
from app.importing.importer import plan
from app.importing.plan import Known
from app.importing.remarks import Convention
from tests.benchmarks.big_book import MONTH, SHOP

ROWS = 300_000
HEADERS = (
    "订单编号", "支付单号", "买家应付货款", "买家应付邮费", "总金额", "买家实付金额", "订单状态", "收货地址", "运送方式", "订单创建时间",
    "订单付款时间", "商品标题", "宝贝种类", "物流单号", "物流公司", "备注标签", "商家备注", "宝贝总数量", "手机订单", "商品属性SKU", "发货时间",
)  # fmt: skip
NUMBERS = frozenset({2, 3, 4, 5, 12, 17})
NAMES = ("浩然", "梦琪", "一诺", "晓彤", "文静", "诗涵", "志强", "若曦", "佳怡", "子涵", "建华", "思远")
KNOWN = Known(
    shops=(Shop(name=SHOP),),
    conventions={SHOP: Convention(names=tuple((name, name) for name in NAMES), chased=("追单",), own=True)},
)
WORKSHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
STATUSES = ("交易成功", "卖家已发货，等待买家确认", "交易关闭", "买家已付款，等待卖家发货")
TAILS = ("", " 追单", " 加急发货", "，送小礼品一份")


def orders(count: int) -> list[list[str]]:
    """Invented orders of October."""
    rnd = random.Random(1)
    found: list[list[str]] = []
    for index in range(count):
        made = datetime(2026, 10, 1) + timedelta(seconds=rnd.randrange(31 * 86_400 - 400))  # noqa: DTZ001
        paid = made + timedelta(seconds=rnd.randrange(300))
        amount = f"{rnd.randrange(100, 50_000) / 100:.2f}"
        remark = "" if rnd.random() < 0.2 else rnd.choice(("客服", "", "售前 ")) + rnd.choice(NAMES) + rnd.choice(TAILS)
        found.append(
            [
                str(2026100000000000000 + index * 7919), str(2026101522001100000 + index), amount, "0.00", amount, amount,
                rnd.choices(STATUSES, (80, 10, 6, 4))[0], "某省某市某区某某街道某某小区**号楼", "快递", str(made), str(paid),
                "北欧风格抱枕,靠垫 办公室腰靠沙发靠背", "1", f"YT{rnd.randrange(10**13):013d}", "圆通速递", "", remark, "1", "手机订单",
                "颜色:米白;尺寸:45*45cm", str(paid + timedelta(hours=5)),
            ]
        )  # fmt: skip
    return found


def write_csv(path: Path, rows: list[list[str]]) -> Path:
    lines = [",".join(HEADERS)]
    lines += [
        ",".join([f'"=""{row[0]}"""', *(f'"{cell}"' if "," in cell else cell for cell in row[1:])]) for row in rows
    ]
    path.write_text("\r\n".join([*lines, ""]), "gb18030", newline="")
    return path


def write_xlsx(path: Path, rows: list[list[str]]) -> Path:
    """As platforms write it: numbers as numbers, everything else as text in its cell."""
    from openpyxl import Workbook

    empty = path.with_name("empty.xlsx")
    Workbook().save(empty)
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(empty) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        with target.open(part, "w", force_zip64=True) as stream:
            stream.write(WORKSHEET.encode())
            for number, row in enumerate([list(HEADERS), *rows]):
                cells = "".join(_cell(number, column, text) for column, text in enumerate(row) if text)
                stream.write(f'<row r="{number + 1}">{cells}</row>'.encode())
            stream.write(b"</sheetData></worksheet>")
    return path


def _cell(row: int, column: int, text: str) -> str:
    place = cell_name(row, column)
    if row and column in NUMBERS:
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int, str], Path]:
    """Makes a file of so many orders of a kind."""
    folder = tmp_path_factory.mktemp("orders")

    def file_of(count: int, kind: str) -> Path:
        path = folder / f"{count}.{kind}"
        if not path.exists():
            (write_csv if kind == "csv" else write_xlsx)(path, orders(count))
        return path

    return file_of


def bare_csv(path: Path) -> None:
    """pandas' C reader."""
    import pandas as pd

    assert pd.read_csv(path, encoding="gb18030").shape[1] == len(HEADERS)


def bare_xlsx(path: Path) -> None:
    """python-calamine's read and pandas' frame."""
    import pandas as pd
    from python_calamine import CalamineWorkbook

    assert pd.DataFrame(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()).shape[1] == len(HEADERS)


def planned(path: Path) -> int:
    """The whole plan: recognised, checked, every order with its agent, figures by agent and day."""
    file = plan([path], MONTH, KNOWN).files[0]
    assert file.storable and file.agents == len(NAMES) and file.single
    return len(file.single.orders)


def seconds(work: Callable[[Path], object], path: Path) -> float:
    start = process_time()
    work(path)
    return process_time() - start


def best_of(rounds: int, path: Path, *works: Callable[[Path], object]) -> list[float]:
    """The best time of each, taken in turn."""
    times = [[seconds(work, path) for work in works] for _ in range(rounds)]
    return [min(column) for column in zip(*times, strict=True)]


def peak(work: str, path: Path) -> int:
    """MB at most, in a process of its own."""
    program = (
        f"import re, sys; from pathlib import Path; from tests.benchmarks.test_orders import {work} as work;"
        " work(Path(sys.argv[1])); status = Path('/proc/self/status').read_text();"
        " print(int(re.search(r'VmHWM:\\s+(\\d+)', status)[1]) // 1024)"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=root, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


@pytest.mark.parametrize(("kind", "bare", "rounds"), [("csv", bare_csv, 12), ("xlsx", bare_xlsx, 3)])
def test_beside_the_bare_reader(
    files: Callable[[int, str], Path], kind: str, bare: Callable[[Path], None], rounds: int
) -> None:
    path = files(ROWS, kind)
    reader, ours = best_of(rounds, path, bare, planned)
    memory, least = peak("planned", path), peak(bare.__name__, path)
    said = f"{ours:.2f} s beside {reader:.2f} s, ratio {ours / reader:.2f}; {memory} MB at most beside {least} MB"
    sys.stdout.write(f"\n{kind}, {ROWS} orders: {said}\n")
    assert ours <= 1.5 * reader
    assert memory <= 1.5 * least


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_growth_is_linear(files: Callable[[int, str], Path], kind: str) -> None:
    (small,), (large,) = (best_of(3, files(count, kind), planned) for count in (ROWS // 4, ROWS))
    sys.stdout.write(f"\n{kind}: four times the rows take {large / small:.2f} times as long\n")
    assert large <= 4 * 1.25 * small
