"""What stands around the pages: the rail at the left, the month bar and notices of the book above."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget


class Shell(QWidget):
    """Lays them out; it does nothing of its own."""

    def __init__(self, rail: QWidget, month_bar: QWidget, notice: QWidget, pages: QWidget) -> None:
        super().__init__()
        frame = QFrame()
        frame.setObjectName("page")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(notice)
        inside.addWidget(pages, 1)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(month_bar)
        right.addWidget(frame, 1)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(rail)
        columns.addLayout(right, 1)
