"""Cells of orders and refunds → numbers of orders, fen, days; each different cell is read once."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Generic, TypeVar

import msgspec

from app.domain.accounts import folded
from app.importing.grid import Cell, Fault, cell_text, is_blank
from app.importing.order_formats import Statuses
from app.importing.values import BAD, NOT_YET, Blanks, read_amount, read_day, read_id

T = TypeVar("T")

MOST_FEN = 99_999_999_999
"""Larger amounts of one order are no amounts; so the sum of a whole export stays a 64-bit number."""

_AMOUNTS = re.compile(r"(?:[0-9]{1,9}\.[0-9]{2}(?: |$))+")
_NUMBER = re.compile(r"(?=.*[0-9])[0-9A-Za-z][0-9A-Za-z_-]{0,39}")
_QUOTED = re.compile(r"=\"([^\"]*)\"")
# Written out: counted repeats take the engine twice as long.
_MOMENTS = re.compile(r"(?:[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] (?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])*")


class Bad(msgspec.Struct, frozen=True):
    """A cell that cannot be what its column holds; ``code`` names the problem."""

    code: str


class Cells(dict[Cell, T | Bad | None], Generic[T]):
    """Reads cells by a function, each different cell once; None for a blank one. ``any_bad``: one was bad so far."""

    def __init__(self, read: Callable[[Cell], T | Bad | None]) -> None:
        super().__init__()
        self._read, self.any_bad = read, False

    def __missing__(self, cell: Cell) -> T | Bad | None:
        found = None if is_blank(cell) else Bad(cell.code) if isinstance(cell, Fault) else self._read(cell)
        self.any_bad |= isinstance(found, Bad)
        self[cell] = found
        return found

    def column(self, cells: Iterable[Cell]) -> list[T | Bad | None]:
        """What the cells of a column say."""
        return list(map(self.__getitem__, cells))


def without_truth_values(cells: list[Cell]) -> list[Cell]:
    """The column with truth values as text: as a key, True would be the number 1."""
    if bool not in set(map(type, cells)):
        return cells
    return [cell_text(cell) if isinstance(cell, bool) else cell for cell in cells]


def read_number(cell: Cell) -> str | Bad:
    """The number of an order or refund: digits, or letters and digits; one that Excel damaged is bad."""
    if not isinstance(cell, str):
        text, code = read_id(cell)
        return Bad(code) if code else _number(text)
    if cell.isascii() and _NUMBER.fullmatch(cell) and cell.isdigit():
        return cell
    text = cell.strip()
    quoted = _QUOTED.fullmatch(text)
    text, code = read_id(quoted[1] if quoted else text)
    return Bad(code) if code else _number(text)


def plain_numbers(cells: list[Cell]) -> list[str]:
    """The numbers of a column that holds nothing but digits (``="123"`` too), [] for any other column."""
    texts = [cell[2:-1] if cell[:2] == '="' and cell[-1] == '"' else cell for cell in cells if isinstance(cell, str)]
    if not texts or len(texts) < len(cells):
        return []
    joined, lengths = "".join(texts), set(map(len, texts))
    plain = joined.isdigit() and joined.isascii() and min(lengths) > 0 and max(lengths) <= 40
    return texts if plain else []


class Numbers(Cells[str]):
    """Reads numbers of orders and refunds."""

    def __init__(self) -> None:
        super().__init__(read_number)

    def column(self, cells: Iterable[Cell]) -> list[str | Bad | None]:
        """The numbers of a column, at once where it holds nothing but digits."""
        listed = list(cells)
        return [*plain_numbers(listed)] or super().column(listed)


def _number(text: str) -> str | Bad:
    return text if _NUMBER.fullmatch(text) else Bad("order_number_bad")


class Amounts(Cells[int]):
    """Reads amounts to whole fen, exactly; None for a cell without a figure."""

    def __init__(self, blanks: Blanks) -> None:
        super().__init__(self._fen)
        self._blanks = blanks

    def column(self, cells: Iterable[Cell]) -> list[int | Bad | None]:
        """The amounts of a column; those with two decimals, which is how platforms write them, all at once."""
        listed = list(cells)
        plain = [cell for cell in set(listed) if isinstance(cell, str) and cell[-3:-2] == "."]
        text = " ".join(plain)
        found = text.replace(".", "").split() if _AMOUNTS.fullmatch(text) else []
        if len(found) == len(plain):
            self.update(zip(plain, map(int, found), strict=True))
        return super().column(listed)

    def _fen(self, cell: Cell) -> int | Bad | None:
        reading = read_amount(cell, self._blanks)
        if reading.state == BAD:
            return Bad(reading.code)
        if reading.value is None:
            return Bad("not_a_number") if reading.state == NOT_YET else None
        fen = reading.value * 100
        return int(fen) if fen.denominator == 1 and fen <= MOST_FEN else Bad("amount_not_fen")


def count_reader(blanks: Blanks) -> Callable[[Cell], int | Bad | None]:
    """A reader of whole counts; None for a cell without a figure."""

    def read(cell: Cell) -> int | Bad | None:
        reading = read_amount(cell, blanks)
        if reading.state == BAD:
            return Bad(reading.code)
        if reading.value is None:
            return None
        whole = reading.value.denominator == 1 and reading.value < 1_000_000
        return int(reading.value) if whole else Bad("not_a_number")

    return read


class Days(Cells[date]):
    """Reads moments to their days."""

    def __init__(self, blanks: Blanks) -> None:
        super().__init__(self._day)
        self._blanks = blanks

    def column(self, cells: Iterable[Cell]) -> list[date | Bad | None]:
        """The days of a column, each day read once where all cells are ``2026-10-31 12:34:56`` or blank."""
        listed = list(cells)
        texts = [cell for cell in listed if isinstance(cell, str)]
        if len(texts) == len(listed) and set(map(len, texts)) <= {0, 19} and _MOMENTS.fullmatch("".join(texts)):
            days = {text: read_day(text) for text in {text[:10] for text in texts}}
            if all(day for text, day in days.items() if text):
                return [days[text[:10]] for text in texts]
        return super().column(listed)

    def _day(self, cell: Cell) -> date | Bad | None:
        if isinstance(cell, datetime):
            return cell.date()
        return None if self._is_blank(cell) else read_day(cell) or Bad("bad_date")

    def _is_blank(self, cell: Cell) -> bool:
        return isinstance(cell, str) and folded(cell).casefold() in self._blanks.missing


def status_reader(statuses: Statuses) -> Callable[[Cell], bool | Bad | None]:
    """A reader of statuses: whether it counts."""

    def read(cell: Cell) -> bool | Bad | None:
        counts = statuses.of(cell_text(cell))
        return Bad("status_unknown") if counts is None else counts

    return read
