"""Taking a table or a chart along: copied, or saved as a file. In its context menu, and in the menu of a button."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QPixmap
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from app.services import take_out
from app.ui.file_asking import FileAsking, opens
from app.ui.kit import Kit
from app.ui.widgets.basics import icon_button
from app.wording.numbers import month_text

Cells = list[list[str]]
"""The heads, then the rows, as plain texts: no ¥, no signs for thousands."""


class TakeOut(QObject):
    """What ``view`` shows, as ``cells`` and, if it is a chart, as a picture. Files have its accessible name."""

    def __init__(self, kit: Kit, view: QWidget, cells: Callable[[], Cells], *, picture: bool = False) -> None:
        super().__init__(view)
        self._kit, self._view, self._cells = kit, view, cells
        self.actions_: dict[str, QAction] = {}
        if picture:
            self._add("copy_picture", "copy", self.copy_picture)
            self._add("save_picture", "download", self.save_picture)
        self._add("copy_table", "copy", self.copy_table)
        self._add("save_table", "table-2", self.save_table)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _add(self, name: str, icon: str, act: Callable[[], None]) -> None:
        action = QAction(self._view)
        self._kit.words.put(action, f"ui.take_{name}")
        self._kit.theme.put_icon(action, icon, "text2", 16)
        action.triggered.connect(act)
        self._view.addAction(action)
        self.actions_[name] = action

    def button(self) -> QToolButton:
        """A small button with the same menu, where a click with the other button would not be found."""
        found = icon_button(self._kit, "ui.take", "download")
        menu = QMenu(found)
        menu.addActions(list(self.actions_.values()))
        found.setMenu(menu)
        found.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return found

    def copy_picture(self) -> None:
        """Put the chart on the clipboard."""
        QGuiApplication.clipboard().setPixmap(self._picture())

    def copy_table(self) -> None:
        """Put heads and rows on the clipboard, as Excel takes them."""
        QGuiApplication.clipboard().setText(block(self._cells()))

    def save_picture(self) -> None:
        """Ask where to, and save the chart as a picture."""
        file = self._ask("png", "ui.take_filter_picture")
        if file is not None:
            png = _png(self._picture())
            self._start(lambda: take_out.save_picture(file, png))

    def save_table(self) -> None:
        """Ask where to, and save heads and rows."""
        file, rows = self._ask("xlsx", "ui.take_filter_table"), self._cells()
        if file is not None:
            self._start(lambda: take_out.save_table(file, rows))

    def _picture(self) -> QPixmap:
        return self._view.grab()

    def _ask(self, suffix: str, kinds: str) -> Path | None:
        kit = self._kit
        month = month_text(kit.month.month, kit.words.texts)
        asking = FileAsking(kit.words, self._view.window(), kit.settings)
        file = asking.file("ui.take_save", f"{self._view.accessibleName()} {month}.{suffix}", kinds)
        return file if file is None or file.suffix else file.with_suffix(f".{suffix}")

    def _start(self, work: Callable[[], Path]) -> None:
        self._kit.backend.run("take", lambda _book, _progress: work(), self._saved, owner=self)

    def _saved(self, file: Path) -> None:
        words = self._kit.words
        self._kit.notices.offered.emit(
            words("ui.saved_one", file=file.name), words("ui.open_folder"), opens(file.parent)
        )


def block(cells: Cells) -> str:
    """Tabs between cells, a line for each row."""
    return "\n".join("\t".join(line) for line in cells)


def _png(pixmap: QPixmap) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    return bytes(data.data())
