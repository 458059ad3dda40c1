"""One thing to look at: whose it is, what it is, and what can be done about it."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from app.ui.kit import Kit
from app.ui.widgets.basics import ElidedLabel, button, label


class FlagRow(QFrame):
    """35 px; up to two links at the right, each told apart for screen readers by the name of the person."""

    def __init__(
        self, kit: Kit, icon: tuple[str, str], name: str, text: str, acts: tuple[tuple[str, Callable[[], None]], ...]
    ) -> None:
        super().__init__()
        self.setMinimumHeight(34)
        mark, who, what = QLabel(), label("strong", name), ElidedLabel()
        kit.theme.put_icon(mark, icon[0], icon[1], 14)
        what.setText(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(mark)
        row.addWidget(who)
        row.addSpacing(8)
        row.addWidget(what, 1)
        self.buttons: list[QPushButton] = []
        for key, act in acts:
            link = button(kit, key, kind="link")
            link.setAccessibleName(f"{name}: {link.text()}")
            link.clicked.connect(act)
            self.buttons.append(link)
            row.addWidget(link)
