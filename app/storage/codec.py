"""Exact numbers, days and months as the text that is stored, and values as JSON documents."""

from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from app.domain.money import canonical_text, exact_ratio
from app.domain.month import PayMonth
from app.domain.problem import JixinError, error
from app.domain.scheme import Exact

T = TypeVar("T")


def number_text(value: Fraction) -> str:
    """Canonical text of an exact number: shortest decimal, ``n/d`` where there is no finite one."""
    return canonical_text(value)


@lru_cache(maxsize=65536)
def number(text: str) -> Fraction:
    """The exact number of a canonical text; JixinError for anything else: the book wrote only these."""
    try:
        return exact_ratio(text)
    except (ValueError, ZeroDivisionError) as fault:
        raise _damaged() from fault


def number_text_or_none(value: Fraction | None) -> str | None:
    """As ``number_text``; None stays None."""
    return None if value is None else number_text(value)


def number_or_none(text: str | None) -> Fraction | None:
    """As ``number``; None stays None."""
    return None if text is None else number(text)


def day_text(day: date | None) -> str | None:
    """``2026-10-31``; None stays None."""
    return None if day is None else day.isoformat()


@lru_cache(maxsize=4096)
def day(text: str) -> date:
    """The day of ``2026-10-31``; JixinError for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise _damaged() from fault


def day_or_none(text: str | None) -> date | None:
    """As ``day``; None stays None."""
    return None if text is None else day(text)


def month_text(month: PayMonth | None) -> str:
    """``2026-10``; None, from the beginning, is "" and sorts before every month."""
    return "" if month is None else str(month)


def to_json(value: object) -> str:
    """A frozen value as JSON; exact numbers as canonical text, scheme numbers as they were written."""
    return to_utf8(value).decode()


def to_utf8(value: object) -> bytes:
    """The same as the bytes that SQLite keeps of it."""
    return _ENCODER.encode(value)


def from_json(text: str, kind: type[T]) -> T:
    """The value of a document made by ``to_json``; JixinError for anything else."""
    try:
        return msgspec.json.decode(text, type=kind, dec_hook=_decode)
    except (msgspec.DecodeError, ValueError) as fault:
        raise _damaged() from fault


def _damaged() -> JixinError:
    """Text that the book never wrote: changed by a fault of the disk that SQLite's own check does not see."""
    return JixinError(error("book_damaged"))


def _encode(value: Any) -> Any:
    if type(value) is Fraction:
        return canonical_text(value)
    if isinstance(value, Exact):
        return value.raw
    raise TypeError(f"no JSON for {type(value).__name__}")


_ENCODER = msgspec.json.Encoder(enc_hook=_encode)


def _decode(kind: type[Any], value: Any) -> Any:
    if kind is Fraction:
        return number(value)
    if kind is Exact:
        return Exact(value)
    raise TypeError(f"nothing known of {kind.__name__}")
