"""Empty forms: the headings that the import reads, cells that keep ids and dates as they are typed."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.documents.sheet_forms import FORMS, render_form
from app.domain.month import PayMonth
from app.domain.people import Agent
from app.importing.incidents_sheet import read_incidents
from app.importing.marks_sheet import read_marks
from app.importing.roster_sheet import read_roster
from app.texts import LANGUAGES, Texts

ROWS: dict[str, list[object]] = {
    "roster": [
        "0012", "林晓月", "售前", "P3", "暖阳组", "白班", 2500, 2000, "小满:晓月；小满:晓月2", "小满", date(2025, 3, 1),
        None, None, "330106199001011234", "13800000000", "某银行", "6222020200112233445", "", "",
    ],
    "incidents": [date(2026, 10, 3), "0012", "", "大单", 3, 150, "国庆值班"],
    "marks": ["0012", "", "聊天质检", 18.4, date(2026, 10, 9), "第 3 通"],
    "attendance": ["0012", "", 22, 21.5, 0.5, 0, 0, 1, 0, 0, 4, 0],
}  # fmt: skip
AGENT = Agent(number="0012", name="林晓月", position="售前")
MONTH = PayMonth(2026, 10)


def filled(kind: str, folder: Path) -> Path:
    workbook: Any = openpyxl.load_workbook(BytesIO(render_form(kind, Texts())))
    for index, value in enumerate(ROWS[kind], 1):
        workbook.active.cell(2, index).value = value
    file = folder / f"{kind}.xlsx"
    workbook.save(file)
    return file


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_has_its_headings_and_an_explanation_of_each(kind: str, language: str) -> None:
    data = render_form(kind, Texts(language))
    assert data == render_form(kind, Texts(language))
    workbook = openpyxl.load_workbook(BytesIO(data))
    first, second = workbook.worksheets
    heads = [cell.value for cell in first[1]]
    assert heads == [column.head for column in FORMS[kind].columns]
    explained = [(name.value, words.value) for name, words in second.iter_rows(min_row=2)]
    assert [name for name, _ in explained] == heads and all(words for _, words in explained)


@pytest.mark.parametrize(
    ("head", "style"),
    [
        ("工号", "@"),
        ("子账号", "@"),
        ("身份证号", "@"),
        ("银行卡号", "@"),
        ("入职日期", "yyyy-mm-dd"),
        ("底薪", "#,##0.00"),
    ],
)
def test_cells_keep_ids_as_texts_and_dates_as_dates(head: str, style: str) -> None:
    sheet: Any = openpyxl.load_workbook(BytesIO(render_form("roster", Texts()))).active
    column = [cell.value for cell in sheet[1]].index(head) + 1
    assert sheet.column_dimensions[sheet.cell(1, column).column_letter].number_format == style
    assert {sheet.cell(row, column).number_format for row in (2, 50, 101)} == {style}


def test_a_filled_roster_is_read(tmp_path: Path) -> None:
    sheet = read_roster(filled("roster", tmp_path))
    (row,) = sheet.rows
    assert sheet.problems == ()
    assert (row.number, row.name, row.hired, row.card) == ("0012", "林晓月", date(2025, 3, 1), "6222020200112233445")
    assert [account.full for account in row.accounts] == ["小满:晓月", "小满:晓月2"]


def test_filled_incidents_are_read(tmp_path: Path) -> None:
    sheet = read_incidents(filled("incidents", tmp_path), MONTH, [AGENT])
    (incident,) = sheet.incidents
    assert (incident.number, incident.kind, incident.points, incident.money) == ("0012", "大单", 3, 150)


@pytest.mark.parametrize(("kind", "count"), [("marks", 1), ("attendance", 10)])
def test_filled_marks_are_read(tmp_path: Path, kind: str, count: int) -> None:
    items = {"聊天质检": "item:quality"}
    sheet = read_marks(filled(kind, tmp_path), MONTH, [AGENT], lambda _: items)
    assert sheet.problems == ()
    assert len(sheet.marks) == count
