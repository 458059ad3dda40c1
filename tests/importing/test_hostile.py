"""Files that are damaged, lying or hostile: one clear problem each, quickly, and never a crash."""

import io
import os
import re
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.problem import JixinError, Severity
from app.importing.compound import Compound, wrapped
from app.importing.workbook import read_workbook
from tests.importing.sheets import DATA, HEADERS, codes, patched, planned, values, write

ROWS = [HEADERS, ("甲", 10, 4, 5), ("乙", 8, 2, 3)]
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def refusal(path: Path) -> tuple[str, str]:
    file = planned(path)
    assert len(file.problems) == 1 and not file.storable and file.observations == ()
    return file.problems[0].code, file.problems[0].cell


def inside(extra: bytes):
    return lambda data: data.replace(b"</sheetData>", extra + b"</sheetData>")


def test_a_stray_cell_in_the_last_corner_is_refused_by_its_address(tmp_path: Path) -> None:
    stray = inside(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert refusal(patched(write(tmp_path, ROWS), stray)) == ("sheet_too_large", "XFD1048576")


def test_formatted_but_empty_cells_far_away_do_no_harm(tmp_path: Path) -> None:
    far = b"".join(b'<row r="%d"><c r="XFD%d" s="0"/></row>' % (row, row) for row in range(900_000, 901_000))
    file = planned(patched(write(tmp_path, ROWS), inside(far)))
    assert file.rows == 2 and not file.problems


@pytest.mark.parametrize("reference", ["A1", "A1:XFD1048576", "Z9"])
def test_a_lying_dimension_changes_nothing(tmp_path: Path, reference: str) -> None:
    path = patched(write(tmp_path, ROWS), lambda data: data.replace(b'ref="A1:D3"', f'ref="{reference}"'.encode()))
    assert planned(path).rows == 2


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"]
)
def test_a_doctype_is_refused_in_any_part(tmp_path: Path, part: str) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    assert refusal(patched(write(tmp_path, ROWS), lambda data: bomb + data, part)) == ("file_hostile", "")


def test_a_zip_bomb_is_refused_before_it_is_expanded(tmp_path: Path) -> None:
    path = patched(write(tmp_path, ROWS), inside(b" " * 60_000_000))
    assert path.stat().st_size < 100_000
    assert refusal(path) == ("file_expands", "")


def test_a_part_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    path = write(tmp_path, ROWS)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    place = data.find(b"xl/worksheets/sheet1.xml", data.find(b"PK\x01\x02"))
    entry = data.rfind(b"PK\x01\x02", 0, place)
    assert struct.unpack_from("<I", data, entry + 24)[0] == size
    struct.pack_into("<I", data, entry + 24, 100)
    path.write_bytes(bytes(data))
    assert refusal(path) == ("file_damaged", "")


@pytest.mark.parametrize("kept", [10, 500, 3000])
def test_truncated_workbooks_are_damaged(tmp_path: Path, kept: int) -> None:
    path = write(tmp_path, ROWS)
    path.write_bytes(path.read_bytes()[:kept])
    assert refusal(path) == ("file_damaged", "")


def test_error_cells_and_uncomputed_formulas_are_found_with_their_addresses(tmp_path: Path) -> None:
    path = write(tmp_path, [*ROWS, ("丙", "=B2+B3", "=1", 1), ("丁", 1, 1, "#DIV/0!")])
    file = planned(path)
    found = [
        (problem.code, problem.cell, problem.params["value"])
        for problem in file.problems
        if problem.severity is Severity.ERROR
    ]
    assert found == [("formula_unsaved", "B4", ""), ("formula_unsaved", "C4", ""), ("error_cell", "D5", "#DIV/0!")]


