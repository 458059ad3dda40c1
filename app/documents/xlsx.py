"""What workbooks that go out share: texts that stay texts, and bytes that are the same every time."""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

INK, GREY, HEAD, TINT, LINE, FIRM = "1A2421", "51605B", "EEF2F0", "EAF3F0", "D5DBD8", "1A2421"
FONT = "Microsoft YaHei"
_EPOCH = (2000, 1, 1, 0, 0, 0)
_STARTS = frozenset("=+-@\t\r＝＋－＠")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_WHEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def put_text(cell: Any, text: str) -> None:
    """Write ``text`` as a text, whatever it begins with; editing the cell in Excel keeps it a text."""
    cell.value = _ILLEGAL.sub("", text)
    cell.data_type = "s"
    cell.number_format = "@"
    if text[:1] in _STARTS:
        cell.quotePrefix = True


def finish(workbook: Any, values: Mapping[str, Mapping[str, str]] | None = None) -> bytes:
    """The workbook's bytes without a clock in them; ``values`` are results of formulas by sheet file and cell.

    openpyxl writes no results, and readers that do not calculate would see nothing: ``{"sheet1": {"H9": "12.50"}}``.
    """
    raw = BytesIO()
    workbook.save(raw)
    out = BytesIO()
    with ZipFile(raw) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _WHEN.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", data)
            for sheet, results in (values or {}).items():
                if name == f"xl/worksheets/{sheet}.xml":
                    data = _with_results(data.decode(), results).encode()
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, data)
    return out.getvalue()


def _with_results(xml: str, results: Mapping[str, str]) -> str:
    def fill(match: re.Match[str]) -> str:
        result = results.get(match[2], "")
        return f"{match[1]}<v>{result}</v></c>"

    return re.sub(r'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f>)<v ?/?>(?:</v>)?</c>', fill, xml)


def width_of(text: str) -> float:
    """How many column units a text takes: Chinese characters two each."""
    return sum(2.1 if char > "\u2e7f" else 1.1 for char in text)
