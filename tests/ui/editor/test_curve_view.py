"""The curve is drawn, read out with the arrow keys, copied, and in both themes; its library comes when it is needed."""

import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.domain.pay_curve import Jump, PayCurve
from app.ui.editor.curve_view import CurveView, _ticks
from app.ui.kit import Kit


def point(at: str, yuan: int) -> tuple[Fraction, int]:
    return Fraction(at), yuan * 100


CURVE = PayCurve(
    metric="inquiry_conversion",
    pieces=((point("0.25", 3000), point("0.3999", 3500)), (point("0.4", 5000), point("0.45", 5200))),
    jumps=(Jump(at=Fraction(2, 5), below=350_000, above=500_000),),
    here=point("0.35", 3300),
    others=(("林小美", Fraction(35, 100)), ("周雨桐", Fraction(30, 100)), ("何思琪", Fraction(42, 100))),
)


@pytest.fixture
def view(kit: Kit, qtbot: QtBot) -> Iterator[CurveView]:
    """A view of 500 × 320."""
    view = CurveView(kit)
    view.resize(500, 320)
    view.show()
    yield view
    view.close()
    view.deleteLater()


def texts(view: CurveView) -> list[str]:
    return [item.toPlainText() for item in view.plot.plotItem.items if hasattr(item, "toPlainText")]


def test_cliffs_and_the_agent_are_named(view: CurveView) -> None:
    view.show_curve(CURVE, "林小美")
    assert texts(view) == ["断崖 40 %\n差一点，少 ¥1,500.00", "林小美 35.00 %，3,300.00"]
    assert not view.grab().isNull()


def test_everything_goes_with_the_curve(view: CurveView, kit: Kit) -> None:
    view.show_curve(CURVE, "林小美")
    kit.theme.set_mode("dark")
    assert not view.grab().isNull()
    view.show_curve(None, "")
    assert texts(view) == []
    kit.theme.set_mode("light")


def test_arrow_keys_read_out_the_edges(view: CurveView, qtbot: QtBot) -> None:
    view.show_curve(CURVE, "林小美")
    said: list[str] = []
    view.read_out.connect(said.append)
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert said == [
        "25\u00a0%：应发 ¥3,000.00",
        "35\u00a0%：应发 ¥3,300.00",
        "40\u00a0%：应发 ¥3,500.00",
        "40\u00a0%：应发 ¥5,000.00",
        "40\u00a0%：应发 ¥3,500.00",
    ]
    assert view.accessibleDescription() == said[-1]


def test_the_picture_goes_to_the_clipboard(view: CurveView) -> None:
    view.show_curve(CURVE, "林小美")
    view.take_out.copy_picture()
    assert QGuiApplication.clipboard().pixmap().size() == view.grab().size()


def test_a_dot_says_whose_it_is(view: CurveView, qtbot: QtBot) -> None:
    view.show_curve(CURVE, "林小美")
    dots = [item for item in view.plot.plotItem.items if hasattr(item, "points") and len(item.points()) == 2]
    assert len(dots) == 1
    assert [each.data() for each in dots[0].points()] == ["周雨桐", "何思琪"]


@pytest.mark.parametrize(("low", "high"), [(0.25, 0.45), (3000, 5200), (6277.5, 6279), (0, 1), (5, 5)])
def test_ticks_are_few_and_round(low: float, high: float) -> None:
    found = _ticks(low, high)
    assert 1 <= len(found) <= 8
    assert all(low <= each <= high for each in found)


def test_the_library_is_not_loaded_before_it_is_needed() -> None:
    program = "import sys, app.ui.application; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
