"""Two versions of a scheme beside each other: what differs, line by line."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.scheme import Scheme
from app.ui.kit import Kit
from app.ui.models.pay_words import scheme_view
from app.ui.models.rows import Column, RowsModel
from app.ui.models.scheme_diff import Difference, differences
from app.ui.models.scheme_words import SchemeWords
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, card, label
from app.ui.widgets.table import TableView


class CompareDialog(Dialog):
    """``versions`` are (name, scheme), the newest first; the second is compared with the first to begin with."""

    def __init__(self, kit: Kit, parent: QWidget, versions: Sequence[tuple[str, Scheme]], before: int) -> None:
        super().__init__(parent)
        self._kit, self._schemes = kit, [scheme for _, scheme in versions]
        self.setModal(True)
        kit.words.put(self, "ui_schemes.compare_title", "setWindowTitle")
        self.before, self.after = QComboBox(), QComboBox()
        for box, at in ((self.before, before), (self.after, 0)):
            box.addItems([name for name, _ in versions])
            box.setCurrentIndex(at)
            box.currentIndexChanged.connect(self._compare)
        self.count = label("fact")
        self.model: RowsModel[Difference] = RowsModel()
        self.table = TableView(kit, self.model)
        self.model.setParent(self.table)
        self.table.setSortingEnabled(False)
        kit.words.put(self.table, "ui_schemes.compare_title", "setAccessibleName")
        self.close_button = button(kit, "ui_schemes.compare_close", kind="primary")
        self.close_button.clicked.connect(self.accept)
        self._lay_out()
        self._compare()

    def _lay_out(self) -> None:
        words = self._kit.words
        head = QHBoxLayout()
        head.setSpacing(8)
        for box, key in ((self.before, "compare_before"), (self.after, "compare_after")):
            name = label("fact")
            words.put(name, f"ui_schemes.{key}")
            words.put(box, f"ui_schemes.{key}", "setAccessibleName")
            name.setBuddy(box)
            head.addWidget(name)
            head.addWidget(box, 1)
        framed = card()
        inner = QVBoxLayout(framed)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.table)
        foot = QHBoxLayout()
        foot.addWidget(self.count, 1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(framed, 1)
        column.addLayout(foot)
        self.resize(860, 460)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _compare(self) -> None:
        words = SchemeWords(self._kit.words.texts)
        before, after = (self._schemes[box.currentIndex()] for box in (self.before, self.after))
        found = differences(scheme_view(before, words), scheme_view(after, words), words)
        heads = [self._kit.words(f"ui_schemes.compare_{name}") for name in ("item", "what", "was", "now")]
        self.model.set_columns(
            [
                Column(id="item", head=heads[0], text=lambda row: row.item, bold=True),
                Column(id="what", head=heads[1], text=lambda row: row.what, tint=lambda _row: "text2"),
                Column(
                    id="was", head=heads[2], text=lambda row: row.before or "–", tip=lambda row: row.before, elide=True
                ),
                Column(
                    id="now",
                    head=heads[3],
                    text=lambda row: row.after or "–",
                    tip=lambda row: row.after,
                    elide=True,
                    fill=lambda _row: "infos",
                ),
            ]
        )
        self.model.set_rows(found)
        same = self._kit.words("ui_schemes.compare_same")
        self.count.setText(self._kit.words("ui_schemes.compare_count", n=len(found)) if found else same)
