"""The pages as they will be printed, any number of them; printing is a button there."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from app.ui.kit import Kit
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, icon_button, label
from app.ui.widgets.page_view import PageView

_WIDTH, _PAGE = 0.0, -1.0
_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


class PreviewDialog(Dialog):
    """``print_asked`` carries nothing: what is printed is what is shown."""

    print_asked = Signal()

    def __init__(self, kit: Kit, parent: QWidget, data: bytes, title: str) -> None:
        super().__init__(parent)
        self._kit = kit
        self.setWindowTitle(title)
        self.view = PageView(kit.theme, data)
        kit.words.put(self.view, "ui_papers.preview_pages", "setAccessibleName")
        self.page, self.zoom = QSpinBox(), QComboBox()
        self.page.setRange(1, self.view.count)
        self.page.setFixedWidth(72)
        self.page.lineEdit().setTextMargins(6, 0, 0, 0)
        kit.words.put(self.page, "ui_papers.preview_page", "setAccessibleName")
        kit.words.put(self.zoom, "ui_papers.preview_zoom", "setAccessibleName")
        self.zoom.addItem(kit.words("ui_papers.zoom_page"), _PAGE)
        self.zoom.addItem(kit.words("ui_papers.zoom_width"), _WIDTH)
        for share in _ZOOMS:
            self.zoom.addItem(f"{share:.0%}".replace("%", " %"), share)
        self.before = icon_button(kit, "ui_papers.preview_before", "chevron-up")
        self.after = icon_button(kit, "ui_papers.preview_after", "chevron-down")
        self.keep, self.printed = (
            button(kit, "ui.close"),
            button(kit, "ui_papers.print", icon="printer", kind="primary"),
        )
        self._assemble()
        self._connect()
        self._at(0)
        self.zoom.setCurrentIndex(self.zoom.findData(1.0))

    def _assemble(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        count = label("fact", self._kit.words("ui_papers.preview_of", count=self.view.count))
        for widget in (self.before, self.after, label("fact", self._kit.words("ui_papers.preview_page")), self.page):
            row.addWidget(widget)
        row.addWidget(count)
        row.addSpacing(12)
        row.addWidget(self.zoom)
        row.addStretch()
        row.addWidget(self.keep)
        row.addWidget(self.printed)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.view)
        self.resize(900, 680)

    def _connect(self) -> None:
        self.view.page_changed.connect(self._at)
        self.view.zoom_asked.connect(self._step_zoom)
        self.zoom.currentIndexChanged.connect(lambda: self.view.set_zoom(self.zoom.currentData()))
        self.page.valueChanged.connect(self._go)
        self.before.clicked.connect(self.page.stepDown)
        self.after.clicked.connect(self.page.stepUp)
        self.keep.clicked.connect(self.reject)
        self.printed.clicked.connect(lambda: self.print_asked.emit())
        for keys, step in ((QKeySequence.StandardKey.ZoomIn, 1), (QKeySequence.StandardKey.ZoomOut, -1)):
            QShortcut(keys, self, partial(self._step_zoom, step))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self.printed.click)
        self.view.setFocus()

    def _go(self, typed: int) -> None:
        self.view.show_page(typed - 1)

    def _at(self, page: int) -> None:
        """Say which page is in sight."""
        self.page.blockSignals(True)
        self.page.setValue(page + 1)
        self.page.blockSignals(False)
        self.before.setEnabled(page > 0)
        self.after.setEnabled(page < self.view.count - 1)

    def _step_zoom(self, step: int) -> None:
        """The next larger or smaller size of those to choose from."""
        now = self.view.scale() * 72 / 96
        further = [share for share in _ZOOMS if (share > now + 0.01 if step > 0 else share < now - 0.01)]
        if further:
            self.zoom.setCurrentIndex(self.zoom.findData(further[0] if step > 0 else further[-1]))
