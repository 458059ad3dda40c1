"""The model of cells that are typed into."""

import pytest
from PySide6.QtCore import Qt

from app.ui.models.text_grid import TextGrid

RIGHT = Qt.AlignmentFlag.AlignRight


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("5208", True),
        ("−3.5", True),
        ("1,234.50", True),
        ("42 %", True),
        ("", False),
        ("迟到", False),
        ("8; 9", False),
        ("A001", False),
    ],
)
def test_figures_stand_to_the_right(text: str, right: bool) -> None:
    grid = TextGrid()
    grid.fixed = 1
    grid.show_cells(["", ""], [["5208", text]], frozenset())
    where = grid.data(grid.index(0, 1), Qt.ItemDataRole.TextAlignmentRole)
    assert (where is not None and bool(where & RIGHT)) is right
    assert grid.data(grid.index(0, 0), Qt.ItemDataRole.TextAlignmentRole) is None
