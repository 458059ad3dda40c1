"""A scroll area that moves with the keyboard's focus only as far as the focused field needs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget


class CalmScroll(QScrollArea):
    """Qt keeps 50 px around the field in sight, so that a page jumps although nothing on it was hidden.

    A field that is entered from outside the area is brought into sight too; the area itself is no stop of Tab.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._show_focused)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's own name
        return QAbstractScrollArea.focusNextPrevChild(self, next)

    def _show_focused(self, _before: QWidget | None, now: QWidget | None) -> None:
        inside = self.widget()
        if now is None or not self.isVisible() or not inside or not inside.isAncestorOf(now):
            return
        if now.visibleRegion().boundingRect() != now.rect():
            self.ensureWidgetVisible(now, 8, 8)
