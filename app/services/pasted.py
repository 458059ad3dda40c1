"""Rows that were copied out of a sheet or a web page: kept as a file, so that they take the path of every file."""

from itertools import count
from pathlib import Path

from app.domain.problem import JixinError, error

_MOST = 200 * 1024 * 1024
_TAGS = (b"<table", b"<html", b"<TABLE", b"<HTML")


def keep_pasted(data: bytes, folder: Path, name: str) -> Path:
    """Write what was pasted to ``NAME.tsv`` or ``NAME.html`` in a folder, with a number if that is there already.

    JixinError if it is blank or too large; what it is, its content tells later.
    """
    if not data.strip():
        raise JixinError(error("pasted_blank"))
    if len(data) > _MOST:
        raise JixinError(error("pasted_too_large"))
    ending = ".html" if any(tag in data[:100_000] for tag in _TAGS) else ".tsv"
    numbered = (f"{name}{ending}" if at == 1 else f"{name} {at}{ending}" for at in count(1))
    path = next(path for each in numbered if not (path := folder / each).exists())
    path.write_bytes(data)
    return path
