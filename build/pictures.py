"""Takes the pictures of the README anew from the real program, on the demonstration book.

QT_QPA_PLATFORM=offscreen uv run build/pictures.py
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from app.services.demo import make_demo
from app.texts import Texts
from app.ui.application import make_kit
from app.ui.main_window import MainWindow
from app.ui.pages.payslips_page import PayslipsPage
from app.ui.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
PAGES = ("month", "agents", "data", "schemes", "payslips")
WIDTH, HEIGHT = 1366, 688
PAYSLIP, ROW, LINE = "2026-10_A008", 7, "commission"
"""Whose payslip is shown: near the next tier, figures of three shops."""


def main() -> int:
    """Make the demonstration, open it, and write a picture of every page and of a payslip."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        report = make_demo(Path(folder), Texts())
        take_window(report.book, Path(folder))
        slips = [path for path in report.written if path.name.startswith(PAYSLIP)]
        take_page(slips[0], IMAGES / "payslip.png")
    return 0


def take_window(book: Path, folder: Path) -> None:
    """The pages of the window, light, and the payslips dark."""
    app = QApplication(sys.argv[:1])
    settings = Settings(folder / "settings.json")
    kit = make_kit(app, Texts(), settings)
    window = MainWindow(kit, settings)
    window.resize(WIDTH, HEIGHT)
    QCursor.setPos(WIDTH // 2, 2 * HEIGHT)
    window.show()

    def settle() -> None:
        app.processEvents()
        while kit.backend.runner.busy:
            app.processEvents()
        for _ in range(3):
            app.processEvents()

    settle()
    grab(window, "start")
    window.open_book(book)
    settle()
    for name in PAGES:
        window.show_page(name)
        settle()
        if name == "payslips":
            unfold(window)
            settle()
        grab(window, name)
    kit.theme.set_mode("dark")
    settle()
    grab(window, "payslips-dark")
    kit.backend.close()
    window.close()


def unfold(window: MainWindow) -> None:
    """Choose the payslip and open the trace of one of its lines."""
    page = window.pages["payslips"]
    if isinstance(page, PayslipsPage):
        page.table.choose(ROW)
        page.pane.tree.unfold(LINE)


def grab(window: MainWindow, name: str) -> None:
    """Write the window's picture."""
    window.grab().save(str(IMAGES / f"{name}.png"))


def take_page(pdf: Path, image: Path) -> None:
    """The first page of a payslip as a picture."""
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf)[0]
    page.render(scale=2).to_pil().save(image)


if __name__ == "__main__":
    sys.exit(main())
