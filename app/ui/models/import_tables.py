"""Columns of the import's tables: recognised files, headers of a file, what was imported for the month."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from app.domain.metrics import unit_of
from app.domain.month import PayMonth
from app.domain.problem import Severity
from app.services.import_sheets import FilePlan, HeadColumn
from app.ui.i18n import Words
from app.ui.models.check_sheet import letters
from app.ui.models.rows import Column
from app.wording.numbers import metric_word, month_text, percent, read_exact


@dataclass(frozen=True)
class FoundFile:
    """A file of the wizard: a planned sheet, or one of the owner's own sheets of ``kind``."""

    path: Path
    plan: FilePlan
    kind: str
    left_out: bool

    @property
    def state(self) -> str:
        """ok, warn, error or left_out."""
        if self.left_out:
            return "left_out"
        if self.kind or not self.plan.problems:
            return "ok"
        return "warn" if self.plan.storable else "error"


@dataclass(frozen=True)
class HeaderRow:
    """One column of a file: its letters, header, samples and what it means."""

    at: int
    header: str
    samples: str
    role: str
    metric: str


_ICONS = {
    "ok": ("circle-check", "ok"),
    "warn": ("triangle-alert", "warn"),
    "error": ("circle-alert", "err"),
    "left_out": ("ban", "text2"),
}


def file_columns(words: Words) -> tuple[Column[FoundFile], ...]:
    """Name, report, period, shop, rows and state of the files of an import."""

    def say(name: str, **params: object) -> str:
        return words(f"ui_import.{name}", **params)

    def report(row: FoundFile) -> str:
        return kind_text(row, words)

    def period(row: FoundFile) -> str:
        return "" if row.kind else period_text(row.plan, words, "period_chosen")

    def state(row: FoundFile) -> str:
        errors, others = problem_counts(row.plan)
        return say(f"file_{row.state}", n=errors or others)

    grey: Callable[[FoundFile], str] = lambda _row: "text2"  # noqa: E731
    return (
        Column(id="file", head=say("head_file"), text=lambda row: row.plan.file, elide=True, bold=True),
        Column(id="report", head=say("head_report"), text=report, elide=True),
        Column(id="period", head=say("head_period"), text=period, tint=grey, drop=1),
        Column(id="shop", head=say("head_shop"), text=lambda row: row.plan.shop, elide=True, tint=grey, drop=2),
        Column(
            id="rows",
            head=say("head_rows"),
            text=lambda row: f"{row.plan.rows:,}" if row.plan.rows else "",
            value=lambda row: row.plan.rows,
            right=True,
            drop=3,
        ),
        Column(id="state", head=say("head_state"), text=state, icon=lambda row: _ICONS[row.state]),
    )


def kind_text(row: FoundFile, words: Words) -> str:
    """``生意参谋 客服销售分析``, 奖惩记录, or that it is not known."""
    if row.kind:
        return words(f"ui_import.kind_{row.kind}")
    return row.plan.layout_name or words("ui_import.not_recognised")


def place_text(file: FilePlan, words: Words) -> str:
    """``工作表 Sheet1，表头第 1 行``; a text file has no sheets, and what is not recognised no header."""
    if not file.header_row:
        return ""
    name = "header_row" if file.sheet else "header_row_only"
    return words(f"ui_import.{name}", sheet=file.sheet, row=file.header_row)


def period_text(file: FilePlan, words: Words, assumed: str = "period_assumed") -> str:
    """``2026 年 10 月``, or the days with how they stand in the file; ``assumed`` says that it tells none itself."""
    if file.period is None:
        return ""
    if file.period.kind == "month":
        month = month_text(PayMonth.of(file.period.first), words.texts)
        return words(f"ui_import.{assumed}", month=month) if file.period_assumed else month
    days = day_range(file.period.first, file.period.last)
    return words(f"ui_import.period_{file.period.kind}", days=days)


def day_range(first: date, last: date) -> str:
    """``10-01 – 10-31``; one day alone as ``10-01``."""
    start, end = f"{first:%m-%d}", f"{last:%m-%d}"
    return start if first == last else f"{start} – {end}"


def problem_counts(file: FilePlan) -> tuple[int, int]:
    """How many problems are errors, and how many are not."""
    errors = sum(problem.severity is Severity.ERROR for problem in file.problems)
    return errors, len(file.problems) - errors


def header_rows(file: FilePlan) -> tuple[HeaderRow, ...]:
    """The columns of a file that have a header, as they stand in it."""
    fractions = _fractions(file)
    return tuple(
        HeaderRow(column.index, column.header, "　".join(_samples(column, fractions)), column.role, column.metric)
        for column in file.columns
        if column.header
    )


def _fractions(file: FilePlan) -> frozenset[tuple[str, Fraction]]:
    """Every ratio that is read from the file, with its metric."""
    return frozenset(
        (one.metric, one.value) for one in file.observations if one.value is not None and unit_of(one.metric) == "ratio"
    )


def _samples(column: HeadColumn, fractions: frozenset[tuple[str, Fraction]]) -> tuple[str, ...]:
    """The samples as they stand in the file; a bare 0.9971 that is read as a fraction is shown as 99.71 %."""
    read = ((text, read_exact(text)) for text in column.samples)
    return tuple(
        percent(value) if value is not None and (column.metric, value) in fractions else text for text, value in read
    )


def header_columns(words: Words) -> tuple[Column[HeaderRow], ...]:
    """Letters, header, samples, meaning and a remark for each column of a file."""

    def say(name: str, **params: object) -> str:
        return words(f"ui_import.{name}", **params)

    def meaning(row: HeaderRow) -> str:
        return metric_word(row.metric, words.texts) if row.metric else say(f"role_{row.role}")

    def tint(row: HeaderRow) -> str:
        return "text" if row.role in ("metric", "account", "date") else "text2"

    grey: Callable[[HeaderRow], str] = lambda _row: "text2"  # noqa: E731
    return (
        Column(id="at", head=say("head_letters"), text=lambda row: letters(row.at), tint=grey),
        Column(id="header", head=say("head_header"), text=lambda row: row.header, bold=True, elide=True),
        Column(id="samples", head=say("head_samples"), text=lambda row: row.samples, tint=grey, elide=True),
        Column(id="meaning", head=say("head_meaning"), text=meaning, tint=tint),
        Column(id="remark", head=say("head_remark"), text=lambda row: say(f"remark_{row.role}"), tint=grey, drop=1),
    )
