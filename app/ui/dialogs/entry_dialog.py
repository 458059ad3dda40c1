"""The sheets to type a month's marks and incidents into."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.ui.kit import Kit
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, label
from app.ui.widgets.incidents_entry import IncidentsEntry
from app.ui.widgets.marks_entry import MarksEntry
from app.wording.numbers import month_text

KINDS = ("marks", "incidents")


class EntryDialog(Dialog):
    """Everything is kept as it is typed and can be undone; there is nothing to save when it is closed."""

    def __init__(self, kit: Kit, parent: QWidget, kind: str) -> None:
        super().__init__(parent)
        self._kit, words = kit, kit.words
        self.setWindowTitle(words("ui_entry.title", month=month_text(kit.month.month, words.texts)))
        self.marks, self.incidents = MarksEntry(kit), IncidentsEntry(kit)
        self.tabs, self._stack = QTabBar(), QStackedWidget()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for name, widget in zip(KINDS, (self.marks, self.incidents), strict=True):
            self.tabs.addTab(words(f"ui_entry.tab_{name}"))
            self._stack.addWidget(widget)
        self.tabs.setAccessibleName(self.windowTitle())
        self.tabs.currentChanged.connect(self._turn)
        self._said = label("small")
        undo, close = button(kit, "ui_entry.undo", icon="undo-2"), button(kit, "ui_entry.close", kind="primary")
        undo.setEnabled(kit.edits.stack.canUndo())
        undo.clicked.connect(kit.edits.stack.undo)
        undo.setAutoDefault(False)
        close.setAutoDefault(False)
        kit.edits.stack.canUndoChanged.connect(undo.setEnabled)
        close.clicked.connect(self.accept)
        self.undo = undo
        undo.setShortcut("Ctrl+Z")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._said, 1)
        row.addWidget(undo)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._stack, 1)
        column.addLayout(row)
        kit.edits.done.connect(self._said.setText)
        kit.edits.turned.connect(self._say_turned)
        self.resize(980, 560)
        self.marks.load()
        self.incidents.load()
        self.tabs.setCurrentIndex(KINDS.index(kind))
        self._turn(KINDS.index(kind))

    def _say_turned(self, text: str, back: bool) -> None:
        self._said.setText(self._kit.words("ui.undone" if back else "ui.redone", text=text))

    def _turn(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        (self.marks, self.incidents)[place].table.setFocus()
