"""A file that must not be opened, and how large a file and its sheets may be."""

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """How large a file may be: bytes packed and unpacked, rows and columns of a sheet, cells of all its sheets, and the
    bytes of their texts, each counted in every cell that has it."""

    size: int
    expanded: int
    rows: int
    columns: int
    cells: int
    texts: int


REPORTS = Limits(size=20_000_000, expanded=100_000_000, rows=20_000, columns=300, cells=1_000_000, texts=60_000_000)
"""Reports about agents, and the owner's own sheets: as much as is read within 2 s and 300 MB (test_limits)."""
MARKUP = msgspec.structs.replace(REPORTS, cells=600_000)
"""The same as pages, ods and XML, which our own readers follow element by element."""
ORDERS = Limits(
    size=200_000_000, expanded=2_000_000_000, rows=1_100_000, columns=300, cells=64_000_000, texts=2_000_000_000
)
"""Exports of single orders and refunds. The reading engine sets aside room for each cell, filled or not."""

MAX_ROWS, MAX_COLUMNS = REPORTS.rows, REPORTS.columns


class Refusal(Exception):  # noqa: N818 - a word of its own, as in the rules
    """The file must not be opened: a problem code with its sheet, cell and parameters."""

    def __init__(self, code: str, *, sheet: str = "", cell: str = "", **params: str) -> None:
        super().__init__(code)
        self.code, self.sheet, self.cell, self.params = code, sheet, cell, params


def too_large(cell: str = "", limits: Limits = REPORTS) -> Refusal:
    """The refusal of a sheet with more rows, columns or cells than anybody fills in."""
    most = {"rows": str(limits.rows), "columns": str(limits.columns), "cells": str(limits.cells)}
    return Refusal("sheet_too_large", cell=cell, **most)


class CellsLeft:
    """Room for the cells of a workbook, all its sheets together; a used block takes its place in it."""

    def __init__(self, limits: Limits = REPORTS) -> None:
        self._limits, self._left = limits, limits.cells

    def take(self, rows: int, columns: int, cell: str = "") -> None:
        """Takes room for a used block; Refusal for one that is larger than any report, or than what is left."""
        self._left -= rows * columns
        if rows > self._limits.rows or columns > self._limits.columns or self._left < 0:
            raise too_large(cell, self._limits)
