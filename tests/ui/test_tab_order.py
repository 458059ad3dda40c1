"""Tab goes through every page and dialog as the eye does: down a column and along a row, then to the column at the right."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QScrollArea, QTableView, QWidget

from app.ui.main_window import MainWindow
from app.ui.page_kinds import PAGES
from tests.ui.test_looks import dialogs

Settle = Callable[[], None]
SIZES = [(1366, 688), (911, 450)]


def stops(root: QWidget) -> list[QWidget]:
    """Where Tab stops inside ``root``, pressed until it comes round."""
    root.window().activateWindow()
    start = next((one for one in root.findChildren(QWidget) if one.isVisible() and reachable(one)), None)
    if start is None:
        return []
    start.setFocus(Qt.FocusReason.TabFocusReason)
    found: list[QWidget] = []
    for _ in range(400):
        now = QApplication.focusWidget()
        assert now is not None
        if now in found:
            return found
        if root.isAncestorOf(now):
            found.append(now)
        elif found and now is found[0]:
            return found
        modifier = (
            Qt.KeyboardModifier.ControlModifier if isinstance(now, QTableView) else Qt.KeyboardModifier.NoModifier
        )
        QTest.keyClick(now, Qt.Key.Key_Tab, modifier)
    raise AssertionError("Tab does not come round")


def reachable(widget: QWidget) -> bool:
    tab = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(tab) and widget.isEnabled() and not isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox)


def areas(widget: QWidget, root: QWidget) -> list[QScrollArea]:
    """What scrolls the widget, the innermost first."""
    found: list[QScrollArea] = []
    around = widget.parentWidget()
    while around is not None and around is not root:
        if isinstance(around, QScrollArea):
            found.append(around)
        around = around.parentWidget()
    return found


def places(before: QWidget, after: QWidget, root: QWidget) -> tuple[QRect, QRect]:
    """Where both stand in what scrolls them together; one in a list of its own stands where the list is."""
    around = areas(before, root), areas(after, root)
    common = next((area for area in around[0] if area in around[1]), None)
    base = (None if common is None else common.widget()) or root
    found: list[QRect] = []
    for widget, own in zip((before, after), around, strict=True):
        inner = own if common is None else own[: own.index(common)]
        shown = inner[-1] if inner else widget
        found.append(QRect(shown.mapTo(base, QPoint(0, 0)), shown.size()))
    return found[0], found[1]


def jumps(root: QWidget) -> list[str]:
    """Where the order leaves the eye: back in a row, or up without going to the right."""
    found = stops(root)
    if not found:
        return []
    round_trip = pairwise([*found, found[0]])
    back = [
        f"{name(before)} → {name(after)}" for before, after in round_trip if backwards(*places(before, after, root))
    ]
    return back if len(back) > 1 else []  # one way back there is: from the last to the first


def backwards(before: QRect, after: QRect) -> bool:
    shared = min(before.bottom(), after.bottom()) - max(before.top(), after.top())
    if shared * 2 > min(before.height(), after.height()):
        return after.left() < before.left()
    return after.top() < before.top() and after.left() < before.right()


def name(widget: QWidget) -> str:
    text = widget.accessibleName() or getattr(widget, "text", str)()
    return f"{type(widget).__name__} {text!r}"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", [kind.name for kind in PAGES])
def test_pages(opened: MainWindow, settle: Settle, page: str, size: tuple[int, int]) -> None:
    opened.resize(*size)
    opened.show_page(page)
    settle()
    settle()
    shown = opened.pages.page
    assert shown is not None
    assert jumps(shown) == []


def test_dialogs(opened: MainWindow, settle: Settle) -> None:
    faults: dict[str, list[str]] = {}
    for dialog in dialogs(opened.kit, opened):
        dialog.show()
        settle()
        QApplication.processEvents()
        if found := jumps(dialog):
            faults[type(dialog).__name__] = found
        dialog.close()
        dialog.deleteLater()
    assert faults == {}


def test_start_page(window: MainWindow, settle: Settle) -> None:
    settle()
    assert jumps(window.start) == []
