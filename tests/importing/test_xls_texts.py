"""How long the shared texts of an old xls are is told however they lie over records, and counts in each cell."""

import struct

import pytest

from app.importing.refusal import REPORTS, Refusal
from app.importing.xls_texts import check_uses

HEAD = struct.pack("<II", 9, 3)
PLAIN = struct.pack("<HB", 5, 0) + b"abcde"
RICH = struct.pack("<HBHI", 4, 1 | 4 | 8, 2, 3) + "云朵家居".encode("utf-16-le") + bytes(2 * 4 + 3)
LONG = 1_000
WHOLE = struct.pack("<HB", LONG, 0) + b"x" * LONG
BEGUN, REST = struct.pack("<HB", LONG, 0) + b"x" * 400, b"\x01" + "云".encode("utf-16-le") * 600
"""The same length over two records, the second part of it in wide characters."""

TABLES = {
    "in one record": [HEAD + PLAIN + RICH + WHOLE],
    "behind a border": [HEAD + PLAIN + RICH, WHOLE],
    "over a border": [HEAD + PLAIN + RICH + BEGUN, REST],
    "runs over a border": [HEAD + PLAIN + RICH[:-5], RICH[-5:] + WHOLE],
}
MOST = REPORTS.texts // LONG
"""So many cells may have the long text."""


@pytest.mark.parametrize("records", TABLES.values(), ids=TABLES)
def test_a_text_counts_in_each_cell(records: list[bytes]) -> None:
    check_uses(records, {2: MOST})
    check_uses(records, {0: MOST, 1: MOST, 2: 1})
    with pytest.raises(Refusal, match="file_expands"):
        check_uses(records, {2: MOST + 1})


def test_a_table_that_breaks_off_is_the_engines_to_refuse() -> None:
    check_uses([HEAD + PLAIN, b""], {0: 10**7, 7: 10**9})
    check_uses([], {0: 10**9})