def test_a_saved_formula_is_its_value_even_an_empty_text(tmp_path: Path) -> None:
    empty = b"<v ?(?:/>|></v>)"
    path = patched(
        write(tmp_path, [*ROWS, ("丙", "=B2+B3", '=""', 1)]),
        lambda data: re.sub(
            rb'<c r="C4"><f>""</f>' + empty,
            rb'<c r="C4" t="str"><f>""</f><v></v>',
            re.sub(b"<f>B2\\+B3</f>" + empty, b"<f>B2+B3</f><v>18</v>", data),
        ),
    )
    found = values(planned(path).observations)
    assert found["丙", "inquiry_users"] == 18 and ("丙", "inquiry_paid_users") not in found


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
def test_every_error_value(tmp_path: Path, error: str) -> None:
    path = patched(
        write(tmp_path, ROWS),
        lambda data: data.replace(b'<c r="B2" t="n"><v>10</v>', f'<c r="B2" t="e"><v>{error}</v>'.encode()),
    )
    assert refusal(path) == ("error_cell", "B2")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"  \r\n", "file_empty"),
        (b"%PDF-1.7\n%rest", "file_foreign"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "file_foreign"),
        (b"SQLite format 3\x00" + bytes(100), "file_foreign"),
        (b'<?xml version="1.0"?><Workbook/>', "file_foreign"),
        (b"<html><body>no table</body></html>", "file_foreign"),
        (b"\xff\xff\xff", "file_encoding"),
        ("旺旺昵称,人".encode() + "询单,".encode("gb18030"), "file_encoding"),
        (OLE + bytes(2000), "file_damaged"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "file_encrypted"),
        (OLE + b"\x07" * 100, "file_damaged"),
    ],
)
def test_what_is_no_sheet_says_why(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(data)
    assert refusal(path)[0] == code


def test_other_zip_files_are_foreign(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(path) == ("file_foreign", "")


def test_missing_folder_temporary_and_large_files(tmp_path: Path) -> None:
    assert refusal(tmp_path / "没有.xlsx")[0] == "file_missing"
    assert refusal(tmp_path)[0] == "file_unreadable"
    lock = tmp_path / "~$表.xlsx"
    lock.write_bytes(b"x")
    assert refusal(lock)[0] == "file_temporary"
    large = tmp_path / "大.csv"
    with large.open("wb") as file:
        file.truncate(20_000_001)
    assert refusal(large)[0] == "file_too_large"


def test_too_many_rows_of_text(tmp_path: Path) -> None:
    path = tmp_path / "长.csv"
    path.write_text("a,b\n" * 20_001, "utf-8")
    assert refusal(path)[0] == "sheet_too_large"


def test_an_old_xls_is_read_under_any_name_and_its_errors_are_seen() -> None:
    good = planned(DATA / "sheets" / "旧版_202610.xlsx")
    assert not good.problems
    assert values(good.observations) == {
        ("甲", "inquiry_users"): 10,
        ("甲", "inquiry_paid_users"): 4,
        ("乙", "inquiry_users"): 8,
        ("乙", "inquiry_paid_users"): 2,
    }
    bad = planned(DATA / "sheets" / "旧版_错误值_202610.xls")
    assert [(problem.code, problem.cell) for problem in bad.problems] == [("error_cell", "B2"), ("error_cell", "C3")]


def xls(change) -> bytes:
    """The old sample with its workbook stream changed."""
    data = (DATA / "sheets" / "旧版_202610.xlsx").read_bytes()
    file = Compound(data)
    name, start, size = next(entry for entry in file.entries() if entry[0] == "Workbook")
    return wrapped(name, change(file.stream(start, size)))


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def test_sizes_that_an_old_xls_states_falsely_set_no_room_aside(tmp_path: Path) -> None:
    def lie(stream: bytes) -> bytes:
        changed = bytearray(stream)
        for kind, body in ((0x00FC, b"\xff" * 8), (0x0200, b"\0\0\0\0\xff\xff\xff\xff\0\0\xff\xff")):
            place = changed.index(
                struct.pack("<H", kind) + struct.pack("<H", changed[changed.index(struct.pack("<H", kind)) + 2])
            )
            changed[place + 4 : place + 4 + len(body)] = body
        return bytes(changed)

    path = tmp_path / "旧_202610.xls"
    path.write_bytes(xls(lie))
    planned(path)


def test_a_cell_far_away_in_an_old_xls_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "旧_202610.xls"
    far = record(0x0203, struct.pack("<HHHd", 65535, 255, 0, 1.0))
    path.write_bytes(xls(lambda stream: stream + far))
    assert refusal(path) == ("sheet_too_large", "IV65536")


def test_an_old_xls_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "旧_202610.xls"
    path.write_bytes(xls(lambda stream: stream[:20] + record(0x002F, bytes(54)) + stream[20:]))
    assert refusal(path) == ("file_encrypted", "")


SAMPLES = [path.read_bytes() for path in sorted((DATA / "sheets").glob("*.xls*"))]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(SAMPLES), st.integers(0, 10**6), st.binary(min_size=1, max_size=8), st.booleans())
def test_a_damaged_sample_is_read_or_refused_never_a_crash(
    tmp_path: Path, data: bytes, place: int, junk: bytes, cut: bool
) -> None:
    place %= len(data)
    path = tmp_path / "坏.xlsx"
    path.write_bytes(data[:place] + junk + (b"" if cut else data[place + len(junk) :]))
    planned(path)


def test_bytes_inside_a_part_may_be_anything(tmp_path: Path) -> None:
    path = write(tmp_path, ROWS)
    for change in (b"<row", b"</row>", b'r="B2"', b"<v>", b'r="A1"'):
        broken = patched(path, lambda data, change=change: data.replace(change, b'r="B99999999999"', 1))
        try:
            read_workbook(broken)
        except JixinError as fault:
            assert {problem.code for problem in fault.problems} <= {"file_damaged", "sheet_too_large"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permission")
def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, ROWS)

    def denied(_: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", denied)
    assert refusal(path)[0] == "file_unreadable"


def test_reading_from_memory_leaves_the_file_alone(tmp_path: Path) -> None:
    path = write(tmp_path, ROWS)
    before = path.read_bytes()
    planned(path)
    assert io.BytesIO(before).getvalue() == path.read_bytes() and codes(planned(path)) == []
