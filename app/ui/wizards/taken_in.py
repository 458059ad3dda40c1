"""What is dragged, copied or pasted, as far as an import can read it."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".fods", ".csv", ".tsv", ".txt", ".htm", ".html", ".xml")
_OWN_COPY = "~$"


def local_files(urls: Iterable[QUrl]) -> tuple[Path, ...]:
    """The files of this computer among them."""
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())


def sheet_files(files: Iterable[Path]) -> tuple[Path, ...]:
    """Those that may be sheets; a folder stands for the sheets in it. Excel's own ``~$`` files are passed over."""
    found: list[Path] = []
    for file in files:
        found.extend(sorted(file.iterdir()) if file.is_dir() else [file])
    return tuple(file for file in found if file.suffix.lower() in ENDINGS and not file.name.startswith(_OWN_COPY))


def copied_rows(mime: QMimeData) -> bytes:
    """Rows copied in a spreadsheet or on a web page, as text with tabs or as HTML; nothing if there is no table."""
    text, page = mime.text(), mime.html()
    if "\t" in text:
        return text.encode()
    if "<table" in page.casefold():
        return page.encode()
    return text.encode() if "\n" in text.strip() else b""
