"""Schemes: built-in templates, schemes in force, reading and writing their files."""

from pathlib import Path

import msgspec

from app.documents.output import write_file
from app.domain.month import PayMonth
from app.domain.problem import JixinError, Problem, error
from app.domain.scheme import Scheme
from app.domain.schemefile import MAX_BYTES, read_scheme, write_scheme
from app.resources import resource_path
from app.services.shared_lines import refuse_differing_lines
from app.storage import names, shops
from app.storage import schemes as store
from app.storage.book import Book
from app.storage.schemes import StoredScheme

__all__ = [
    "StoredScheme",
    "Template",
    "export_scheme",
    "import_scheme",
    "put_scheme",
    "save_scheme",
    "stored_schemes",
    "templates",
    "use_template",
    "write_scheme_file",
]


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """A built-in scheme; ``position`` is the one that it is made for."""

    id: str
    scheme: Scheme
    position: str


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    position: str


def templates() -> tuple[Template, ...]:
    """The built-in templates in their documented order (resources/schemes/index.json)."""
    entries = msgspec.json.decode(resource_path("schemes", "index.json").read_bytes(), type=tuple[_Entry, ...])
    return tuple(_template(entry) for entry in entries)


def _template(entry: _Entry) -> Template:
    file = resource_path("schemes", f"{entry.id}.json")
    scheme, problems = read_scheme(file.read_bytes(), file.name)
    if scheme is None:
        raise JixinError(*problems)
    return Template(id=entry.id, scheme=scheme, position=entry.position)


def use_template(
    book: Book, template: str, *, position: str, shop: str = "", team: str = "", from_month: PayMonth
) -> None:
    """Put a template in force for a position from a month on, everywhere or in one shop or one team.

    JixinError if there is no such template, or a month from then on is sealed.
    """
    found = {one.id: one for one in templates()}
    if template not in found:
        raise JixinError(error("template_unknown", template=template, known=", ".join(found)))
    put_scheme(book, found[template].scheme, position=position, shop=shop, team=team, from_month=from_month)


def import_scheme(
    book: Book, file: Path, *, position: str, shop: str = "", team: str = "", from_month: PayMonth
) -> tuple[Problem, ...]:
    """Put the scheme of a file in force; the warnings of its check. JixinError lists its faults."""
    scheme, problems = read_scheme(_bytes(file), file.name)
    if scheme is None:
        raise JixinError(*problems)
    put_scheme(book, scheme, position=position, shop=shop, team=team, from_month=from_month)
    return problems


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as fault:
        raise JixinError(error("scheme_file_unreadable", file=file.name)) from fault


def put_scheme(
    book: Book, scheme: Scheme, *, position: str, shop: str = "", team: str = "", from_month: PayMonth
) -> None:
    """Put a scheme in force from a month on: a version of its own, or in place of the one that starts in that month.

    JixinError if a month from then on is sealed, if the place is no place, or if a line that a team shares is another
    one in the other schemes of the team.
    """
    position, team = position.strip(), team.strip()
    if not position:
        raise JixinError(error("position_blank"))
    if shop and team:
        raise JixinError(error("shop_and_team", shop=shop, team=team))
    known = shops.names(book.db)
    if shop and shop not in known:
        raise JixinError(error("shop_unknown", shop=shop, known="、".join(known)))
    stored = StoredScheme(scheme=scheme, version=0, position=position, shop=shop, team=team, from_month=from_month)
    with book.edit(from_month=from_month) as db:
        names.add(db, "position", position)
        if team:
            names.add(db, "team", team)
        version = store.put(db, stored)
        refuse_differing_lines(db, msgspec.structs.replace(stored, version=version))


def export_scheme(book: Book, name: str) -> bytes:
    """The file of a scheme of the book by its name (the newest version), or of a template by its id.

    JixinError names what there is if neither is found.
    """
    stored = sorted(store.load(book.db), key=lambda one: one.from_month)
    found = {one.id: one.scheme for one in templates()} | {one.scheme.name: one.scheme for one in stored}
    if name not in found:
        raise JixinError(error("scheme_unknown", scheme=name, known="、".join(reversed(found))))
    return write_scheme(found[name])


def save_scheme(book: Book, name: str, file: Path) -> Path:
    """Write the file of a scheme, as ``export_scheme`` gives it; the path written."""
    return write_file(file, export_scheme(book, name))


def write_scheme_file(scheme: Scheme, file: Path) -> Path:
    """Write a scheme, of the book or not, as a file; the path written."""
    return write_file(file, write_scheme(scheme))


def stored_schemes(book: Book) -> tuple[StoredScheme, ...]:
    """Every version in the book, by position, shop, team and first month."""
    return store.load(book.db)
