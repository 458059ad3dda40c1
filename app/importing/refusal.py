"""A file that must not be opened, and how large a sheet may be."""

MAX_ROWS = 20_000
MAX_COLUMNS = 300


class Refusal(Exception):  # noqa: N818 - a word of its own, as in the rules
    """The file must not be opened: a problem code with its cell and parameters."""

    def __init__(self, code: str, *, cell: str = "", **params: str) -> None:
        super().__init__(code)
        self.code, self.cell, self.params = code, cell, params


def too_large(cell: str = "") -> Refusal:
    """The refusal of a sheet with more rows or columns than anybody fills in."""
    return Refusal("sheet_too_large", cell=cell, rows=str(MAX_ROWS), columns=str(MAX_COLUMNS))
