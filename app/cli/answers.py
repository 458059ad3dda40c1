"""Answers as plain JSON values; numbers as strings of exact decimals."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from app.domain.money import Fen, decimal_text, fen_text, is_decimal
from app.domain.problem import Problem
from app.texts import Texts
from app.wording.problems import problem_text

_PLACES = 12


def problem_json(problem: Problem, texts: Texts) -> dict[str, Any]:
    """A problem with its place and its sentence."""
    return {
        "severity": problem.severity.value,
        "code": problem.code,
        "file": problem.file,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "message": problem_text(problem, texts),
    }


def problems_json(problems: Iterable[Problem], texts: Texts) -> list[dict[str, Any]]:
    """All problems in their order."""
    return [problem_json(problem, texts) for problem in problems]


def amount_json(fen: Fen | None) -> str | None:
    """CNY with two decimals, ``"2000.00"``."""
    return None if fen is None else fen_text(fen)


def points_json(points: Fraction | None) -> str | None:
    """Points with two decimals, ``"26.25"``."""
    return None if points is None else decimal_text(points, 2)


def value_json(value: Fraction | None, *, ratio: bool = False) -> str | None:
    """A metric's value: a ratio with 12 decimals; anything else shortest, at most 12 decimals."""
    if value is None:
        return None
    if ratio or not is_decimal(value):
        return decimal_text(value, _PLACES)
    text = decimal_text(value)
    return text if len(text.partition(".")[2]) <= _PLACES else decimal_text(value, _PLACES)
