"""Single words of a command: months, days, amounts and KEY=VALUE pairs."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from app.domain.money import exact
from app.domain.month import PayMonth
from app.texts import Texts

T = TypeVar("T")


def month_word(texts: Texts) -> Callable[[str], PayMonth]:
    """A reader of ``2026-10``."""
    return _reader(PayMonth.parse, texts, "bad_month")


def day_word(texts: Texts) -> Callable[[str], date]:
    """A reader of ``2026-10-16``."""
    return _reader(_day, texts, "bad_day")


def month_or_day_word(texts: Texts) -> Callable[[str], PayMonth | date]:
    """A reader of ``2026-10`` or ``2026-10-16``."""
    return _reader(lambda word: _day(word) if word.count("-") == 2 else PayMonth.parse(word), texts, "bad_month_or_day")


def decimal_word(texts: Texts) -> Callable[[str], Fraction]:
    """A reader of an exact decimal such as ``-12.50``."""
    return _reader(exact, texts, "bad_decimal")


def pair_word(texts: Texts, keys: Sequence[str]) -> Callable[[str], tuple[str, str]]:
    """A reader of ``key=value`` with one of the ``keys``."""

    def read(word: str) -> tuple[str, str]:
        key, sign, value = word.partition("=")
        if not sign:
            raise argparse.ArgumentTypeError(texts("cli.bad_pair", word=word))
        if key not in keys:
            raise argparse.ArgumentTypeError(texts("cli.bad_key", word=key, keys=" ".join(keys)))
        return key, value.strip()

    return read


class OncePerKey(argparse.Action):
    """Keeps ``key=value`` pairs; one key with two values is refused, since only one of them can be meant."""

    def __init__(self, *words: Any, texts: Texts, **options: Any) -> None:
        super().__init__(*words, **options)
        self._texts = texts

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, option_string: Any = None
    ) -> None:
        keys = [key for key, _ in values]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise argparse.ArgumentError(self, self._texts("cli.key_twice", word=twice))
        setattr(namespace, self.dest, values)


def _day(word: str) -> date:
    day = date.fromisoformat(word)
    if word != day.isoformat():
        raise ValueError(word)
    return day


def _reader(parse: Callable[[str], T], texts: Texts, key: str) -> Callable[[str], T]:
    def read(word: str) -> T:
        try:
            return parse(word)
        except ValueError:
            raise argparse.ArgumentTypeError(texts(f"cli.{key}", word=word)) from None

    return read
