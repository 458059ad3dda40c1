"""Makes resources/icons/jixin.ico, the program's icon: 绩 on the accent, drawn, so that it is sharp at every size.

QT_QPA_PLATFORM=offscreen uv run build/icon.py
"""

import io
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from app.ui.application import window_font
from app.ui.theme import tokens

FILE = Path(__file__).resolve().parent.parent / "resources" / "icons" / "jixin.ico"


def main() -> int:
    """Write the icon, every size drawn for itself."""
    _app = QApplication(sys.argv[:1])
    icon = program_icon(tokens("light"))
    sizes = sorted(size.width() for size in icon.availableSizes())
    pictures: list[Image.Image] = []
    for size in sizes:
        buffer = QBuffer()
        icon.pixmap(size, size).save(buffer, "PNG")  # type: ignore[call-overload]  # PySide6 knows QIODevice here
        pictures.append(Image.open(io.BytesIO(bytes(buffer.data().data()))))
    largest = pictures.pop()
    largest.save(FILE, sizes=[(size, size) for size in sizes], append_images=pictures)
    return 0


def program_icon(colours: dict[str, str]) -> QIcon:
    """The sign in the colours of a theme."""
    icon = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours["accent"]))
        painter.drawRoundedRect(pixmap.rect(), size * 0.2, size * 0.2)
        font = window_font()
        font.setPixelSize(max(8, round(size * 0.66)))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours["on"]))
        painter.drawText(pixmap.rect(), int(Qt.AlignmentFlag.AlignCenter), "绩")
        painter.end()
        icon.addPixmap(pixmap)
    return icon


if __name__ == "__main__":
    sys.exit(main())
