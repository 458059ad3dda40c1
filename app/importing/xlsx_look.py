"""A look into an xlsx before the reading engine sees it: its sheets, hostile XML, and what stands in each sheet."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from posixpath import join, normpath
from xml.parsers import expat

import msgspec

from app.importing.archive import PlainArchive, chunks, expanded, too_expanded
from app.importing.grid import Extras, Looked
from app.importing.refusal import REPORTS, Limits, Refusal
from app.importing.shared_texts import SHORTEST_CELL, check_shared_texts
from app.importing.xlsx_cells import look_at_sheet
from app.importing.xlsx_quick import plain_extras

_ALWAYS = frozenset({"[Content_Types].xml", "_rels/.rels"})
_UNPACKED_AT_MOST = 32_000_000
"""Up to here the engine gets the very parts that were looked at; beyond, for memory's sake, the file itself."""


class _Parts(msgspec.Struct, frozen=True):
    """Parts that the engine reads, the visible sheets by part in the order of the tabs, and the hidden parts."""

    read: set[str]
    shown: dict[str, str]
    hidden: set[str]


def look(data: bytes, archive: zipfile.ZipFile, limits: Limits = REPORTS, *, quick: bool = False) -> Looked:
    """Looks at all that the engine would read; raises Refusal. Hidden sheets are left out.

    ``quick`` passes sheets whose bytes show that they hold nothing but values within the limits, without parsing them
    (of those no merges are told), and leaves the file packed.
    """
    entries = archive.infolist()
    book = next((entry.filename for entry in entries if entry.filename.endswith("workbook.xml")), "")
    if not book:
        binary = any(entry.filename.endswith("workbook.bin") for entry in entries)
        raise Refusal("file_xlsb" if binary else "file_foreign")
    parts = _parts(archive, book)
    check_shared_texts(archive, [entry for entry in entries if entry.filename in parts.shown], limits)
    found: dict[str, Extras] = {}
    file = io.BytesIO(data)
    if not quick and expanded(entries) <= _UNPACKED_AT_MOST:
        file = _unpacked(archive, parts, found)
    else:
        for entry in entries:
            if entry.filename not in parts.hidden:
                extras = plain_extras(archive, entry, limits) if quick else None
                extras = extras or look_at_sheet(lambda entry=entry: _within(chunks(archive, entry), limits), limits)
                _note(entry.filename, extras, found)
    sheets = {name: found[part] for part, name in parts.shown.items() if part in found}
    if len(sheets) < len([part for part in parts.shown if part in found]):
        raise Refusal("file_damaged")  # two tabs of one name, which no program writes
    return Looked(file, sheets, bool(parts.hidden))


def _within(part: Iterable[bytes], limits: Limits) -> Iterator[bytes]:
    """The part; Refusal as soon as what is in it besides the shortest marks of its cells is too much text."""
    texts = 0
    for chunk in part:
        texts += len(chunk) - SHORTEST_CELL * chunk.count(b"<c ")
        if texts > limits.texts:
            raise too_expanded(limits.texts)
        yield chunk


def _unpacked(archive: zipfile.ZipFile, parts: _Parts, found: dict[str, Extras]) -> io.BytesIO:
    plain = PlainArchive()
    for entry in archive.infolist():
        if entry.filename in parts.read:
            part = b"".join(chunks(archive, entry))
            _note(entry.filename, _look_part(part), found)
            plain.add(entry, part)
    return plain.file()


def _note(part: str, extras: Extras | None, found: dict[str, Extras]) -> None:
    if extras:
        found[part] = extras


def _look_part(part: bytes) -> Extras | None:
    """Most parts need no parsing: they are no worksheet, and a DOCTYPE would show; what is no UTF-8 is damaged."""
    if b"worksheet" in part or b"<!DOCTYPE" in part or b"\0" in part:
        return look_at_sheet(lambda: iter((part,)))
    part.decode()
    return None


def _parts(archive: zipfile.ZipFile, book: str) -> _Parts:
    folder, _, file = book.rpartition("/")
    links = f"{folder}/_rels/{file}.rels".lstrip("/")
    targets = {
        attributes["Id"]: normpath(join(folder, attributes["Target"]))
        if not attributes["Target"].startswith("/")
        else attributes["Target"][1:]
        for attributes in _elements(archive, links, "Relationship")
        if "Id" in attributes and "Target" in attributes
    }
    shown: dict[str, str] = {}
    hidden: set[str] = set()
    for attributes in _elements(archive, book, "sheet"):
        link = next((value for key, value in attributes.items() if key.endswith(" id")), "")
        part = targets.get(link, "")
        if attributes.get("state", "visible") == "visible":
            shown[part] = attributes.get("name", "")
        else:
            hidden.add(part)
    hidden -= set(shown)
    themes = {part for part in targets.values() if "/theme/" in part}
    return _Parts({book, links, *_ALWAYS, *targets.values()} - hidden - themes, shown, hidden)


def _elements(archive: zipfile.ZipFile, part: str, tag: str) -> Iterator[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == tag:
            found.append(attributes)

    def refuse(*_: object) -> None:
        raise Refusal("file_hostile")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    try:
        for chunk in chunks(archive, archive.getinfo(part)):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (LookupError, expat.ExpatError) as fault:
        raise Refusal("file_damaged") from fault
    yield from found
