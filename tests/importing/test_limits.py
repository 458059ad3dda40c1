"""The worst that a small file can ask for: within 2 s and 300 MB, measured in a process of its own, which lives on."""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.source import cell_name
from tests.importing.sheets import DATA, HEADERS, write

SECONDS, MEGABYTES = 2, 300
ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = """
import json, sys, time
from pathlib import Path
from app.importing.workbook import read_workbook
from tests.importing.fuzz import peak_megabytes
from tests.importing.sheets import planned
started = time.process_time()
codes, rows = WORK
spent = time.process_time() - started
print(json.dumps({"codes": codes, "rows": rows, "seconds": spent, "megabytes": peak_megabytes()}))
"""
PLAN = """(lambda file: (sorted({each.code for each in file.problems}), file.rows))(planned(Path(sys.argv[1])))"""
READ_ONLY = """[], len(read_workbook(Path(sys.argv[1])).sheets[0].rows)"""
PLAIN = [HEADERS, ("甲", 10, 4, 5), ("乙", 8, 2, 3)]
COLUMNS = 50
"""As many as 20,000 rows may have."""


def sheet(folder: Path, cells: str) -> Path:
    """An xlsx with these rows behind the two plain ones."""
    path = write(folder, PLAIN)
    out = path.with_name(f"大_{path.name}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename.endswith("sheet1.xml"):
                data = data.replace(b"</sheetData>", cells.encode() + b"</sheetData>")
            target.writestr(entry.filename, data)
    return out


def ods(folder: Path, rows: str, tables: int = 1) -> Path:
    """An ods whose content is nothing but these rows, in so many tables."""
    with zipfile.ZipFile(DATA / "quirks" / "ods.ods") as source:
        content = source.read("content.xml").decode()
        names = [name for name in source.namelist() if name != "content.xml"]
        head, tail = content[: content.index("<table:table ")], content[content.rindex("</table:table>") + 14 :]
        body = "".join(f'<table:table table:name="{each}">{rows}</table:table>' for each in range(tables))
        out = folder / "客服_202610.ods"
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for name in names:
                target.writestr(name, source.read(name))
            target.writestr("content.xml", head + body + tail)
    return out


def text(folder: Path, content: str, name: str = "客服_202610.csv") -> Path:
    path = folder / name
    path.write_text(content, "utf-8")
    return path


def million_blank_rows(folder: Path) -> Path:
    return sheet(folder, "".join(f'<row r="{row}" s="1" customFormat="1"/>' for row in range(4, 1_000_004)))


def million_formatted_cells(folder: Path) -> Path:
    return sheet(folder, "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(4, 1_000_004)))


def cells_without_places(folder: Path) -> Path:
    return sheet(folder, "<row>" + "<c><v>1</v></c>" * 16_384 + "</row>")


def two_far_corners(folder: Path) -> Path:
    return sheet(folder, '<row r="20000"><c r="KN20000"><v>1</v></c></row>')


def spaces(folder: Path) -> Path:
    return sheet(folder, " " * 90_000_000)


def as_many_cells_as_allowed(folder: Path) -> Path:
    def row(number: int) -> str:
        places = (cell_name(number - 1, column) for column in range(COLUMNS))
        cells = "".join(f'<c r="{place}" t="inlineStr"><is><t>客服{number}</t></is></c>' for place in places)
        return f'<row r="{number}">{cells}</row>'

    return sheet(folder, "".join(map(row, range(4, 20_001))))


def long_texts(folder: Path) -> Path:
    """Nearly as many characters as a file may expand to; one that is not Latin makes each take two bytes in memory."""

    def row(number: int) -> str:
        places = (cell_name(number - 1, column) for column in range(COLUMNS))
        text = f"客{number}xxxx"
        cells = "".join(f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>' for place in places)
        return f'<row r="{number}">{cells}</row>'

    return sheet(folder, "".join(map(row, range(4, 20_001))))


def more_text_than_room(folder: Path) -> Path:
    """Each of these takes three times its size in memory, and all fit into what a file may expand to."""
    text = "客" + "x" * 4_500

    def row(number: int) -> str:
        return f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{text}</t></is></c></row>'

    return sheet(folder, "".join(map(row, range(4, 20_001))))


def accounts_of_a_page(folder: Path) -> Path:
    def row(number: int) -> str:
        name = f"客{number}" + "x" * 2_800
        return f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>{name}</t></is></c><c r="B{number}"><v>1</v></c></row>'

    return sheet(folder, "".join(map(row, range(4, 20_001))))


def one_text_in_every_cell(folder: Path) -> Path:
    """800,000 cells that share a text of 3,000 characters: 2 GB once each has its own."""
    cells = "".join(
        f'<c r="{cell_name(row, column)}" t="s"><v>0</v></c>' for row in range(3, 20_000) for column in range(40)
    )
    path = sheet(folder, re.sub(r'(<c r="A(\d+)")', r'</row><row r="\2">\1', cells).removeprefix("</row>") + "</row>")
    texts = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"x" * 3_000}</t></si></sst>'
    )
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", texts)
    return path


def sheets_that_are_nearly_empty(folder: Path) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    for _ in range(40):
        book.create_sheet().cell(20_000, 30).value = 1
    buffer = io.BytesIO()
    book.save(buffer)
    path = folder / "客服_202610.xlsx"
    path.write_bytes(buffer.getvalue())
    return path


def million_lines_of_commas(folder: Path) -> Path:
    lines = [",".join(map(str, row)) for row in PLAIN] + [",,,,,,"] * 1_000_000
    return text(folder, "\n".join(lines))


def one_quote(folder: Path) -> Path:
    return text(folder, ",".join(HEADERS) + '\n"' + "甲,1,1,1\n" * 500_000)


def cells_that_span_everything(folder: Path) -> Path:
    row = "<tr>" + '<td rowspan="9999" colspan="9999">' * 15
    return text(folder, "<table>" + row * 12_000, "客服_202610.xls")


def tables_in_tables(folder: Path) -> Path:
    return text(folder, "<table><tr><td>" * 500_000, "客服_202610.xls")


def marks_without_end(folder: Path) -> Path:
    return text(folder, "<table><tr><td>1" + "<a \"'" * 500_000, "客服_202610.xls")


def million_xml_rows(folder: Path) -> Path:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    head = f'<Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="a"><Table>'
    return text(folder, head + "<Row/>" * 1_000_000 + "</Table></Worksheet></Workbook>", "客服_202610.xls")


def ods_rows_repeated(folder: Path) -> Path:
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    return ods(folder, f'<table:table-row table:number-rows-repeated="20000">{cell * 30}</table:table-row>', 200)


def ods_blank_cells_repeated(folder: Path) -> Path:
    row = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/>'
    return ods(folder, (row + "</table:table-row>") * 1000)


REFUSED: dict[Callable[[Path], Path], str] = {
    cells_without_places: "sheet_too_large",
    two_far_corners: "sheet_too_large",
    spaces: "file_expands",
    sheets_that_are_nearly_empty: "sheet_too_large",
    more_text_than_room: "file_expands",
    accounts_of_a_page: "account_too_long",
    one_text_in_every_cell: "file_expands",
    one_quote: "quotes_open",
    ods_rows_repeated: "sheet_too_large",
    ods_blank_cells_repeated: "file_empty",
    million_xml_rows: "file_empty",
    tables_in_tables: "file_foreign",
    cells_that_span_everything: "file_foreign",
    marks_without_end: "layout_unknown",
}
READ: tuple[Callable[[Path], Path], ...] = (
    million_blank_rows,
    million_formatted_cells,
    million_lines_of_commas,
)


def measured(path: Path, work: str = PLAN) -> dict[str, object]:
    """What a fresh process makes of the file; it must end by itself and say nothing on the error channel."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("WORK", work), str(path)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["seconds"] < SECONDS and found["megabytes"] < MEGABYTES, found
    return found


@pytest.mark.parametrize("make", REFUSED, ids=lambda make: make.__name__)
def test_what_asks_for_too_much_is_refused_in_time_and_room(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    assert measured(make(tmp_path))["codes"] == [REFUSED[make]]


@pytest.mark.parametrize("make", READ, ids=lambda make: make.__name__)
def test_what_only_looks_large_is_read(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    found = measured(make(tmp_path))
    assert (found["rows"], found["codes"]) == (2, [])


def test_a_sheet_as_large_as_allowed_is_read_in_time_and_room(tmp_path: Path) -> None:
    path = as_many_cells_as_allowed(tmp_path)
    assert measured(path, READ_ONLY)["rows"] == 20_000


def test_texts_as_long_as_allowed_are_read_in_time_and_room(tmp_path: Path) -> None:
    assert measured(long_texts(tmp_path), READ_ONLY)["rows"] == 20_000


def test_a_page_as_large_as_allowed_is_read_in_time_and_room(tmp_path: Path) -> None:
    rows = ("<tr>" + "<td>12" * 30) * 20_000
    path = text(tmp_path, f"<table>{rows}</table>", "客服_202610.xls")
    assert measured(path, READ_ONLY)["rows"] == 20_000


def test_formatted_blanks_up_to_the_limit_cost_little(tmp_path: Path) -> None:
    def row(number: int) -> str:
        return (
            f'<row r="{number}">'
            + "".join(f'<c r="{cell_name(number - 1, column)}" s="1"/>' for column in range(200))
            + "</row>"
        )

    path = sheet(tmp_path, "".join(map(row, range(4, 20_001))))
    found = measured(path)
    assert (found["rows"], found["codes"]) == (2, [])
