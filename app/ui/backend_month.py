"""The month page's work on the book."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.domain.month import PayMonth
from app.services import month_overview, reviews
from app.services.month_overview import MonthOverview
from app.ui.backend import Backend
from app.ui.tasks import Task


class MonthBackend:
    """Answers come to ``owner``'s thread, and not at all once it is gone."""

    def __init__(self, backend: Backend, owner: QObject) -> None:
        self._backend, self._owner = backend, owner

    def overview(self, month: PayMonth, shop: str, done: Callable[[MonthOverview], None]) -> Task:
        """Where the month stands, what it costs, who moved, what is to be looked at."""
        return self._backend.run(
            "overview",
            lambda book, _progress: month_overview.month_overview(book, month, shop),
            done,
            owner=self._owner,
        )

    def mark_reviewed(self, month: PayMonth, done: Callable[[None], None]) -> Task:
        """The month was looked over."""
        return self._backend.run(
            "review",
            lambda book, _progress: reviews.mark_reviewed(book, month),
            done,
            owner=self._owner,
            changes=True,
        )
