"""What every page and dialog is given: words, theme, the book's worker, the month, the edits, what is remembered."""

from dataclasses import dataclass

from app.ui.backend import Backend
from app.ui.edits import Edits
from app.ui.i18n import Words
from app.ui.month_context import MonthContext
from app.ui.notices import Notices
from app.ui.settings import Settings
from app.ui.theme import Theme


@dataclass(frozen=True)
class Kit:
    """Built once in application.py and handed down."""

    words: Words
    theme: Theme
    backend: Backend
    month: MonthContext
    edits: Edits
    settings: Settings
    notices: Notices
