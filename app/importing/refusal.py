"""A file that must not be opened, and how large a file and its sheets may be."""

import msgspec


class Limits(msgspec.Struct, frozen=True):
    """How large a file may be: bytes as it lies there, bytes unpacked, rows and columns of a sheet."""

    size: int
    expanded: int
    rows: int
    columns: int


REPORTS = Limits(size=20_000_000, expanded=200_000_000, rows=20_000, columns=300)
"""Reports about agents, and the owner's own sheets."""
ORDERS = Limits(size=200_000_000, expanded=2_000_000_000, rows=1_100_000, columns=300)
"""Exports of single orders and refunds."""

MAX_ROWS, MAX_COLUMNS = REPORTS.rows, REPORTS.columns


class Refusal(Exception):  # noqa: N818 - a word of its own, as in the rules
    """The file must not be opened: a problem code with its cell and parameters."""

    def __init__(self, code: str, *, cell: str = "", **params: str) -> None:
        super().__init__(code)
        self.code, self.cell, self.params = code, cell, params


def too_large(cell: str = "", limits: Limits = REPORTS) -> Refusal:
    """The refusal of a sheet with more rows or columns than anybody fills in."""
    return Refusal("sheet_too_large", cell=cell, rows=str(limits.rows), columns=str(limits.columns))
