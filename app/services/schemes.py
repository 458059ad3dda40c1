"""Schemes: built-in templates, schemes in force, reading and writing their files."""

from pathlib import Path

import msgspec

from app.domain.month import PayMonth
from app.domain.problem import Problem
from app.domain.scheme import Scheme
from app.storage.book import Book


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """A built-in scheme; ``position`` is the one that it is made for."""

    id: str
    scheme: Scheme
    position: str


class StoredScheme(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a scheme in the book; ``shop`` and ``team`` "": everywhere."""

    scheme: Scheme
    version: int
    position: str
    shop: str
    team: str
    from_month: PayMonth


def templates() -> tuple[Template, ...]:
    """The built-in templates in their documented order."""
    raise NotImplementedError


def use_template(
    book: Book, template: str, *, position: str, shop: str = "", team: str = "", from_month: PayMonth
) -> None:
    """Put a template in force for a position from a month on."""
    raise NotImplementedError


def import_scheme(
    book: Book, file: Path, *, position: str, shop: str = "", team: str = "", from_month: PayMonth
) -> tuple[Problem, ...]:
    """Put the scheme of a file in force; the warnings of its check. JixinError lists its faults."""
    raise NotImplementedError


def export_scheme(book: Book, name: str) -> bytes:
    """The file of a scheme of the book by its name (the newest version), or of a template by its id."""
    raise NotImplementedError


def stored_schemes(book: Book) -> tuple[StoredScheme, ...]:
    """Every version in the book, by position, shop, team and first month."""
    raise NotImplementedError
