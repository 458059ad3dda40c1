"""A card of the settings: a heading, what it is about, and what can be set."""

from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from app.ui.kit import Kit
from app.ui.widgets.basics import label


class SettingsCard(QFrame):
    """``name`` picks the words ``ui_settings.card_…`` and ``ui_settings.why_…``; rows go into ``body``."""

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # the page scrolls instead
        title, why = label("h2"), label("small")
        why.setWordWrap(True)
        kit.words.put(title, f"ui_settings.card_{name}")
        kit.words.put(why, f"ui_settings.why_{name}")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 14)
        self.body.setSpacing(8)
        self.body.addWidget(title)
        self.body.addWidget(why)
