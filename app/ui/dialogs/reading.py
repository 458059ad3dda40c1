"""Something to read: the guide with its pictures, or the keys."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from app.resources import resource_path
from app.ui.kit import Kit
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, foot


class ReadingDialog(Dialog):
    """``name`` guide or keys: the Markdown of resources/guide in the language in use; pictures stand beside it."""

    def __init__(self, kit: Kit, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(kit.words(f"ui_settings.title_{name}"))
        folder = resource_path("guide")
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(self.windowTitle())
        self.text.document().setBaseUrl(QUrl.fromLocalFile(f"{folder}/"))
        self.text.document().setDocumentMargin(12)
        source = (folder / f"{name}_{kit.words.texts.language}.md").read_text("utf-8")
        self.text.document().setMarkdown(source, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        close = button(kit, "ui.about_close", kind="primary")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(self.text, 1)
        column.addLayout(foot(close))
        self.resize(800, 560)
