"""The steps of the wizard, however narrow the window."""

from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from app.ui.kit import Kit
from app.ui.widgets.step_bar import StepBar


@pytest.mark.parametrize("current", range(6))
@pytest.mark.parametrize("width", [700, 480, 330, 250])
def test_no_step_is_cut_off(kit: Kit, qtbot: QtBot, width: int, current: int) -> None:
    bar = StepBar(kit.theme)
    qtbot.addWidget(bar)
    bar.show()
    bar.set_steps(["Files", "Columns", "People", "Check", "Import"])
    bar.set_current(current)
    bar.resize(max(width, bar.minimumSizeHint().width()), 24)
    places = bar._places()
    assert places[0].left() >= 0
    assert places[-1].right() < bar.width()
    assert all(one.right() < other.left() for one, other in pairwise(places))
