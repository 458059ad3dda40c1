"""Whether a worksheet is plain: values only, within the limits. Told from its bytes, much faster than parsing them.

A sheet that is not plain is not refused for it, it is looked at cell by cell (xlsx_cells).
"""

import re
import zipfile
from functools import cache

from app.domain.source import cell_name, cell_place
from app.importing.grid import Extras
from app.importing.refusal import Limits, too_large
from app.importing.stopping import look_up

_CHUNK = 1 << 20
_LONGEST = 1 << 22
_SLACK = 10
_FEW_ROWS = 2_000
_UTF8 = re.compile(rb"encoding\s*=\s*[\"']utf-8[\"']", re.IGNORECASE)
_HIDDEN = re.compile(rb"<row\b[^>]*\bhidden=[\"'](?:1|true)[^>]*>")
_NUMBER = re.compile(rb"\br=[\"'](\d{1,7})[\"']")
_PLACES = re.compile(rb'<c r="([A-Z]{1,3})\d')


def plain_extras(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> Extras | None:
    """The hidden rows of a worksheet in UTF-8 of which each cell states its place and holds a value or nothing.

    None for any other part: errors, formulas, other spellings of XML, cells far from the others. Refusal for too many
    rows.
    """
    hidden: list[int] = []
    with archive.open(info) as part:
        rest = part.read(_CHUNK)
        width = _width(rest)
        if not _plain_head(rest) or not 0 < width <= limits.columns:
            return None
        rows, digits = 0, 1
        while rest:
            look_up()
            more = part.read(_CHUNK)
            cut = rest.rfind(b"<c ") if more else len(rest)
            if cut > 0:
                done, rest = rest[:cut], rest[cut:]
                rows += done.count(b"<row")
                digits = _digits(done, width, digits)
                hidden += _hidden_rows(done)
            if rows > limits.rows:
                raise too_large(limits=limits)
            if not digits or len(rest) > _LONGEST:
                return None
            rest += more
    fits = 10**digits <= _SLACK * max(rows, _FEW_ROWS) and 10**digits * width <= limits.cells
    return Extras(hidden=tuple(hidden)) if fits and -1 not in hidden else None


def _hidden_rows(part: bytes) -> list[int]:
    """The rows that somebody or a filter hid, from 0; -1 for one that does not say its number."""
    if b"hidden=" not in part:
        return []
    places = (_NUMBER.search(row) for row in _HIDDEN.findall(part))
    return [int(place[1]) - 1 if place else -1 for place in places]


def _plain_head(head: bytes) -> bool:
    start = head.find(b"<worksheet")
    prologue = head[: max(start, 0)]
    stated = b"encoding" in prologue
    return start >= 0 and b"<!" not in prologue and (not stated or bool(_UTF8.search(prologue)))


def _width(head: bytes) -> int:
    """The last column among the first rows."""
    letters = {found.decode() for found in _PLACES.findall(head)}
    return max((cell_place(f"{name}1")[1] + 1 for name in letters), default=0)


def _digits(part: bytes, width: int, digits: int) -> int:
    """How many digits the row numbers of the cells have, at least ``digits``; 0 for a cell that is not plain."""
    place = 0
    while match := _not_plain(width, digits).search(part, place):
        digits, place = digits + 1, match.start()
        if digits > 7:
            return 0
    return digits


@cache
def _not_plain(width: int, digits: int) -> re.Pattern[bytes]:
    """Finds ``<c`` that does not begin a plain cell (nor ``<col``) in the first columns and rows of so many digits."""
    place = rf' r="(?:{_columns(width)})\d{{1,{digits}}}"'
    kind = r'(?: s="\d{1,6}")?(?: t="(?:inlineStr|s|n|b|d)")?'
    return re.compile(rf"<c(?!{place}{kind}(?:/>|>(?:<v>|<is>|</c>))|ol)".encode())


def _columns(width: int) -> str:
    """A pattern of the names of the first columns: 28 → ``[A-Z]|[A-B]``-like alternatives, shorter names first."""
    last = cell_name(0, width - 1)[:-1]
    if len(last) == 1:
        return f"[A-{last}]"
    before = f"[A-{chr(ord(last[0]) - 1)}][A-Z]|" if last[0] > "A" else ""
    return f"[A-Z]|{before}{last[0]}[A-{last[1]}]"
