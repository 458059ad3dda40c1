"""Where a figure came from: an import and the cells of it."""

from functools import cache

import msgspec


class Source(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Cells of one imported sheet, ``Source(12, ("D7",))``; file and sheet names stand with the import."""

    import_id: int
    cells: tuple[str, ...]


class SourceFile(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """File and sheet name of an import, looked up when a source is shown."""

    file: str
    sheet: str


def cell_name(row: int, column: int) -> str:
    """Spreadsheet address of a cell, counted from 0: ``cell_name(6, 3) == "D7"``."""
    return f"{column_letters(column)}{row + 1}"


@cache
def column_letters(column: int) -> str:
    """A column as a spreadsheet calls it, counted from 0: ``column_letters(3) == "D"``."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def cell_place(name: str) -> tuple[int, int]:
    """Row and column of an address, counted from 0: ``cell_place("D7") == (6, 3)``; ValueError for anything else."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(name)
        column = column * 26 + ord(letter) - 64
    row = int(name[len(letters) :])
    if not row or not column:
        raise ValueError(name)
    return row - 1, column - 1
