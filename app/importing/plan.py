"""What an import would do: an inspectable plan, made before anything is stored."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import msgspec

from app.domain.inputs import Observation
from app.domain.month import PayMonth
from app.domain.orders import Items, Order, Refund
from app.domain.people import Agent, Shop
from app.domain.problem import Problem, has_errors
from app.importing.grid import Grid
from app.importing.remarks import Convention

MONTH, DAY, DAYS, RANGE = "month", "day", "days", "range"
"""Kinds of period: the whole month, one day, a row for each day, anything else."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What the book knows and an import is checked against.

    ``agents`` are those of the month. ``imported`` holds the SHA-256 of files stored for the month before,
    ``ignored`` accounts (``店铺:账号``) that the owner excludes, ``remembered`` headers that the owner mapped
    once (header → metric id, or "" for a column to leave alone). ``own`` are the owner's own metrics that schemes name.
    ``conventions`` are the remark conventions of shops.
    """

    shops: tuple[Shop, ...] = ()
    agents: tuple[Agent, ...] = ()
    imported: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    remembered: dict[str, str] = {}
    own: tuple[str, ...] = ()
    conventions: dict[str, Convention] = {}


class FileEdits(msgspec.Struct, frozen=True, kw_only=True):
    """What the owner decided about one file in the wizard; kept with the import.

    ``cells`` are corrected texts by address (``{"D7": "12"}``), ``excluded_rows`` sheet rows counted from 1,
    ``columns`` maps a column counted from 0 to a metric id ("" leaves it alone), ``percent`` answers for a column
    whether bare numbers are percent (True) or fractions. ``period`` are the first and the last day that the file speaks
    of, ``keep_old`` leaves what the book knows already as it is. "" elsewhere: as recognised.
    """

    cells: dict[str, str] = {}
    excluded_rows: tuple[int, ...] = ()
    columns: dict[int, str] = {}
    percent: dict[int, bool] = {}
    layout: str = ""
    sheet: str = ""
    shop: str = ""
    period: tuple[date, date] | None = None
    keep_old: bool = False


class Period(msgspec.Struct, frozen=True):
    """The days that a file speaks of, inclusive; ``kind`` is month, day, days (a row for each day) or range."""

    first: date
    last: date
    kind: str

    def __str__(self) -> str:
        if self.kind == MONTH:
            return str(PayMonth.of(self.first))
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column of the sheet, counted from 0.

    ``metric`` is "" for a column that carries none; ``role`` is metric, account, date, shop, ignored (unknown, or no
    figure that is used) or twin (another column of the file gives the same metric better).
    """

    index: int
    header: str
    metric: str = ""
    role: str = "ignored"
    samples: tuple[str, ...] = ()


class SummaryCheck(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of a summary row against the sum of the people's rows."""

    label: str
    metric: str
    cell: str
    stated: Fraction
    ours: Fraction

    @property
    def agrees(self) -> bool:
        """Equal, amounts up to a fen of the platform's own rounding."""
        return abs(self.stated - self.ours) <= Fraction(1, 100)


class Candidate(msgspec.Struct, frozen=True):
    """Somebody whom an unknown account might belong to; only ever proposed."""

    number: str
    name: str


class AccountRow(msgspec.Struct, frozen=True, kw_only=True):
    """An account of the files and whose it is.

    ``account`` is the normalised name, ``spelling`` the one in the file. ``how`` is account, name, ambiguous, none or
    ignored (the owner excludes it); ``owners`` are the numbers of the agents it belongs to in the period. ``looks``
    says what an account of nobody looks like: robot, main (the shop's own) or "".
    """

    shop: str
    account: str
    spelling: str
    how: str
    owners: tuple[str, ...] = ()
    looks: str = ""
    candidates: tuple[Candidate, ...] = ()
    cells: tuple[str, ...] = ()

    @property
    def full(self) -> str:
        """``店铺:账号`` as the file spells the account."""
        return f"{self.shop}:{self.spelling}"

    @property
    def waits(self) -> bool:
        """Whether its rows wait for somebody to say whose they are."""
        return self.how in ("none", "ambiguous")


class SingleOrders(msgspec.Struct, frozen=True, kw_only=True):
    """What a file of single orders holds besides the figures that it adds up to; ``cells`` are its amounts.

    ``family`` is orders, items or refunds, and only that field of the three is filled.
    """

    family: str
    cells: str
    orders: tuple[Order, ...] = ()
    items: tuple[Items, ...] = ()
    refunds: tuple[Refund, ...] = ()


class FilePlan(msgspec.Struct, frozen=True, kw_only=True):
    """What importing one file would do. ``header_row`` counts from 1 (0: none found); ``grid`` is the sheet as read.

    ``confidence`` is 0 … 100. ``seen_before`` says that the same bytes were
    stored for the month already, ``period_assumed`` that the file tells no period and the chosen month was taken;
    ``other_sheets`` are sheets of the workbook that were recognised too and not read; ``before`` are the texts that
    corrected cells have in the file; ``single`` is what a file of
    single orders holds, of which ``observations`` are the sums without what the book has already.
    """

    path: Path
    file: str
    sha256: str = ""
    sheet: str = ""
    layout: str = ""
    layout_name: str = ""
    confidence: int = 0
    reason: tuple[str, ...] = ()
    header_row: int = 0
    columns: tuple[Column, ...] = ()
    period: Period | None = None
    period_assumed: bool = False
    attribution: str = ""
    shop: str = ""
    rows: int = 0
    agents: int = 0
    observations: tuple[Observation, ...] = ()
    accounts: tuple[AccountRow, ...] = ()
    summaries: tuple[SummaryCheck, ...] = ()
    problems: tuple[Problem, ...] = ()
    grid: Grid | None = None
    sheets: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()
    seen_before: bool = False
    edits: FileEdits = FileEdits()
    before: dict[str, str] = {}
    single: SingleOrders | None = None

    @property
    def family(self) -> str:
        """The report family that the figures belong to."""
        return self.single.family if self.single else self.layout

    @property
    def storable(self) -> bool:
        """Whether nothing keeps the file out of the book."""
        return not has_errors(self.problems)

    @property
    def ignored_columns(self) -> tuple[str, ...]:
        """Headers that are left alone."""
        return tuple(column.header for column in self.columns if column.role == "ignored" and column.header)


class ImportPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What importing some files for a month would do, file by file and over all."""

    month: PayMonth
    files: tuple[FilePlan, ...]
    accounts: tuple[AccountRow, ...] = ()

    @property
    def storable(self) -> tuple[FilePlan, ...]:
        """The files that can be stored."""
        return tuple(file for file in self.files if file.storable)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems of all files, in the files' order."""
        return tuple(problem for file in self.files for problem in file.problems)

    @property
    def unmatched(self) -> tuple[str, ...]:
        """The accounts (``店铺:账号``) whose rows wait, sorted."""
        return tuple(sorted({row.full for row in self.accounts if row.waits}))
