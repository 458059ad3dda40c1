"""A table of the window as CSV and as a workbook: numbers that count, texts that stay texts."""

from io import BytesIO

import openpyxl
import pytest

from app.documents.plain_table import table_csv, table_xlsx

ROWS = [
    ["姓名", "工号", "实发", "卡号"],
    ["林小美", "007", "4248.34", "6222021234567890123"],
    ["=1+1", "A1", "-12", ""],
]


def test_a_workbook_counts_with_figures_and_keeps_names() -> None:
    sheet = openpyxl.load_workbook(BytesIO(table_xlsx(ROWS))).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["姓名", "工号", "实发", "卡号"],
        ["林小美", "007", 4248.34, "6222021234567890123"],
        ["=1+1", "A1", -12, None],
    ]
    assert sheet["A3"].data_type == "s"
    assert (sheet["C2"].number_format, sheet.freeze_panes) == ("#,##0.00", "A2")


def test_a_csv_has_nothing_that_a_sheet_would_run() -> None:
    text = table_csv(ROWS).decode("utf-8-sig")
    assert text.splitlines() == [
        "姓名,工号,实发,卡号",
        "林小美,007,4248.34,'6222021234567890123",
        "'=1+1,A1,-12,",
    ]


@pytest.mark.parametrize("make", [table_csv, table_xlsx])
def test_the_same_table_is_the_same_file(make) -> None:
    assert make(ROWS) == make(ROWS)
