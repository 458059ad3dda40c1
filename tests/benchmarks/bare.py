"""The floor of a start: a program that paints one label in a window and ends."""

BARE = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, lambda: os._exit(0))
        return False

app = QApplication(sys.argv)
label, painted = QLabel("bare"), Painted()
label.resize(1366, 688)
label.installEventFilter(painted)
label.show()
app.exec()
"""
