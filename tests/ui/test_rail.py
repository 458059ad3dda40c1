"""The rail looks the same however the window came to its size."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.ui.main_window import MainWindow

LEAST, LAPTOP = (911, 450), (1366, 688)


def rail(window: MainWindow, size: tuple[int, int]) -> QImage:
    """The rail in a window of a size; not which button has the keyboard."""
    window.resize(*size)
    QApplication.processEvents()
    if focus := QApplication.focusWidget():
        focus.clearFocus()
    return window.rail.grab().toImage()


@pytest.mark.parametrize(("size", "other"), [(LEAST, LAPTOP), (LAPTOP, LEAST)])
def test_as_before_after_another_size_and_other_colours(
    opened: MainWindow, size: tuple[int, int], other: tuple[int, int]
) -> None:
    opened.kit.theme.set_mode("light")
    before = rail(opened, size)
    opened.kit.theme.set_mode("dark")
    rail(opened, other)
    opened.kit.theme.set_mode("light")
    assert rail(opened, size) == before


def test_a_narrow_rail_has_its_icons_in_the_middle(opened: MainWindow) -> None:
    picture = rail(opened, LEAST)
    ground = picture.pixel(2, picture.height() // 2)
    drawn = [x for x in range(picture.width()) for y in range(50, 80) if picture.pixel(x, y) != ground]
    assert abs(min(drawn) + max(drawn) - (picture.width() - 1)) <= 2
