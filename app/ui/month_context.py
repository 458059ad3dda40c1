"""Which month and shop all pages are looking at, and the state of that month."""

from PySide6.QtCore import QObject, Signal

from app.domain.month import PayMonth


class MonthContext(QObject):
    """The one month and shop filter of the window; pages listen. ``shop`` "" means all of them."""

    month_changed = Signal(object)
    shop_changed = Signal(str)
    facts_changed = Signal()
    read_only_changed = Signal()

    def __init__(self, month: PayMonth) -> None:
        super().__init__()
        self.month = month
        self.shop = ""
        self.state = "none"
        self.stale = False
        self.read_only = False
        self.months: tuple[tuple[PayMonth, str], ...] = ()
        self.shops: tuple[str, ...] = ()

    @property
    def sealed(self) -> bool:
        """Whether nothing of the month can be changed any more."""
        return self.state == "sealed"

    @property
    def locked(self) -> str:
        """Why nothing of the month can be changed: sealed or read_only; "" where it can."""
        return "read_only" if self.read_only else "sealed" if self.sealed else ""

    def set_read_only(self, read_only: bool) -> None:
        """Tell whether the book can only be read."""
        if read_only != self.read_only:
            self.read_only = read_only
            self.read_only_changed.emit()

    def set_month(self, month: PayMonth) -> None:
        """Look at another month."""
        if month != self.month:
            self.month = month
            self.month_changed.emit(month)

    def set_shop(self, shop: str) -> None:
        """Look at one shop, or with "" at all of them."""
        if shop != self.shop:
            self.shop = shop
            self.shop_changed.emit(shop)

    def set_state(self, state: str, *, stale: bool) -> None:
        """Tell how far the month's computation is."""
        self.state, self.stale = state, stale
        self.facts_changed.emit()

    def set_book(self, months: tuple[tuple[PayMonth, str], ...], shops: tuple[str, ...]) -> None:
        """Tell which months have data, with their states, and which shops there are."""
        self.months, self.shops = months, shops
        if self.shop not in shops:
            self.set_shop("")
        self.facts_changed.emit()
