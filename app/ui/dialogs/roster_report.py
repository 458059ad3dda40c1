"""Says what the import of a roster did: who is new, what was created, what was left alone, what is wrong."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.roster import RosterReport
from app.ui.dialogs.problems import problem_list
from app.ui.kit import Kit
from app.ui.tab_order import Dialog
from app.ui.widgets.basics import button, foot, label

_KINDS = ("shop", "position", "grade", "team")


class RosterReportDialog(Dialog):
    """Read and close."""

    def __init__(self, kit: Kit, parent: QWidget, report: RosterReport) -> None:
        super().__init__(parent)
        words = kit.words
        self.setWindowTitle(words("ui.roster_title"))
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for role, text in report_lines(kit, report):
            line = label(role, text)
            line.setWordWrap(True)
            column.addWidget(line)
        if report.problems:
            area = problem_list(kit, report.problems)
            area.setMinimumHeight(min(240, 26 * len(report.problems) + 8))
            column.addWidget(area, 1)
        close = button(kit, "ui.roster_close", kind="primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column.addSpacing(4)
        column.addLayout(foot(close))


def report_lines(kit: Kit, report: RosterReport) -> list[tuple[str, str]]:
    """(role, sentence) of everything but the problems."""
    words = kit.words
    if not report.stored:
        return [("h2", words("ui.roster_refused", file=report.file))]
    counts = {"rows": report.rows, "added": len(report.added), "updated": len(report.updated)}
    lines = [("h2", words("ui.roster_stored", file=report.file, **counts))]
    created = [
        words("ui.roster_created_line", kind=words(f"ui.roster_kind_{kind}"), names=words("ui.join").join(names))
        for kind in _KINDS
        if (names := [name for of, name in report.created if of == kind])
    ]
    if created:
        lines.append(("strong", words("ui.roster_created")))
        lines.extend(("fact", line) for line in created)
    if report.ignored_columns:
        names = words("ui.join").join(report.ignored_columns)
        lines.append(("fact", words("ui.roster_ignored", names=names)))
    return lines
