"""A PDF on the system's printer, and its preview: the pages are the file's own, at their true size."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog, QWidget

from app.services.print_pages import PRINT_DPI, SCREEN_DPI, page_count, pages

PREVIEW_PAGES = 60
"""More are not drawn in the preview: each takes a megabyte or more."""


def print_pdf(data: bytes, parent: QWidget, title: str) -> int:
    """Ask for printer and pages, and print; how many pages went out, 0 if the person thought better of it."""
    printer = _printer(data, title)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setMinMax(1, page_count(data))
    try:
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return 0
        return paint(printer, data, PRINT_DPI)
    finally:
        dialog.deleteLater()


def preview_pdf(data: bytes, parent: QWidget, title: str) -> None:
    """Show the pages as they will be printed; printing is a button there."""
    printer = _printer(data, title)
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle(title)
    dialog.resize(900, 680)

    def show(target: QPrinter) -> None:
        whole = target.outputFileName() or target is not printer
        paint(target, data, PRINT_DPI if whole else SCREEN_DPI, most=None if whole else PREVIEW_PAGES)

    dialog.paintRequested.connect(show)
    dialog.exec()
    dialog.deleteLater()


def paint(printer: QPrinter, data: bytes, dpi: int, most: int | None = None) -> int:
    """Draw the pages that were asked for; how many they are. A page larger than the paper is made to fit."""
    first, last = wanted(printer, page_count(data))
    if most is not None:
        last = min(last, first + most - 1)
    painter = QPainter()
    if not painter.begin(printer):
        return 0
    drawn = 0
    try:
        for page in pages(data, dpi, first, last):
            if drawn:
                printer.newPage()
            image = QImage(page.pixels, page.across, page.down, 3 * page.across, QImage.Format.Format_RGB888)
            painter.drawImage(_place(printer, page.width, page.height), image)
            drawn += 1
    finally:
        painter.end()
    return drawn


def wanted(printer: QPrinter, count: int) -> tuple[int, int]:
    """The first and the last page of the printer's range, counted from 0."""
    first, last = printer.fromPage(), printer.toPage()
    if printer.printRange() != QPrinter.PrintRange.PageRange or not first:
        return 0, count - 1
    return first - 1, min(max(last, first), count) - 1


def _printer(data: bytes, title: str) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    first = next(iter(pages(data, 10, 0, 0)), None)
    if first is not None and first.width > first.height:
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    return printer


def _place(printer: QPrinter, width: float, height: float) -> QRectF:
    """Where a page of so many points goes on the paper: its true size, smaller where the paper is."""
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    per_point = printer.resolution() / 72
    scale = min(per_point, paper.width() / width, paper.height() / height)
    return QRectF(0, 0, width * scale, height * scale)
