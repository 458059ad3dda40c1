"""One file of an import as the check step shows it: cells, marks, and the sums pinned below. No Qt."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction

import msgspec

from app.domain.metrics import kind_of
from app.domain.money import exact
from app.domain.problem import Problem, Severity
from app.domain.source import cell_name
from app.services.import_sheets import FilePlan
from app.wording.numbers import number

_PLAIN = re.compile(r"-?\d{4,}(\.\d+)?")
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d*)")
OWNER = -1
"""The column that is not in the file: whose row it is."""


class Mark(msgspec.Struct, frozen=True):
    """Why a cell is marked: ``error``, ``warn``, ``prov`` (not yet known) or ``changed``, and the sentences."""

    state: str
    problems: tuple[Problem, ...] = ()
    before: str = ""


class SheetColumn(msgspec.Struct, frozen=True):
    """A shown column: its place in the file (``OWNER``: none), letters, header; figures stand right."""

    at: int
    letters: str
    header: str
    figures: bool
    used: bool


class SumCell(msgspec.Struct, frozen=True):
    """One pinned figure: what the sheet says, what the program adds up, and whether they agree."""

    stated: str
    ours: str
    difference: str


class CheckSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet ready to be shown. ``rows`` are sheet rows counted from 0; ``sums`` by column of the file.

    ``excluded`` rows were left out by the owner, ``idle`` ones are nobody's (means, notes).
    """

    columns: tuple[SheetColumn, ...]
    excluded: frozenset[int] = frozenset()
    idle: frozenset[int] = frozenset()
    rows: tuple[int, ...]
    texts: Mapping[tuple[int, int], str]
    marks: Mapping[tuple[int, int], Mark]
    sums: Mapping[int, SumCell]
    sum_row: int

    def text(self, row: int, column: int) -> str:
        """The text of a cell of the file, or the owner of the row."""
        return self.texts.get((row, column), "")

    def shown(self, row: int, column: SheetColumn) -> str:
        """The text as it is drawn: plain figures with signs for thousands."""
        text = self.text(row, column.at)
        if not column.figures or not _PLAIN.fullmatch(text):
            return text
        whole, dot, decimals = text.partition(".")
        return f"{int(whole):,}{dot}{decimals}"


def position(address: str) -> tuple[int, int] | None:
    """``D7`` → (6, 3), counted from 0; None for anything else."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def letters(column: int) -> str:
    """0 → ``A``."""
    return cell_name(0, column)[:-1]


def check_sheet(file: FilePlan, names: Mapping[str, str]) -> CheckSheet:
    """The sheet of a planned file; ``names`` are the agents' names by number."""
    if file.grid is None:
        return CheckSheet(columns=(), rows=(), texts={}, marks={}, sums={}, sum_row=0)
    sums, sum_row = _sums(file)
    texts = _texts(file, names)
    summary_rows = {place[0] for check in file.summaries if (place := position(check.cell))}
    rows = tuple(
        row
        for row in range(_first_row(file), len(file.grid.rows))
        if row not in summary_rows and any(texts.get((row, c)) for c in range(len(file.grid.rows[row])))
    )
    return CheckSheet(
        columns=_columns(file),
        rows=rows,
        excluded=frozenset(row - 1 for row in file.edits.excluded_rows),
        idle=_idle(file, rows),
        texts=texts,
        marks=_marks(file),
        sums=sums,
        sum_row=sum_row,
    )


def with_owners(sheet: CheckSheet, file: FilePlan, owners: Mapping[str, str]) -> CheckSheet:
    """The sheet once it was decided whose accounts are: ``owners`` are names by ``店铺:账号``; their cells are fine."""
    rows: dict[int, str] = {}
    for account in file.accounts:
        if account.full in owners:
            places = filter(None, map(position, account.cells))
            rows |= dict.fromkeys((place[0] for place in places), owners[account.full])
    if not rows:
        return sheet
    codes = {"unknown_account", "ambiguous"}
    marks = {
        place: mark
        for place, mark in sheet.marks.items()
        if place[0] not in rows or not {problem.code for problem in mark.problems} & codes
    }
    texts = {**sheet.texts, **{(row, OWNER): name for row, name in rows.items()}}
    return msgspec.structs.replace(sheet, marks=marks, texts=texts)


