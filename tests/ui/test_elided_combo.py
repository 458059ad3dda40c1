"""A combo whose text gives way."""

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.ui.kit import Kit
from app.ui.widgets.elided_combo import ElidedCombo


def test_texts_that_are_gone_leave_no_width(kit: Kit, qtbot: QtBot) -> None:
    box = ElidedCombo()
    qtbot.addWidget(box)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.addItem("售前（云朵组） · 淘宝售前岗位")
    box.show()
    for mode in ("dark", "light"):
        kit.theme.set_mode(mode)
    before = box.sizeHint().width()
    assert box.minimumSizeHint().width() <= before
    box.clear()
    box.addItem("VIP")
    assert box.minimumSizeHint().width() <= box.sizeHint().width() < before
