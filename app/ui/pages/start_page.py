"""First start: new book, demonstration, open a book, or drop one here."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.kit import Kit
from app.ui.tasks import Task
from app.ui.widgets.basics import button, label, repolish
from app.ui.widgets.calm_scroll import CalmScroll
from app.ui.widgets.notes import ErrorSentence
from app.ui.widgets.steps_drawing import StepsDrawing

_WIDTH = 760
BACKUP_SUFFIX = ".jixin-backup"


class StartPage(QFrame):
    """Says what the program is for and offers the three ways in; the window does what is asked."""

    new_asked = Signal()
    demo_asked = Signal()
    open_asked = Signal()
    restore_asked = Signal()
    file_dropped = Signal(object)

    def __init__(self, kit: Kit, languages: QMenu) -> None:
        super().__init__()
        self.setObjectName("startpage")
        self.setAcceptDrops(True)
        self._kit = kit
        self._drop = self._drop_zone()
        self._wrong = ErrorSentence(kit)
        self.lost = label("fact")
        self.lost.setWordWrap(True)
        self.lost.hide()
        column = QVBoxLayout()
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        self._head(column)
        rows = (
            ("new", "file-plus", "primary", self.new_asked),
            ("demo", "play", "", self.demo_asked),
            ("open", "folder-open", "", self.open_asked),
        )
        self.buttons: dict[str, QPushButton] = {}
        for name, icon, kind, signal in rows:
            self.buttons[name] = button(kit, f"ui.start_{name}_act", kind=kind)
            self.buttons[name].clicked.connect(signal)
            column.addWidget(self._row(name, icon, self.buttons[name]))
        column.addWidget(self._drop)
        column.addWidget(self._wrong)
        column.addSpacing(6)
        column.addLayout(self._foot(languages))
        self._center(column)

    def _center(self, column: QVBoxLayout) -> None:
        """The column stands in the middle, at most 760 wide, and scrolls in a low window."""
        inside = QWidget()
        inside.setLayout(column)
        inside.setMaximumWidth(_WIDTH + 32)
        body = QWidget()
        body.setObjectName("body")
        middle = QVBoxLayout(body)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        middle.addLayout(row)
        middle.addStretch(3)
        area = CalmScroll()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _head(self, column: QVBoxLayout) -> None:
        title, lead = label("hero"), label("lead")
        self._kit.words.put(title, "ui.start_title")
        self._kit.words.put(lead, "ui.start_lead")
        for text in (title, lead):
            text.setWordWrap(True)
            column.addWidget(text)
        column.addWidget(self.lost)
        column.addSpacing(18)
        column.addWidget(StepsDrawing(self._kit))
        column.addSpacing(20)

    def _row(self, name: str, icon: str, act: QPushButton) -> QFrame:
        row = QFrame()
        row.setObjectName("startrow")
        row.setProperty("state", "now" if name == "new" else "")
        row.setFixedHeight(72)
        mark, what, why = QLabel(), label("name"), label("fact")
        mark.setObjectName("startmark")
        mark.setFixedSize(QSize(40, 40))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._kit.theme.put_icon(mark, icon, "accent", 20)
        self._kit.words.put(what, f"ui.start_{name}")
        self._kit.words.put(why, f"ui.start_{name}_why")
        act.setMinimumWidth(96)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addStretch()
        texts.addWidget(what)
        texts.addWidget(why)
        texts.addStretch()
        line = QHBoxLayout(row)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(14)
        line.addWidget(mark)
        line.addLayout(texts, 1)
        line.addWidget(act)
        return row

    def _drop_zone(self) -> QFrame:
        zone = QFrame()
        zone.setObjectName("dropzone")
        zone.setFixedHeight(44)
        icon, text = QLabel(), label("fact")
        self._kit.theme.put_icon(icon, "file-down", "text2", 16)
        self._kit.words.put(text, "ui.start_drop")
        row = QHBoxLayout(zone)
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(icon)
        row.addWidget(text)
        row.addStretch()
        return zone

    def _foot(self, languages: QMenu) -> QHBoxLayout:
        icon, text = QLabel(), label("small")
        self._kit.theme.put_icon(icon, "hard-drive-download", "text2", 14)
        self._kit.words.put(text, "ui.start_offline")
        restore = button(self._kit, "ui.start_restore", kind="link")
        restore.clicked.connect(self.restore_asked)
        self.buttons["restore"] = restore
        choose = QToolButton()
        choose.setProperty("kind", "quiet")
        choose.setMenu(languages)
        choose.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._kit.words.put(choose, "ui.start_language", "setAccessibleName")
        self._kit.words.put(choose, "ui.start_language", "setToolTip")
        self.language = choose
        self._kit.words.changed.connect(self._say_language)
        self._say_language()
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(icon)
        row.addWidget(text)
        row.addStretch()
        row.addWidget(restore)
        row.addWidget(choose)
        return row

    def say_lost(self, book: Path) -> None:
        """Say that the book that was open last is not where it was."""
        self._kit.words.put(self.lost, "ui.start_lost", file=book.name)
        self.lost.show()

    def wait_for(self, task: Task) -> None:
        """While a book is being made or opened nothing else can be started; the status bar says what is going on."""
        task.ended.connect(self._offer)
        self._offer(free=False)

    @Slot()
    def _offer(self, *, free: bool = True) -> None:
        for each in self.buttons.values():
            each.setEnabled(free)

    def _say_language(self) -> None:
        language = self._kit.words.texts.language
        self.language.setText(self._kit.words(f"ui.language_{language}"))

    def _over(self, *, over: bool) -> None:
        self._drop.setProperty("state", "over" if over else "")
        repolish(self._drop)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._over(over=False)
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        books = books_in(event.mimeData())
        if books:
            self._wrong.say("")
            self.file_dropped.emit(books[0])
        elif files:
            self._wrong.say(self._kit.words("ui.start_drop_wrong", file=files[0].name))


def books_in(data: QMimeData) -> list[Path]:
    """The books, and backups of books, among what is dragged."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [file for file in files if file.suffix.casefold() in (".jixin", BACKUP_SUFFIX)]