def _idle(file: FilePlan, rows: tuple[int, ...]) -> frozenset[int]:
    """Rows that no account and no problem is on."""
    accounts = {place[0] for account in file.accounts for cell in account.cells if (place := position(cell))}
    faults = {place[0] for problem in file.problems if (place := position(problem.cell))}
    return frozenset(rows) - accounts - faults if accounts else frozenset()


def _first_row(file: FilePlan) -> int:
    """The first row of people, below a header of one or two rows."""
    cells = [address for account in file.accounts for address in account.cells]
    rows = [place[0] for address in cells if (place := position(address))]
    return min([row for row in rows if row >= file.header_row], default=file.header_row)


def _columns(file: FilePlan) -> tuple[SheetColumn, ...]:
    shown: list[SheetColumn] = []
    for column in file.columns:
        figures = column.role in ("metric", "twin")
        used = column.role != "ignored"
        shown.append(SheetColumn(column.index, letters(column.index), column.header, figures, used))
        if column.role == "account":
            shown.append(SheetColumn(OWNER, "", "", figures=False, used=True))
    return tuple(shown)


def _texts(file: FilePlan, names: Mapping[str, str]) -> dict[tuple[int, int], str]:
    texts: dict[tuple[int, int], str] = {}
    if file.grid is not None:
        for row, cells in enumerate(file.grid.rows):
            for column in range(len(cells)):
                text = file.grid.text(row, column)
                if text:
                    texts[(row, column)] = text
    for address, text in file.edits.cells.items():
        place = position(address)
        if place:
            texts[place] = text
    for account in file.accounts:
        owner = "、".join(names.get(number, number) for number in account.owners)
        for address in account.cells:
            place = position(address)
            if place:
                texts[(place[0], OWNER)] = owner
    return texts


def _marks(file: FilePlan) -> dict[tuple[int, int], Mark]:
    marks: dict[tuple[int, int], Mark] = {}
    for observation in file.observations:
        if observation.value is None:
            for address in observation.source.cells:
                place = position(address)
                if place:
                    marks[place] = Mark("prov")
    for address in file.edits.cells:
        place = position(address)
        if place and file.grid is not None:
            marks[place] = Mark("changed", before=file.before.get(address, ""))
    for problem in file.problems:
        place = position(problem.cell)
        if place:
            marks[place] = _worse(marks.get(place), problem)
    return marks


def _worse(mark: Mark | None, problem: Problem) -> Mark:
    state = "error" if problem.severity is Severity.ERROR else "warn"
    if mark is None:
        return Mark(state, (problem,))
    worst = "error" if "error" in (state, mark.state) else state
    return Mark(worst, (*mark.problems, problem), mark.before)


def _sums(file: FilePlan) -> tuple[dict[int, SumCell], int]:
    found: dict[int, SumCell] = {}
    sum_row = 0
    for check in file.summaries:
        place = position(check.cell)
        if place is None or (sum_row and place[0] + 1 != sum_row):
            continue
        sum_row = place[0] + 1
        found[place[1]] = sum_cell(check.stated, Fraction(0) if check.agrees else check.ours - check.stated)
    for column, stated, ours in faulty_sums(file, sum_row):
        found.setdefault(column, sum_cell(stated, ours - stated))
    return found, sum_row


def sum_cell(stated: Fraction, difference: Fraction) -> SumCell:
    """The printed figures of a sum; no difference prints none."""
    return SumCell(number(stated), number(stated + difference), number(difference) if difference else "")


def faulty_sums(file: FilePlan, sum_row: int) -> Iterator[tuple[int, Fraction, Fraction]]:
    """Columns with an unreadable cell: what the sheet states, and the sum of the cells that can be read."""
    if not sum_row or file.grid is None:
        return
    faults = {place[1] for problem in file.problems if (place := position(problem.cell)) and _is_error(problem)}
    rows = {place[0] for account in file.accounts for cell in account.cells if (place := position(cell))}
    for column in file.columns:
        additive = bool(column.metric) and kind_of(column.metric) == "additive"
        stated = _figure(file.grid.text(sum_row - 1, column.index))
        if column.index in faults and additive and stated is not None:
            figures = [_figure(file.grid.text(row, column.index)) for row in rows]
            yield column.index, stated, sum((each for each in figures if each is not None), Fraction(0))


def _is_error(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR


def _figure(text: str) -> Fraction | None:
    try:
        return exact(text.replace(",", ""))
    except ValueError:
        return None
