"""The column of problem cards beside the check grid, at most 200 of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit import Kit
from app.ui.widgets.basics import label, rule
from app.ui.widgets.calm_scroll import CalmScroll
from app.ui.widgets.problem_card import CardText, ProblemCard, Remedy

MOST = 200
_AT_ONCE, _AT_A_TIME = 12, 6
Card = tuple[CardText, Sequence[Remedy]]
"""What a card says, and its buttons."""


class ProblemColumn(QFrame):
    """Cards under a title with their counts; ``address_chosen`` gives the cell of the chosen card."""

    address_chosen = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("card")
        self._kit = kit
        self.cards: tuple[ProblemCard, ...] = ()
        self._waiting: list[Card] = []
        self._more = 0
        self._column = QVBoxLayout()
        self._maker = QTimer(self)
        self._maker.timeout.connect(self._make)
        self._current = -1
        title, self._counts = label("h2"), label("small")
        self._counts.setWordWrap(True)
        kit.words.put(title, "ui_import.problems_title")
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        head.setSpacing(8)
        head.addWidget(title)
        head.addWidget(self._counts, 1)
        self._head = QWidget()
        self._head.setFixedHeight(40)
        self._head.setLayout(head)
        self._scroll = CalmScroll()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for widget in (self._head, rule(), self._scroll):
            column.addWidget(widget)

    def show_cards(self, cards: Sequence[Card], counts: str, *, more: int = 0) -> None:
        """Show these cards; ``more`` problems are only counted. What is not seen at once is made little by little."""
        body = QWidget()
        body.setObjectName("body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        self.cards, self._current, self._column = (), -1, column
        self._waiting, self._more = list(cards), more
        self._counts.setText(counts)
        self._make(_AT_ONCE)
        self._scroll.setWidget(body)
        if self._waiting:
            self._maker.start()

    def _make(self, count: int = _AT_A_TIME) -> None:
        """Make some of the cards that are still waiting, and after the last the line that counts the rest."""
        made = [ProblemCard(self._kit, said, remedies) for said, remedies in self._waiting[:count]]
        del self._waiting[:count]
        for card in made:
            card.chosen.connect(self._card_chosen)
            self._column.insertWidget(self._column.count() - 1, card)
        self.cards = (*self.cards, *made)
        if self._waiting:
            return
        self._maker.stop()
        if self._more:
            rest = label("small", self._kit.words("ui_import.more_problems", n=self._more))
            rest.setContentsMargins(12, 10, 12, 10)
            self._column.insertWidget(self._column.count() - 1, rest)

    def show_address(self, address: str) -> None:
        """Mark the card of a cell, if it has one."""
        for at, card in enumerate(self.cards):
            if address and card.said.address == address:
                self._mark(at)
                return

    def step(self, by: int) -> None:
        """Go to the next card (by 1) or the one before (by −1)."""
        if self.cards:
            self._mark((self._current + by) % len(self.cards))
            self.address_chosen.emit(self.cards[self._current].said.address)

    def _card_chosen(self, address: str) -> None:
        card = self.sender()
        if isinstance(card, ProblemCard):
            self._mark(self.cards.index(card))
            self.address_chosen.emit(address)

    def _mark(self, at: int) -> None:
        self._current = at
        for place, card in enumerate(self.cards):
            card.set_current(current=place == at)
        self._scroll.ensureWidgetVisible(self.cards[at])
