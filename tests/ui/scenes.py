"""What pictures are kept of: which page over which book, in which size, colours and language, and what was done there.

Dialogs are not listed: there is a picture of each that ``tests/ui/test_looks.py`` makes.
"""

from collections.abc import Callable
from typing import NamedTuple

from app.ui.main_window import MainWindow
from app.ui.pages.agents_page import AgentsPage
from app.ui.pages.data_page import DataPage
from app.ui.pages.payslips_page import PayslipsPage
from app.ui.wizards.import_wizard import CHECK, COLUMNS, PEOPLE
from tests.ui.wizarding import PDD, RECEPTION, SALES, Settle

LAPTOP, LEAST = (1366, 688), (911, 450)
"""A maximised window on a screen of 1366 × 768, at 100 % and at 150 %."""
Act = Callable[[MainWindow, Settle], None]


class Scene(NamedTuple):
    """``book`` is "none", "empty", "demo" or "many": no book, a new one, the demonstration, 300 agents of long names."""

    name: str
    book: str
    page: str
    size: tuple[int, int] = LAPTOP
    mode: str = "light"
    language: str = "zh_CN"
    act: Act | None = None


def trace(window: MainWindow, _settle: Settle) -> None:
    """Somebody near the next tier, with the trace of a line open."""
    page = window.pages["payslips"]
    assert isinstance(page, PayslipsPage)
    page.show_number("A008")
    page.pane.tree.unfold("commission")


def tab(at: int) -> Act:
    """A tab of an agent's pane."""

    def act(window: MainWindow, _settle: Settle) -> None:
        page = window.pages["agents"]
        assert isinstance(page, AgentsPage)
        page.show_number("A008")
        page.pane.tabs.setCurrentIndex(at)

    return act


def wizard(step: int) -> Act:
    """A step of the import of three sheets whose people the book does not know."""

    def act(window: MainWindow, settle: Settle) -> None:
        page = window.pages["data"]
        assert isinstance(page, DataPage)
        page.import_files((RECEPTION, SALES, PDD))
        settle()
        assert page.wizard is not None
        page.wizard.go(step)

    return act


PAGES = ("month", "agents", "data", "schemes", "payslips", "settings")
SCENES = (  # in each book those first in which nothing is done: what was chosen stays
    Scene("start", "none", ""),
    Scene("start-dark", "none", "", mode="dark"),
    Scene("start-least", "none", "", LEAST),
    Scene("start-en", "none", "", language="en"),
    *(Scene(f"empty-{page}", "empty", page) for page in PAGES[:5]),
    Scene("empty-month-dark", "empty", "month", mode="dark"),
    Scene("empty-month-least", "empty", "month", LEAST),
    Scene("import-files", "empty", "data", act=wizard(0)),
    Scene("import-columns", "empty", "data", act=wizard(COLUMNS)),
    Scene("import-people", "empty", "data", act=wizard(PEOPLE)),
    Scene("import-check", "empty", "data", act=wizard(CHECK)),
    Scene("import-check-least", "empty", "data", LEAST, act=wizard(CHECK)),
    *(Scene(f"many-{page}", "many", page) for page in PAGES[:5]),
    *(Scene(f"many-{page}-least", "many", page, LEAST) for page in ("agents", "payslips")),
    *(Scene(page, "demo", page) for page in PAGES),
    *(Scene(f"{page}-least", "demo", page, LEAST) for page in PAGES),
    *(Scene(f"{page}-dark", "demo", page, mode="dark") for page in PAGES),
    *(Scene(f"{page}-en", "demo", page, language="en") for page in PAGES),
    *(Scene(f"{page}-zh_TW", "demo", page, language="zh_TW") for page in ("month", "payslips")),
    Scene("month-least-en", "demo", "month", LEAST, language="en"),
    Scene("payslips-trace", "demo", "payslips", act=trace),
    *(Scene(f"agents-tab-{at + 1}", "demo", "agents", act=tab(at)) for at in range(1, 6)),
    Scene("payslips-trace-dark", "demo", "payslips", mode="dark", act=trace),
)
