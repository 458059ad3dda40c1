"""Bytes → text, strictly: no character is lost or replaced, and what could be two texts is not guessed at.

A byte order mark decides; else UTF-16 is known by its zero bytes; else strict UTF-8; else GB18030 and Big5, which both
take most bytes: the one whose text has headers in it that the formats know. Both or neither is a refusal,
and so are pieces of UTF-8 in a file of GB18030.
"""

import re
from itertools import islice

from app.importing.formats import header_words
from app.importing.refusal import Refusal
from app.importing.values import header_key

BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_BREAKS = re.compile(r"[\t,;\"\r\n<>]|&nbsp;")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_DECLARED = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "cp950",
    "big5-hkscs": "big5hkscs",
    "utf-8": "utf-8",
    "utf8": "utf-8",
}
_SIMPLIFIED, _TRADITIONAL = ("gb18030",), ("cp950", "big5hkscs")
_FOREIGN = re.compile(rb"[\x80-\xff]{6,}")
_HEADER_LINES = 20


def decode(data: bytes) -> str:
    """The text of a csv or tsv; Refusal for what is no text, or not surely one."""
    text = _strict(data, encoding_of(data))
    if _CONTROL.search(text):
        raise Refusal("file_foreign")
    return text


def decode_html(data: bytes) -> str:
    """The text of a page: by its mark, else by the charset that it declares, else like any text."""
    match = _CHARSET.search(data[:2048])
    declared = _DECLARED.get(match[1].decode().lower(), "") if match else ""
    marked = any(data.startswith(mark) for mark, _ in BOMS)
    return _strict(data, declared) if declared and not marked else decode(data)


def beginning(data: bytes) -> bytes:
    """The first of a file as bytes in which words can be looked for, whatever its encoding; lower case, no mark."""
    for mark, encoding in BOMS[1:]:
        if data.startswith(mark):
            return data[:16384].decode(encoding, "ignore").encode("utf-8", "ignore").strip().lower()
    return data[:8192].lstrip(b"\xef\xbb\xbf \r\n\t").lower()


def encoding_of(data: bytes) -> str:
    """The encoding of a text, or of its beginning up to the end of a line; Refusal for what is not surely one."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return encoding
    if _BINARY.search(data):
        return _wide(data)
    return "utf-8" if _decodes(data, "utf-8") else _chinese(data)


def _wide(data: bytes) -> str:
    """Which UTF-16 without a mark it is: only in the right one do commas, tabs and ends of lines stand."""
    head = data[: 4096 if len(data) % 2 == 0 else 0]
    right = [encoding for encoding in ("utf-16-le", "utf-16-be") if _BREAKS.search(head.decode(encoding, "ignore"))]
    if len(right) != 1:
        raise Refusal("file_foreign")
    return right[0]


def _chinese(data: bytes) -> str:
    decoding = (next((name for name in names if _decodes(data, name)), "") for names in (_SIMPLIFIED, _TRADITIONAL))
    possible = [encoding for encoding in decoding if encoding]
    if not possible:
        raise Refusal("file_encoding")
    known = [encoding for encoding in possible if _has_known_headers(data.decode(encoding))]
    if len(possible) > 1 and len(known) != 1:
        raise Refusal("encoding_unclear")
    chosen = (known or possible)[0]
    if chosen in _SIMPLIFIED and any(map(_is_utf8_within, _FOREIGN.findall(data))):
        raise Refusal("encoding_mixed")
    return chosen


def _is_utf8_within(run: bytes) -> bool:
    """Whether some Chinese in a GB18030 file is UTF-8: it reads as such, and otherwise gives characters hardly used."""
    if not _decodes(run, "utf-8") or not _decodes(run, "gb18030"):
        return False
    try:
        run.decode("gb18030").encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def _has_known_headers(text: str) -> bool:
    words = header_words()
    lines = islice(text.splitlines(), _HEADER_LINES)
    return any(header_key(cell.strip('"')) in words for line in lines for cell in re.split(r"[,\t;]|<[^>]*>", line))


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise Refusal("file_encoding") from fault
