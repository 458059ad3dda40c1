"""The cells behind a figure: addresses for one figure, numbered notes [1] … for a page."""

from collections.abc import Mapping

import msgspec

from app.domain.source import Source, SourceFile, cell_place
from app.domain.trace import Trace


class SourceCell(msgspec.Struct, frozen=True):
    """One source in words: file and sheet name and the cells, ``("H2",)`` or ``("H2:H32",)``."""

    file: str
    sheet: str
    cells: tuple[str, ...]


class SourceNote(msgspec.Struct, frozen=True):
    """A numbered note at the foot of a payslip: ``[2] [3]``, file, ``B2、C2``."""

    marks: tuple[str, ...]
    file: str
    cells: tuple[str, ...]


def source_cells(sources: tuple[Source, ...], files: Mapping[int, SourceFile]) -> tuple[SourceCell, ...]:
    """The sources with their file names looked up; cells under each other are drawn together."""
    found: list[SourceCell] = []
    for source in sources:
        place = files.get(source.import_id, SourceFile("", ""))
        found.append(SourceCell(place.file, place.sheet, _joined(source.cells)))
    return tuple(found)


def all_sources(trace: Trace) -> tuple[Source, ...]:
    """Every source of the figure and of the figures below it, in order, each once."""
    found = dict.fromkeys(trace.sources)
    for part in trace.inputs:
        found.update(dict.fromkeys(all_sources(part)))
    return tuple(found)


class SourceMarks:
    """Numbers the figures of one page in the order in which they are asked for."""

    def __init__(self, files: Mapping[int, SourceFile]) -> None:
        self._files = files
        self._numbers: dict[tuple[Source, ...], int] = {}

    def mark(self, trace: Trace) -> str:
        """``[1]`` for the cells behind the figure, equal for equal cells; "" if it was read from none."""
        sources = all_sources(trace)
        if not sources:
            return ""
        return f"[{self._numbers.setdefault(sources, len(self._numbers) + 1)}]"

    def notes(self) -> tuple[SourceNote, ...]:
        """The notes by file, in order of first mention."""
        entries = [
            (f"[{number}]", cell)
            for sources, number in self._numbers.items()
            for cell in source_cells(sources, self._files)
        ]
        return tuple(
            SourceNote(
                _ranges(tuple(dict.fromkeys(mark for mark, _ in group))),
                file,
                _joined(tuple(dict.fromkeys(cell for _, place in group for cell in place.cells))),
            )
            for (file, _), group in _grouped(entries)
        )


class NoMarks(SourceMarks):
    """For pages that do not name cells."""

    def __init__(self) -> None:
        super().__init__({})

    def mark(self, trace: Trace) -> str:
        """Nothing."""
        return ""


def _grouped(
    entries: list[tuple[str, SourceCell]],
) -> list[tuple[tuple[str, str], list[tuple[str, SourceCell]]]]:
    groups: dict[tuple[str, str], list[tuple[str, SourceCell]]] = {}
    for entry in entries:
        groups.setdefault((entry[1].file, entry[1].sheet), []).append(entry)
    return list(groups.items())


def _joined(cells: tuple[str, ...]) -> tuple[str, ...]:
    """``("D7", "D8", "D9", "F2")`` → ``("D7:D9", "F2")``: three or more neighbours in a row or column."""
    runs: list[list[str]] = []
    step = ""
    for cell in cells:
        way = _step(runs[-1][-1], cell) if runs else ""
        if way and (len(runs[-1]) == 1 or way == step):
            runs[-1].append(cell)
            step = way
        else:
            runs.append([cell])
    return tuple(cell for run in runs for cell in ([f"{run[0]}:{run[-1]}"] if len(run) > 2 else run))


def _ranges(marks: tuple[str, ...]) -> tuple[str, ...]:
    """``("[1]", "[2]", "[3]", "[5]")`` → ``("[1]–[3]", "[5]")``; two stay two."""
    runs: list[list[int]] = []
    for number in (int(mark[1:-1]) for mark in marks):
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    return tuple(
        text
        for run in runs
        for text in ([f"[{run[0]}]–[{run[-1]}]"] if len(run) > 2 else [f"[{number}]" for number in run])
    )


def _step(first: str, second: str) -> str:
    """``down`` or ``right`` where the second cell is the next one, else ""."""
    try:
        (row, column), (below, beside) = cell_place(first), cell_place(second)
    except ValueError:
        return ""
    return {(1, 0): "down", (0, 1): "right"}.get((below - row, beside - column), "")
