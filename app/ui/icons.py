"""Lucide icons drawn in a colour, sharp at any screen ratio."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.resources import resource_path


def icon_pixmap(name: str, colour: str, size: int, ratio: float, gap: int = 0) -> QPixmap:
    """The icon as a pixmap of ``size`` device-independent pixels, with an empty ``gap`` at its right."""
    pixmap = QPixmap(round((size + gap) * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(_source(name, colour, size).encode())).render(
        painter, QRectF(0, 0, size * ratio, size * ratio)
    )
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon_of(name: str, colour: str, size: int, checked: str, disabled: str, gap: int) -> QIcon:
    """The icon with its checked (may be "") and disabled colours; ``gap`` px are kept free behind it."""
    icon = QIcon()
    for ratio in _ratios():
        normal = icon_pixmap(name, colour, size, ratio, gap)
        grey = icon_pixmap(name, disabled, size, ratio, gap)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Selected):
            icon.addPixmap(normal, mode, QIcon.State.Off)
            if checked:
                icon.addPixmap(icon_pixmap(name, checked, size, ratio, gap), mode, QIcon.State.On)
        icon.addPixmap(grey, QIcon.Mode.Disabled, QIcon.State.Off)
    return icon


def _ratios() -> list[float]:
    """Those of every screen: an icon stays sharp when its window is moved."""
    return sorted({1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())})


@lru_cache(maxsize=256)
def _source(name: str, colour: str, size: int) -> str:
    text = resource_path("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    return text if size <= 16 else text.replace('stroke-width="2"', 'stroke-width="1.75"')
