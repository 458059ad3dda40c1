"""What is to be known of the open book, above every page: that it can only be read, what is wrong with its place."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.problem import Problem
from app.ui.kit import Kit
from app.ui.widgets.basics import button
from app.ui.widgets.notes import Banner
from app.wording.problems import problem_text

if TYPE_CHECKING:
    from app.services.desk import OpenedBook


class BookNotice(QWidget):
    """That it can only be read stays; warnings go away when they were read."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._warnings: tuple[Problem, ...] = ()
        self.read = button(kit, "ui_backup.notice_read", kind="link")
        self.banner = Banner(kit, self.read)
        self.read.clicked.connect(self._was_read)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 0)
        row.addWidget(self.banner)
        kit.backend.looked_over.connect(self._show)
        kit.words.changed.connect(self._say)
        self.hide()

    def _show(self, opened: "OpenedBook") -> None:
        self._warnings = opened.warnings
        self._say()

    def _was_read(self) -> None:
        self._warnings = ()
        self._say()

    def _say(self) -> None:
        words, read_only = self._kit.words, self._kit.month.read_only
        lines = [words("ui_backup.read_only")] if read_only else []
        lines += [problem_text(one, words.texts) for one in self._warnings]
        self.read.setVisible(bool(self._warnings))
        self.banner.say(
            "\n".join(lines), "warn" if self._warnings else "info", "triangle-alert" if self._warnings else "eye"
        )
        self.setVisible(bool(lines))
