"""Little sheets for tests: written, changed and planned."""

import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from app.domain.inputs import Observation
from app.domain.month import PayMonth
from app.domain.people import Account, Agent, Shop
from app.domain.problem import JixinError
from app.importing.importer import plan
from app.importing.plan import FileEdits, FilePlan, Known
from app.importing.workbook import read_workbook
from app.texts import Texts

DATA = Path(__file__).parent.parent / "data"
MONTH = PayMonth(2026, 10)
SHOP = "小店"
NAME = "客服_20261001_20261031.xlsx"
HEADERS = ("旺旺昵称", "询单人数", "询单最终付款人数", "询单最终付款金额")
SHEET = "xl/worksheets/sheet1.xml"


def agent(number: str, name: str, *accounts: str, shop: str = SHOP) -> Agent:
    """An agent of one shop with accounts there."""
    return Agent(
        number=number, name=name, shops=(shop,), accounts=tuple(Account(shop=shop, name=each) for each in accounts)
    )


KNOWN = Known(shops=(Shop(name=SHOP),), agents=(agent("A1", "张三", "甲"), agent("A2", "李四", "乙")))


def write(folder: Path, rows: Iterable[Sequence[Any]], name: str = NAME) -> Path:
    """An xlsx of these rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    book.save(folder / name)
    return folder / name


def write_csv(folder: Path, text: str, encoding: str = "utf-8", name: str = "客服_20261001_20261031.csv") -> Path:
    """A text file in that encoding."""
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


def patched(path: Path, change: Callable[[bytes], bytes], part: str = SHEET) -> Path:
    """A copy of an xlsx with one part changed."""
    out = path.with_name(f"改_{path.name}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            target.writestr(entry.filename, change(data) if entry.filename == part else data)
    return out


def planned(path: Path, known: Known = KNOWN, shop: str = "", edits: FileEdits | None = None) -> FilePlan:
    """The plan of one file for October 2026."""
    return plan([path], MONTH, known, shop, edits={path: edits} if edits else None).files[0]


def codes(file: FilePlan) -> list[str]:
    """The codes of the plan's problems."""
    return [problem.code for problem in file.problems]


def values(observations: Iterable[Observation]) -> dict[tuple[str, str], Any]:
    """Values by (account, metric)."""
    return {(each.account, each.metric): each.value for each in observations}


def _kind(path: Path) -> str:
    try:
        return read_workbook(path).kind
    except JixinError:
        return "refused"


def described(path: Path, file: FilePlan) -> dict[str, Any]:
    """What is read of a file and said about it, as it stands beside the file."""
    texts = Texts("zh_CN")
    said = [
        f"{problem.severity.value} {problem.cell} {problem.code}: "
        + texts.filled(f"problem_import.{problem.code}", problem.params, lambda value, style: value)
        for problem in file.problems
    ]
    read = [
        f"{each.account} {each.first}..{each.last} {each.metric} = {each.value} ({','.join(each.source.cells)})"
        for each in file.observations
    ]
    return {"kind": _kind(path), "layout": file.layout, "sheet": file.sheet, "says": said, "reads": read}
