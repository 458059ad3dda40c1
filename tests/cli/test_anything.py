"""Whatever words a command gets, it ends with one of the four exit statuses and no traceback."""

import contextlib
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.main import main

COMMANDS = [
    ["roster", "import", "BOOK", "ANY"],
    ["roster", "list", "BOOK"],
    ["scheme", "use", "BOOK", "ANY", "--position", "ANY", "--from", "MONTH"],
    ["scheme", "export", "BOOK", "ANY", "FILE"],
    ["scheme", "import", "BOOK", "ANY", "--position", "ANY", "--team", "ANY", "--from", "MONTH"],
    ["import", "BOOK", "ANY", "ANY", "--month", "MONTH", "--shop", "ANY"],
    ["incidents", "import", "BOOK", "ANY", "--month", "MONTH"],
    ["marks", "import", "BOOK", "ANY", "--month", "MONTH"],
    ["marks", "list", "BOOK", "MONTH"],
    ["target", "set", "BOOK", "ANY", "ANY", "--grade", "ANY", "--from", "MONTH"],
    ["account", "move", "BOOK", "ANY", "ANY", "--from", "ANY"],
    ["agent", "set", "BOOK", "ANY", "base=ANY", "left=ANY", "--from", "MONTH"],
    ["agent", "set", "BOOK", "A001", "tax_opening_income=ANY", "advance=ANY", "tax_mode=ANY", "--from", "MONTH"],
    ["shop", "set", "BOOK", "小店", "pay_day=ANY", "near_miss=ANY", "minimum_wage=ANY", "tax=ANY"],
    ["waive", "BOOK", "MONTH", "A001", "ANY", "--reason", "ANY"],
    ["adjust", "BOOK", "MONTH", "A001", "ANY", "--reason", "ANY"],
    ["metrics", "BOOK", "MONTH"],
    ["compute", "BOOK", "MONTH", "--pay-date", "ANY"],
    ["explain", "BOOK", "MONTH", "A001", "ANY"],
    ["explain", "BOOK", "MONTH", "A001", "--against", "ANY"],
    ["register", "BOOK", "MONTH", "FILE"],
    ["seal", "BOOK", "MONTH"],
]
TRAPS = ["2026-10-16", "9999-12-31", "0001-01-01", "..", "/", "'; DROP TABLE agents; --", "%s", "{0}", "\u202e"]
WORDS = st.one_of(
    st.sampled_from(
        ["", " ", "0", "-1", "1.5", "99999999999999999999", "1e9", "NaN", "A001", "小店", "base", "commission", *TRAPS]
    ),
    st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12),
)
MONTHS = st.sampled_from(["2026-10", "1900-01", "9998-12", "2026-00", "2026-1", "", "x"])


def run(*words: object) -> tuple[int, str]:
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        status = main(["--lang", "zh_CN", *map(str, words)])
    return status, out.getvalue() + err.getvalue()


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small book with one agent on a scheme."""
    folder = tmp_path_factory.mktemp("anything")
    path = folder / "book.jixin"
    (folder / "roster.csv").write_text("工号,姓名,岗位,底薪\nA001,林小美,售前,2000\n", "utf-8")
    base = {"code": "base", "name": "底薪", "rule": {"type": "base", "prorate": "calendar"}}
    scheme = {"format": "jixin-scheme/1", "name": "底薪", "items": [], "pay": [base]}
    (folder / "scheme.json").write_text(json.dumps(scheme), "utf-8")
    assert run("book", "new", path, "--shop", "小店")[0] == 0
    assert run("roster", "import", path, folder / "roster.csv")[0] == 0
    assert run("scheme", "import", path, folder / "scheme.json", "--position", "售前", "--from", "1900-01")[0] == 0
    return path


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_words(book: Path, data: st.DataObject) -> None:
    words: list[object] = []
    for word in data.draw(st.sampled_from(COMMANDS)):
        if word == "BOOK":
            words.append(book)
        elif word == "FILE":
            words.append(book.with_name("out"))
        elif word == "MONTH":
            words.append(data.draw(MONTHS))
        else:
            words.append(word.replace("ANY", data.draw(WORDS)) if "ANY" in word else word)
    status, said = run(*words)
    assert status in (0, 1, 2, 3)
    assert "程序出错了" not in said, said
    assert "Traceback" not in said
