"""Keeps the month that the pages look at up to date with the book: which months there are, how far this one is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.month import PayMonth
from app.ui.kit import Kit

if TYPE_CHECKING:
    from app.services.books import BookFacts
    from app.services.compute_month import RunState


class MonthKeeper(QObject):
    """A book that is opened is looked at in its last month."""

    def __init__(self, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._month, self._backend = kit.month, kit.backend
        self._backend.opened.connect(self._opened)
        self._backend.facts_changed.connect(self._know)
        self._backend.changed.connect(self._ask)
        self._month.month_changed.connect(self._ask)

    def _opened(self, facts: "BookFacts") -> None:
        self._month.set_read_only(facts.read_only)
        self._know(facts)
        last = max((month for month, _ in facts.months), default=self._month.month)
        if last == self._month.month:
            self._ask()
        self._month.set_month(last)

    def _know(self, facts: "BookFacts") -> None:
        self._month.set_book(facts.months, facts.shops)

    def _ask(self) -> None:
        if self._backend.facts is not None:
            self._backend.run_state(self._month.month, self._say)

    def _say(self, month: PayMonth, state: "RunState") -> None:
        if month == self._month.month:
            self._month.set_state(state.state, stale=state.stale)
