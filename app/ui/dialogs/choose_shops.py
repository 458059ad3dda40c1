"""Asks for which shops an agent works."""

from PySide6.QtWidgets import QCheckBox, QWidget

from app.ui.dialogs.form_dialog import FormDialog
from app.ui.kit import Kit


class ChooseShopsDialog(FormDialog):
    """``shops`` is the answer; those that were there come first, in their order."""

    def __init__(self, kit: Kit, parent: QWidget, name: str, before: tuple[str, ...]) -> None:
        title = kit.words("ui_agents.shops_title", name=name)
        super().__init__(kit, parent, title, "ui_agents.shops_act", "ui_agents.shops_keep")
        self.say(kit.words("ui_agents.shops_what"))
        self._before = before
        self.boxes: dict[str, QCheckBox] = {}
        for shop in kit.month.shops:
            box = QCheckBox(shop.replace("&", "&&"))
            box.setChecked(shop in before)
            self.boxes[shop] = box
            self.form.addRow(box)

    @property
    def shops(self) -> tuple[str, ...]:
        """The chosen shops."""
        wanted = [shop for shop, box in self.boxes.items() if box.isChecked()]
        kept = [shop for shop in self._before if shop in wanted]
        return tuple(dict.fromkeys((*kept, *wanted)))

    def wrong(self) -> str:
        return "" if self.shops else self.kit.words("ui_agents.shops_none")
