"""The pages of the rail, in its order: what is known of each before it is imported."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from app.ui.kit import Kit
from app.ui.pages.page import Page
from app.ui.settings import Settings

PageMaker: TypeAlias = Callable[[Kit, Settings], Page]


class PageKind(NamedTuple):
    """``load`` imports the page, with the services that it asks, and gives what builds it."""

    name: str
    icon: str
    shortcut: str
    load: Callable[[], PageMaker]


def _month() -> PageMaker:
    from app.ui.pages.month_page import MonthPage

    return MonthPage


def _agents() -> PageMaker:
    from app.ui.pages.agents_page import AgentsPage

    return AgentsPage


def _data() -> PageMaker:
    from app.ui.pages.data_page import DataPage

    return DataPage


def _schemes() -> PageMaker:
    from app.ui.pages.schemes_page import SchemesPage

    return lambda kit, _settings: SchemesPage(kit)


def _payslips() -> PageMaker:
    from app.ui.pages.payslips_page import PayslipsPage

    return PayslipsPage


def _settings() -> PageMaker:
    from app.ui.pages.settings_page import SettingsPage

    return SettingsPage


PAGES = (
    PageKind("month", "calendar-check", "Ctrl+1", _month),
    PageKind("agents", "users", "Ctrl+2", _agents),
    PageKind("data", "table-2", "Ctrl+3", _data),
    PageKind("schemes", "list-checks", "Ctrl+4", _schemes),
    PageKind("payslips", "receipt-japanese-yen", "Ctrl+5", _payslips),
    PageKind("settings", "settings", "Ctrl+7", _settings),
)
"""The last one stands at the bottom of the rail."""
