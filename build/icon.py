"""Makes resources/icons/jixin.ico, the program's icon for Windows, from the icon that the window draws.

QT_QPA_PLATFORM=offscreen uv run build/icon.py
"""

import io
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer
from PySide6.QtWidgets import QApplication

from app.ui.application import program_icon
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


if __name__ == "__main__":
    sys.exit(main())
