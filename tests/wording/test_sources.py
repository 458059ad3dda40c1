"""Cells as they are printed: neighbours drawn together, marks of a page in ranges."""

import pytest

from app.domain.source import Source, SourceFile
from app.domain.trace import Trace
from app.wording.sources import SourceCell, SourceMarks, source_cells

FILES = {1: SourceFile("十月.xlsx", "数据信息")}


@pytest.mark.parametrize(
    ("cells", "drawn"),
    [
        ("D7 D8 D9", "D7:D9"),
        ("D7 E7 F7", "D7:F7"),
        ("Z1 AA1 AB1", "Z1:AB1"),
        ("D7 D8", "D7 D8"),
        ("D7 D8 E8 F8", "D7 D8 E8 F8"),
        ("D7 D8 D9 E9 F9", "D7:D9 E9 F9"),
        ("D7 D9 D8", "D7 D9 D8"),
        ("D7 E8 F9", "D7 E8 F9"),
        ("B2 D7 D8 D9 F1", "B2 D7:D9 F1"),
    ],
)
def test_three_neighbours_in_one_direction_are_a_range(cells: str, drawn: str) -> None:
    (found,) = source_cells((Source(1, tuple(cells.split())),), FILES)
    assert found == SourceCell("十月.xlsx", "数据信息", tuple(drawn.split()))


def test_equal_cells_have_one_mark_and_the_notes_of_a_file_stand_together() -> None:
    marks = SourceMarks(FILES)
    figures = [Trace("metric", sources=(Source(1, (cell,)),)) for cell in ("B2", "C2", "B2", "D2", "H9")]
    assert [marks.mark(figure) for figure in figures] == ["[1]", "[2]", "[1]", "[3]", "[4]"]
    assert marks.mark(Trace("metric")) == ""
    (note,) = marks.notes()
    assert (note.marks, note.file, note.cells) == (("[1]–[4]",), "十月.xlsx", ("B2:D2", "H9"))
