"""Tables line up by what a terminal shows."""

import pytest

from app.cli.tables import display_width, table


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("A001", 4), ("工资", 4), ("工资 A1", 7), ("，", 2), ("é", 1), ("e\u0301", 1), ("㛃", 2), ("\u200b", 0)],
)
def test_display_width(text: str, width: int) -> None:
    assert display_width(text) == width


def test_columns_line_up() -> None:
    text = table(["姓名", "Net"], [["林小美", "1.00"], ["Amy", "1,234.50"]], right="lr")
    assert text.splitlines() == [
        "姓名         Net",
        "------  --------",
        "林小美      1.00",
        "Amy     1,234.50",
    ]


def test_a_line_has_no_trailing_blanks() -> None:
    assert table(["a", "b"], [["long cell", ""]]).splitlines()[-1] == "long cell"
