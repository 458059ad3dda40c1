"""What every page is: a title row over a body, kept up to date with month, book and language."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit import Kit
from app.ui.widgets.calm_scroll import CalmScroll


class Page(QWidget):
    """Base of the pages in the rail.

    A page overrides ``refresh`` (load for ``kit.month``; called when shown and something changed) and
    ``retranslate`` (texts that are not put by ``kit.words.put``). It tells a result by ``told`` (a toast),
    one that can be undone by ``undoable`` with the function that undoes it, one that leads on by ``offered`` with
    the words of a link and what it does, what did not come out by ``warned``, and asks for another page,
    by its name, with ``page_asked``; with ``start_asked`` this begins with its primary act, with ``row_asked`` it
    shows the agent of a number. With ``entry_asked`` it asks to type marks or incidents of the month, with
    ``grades_asked`` to review the grades.
    ``body`` is below the title row and may scroll;
    what must stay in sight below it goes into ``outer``.
    """

    told = Signal(str)
    undoable = Signal(str, object)
    offered = Signal(str, str, object)
    warned = Signal(str)
    page_asked = Signal(str)
    start_asked = Signal(str)
    row_asked = Signal(str, str)
    form_asked = Signal(str)
    entry_asked = Signal(str)
    grades_asked = Signal()
    name = ""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self._outdated = True
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._load)
        self.title = _label("h1")
        self.fact = _label("fact")
        self.title_row = QHBoxLayout()
        self.title_row.setSpacing(8)
        self.title_row.addWidget(self.title)
        self.title_row.addWidget(self.fact, 1)
        row = QWidget()
        row.setFixedHeight(34)
        row.setLayout(self.title_row)
        self.title_row.setContentsMargins(0, 0, 0, 0)
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(16, 13, 16, 14)
        self.outer.setSpacing(12)
        self.outer.addWidget(row)
        self._scroll = CalmScroll()
        self._inside = QWidget()
        self._inside.setObjectName("body")
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inside)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.outer.addWidget(self._scroll, 1)
        kit.month.month_changed.connect(self.outdate)
        kit.month.shop_changed.connect(self.shop_filter_changed)
        kit.backend.changed.connect(self.outdate)
        kit.backend.opened.connect(self.outdate)
        kit.words.changed.connect(self.retranslate)
        kit.theme.changed.connect(self.update)

    def set_least_height(self, height: int) -> None:
        """In a lower window the body (not title row or footer) scrolls."""
        self._inside.setMinimumHeight(height)

    def refresh(self) -> None:
        """Load what the page shows for the month."""

    def retranslate(self) -> None:
        """Say again what is not put by ``kit.words.put``."""

    def shop_filter_changed(self) -> None:
        """The shop filter changed; by default the page is loaded again."""
        self.outdate()

    def primary(self) -> None:
        """What Ctrl+Enter does: press the page's primary button."""

    def may_leave(self) -> bool:
        """Whether the page may be left; one with unfinished work asks."""
        return True

    def show_number(self, number: str) -> None:
        """Show the row of the agent of that number, as soon as it is loaded."""

    def take_focus(self) -> None:
        """Where the keyboard is when the page is turned to: the thing to do next."""

    def focus_filter(self) -> None:
        """What Ctrl+F does: go to the search of this page's table."""

    def outdate(self) -> None:
        """What is shown no longer holds: load it, once for all that changes in a turn, or when the page is shown."""
        self._outdated = True
        if self.isVisible():
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated:
            self._soon.start()

    def _load(self) -> None:
        self._outdated = False
        if self.kit.backend.facts is not None:
            self.refresh()


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setIndent(0)
    label.setProperty("role", role)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return label
