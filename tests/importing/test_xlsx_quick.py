"""Plain sheets are told from their bytes; whatever is not plain is left to the slow look."""

import io
import zipfile

import pytest

from app.importing import xlsx_quick
from app.importing.refusal import ORDERS, REPORTS, Refusal
from app.importing.xlsx_quick import plain_extras

HEAD = '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="x"><cols><col min="1"/></cols><sheetData>'
TAIL = "</sheetData></worksheet>"


def sheet(rows: str, head: str = HEAD) -> bytes:
    return f"{head}{rows}{TAIL}".encode()


def plain(data: bytes) -> bool:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", data)
    with zipfile.ZipFile(made) as archive:
        return plain_extras(archive, archive.infolist()[0], ORDERS) is not None


def rows(
    count: int, cells: str = '<c r="A{0}" t="inlineStr"><is><t>x</t></is></c><c r="C{0}" s="1"><v>1.5</v></c>'
) -> str:
    return "".join(f'<row r="{row}">{cells.format(row)}</row>' for row in range(1, count + 1))


@pytest.mark.parametrize("count", [1, 9, 10, 11, 99, 100, 5000])
def test_values_are_plain(count: int) -> None:
    assert plain(sheet(rows(count)))


def test_a_sheet_of_many_chunks_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_quick, "_CHUNK", 512)
    assert plain(sheet(rows(3000)))
    assert not plain(sheet(rows(2999) + '<row r="3000"><c r="A3000" t="e"><v>#N/A</v></c></row>'))


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A2" t="e"><v>#DIV/0!</v></c>',
        '<c r="A2"><f>1+1</f></c>',
        '<c r="A2" t="str"><f>1</f><v>1</v></c>',
        '<c t="n"><v>1</v></c>',
        "<c><v>1</v></c>",
        "<c r='A2'><v>1</v></c>",
        '<c  r="A2"><v>1</v></c>',
        '<c\nr="XFD2"><v>1</v></c>',
        '<c r="XFD2"><v>1</v></c>',
        '<c r="A10000000"><v>1</v></c>',
        '<c r="A1048576"><v>1</v></c>',
        '<x:c r="A2"><v>1</v></c>' + '<c r="ZZ1"><v>1</v></c>',
    ],
)
def test_anything_else_is_not(cell: str) -> None:
    assert not plain(sheet(f'{rows(1)}<row r="2">{cell}</row>'))


@pytest.mark.parametrize(
    "head",
    [
        HEAD.replace("<worksheet", "<!DOCTYPE x><worksheet"),
        HEAD.replace("UTF-8", "GBK"),
        HEAD.replace("<worksheet", "<x:worksheet"),
    ],
)
def test_another_prologue_is_not(head: str) -> None:
    assert not plain(sheet(rows(3), head))


def test_no_sheet_is_not() -> None:
    assert (
        not plain(b"<sst><si><t>x</t></si></sst>")
        and not plain(b"")
        and not plain(sheet(rows(3)).decode().encode("utf-16"))
    )


def test_too_many_rows_are_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet(rows(REPORTS.rows + 1)))
    with zipfile.ZipFile(made) as archive, pytest.raises(Refusal) as refused:
        plain_extras(archive, archive.infolist()[0], REPORTS)
    assert refused.value.code == "sheet_too_large"


def test_hidden_rows_are_told() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        body = (
            rows(3)
            .replace('<row r="2">', '<row r="2" spans="1:3" hidden="1">')
            .replace('<row r="3">', '<row hidden="true" r="3">')
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml", sheet(body, HEAD.replace('<col min="1"/>', '<col min="1" hidden="1"/>'))
        )
    with zipfile.ZipFile(made) as archive:
        extras = plain_extras(archive, archive.infolist()[0], ORDERS)
    assert extras and extras.hidden == (1, 2)
