"""What is seen at once while the window is still made: the program's sign. Imports nothing heavy."""

import os
import sys

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.resources import resource_path

WIDTH, HEIGHT, SIGN = 320, 200, 96
WISH = "JIXIN_PAINTED"
"""The environment may name ``splash`` or ``window``: the program ends once that is painted. So its start is timed."""
STYLE = ("-style", "fusion")
"""Said on Qt's command line: to ask the application for its style takes several milliseconds."""


def application() -> QApplication:
    """The one QApplication: in the style Fusion, scaled by fractions as the system asks."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    return QApplication([*sys.argv[:1], *STYLE])


def show_splash(app: QApplication) -> QWidget:
    """The sign in the middle of the screen, painted when this returns.

    A label: Qt's own QSplashScreen waits up to a second for the screen.
    """
    splash = QLabel(None, Qt.WindowType.SplashScreen | Qt.WindowType.FramelessWindowHint)
    splash.setPixmap(_picture(app.palette(), app.devicePixelRatio()))
    splash.resize(WIDTH, HEIGHT)
    splash.move(app.primaryScreen().availableGeometry().center() - splash.rect().center())
    splash.show()
    app.processEvents()
    return splash


def end_if_timed(painted: str) -> None:
    """End the program at once where its start is timed up to what was painted now."""
    if os.environ.get(WISH) == painted:
        os._exit(0)


def _picture(palette: QPalette, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(WIDTH * ratio), round(HEIGHT * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(palette.color(QPalette.ColorRole.Window))
    sign = QRect((WIDTH - SIGN) // 2, (HEIGHT - SIGN) // 2, SIGN, SIGN)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(sign, QIcon(str(resource_path("icons", "jixin.ico"))).pixmap(256, 256))
    painter.end()
    return pixmap
