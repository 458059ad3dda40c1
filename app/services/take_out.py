"""A table or a picture of the window as a file."""

from collections.abc import Sequence
from pathlib import Path

from app.documents.output import write_file


def save_table(file: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Write rows of plain texts, the heads first, as CSV (a name that ends with .csv) or xlsx; where they went.

    A file that is open elsewhere is left alone, the new one stands beside it. JixinError if it cannot be written.
    """
    from app.documents.plain_table import table_csv, table_xlsx

    return write_file(file, (table_csv if file.suffix.casefold() == ".csv" else table_xlsx)(rows))


def save_picture(file: Path, png: bytes) -> Path:
    """Write a picture, in the same way."""
    return write_file(file, png)
