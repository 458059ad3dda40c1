"""The pay month: its days, neighbours and quarter."""

import re
from datetime import date, timedelta
from functools import cache

import msgspec

_TEXT = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


class PayMonth(msgspec.Struct, frozen=True, order=True):
    """A calendar month that is paid, ``PayMonth(2026, 10)``; its text is ``2026-10``."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "PayMonth":
        """``"2026-10"`` → PayMonth; ValueError for any other spelling."""
        match = _TEXT.fullmatch(text)
        if match is None or not 1900 <= int(match[1]) <= 9998:
            raise ValueError(f"not a month: {text!r}")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> "PayMonth":
        """The month that ``day`` lies in."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def first(self) -> date:
        """The month's first day."""
        return _bounds(self.year, self.number)[0]

    @property
    def last(self) -> date:
        """The month's last day."""
        return _bounds(self.year, self.number)[1]

    @property
    def days(self) -> int:
        """How many days the month has."""
        return self.last.day

    @property
    def quarter(self) -> str:
        """``"2026Q4"``."""
        return f"{self.year:04d}Q{(self.number + 2) // 3}"

    def shift(self, months: int) -> "PayMonth":
        """The month so many months later (earlier if negative)."""
        index = self.year * 12 + self.number - 1 + months
        return PayMonth(index // 12, index % 12 + 1)

    def contains(self, day: date) -> bool:
        """Whether ``day`` lies in the month."""
        return self.first <= day <= self.last


@cache
def _bounds(year: int, number: int) -> tuple[date, date]:
    """First and last day: asked for each agent and rule of a month."""
    next_first = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1), next_first - timedelta(days=1)
