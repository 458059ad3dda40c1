"""Damaged files, grids of anything, the same sheet in every container: read right or refused, never a crash.

A few seconds here; for more inputs set ``FUZZ_INPUTS=50000`` (and ``FUZZ_SEED``).
"""

import html
import io
import json
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook as XlsxBook

from app.importing.workbook import read_workbook
from app.services.books import create_book, open_book
from app.services.import_sheets import plan_import, store_import
from tests.importing.fuzz import damaged, samples
from tests.importing.sheets import DATA, HEADERS, MONTH, SHOP, planned

ROOT = Path(__file__).resolve().parent.parent.parent
INPUTS, SEED = os.environ.get("FUZZ_INPUTS", "400"), os.environ.get("FUZZ_SEED", "1")


def test_damaged_files_end_in_a_plan_or_a_refusal() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.importing.fuzz", INPUTS, SEED],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    about = json.loads(done.stdout)
    sys.stdout.write(f"\n{done.stdout}")
    assert sum(about["tried"].values()) == int(INPUTS) and len(about["tried"]) == 5


def test_of_a_damaged_file_that_is_refused_nothing_is_stored(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    book = create_book(tmp_path / "book.jixin", shop=SHOP)
    path = tmp_path / "客服_20261001_20261031.xlsx"
    originals = samples()
    refused = 0
    while refused < 40:
        path.write_bytes(damaged(chance.choice(originals), chance))
        plan = plan_import(book, [path], MONTH, shop=SHOP)
        if plan.storable:
            continue
        before = book.path.read_bytes()
        assert not store_import(book, plan).stored
        assert book.path.read_bytes() == before
        refused += 1
    assert open_book(book.path).path == book.path


def _xlsx(rows: list[list[str]]) -> bytes:
    book, out = XlsxBook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            sheet.cell(number, column).value = cell
            sheet.cell(number, column).data_type = "s"
    book.save(out)
    return out.getvalue()


def _ods(rows: list[list[str]]) -> bytes:
    def cell(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    with zipfile.ZipFile(DATA / "quirks" / "ods.ods") as source:
        content = source.read("content.xml").decode()
        head, tail = content[: content.index("<table:table ")], content[content.rindex("</table:table>") :]
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            target.writestr("mimetype", source.read("mimetype"))
            target.writestr("content.xml", f'{head}<table:table table:name="a">{body}{tail}')
    return out.getvalue()


def _xml(rows: list[list[str]]) -> bytes:
    space = quoteattr("urn:schemas-microsoft-com:office:spreadsheet")

    def cell(text: str) -> str:
        return f'<Cell><Data ss:Type="String">{escape(text)}</Data></Cell>'

    body = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in rows)
    return f'<Workbook xmlns={space} xmlns:ss={space}><Worksheet ss:Name="a"><Table>{body}</Table></Worksheet></Workbook>'.encode()


def _html(rows: list[list[str]]) -> bytes:
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<html><table>{body}</table></html>".encode()


def _text(separator: str, encoding: str) -> Callable[[list[list[str]]], bytes]:
    def written(rows: list[list[str]]) -> bytes:
        lines = [separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
        return "\r\n".join(lines).encode(encoding)

    return written


CONTAINERS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "xlsx": _xlsx,
    "ods": _ods,
    "Excel 2003 XML": _xml,
    "page": _html,
    "csv": _text(",", "utf-8"),
    "csv with a mark": _text(",", "utf-8-sig"),
    "csv in GB18030": _text(",", "gb18030"),
    "tsv in UTF-16": _text("\t", "utf-16"),
    "tsv in UTF-16 without a mark": _text("\t", "utf-16-be"),
    "csv with semicolons": _text(";", "utf-8"),
}
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\ufffe\uffff"), max_size=12
)
GRIDS = st.lists(st.lists(TEXTS, min_size=4, max_size=4), min_size=1, max_size=8)


@pytest.mark.parametrize("container", CONTAINERS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(GRIDS)
def test_no_character_is_lost_in_any_container(tmp_path: Path, container: str, grid: list[list[str]]) -> None:
    rows = [list(HEADERS), *grid]
    path = tmp_path / "客服_20261001_20261031.xlsx"
    path.write_bytes(CONTAINERS[container](rows))
    sheet = read_workbook(path).sheets[0]
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            assert str(sheet.at(number, column) or "").split() == cell.split()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000), st.decimals(0, 10**6, places=2)), max_size=5))
def test_every_container_gives_the_same_figures(tmp_path: Path, figures: list[tuple[int, int, object]]) -> None:
    rows = [
        list(HEADERS),
        *[[f"小店:号{index}", *map(str, row)] for index, row in enumerate(figures)],
        ["小店:甲", "1", "1", "1"],
    ]
    found = set()
    for write in CONTAINERS.values():
        path = tmp_path / "客服_20261001_20261031.xlsx"
        path.write_bytes(write(rows))
        found.add(
            tuple((each.account, each.metric, each.value, each.source.cells) for each in planned(path).observations)
        )
    assert len(found) == 1
