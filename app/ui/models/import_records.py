"""The history of imports as columns: which file, what it gave, who brought it in and when, whether it still counts."""

from collections.abc import Mapping
from datetime import datetime

from app.services.import_sheets import ImportRecord
from app.ui.i18n import Words
from app.ui.models.import_tables import day_range
from app.ui.models.rows import Column

_DIGITS = 8
Columns = tuple[Column[ImportRecord], ...]


def record_columns(words: Words, layouts: Mapping[str, str]) -> Columns:
    """What was imported for the month, file by file, undone or not; ``layouts`` are the names of the reports by id."""
    return (*_given(words, layouts), *_history(words))


def _given(words: Words, layouts: Mapping[str, str]) -> Columns:
    """Which file, and what it gave."""

    def say(name: str) -> str:
        return words(f"ui_import.{name}")

    def report(row: ImportRecord) -> str:
        return layouts.get(row.layout, row.layout) if row.kind == "sheet" else say(f"kind_{row.kind}")

    def accounts(row: ImportRecord) -> int | None:
        return row.agents if row.kind == "sheet" else None

    def whole(row: ImportRecord) -> str:
        return _whole(row, words)

    return (
        Column("file", say("head_file"), lambda row: row.file, bold=True, elide=True, tint=_fade, tip=whole),
        Column("report", say("head_report"), report, elide=True),
        Column("shop", say("head_shop"), lambda row: row.shop, tint=_grey, elide=True, drop=3),
        Column("rows", say("head_rows"), lambda row: number_text(row.rows), value=lambda row: row.rows, right=True),
        Column(
            "agents", say("head_agents"), lambda row: number_text(accounts(row)), value=accounts, right=True, drop=7
        ),
        Column(
            "period", say("head_period"), lambda row: day_range(*row.period) if row.period else "", tint=_grey, drop=2
        ),
        Column("attribution", say("head_attribution"), lambda row: row.attribution, tint=_grey, drop=6),
    )


def _history(words: Words) -> Columns:
    """When and by whom, from which bytes, and whether it still counts."""

    def say(name: str, **params: object) -> str:
        return words(f"ui_import.{name}", **params)

    def state(row: ImportRecord) -> str:
        if row.undone_at is None:
            return say("record_stored")
        return say("record_undone", when=f"{row.undone_at.astimezone():%m-%d %H:%M}")

    def icon(row: ImportRecord) -> tuple[str, str]:
        return ("circle-check", "ok") if row.undone_at is None else ("undo-2", "text2")

    def when(row: ImportRecord) -> datetime:
        return row.imported_at

    return (
        Column("when", say("head_when"), lambda row: _moment(when(row)), value=when, tint=_grey, drop=4),
        Column("who", say("head_who"), lambda row: row.who, tint=_grey, elide=True, drop=5),
        Column("hash", say("head_hash"), lambda row: row.sha256[:_DIGITS], tint=_grey, drop=8),
        Column("state", say("head_state"), state, icon=icon, drop=1),
    )


def _whole(row: ImportRecord, words: Words) -> str:
    """All that is known of an import, for the tooltip: what a narrow window hides stands there."""
    moment = _moment(row.imported_at)
    who = row.who or "-"
    return words("ui_import.record_tip", file=row.file, sheet=row.sheet, who=who, when=moment, hash=row.sha256)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _grey(_row: ImportRecord) -> str:
    return "text2"


def _fade(row: ImportRecord) -> str:
    return "text" if row.undone_at is None else "text3"


def number_text(count: int | None) -> str:
    """``1,200``; nothing for 0 and where there is none."""
    return f"{count:,}" if count else ""
