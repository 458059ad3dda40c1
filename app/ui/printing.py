"""A PDF on the system's printer: the pages are the file's own, at their true size."""

from collections.abc import Generator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.problem import JixinError, error
from app.services.print_pages import PRINT_DPI, open_pages

_BAND_PIXELS = 2_200_000
"""What is drawn in one go: the window waits for it, some hundredths of a second."""
_OVERLAP = 2
"""Rows that two bands share, so that no hairline shows between them."""


def ask_printer(data: bytes, parent: QWidget, title: str) -> QPrinter | None:
    """The printer with the pages, copies … that the person chose; None if they thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    with open_pages(data) as pages:
        width, height = pages.sizes[0]
        count = len(pages)
    if width > height:
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setMinMax(1, count)
    try:
        return printer if dialog.exec() == QDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()


def printing(printer: QPrinter, data: bytes, dpi: int = PRINT_DPI) -> Generator[tuple[int, int], None, int]:
    """Draw the pages that were asked for, a band at a time; each time how many pages are done of how many.

    In the end how many went out. A page larger than the paper is made to fit. Closed before its end, the job is
    called off where the system can do that. JixinError where the printer takes nothing.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise JixinError(error("print_not_begun", printer=printer.printerName() or printer.docName()))
    try:
        with open_pages(data) as pages:
            chosen = wanted(printer, len(pages))
            for done, index in enumerate(chosen):
                if done:
                    printer.newPage()
                place = _place(printer, *pages.sizes[index])
                rows = pages.pixels(index, dpi)[1]
                for top, down in _bands(*pages.pixels(index, dpi)):
                    band = pages.picture(index, dpi, top, down)
                    yield done, len(chosen)
                    image = QImage(band.pixels, band.across, band.down, 3 * band.across, QImage.Format.Format_RGB888)
                    painter.drawImage(_part(place, top / rows, band.down / rows), image)
                    yield done, len(chosen)
        return len(chosen)
    except GeneratorExit:
        printer.abort()
        raise
    finally:
        painter.end()


def wanted(printer: QPrinter, count: int) -> tuple[int, ...]:
    """The pages of the printer's range, counted from 0."""
    ranges = printer.pageRanges()
    if printer.printRange() != QPrinter.PrintRange.PageRange or ranges.isEmpty():
        return tuple(range(count))
    return tuple(index for index in range(count) if ranges.contains(index + 1))


def _bands(across: int, down: int) -> tuple[tuple[int, int], ...]:
    """First row and number of rows of each band of a page of so many pixels."""
    rows = max(1, _BAND_PIXELS // across)
    tops = range(0, down, rows)
    return tuple((max(0, top - _OVERLAP), min(top + rows, down) - max(0, top - _OVERLAP)) for top in tops)


def _place(printer: QPrinter, width: float, height: float) -> QRectF:
    """Where a page of so many points goes on the paper: its true size, smaller where the paper is."""
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    per_point = printer.resolution() / 72
    scale = min(per_point, paper.width() / width, paper.height() / height)
    return QRectF(0, 0, width * scale, height * scale)


def _part(place: QRectF, top: float, share: float) -> QRectF:
    """A share of a place, from a share of its height on."""
    return QRectF(place.x(), place.y() + top * place.height(), place.width(), share * place.height())
