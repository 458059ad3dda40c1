"""A stack of views that fill the page as it is."""

from PySide6.QtWidgets import QStackedWidget


class Deck(QStackedWidget):
    """Its views scroll by themselves, so wrapped texts in them must not make the page taller than the window."""

    def hasHeightForWidth(self) -> bool:
        return False
