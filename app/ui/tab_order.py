"""Tab follows the eye: the order of the layouts, from top to bottom and from left to right, column after column."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QGridLayout, QLayout, QScrollArea, QSplitter, QWidget


def follow_layouts(root: QWidget) -> None:
    """Put what Tab stops at inside ``root`` into the order of the layouts; asked for anew with each Tab.

    Rows that come and go, and panes that change places in a narrow window, are where they are seen.
    """
    for before, after in pairwise(_stops(root)):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget | None) -> Iterator[QWidget]:
    if widget is None or widget.isHidden():
        return
    if widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value:
        yield widget
    layout = widget.layout()
    if isinstance(widget, QSplitter):
        for at in range(widget.count()):
            yield from _stops(widget.widget(at))
    elif isinstance(widget, QScrollArea):
        yield from _stops(widget.widget())
    elif layout is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for at in sorted(range(layout.count()), key=lambda at: _place(layout, at)):
        item: Any = layout.itemAt(at)
        if item.layout() is not None:
            yield from _laid_out(item.layout())
        else:
            yield from _stops(item.widget())


def _place(layout: Any, at: int) -> tuple[int, int]:
    """Row and column of an item; in a row or a column of items their order."""
    if isinstance(layout, QGridLayout):
        place: Any = layout.getItemPosition(at)
        return place[0], place[1]
    if isinstance(layout, QFormLayout):
        place = layout.getItemPosition(at)
        return place[0], place[1].value
    return 0, at


class Dialog(QDialog):
    """A dialog in which Tab follows the eye."""

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own name
        follow_layouts(self)
        return super().focusNextPrevChild(next)
