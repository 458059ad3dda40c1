"""What cannot be done is said in a sentence: exit status 1, no traceback, and the same under --json."""

from pathlib import Path

import pytest

BOOKS = {
    "missing.jixin": None,
    "empty.jixin": b"",
    "text.jixin": "这不是账套".encode(),
    "cut.jixin": b"SQLite format 3\x00" + b"\x00" * 50,
    "zip.jixin": b"PK\x03\x04" + b"\x00" * 100,
}


def write(path: Path, data: bytes | None) -> Path:
    if data is not None:
        path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", BOOKS)
def test_books_that_are_none(jixin, tmp_path: Path, name: str) -> None:
    book = write(tmp_path / name, BOOKS[name])
    for words in (("compute", book, "2026-10"), ("roster", "list", book), ("metrics", book, "2026-10")):
        said = jixin(*words, "--json")
        assert said.status == 1
        assert said.json["stored"] is False
        assert said.json["problems"][0]["severity"] == "error"
        assert name in said.err
        assert "Traceback" not in said.err
    assert book.exists() == (BOOKS[name] is not None)
    assert not book.exists() or book.read_bytes() == BOOKS[name]


def test_a_folder_is_no_book(jixin, tmp_path: Path) -> None:
    assert jixin("compute", tmp_path, "2026-10").status == 1


@pytest.fixture
def book(jixin, tmp_path: Path) -> Path:
    path = tmp_path / "book.jixin"
    assert jixin("book", "new", path, "--shop", "小店").status == 0
    return path


def test_a_book_is_never_written_over(jixin, book: Path) -> None:
    before = book.read_bytes()
    said = jixin("book", "new", book, "--shop", "别的店")
    assert said.status == 1
    assert book.read_bytes() == before


SHEETS = {
    "没有.xlsx": None,
    "空.xlsx": b"",
    "文本.xlsx": b"hello",
    "断.xlsx": b"PK\x03\x04 and then nothing",
    "别的.csv": "甲,乙\n1,2\n".encode(),
    "图.xlsx": b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
}


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize(
    "words",
    [("import",), ("roster", "import"), ("incidents", "import"), ("marks", "import"), ("scheme", "import")],
    ids=" ".join,
)
def test_sheets_that_are_none(jixin, tmp_path: Path, book: Path, words: tuple[str, ...], name: str) -> None:
    file = write(tmp_path / name, SHEETS[name])
    more = {
        "roster": (),
        "scheme": ("--position", "售前", "--from", "2026-10"),
    }.get(words[0], ("--month", "2026-10"))
    wanted = () if words[0] == "scheme" else ("--json",)
    said = jixin(*words, book, file, *more, *wanted)
    assert said.status == 1, said.err
    assert name in said.err
    assert "Traceback" not in said.err
    if wanted:
        assert said.json["stored"] is False
        assert said.json["problems"]


@pytest.mark.parametrize(
    "words",
    [
        ("scheme", "use", "BOOK", "no-such", "--position", "售前", "--from", "2026-10"),
        ("scheme", "use", "BOOK", "conversion-tiered", "--position", "售前", "--shop", "没有", "--from", "2026-10"),
        ("scheme", "export", "BOOK", "没有的方案", "out.json"),
        ("target", "set", "BOOK", "no_such_metric", "1", "--grade", "P1", "--from", "2026-10"),
        ("target", "set", "BOOK", "inquiry_users", "1", "--agent", "A9", "--from", "2026-10"),
        ("account", "move", "BOOK", "没有:账号", "A1", "--from", "2026-10-01"),
        ("agent", "set", "BOOK", "A9", "base=1", "--from", "2026-10"),
        ("shop", "set", "BOOK", "没有", "platform=jd"),
        ("shop", "set", "BOOK", "小店", "platform=ebay"),
        ("waive", "BOOK", "2026-10", "A9", "conversion", "--reason", "x"),
        ("adjust", "BOOK", "2026-10", "A9", "1", "--reason", "x"),
        ("explain", "BOOK", "2026-10", "A9"),
        ("explain", "BOOK", "2026-10", "A9", "--against", "A8"),
    ],
    ids=" ".join,
)
def test_things_that_are_not_there(jixin, tmp_path: Path, book: Path, words: tuple[str, ...]) -> None:
    said = jixin(*(book if word == "BOOK" else word for word in words))
    assert said.status == 1
    assert said.err.startswith("错误：")
    assert "_" not in said.err.partition("：")[2][:20] or "no_such_metric" in said.err


def test_a_bug_is_a_sentence_and_a_log(jixin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("林小美 12345.67")

    monkeypatch.setattr("app.cli.opening.open_book", fail)
    monkeypatch.setattr("app.main.user_log_path", lambda *_, **__: tmp_path / "logs")
    said = jixin("compute", tmp_path / "a.jixin", "2026-10")
    assert said.status == 1
    assert "Traceback" not in said.err
    log = tmp_path / "logs" / "jixin.log"
    assert str(log) in said.err
    kept = log.read_text("utf-8")
    assert "RuntimeError" in kept
    assert "林小美" not in kept + said.err
    assert "12345" not in kept + said.err


def test_a_disk_that_refuses_is_a_sentence(jixin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "账套.jixin")

    monkeypatch.setattr("app.cli.opening.open_book", fail)
    said = jixin("compute", tmp_path / "a.jixin", "2026-10")
    assert said.status == 1
    assert "账套.jixin" in said.err


def test_ctrl_c_stops_quietly(jixin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.cli.opening.open_book", stop)
    said = jixin("compute", tmp_path / "a.jixin", "2026-10")
    assert said.status == 1
    assert said.err == "停下了\n"
