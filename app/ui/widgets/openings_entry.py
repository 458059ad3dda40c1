"""A start in mid-year: what everybody got and paid before the first month that the program pays."""

from typing import Any

from app.domain.problem import JixinError
from app.services import enter_openings
from app.services.enter_openings import OPENING_COLUMNS, OpeningRow
from app.ui.kit import Kit
from app.ui.models.text_grid import Change
from app.ui.tasks import Progress
from app.ui.widgets.typed_sheet import TypedSheet
from app.wording.numbers import month_text

_FIXED = 2
_SUMS = 5
"""The first columns are the sums of one opening; they are kept together."""


class OpeningsEntry(TypedSheet):
    """Each cell is kept when it is left."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "ui_settings.opening_sums", fixed=_FIXED)
        self._month = kit.month.month
        self._rows: tuple[OpeningRow, ...] = ()
        self.model.locked = bool(kit.month.locked)
        key = f"ui_entry.{kit.month.locked}" if kit.month.locked else "ui_settings.opening_what"
        self.hint.setText(kit.words(key, month=month_text(self._month, kit.words.texts)))
        self.model.changed.connect(self._typed)
        kit.backend.changed.connect(self.load)

    def load(self) -> None:
        """Ask the book for what is known."""

        def read(book: Any, _progress: Progress) -> tuple[OpeningRow, ...]:
            return enter_openings.opening_rows(book, self._month)

        self.kit.backend.run("openings", read, self.show_rows, owner=self)

    def show_rows(self, rows: tuple[OpeningRow, ...]) -> None:
        """Show everybody."""
        words = self.kit.words
        self._rows = rows
        heads = [
            words("ui.col_number"), words("ui.col_name"), *(words(f"ui_agents.key_{key}") for key in OPENING_COLUMNS),
        ]  # fmt: skip
        if self.model.show_cells(heads, [(row.number, row.name, *row.texts) for row in rows]):
            self.table.resizeColumnsToContents()
            self.table.setCurrentIndex(self.model.index(0, _FIXED))

    def _typed(self, changes: list[Change]) -> None:
        if not changes:
            return
        touched = {down: {across - _FIXED for row, across, _ in changes if row == down} for down, _, _ in changes}
        typed: list[tuple[str, dict[str, str]]] = []
        for down, columns in touched.items():
            sums = range(_SUMS) if any(at < _SUMS for at in columns) else ()
            wanted = columns.union(sums)
            cells = self.model.rows[down][_FIXED:]
            typed.append((self._rows[down].number, {OPENING_COLUMNS[at]: cells[at] for at in sorted(wanted)}))
        month, words = self._month, self.kit.words
        names = words("ui.join").join(self._rows[down].name for down in list(touched)[:3])
        self.kit.edits.do(
            lambda book: enter_openings.put_openings(book, month, typed),
            words("ui_settings.opening_done", names=names),
            owner=self,
            done=lambda _count: self.say_refused(),
            refused=lambda refusal: self._refused(changes, refusal),
        )

    def _refused(self, changes: list[Change], refusal: JixinError) -> None:
        """The sums of one person belong together: a row with something wrong waits until it is right."""
        rows = {down for down, _, _ in changes}
        cells = [(down, at, text) for down in rows for at, text in enumerate(self.model.rows[down]) if at >= _FIXED]
        good = self.refuse(cells, refusal)
        wrong = {cell[0] for cell in cells if cell not in good}
        self._typed([change for change in changes if change[0] not in wrong])
