"""The history of imports as columns: which file, what it gave, who brought it in and when, whether it still counts."""

from collections.abc import Callable, Mapping

from app.services.import_sheets import ImportRecord
from app.ui.i18n import Words
from app.ui.models.import_tables import day_range
from app.ui.models.rows import Column

_DIGITS = 8


def record_columns(words: Words, layouts: Mapping[str, str]) -> tuple[Column[ImportRecord], ...]:
    """What was imported for the month, file by file, undone or not; ``layouts`` are the names of the reports by id."""

    def say(name: str, **params: object) -> str:
        return words(f"ui_import.{name}", **params)

    def report(row: ImportRecord) -> str:
        return layouts.get(row.layout, row.layout) if row.kind == "sheet" else say(f"kind_{row.kind}")

    def period(row: ImportRecord) -> str:
        return day_range(*row.period) if row.period else ""

    def state(row: ImportRecord) -> str:
        if row.undone_at is None:
            return say("record_stored")
        return say("record_undone", when=f"{row.undone_at.astimezone():%m-%d %H:%M}")

    def whole(row: ImportRecord) -> str:
        when = f"{row.imported_at.astimezone():%Y-%m-%d %H:%M}"
        return say("record_tip", file=row.file, sheet=row.sheet, who=row.who or "-", when=when, hash=row.sha256)

    grey: Callable[[ImportRecord], str] = lambda _row: "text2"  # noqa: E731
    fade: Callable[[ImportRecord], str] = lambda row: "text" if row.undone_at is None else "text3"  # noqa: E731
    return (
        Column(
            id="file", head=say("head_file"), text=lambda row: row.file, bold=True, elide=True, tint=fade, tip=whole
        ),
        Column(id="report", head=say("head_report"), text=report, elide=True),
        Column(id="shop", head=say("head_shop"), text=lambda row: row.shop, tint=grey, elide=True, drop=3),
        Column(
            id="rows",
            head=say("head_rows"),
            text=lambda row: number_text(row.rows),
            value=lambda row: row.rows,
            right=True,
        ),
        Column(
            id="agents",
            head=say("head_agents"),
            text=lambda row: number_text(row.agents) if row.kind == "sheet" else "",
            value=lambda row: row.agents if row.kind == "sheet" else None,
            right=True,
            drop=7,
        ),
        Column(id="period", head=say("head_period"), text=period, tint=grey, drop=2),
        Column(id="attribution", head=say("head_attribution"), text=lambda row: row.attribution, tint=grey, drop=6),
        Column(
            id="when",
            head=say("head_when"),
            text=lambda row: f"{row.imported_at.astimezone():%Y-%m-%d %H:%M}",
            value=lambda row: row.imported_at,
            tint=grey,
            drop=4,
        ),
        Column(id="who", head=say("head_who"), text=lambda row: row.who, tint=grey, elide=True, drop=5),
        Column(id="hash", head=say("head_hash"), text=lambda row: row.sha256[:_DIGITS], tint=grey, drop=8),
        Column(
            id="state",
            head=say("head_state"),
            text=state,
            icon=lambda row: ("circle-check", "ok") if row.undone_at is None else ("undo-2", "text2"),
            drop=1,
        ),
    )


def number_text(count: int) -> str:
    """``1,200``; nothing for 0."""
    return f"{count:,}" if count else ""
