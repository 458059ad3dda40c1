"""The card of the backups in 设置: where they go, how many stay, a backup now, restoring."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QSpinBox, QWidget

from app.ui.backend_backup import kept_count
from app.ui.file_asking import opens
from app.ui.kit import Kit
from app.ui.settings import Settings
from app.ui.widgets.basics import ElidedLabel, button, label
from app.ui.widgets.settings_card import SettingsCard

_MOST = 999


class BackupSettings(SettingsCard):
    """Everything is kept at once, for this person on this computer. The window does what the signals ask."""

    backup_asked = Signal()
    restore_asked = Signal()

    def __init__(self, kit: Kit, settings: Settings) -> None:
        super().__init__(kit, "backup")
        self._kit, self._settings = kit, settings
        self._own, self._second = ElidedLabel(), ElidedLabel()
        self.keep = QSpinBox()
        self.keep.setRange(1, _MOST)
        self.keep.lineEdit().setTextMargins(6, 0, 0, 0)  # Qt does not give it the padding of the style sheet
        self.open_own = button(kit, "ui.open_folder", icon="folder-open")
        self.choose, self.remove = button(kit, "ui_backup.second_choose"), button(kit, "ui_backup.second_remove")
        self.now, self.restore = button(kit, "ui_backup.now", icon="archive"), button(kit, "ui_backup.restore")
        self.open_own.clicked.connect(self._open_own)
        self.choose.clicked.connect(self._choose)
        self.remove.clicked.connect(lambda: self._use_second(""))
        self.now.clicked.connect(self.backup_asked)
        self.restore.clicked.connect(self.restore_asked)
        self._lay_out()
        kit.words.changed.connect(self.show_places)
        self.show_places()
        self.keep.valueChanged.connect(self._keep)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        hint = label("small")
        self._kit.words.put(hint, "ui_backup.hint_keep")
        rows = (
            ("own", self._own, (self.open_own,)),
            ("second", self._second, (self.choose, self.remove)),
            ("keep", _side_by_side(self.keep, hint), ()),
        )
        for row, (key, field, acts) in enumerate(rows):
            name = label("fact")
            self._kit.words.put(name, f"ui_backup.field_{key}")
            grid.addWidget(name, row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(_side_by_side(*acts), row, 2, Qt.AlignmentFlag.AlignRight)
        self._kit.words.put(self.keep, "ui_backup.field_keep", "setAccessibleName")
        self.body.addLayout(grid)
        self.body.addWidget(_side_by_side(self.now, self.restore))

    def show_places(self) -> None:
        """Show what is kept."""
        second = self._settings.text("backup_second")
        self._own.setText(str(self._settings.backups))
        self._second.setText(second or self._kit.words("ui_backup.second_none"))
        self.remove.setVisible(bool(second))
        self.keep.setValue(kept_count(self._settings))

    def _open_own(self) -> None:
        self._settings.backups.mkdir(parents=True, exist_ok=True)
        opens(self._settings.backups)()

    def _choose(self) -> None:
        start = self._settings.text("backup_second") or str(Path.home())
        chosen = QFileDialog.getExistingDirectory(self, self._kit.words("ui_backup.second_title"), start)
        if chosen:
            self._use_second(chosen)

    def _use_second(self, folder: str) -> None:
        self._settings.put("backup_second", folder)
        self.show_places()

    def _keep(self, count: int) -> None:
        self._settings.put("backup_keep", str(count))


def _side_by_side(*widgets: QWidget) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for each in widgets:
        row.addWidget(each)
    row.addStretch()
    return box
