"""Texts that the cells of an xlsx share: the reading engine makes one for each cell, however long it is."""

import re
import zipfile
from array import array
from collections import Counter
from collections.abc import Iterable

from app.importing.archive import chunks, too_expanded
from app.importing.refusal import Limits

_PART = "sharedstrings.xml"
SHORTEST_CELL = 17
"""Bytes of ``<c r="A1" s="1"/>``; one that shares a text has more."""
_MARK = 40
"""Bytes that the beginning of a text may have; it may lie over the border of two chunks."""
_TEXT = re.compile(rb"<(?:\w+:)?si\b")
_CELL = re.compile(rb"\bt\s*=\s*[\"']s[\"']")
_NUMBER = re.compile(rb"\bt\s*=\s*[\"']s[\"'][^>]*>\s*<(?:\w+:)?v[^>]*>\s*(\d{1,8})\s*<")


def check_shared_texts(archive: zipfile.ZipFile, sheets: Iterable[zipfile.ZipInfo], limits: Limits) -> None:
    """Refusal for a workbook whose texts would be larger than it may expand to, were each written out in its cells."""
    part = next((entry for entry in archive.infolist() if entry.filename.casefold().endswith(_PART)), None)
    if part is None:
        return
    sheets, sizes = list(sheets), _sizes(archive, part)
    longest = max(sizes, default=0)
    if longest * sum(sheet.file_size for sheet in sheets) // SHORTEST_CELL <= limits.texts:
        return
    total = 0
    for sheet in sheets:
        for chunk in chunks(archive, sheet):
            found = Counter(map(int, _NUMBER.findall(chunk)))
            total += sum(count * (sizes[number] if number < len(sizes) else 0) for number, count in found.items())
            total += longest * (len(_CELL.findall(chunk)) - found.total())
            if total > limits.texts:
                raise too_expanded(limits.texts)


def _sizes(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> "array[int]":
    """How many bytes each of the texts has, its markup included."""
    sizes, before, rest = array("L"), 0, b""
    for chunk in chunks(archive, part):
        *whole, rest = _TEXT.split(rest + chunk)
        for text in whole:
            sizes.append(before + len(text))
            before = 0
        before += max(len(rest) - _MARK, 0)
        rest = rest[-_MARK:]
    sizes.append(before + len(rest))
    return sizes[1:]
