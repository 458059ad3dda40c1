"""The table of an import's files: long names give way before anything else is hidden."""

from app.ui.widgets.table import TableView

_NAME, _LEAST = 0, 190


class FileTable(TableView):
    """The name asks for little and then takes what the other columns leave over."""

    def needed(self, column: int) -> int:
        need = super().needed(column)
        return min(need, _LEAST) if column == _NAME else need

    def fit_columns(self) -> None:
        super().fit_columns()
        if not self.rows.columns:
            return
        for at in range(1, len(self.rows.columns)):
            short = super().needed(_NAME) - self.columnWidth(_NAME)
            spare = 0 if self.isColumnHidden(at) else self.columnWidth(at) - self.needed(at)
            if min(short, spare) > 0:
                self.setColumnWidth(at, self.columnWidth(at) - min(short, spare))
                self.setColumnWidth(_NAME, self.columnWidth(_NAME) + min(short, spare))
