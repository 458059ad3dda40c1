"""Lucide icons drawn in a colour, sharp at any screen ratio."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.resources import resource_path


def icon_pixmap(name: str, colour: str, size: int, ratio: float, gap: int = 0) -> QPixmap:
    """The icon as a pixmap of ``size`` device-independent pixels, with an empty ``gap`` at its right."""
    image = QImage(_shape(name, size, ratio, gap))  # its own data: pixmaps of one image are one in Qt's cache
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(image.rect(), QColor(colour))
    painter.end()
    pixmap = QPixmap.fromImage(image)
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
def _shape(name: str, size: int, ratio: float, gap: int) -> QImage:
    """The icon in black: it has one colour, so the others are laid over it."""
    image = QImage(round((size + gap) * ratio), round(size * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(_source(name, size))).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    return image


def _source(name: str, size: int) -> bytes:
    source = resource_path("icons", f"{name}.svg").read_bytes().replace(b"currentColor", b"black")
    return source if size <= 16 else source.replace(b'stroke-width="2"', b'stroke-width="1.75"')
