"""Marks the payslip that is shown as looked at, and says that it was."""

from PySide6.QtWidgets import QPushButton

from app.ui.kit import Kit
from app.ui.read_only import only_to_edit
from app.ui.widgets.basics import GAP, repolish

KEYS = "Ctrl+R"


class SeenButton(QPushButton):
    """``看过了`` while nobody looked at it, then ``已审``; pressing it again takes the mark back."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("kind", "row")
        only_to_edit(kit.month, self)

    def say(self, *, seen: bool, stale: bool) -> None:
        """Show the mark; figures that no longer hold cannot be looked over."""
        words = self._kit.words
        icon, tint = ("circle-check", "ok") if seen else ("check", "text")
        self.setText(words("ui.seen" if seen else "ui.seen_act"))
        self._kit.theme.put_icon(self, icon, tint, 14, gap=GAP)
        tip = words("ui.seen_stale" if stale else "ui.seen_back" if seen else "ui.seen_tip", keys=KEYS)
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)
        self.setEnabled(not stale)
        if self.property("state") != (state := "seen" if seen else ""):
            self.setProperty("state", state)
            repolish(self)
