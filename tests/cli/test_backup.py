"""``backup`` and ``restore``: the way of a book to another computer and back."""

from pathlib import Path

import pytest

from app.cli import backup

SHOP = ("--shop", "小满")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where backups go by themselves."""
    monkeypatch.setattr(backup, "home", lambda: tmp_path / "backups")
    return tmp_path / "backups"


@pytest.fixture
def book(jixin, tmp_path: Path) -> Path:
    """A small book."""
    path = tmp_path / "小满.jixin"
    assert jixin("book", "new", path, *SHOP).status == 0
    return path


def test_a_backup_says_where_it_went(jixin, book: Path, home: Path) -> None:
    said = jixin("backup", book)
    (file,) = (home / "小满").iterdir()
    assert said.status == 0
    assert str(file) in said.out
    answer = jixin("backup", book, "--json").json
    assert answer["stored"] is True
    assert Path(answer["file"]).is_file()
    assert (answer["business"], answer["people"], answer["months"], answer["different"]) == ("小满", 0, [], [])
    assert len(list((home / "小满").iterdir())) == 2


def test_a_backup_to_a_file_of_ones_own_is_never_written_over(jixin, book: Path, tmp_path: Path) -> None:
    assert jixin("backup", book, "--to", tmp_path / "u.jixin").status == 0
    before = (tmp_path / "u.jixin").read_bytes()
    said = jixin("backup", book, "--to", tmp_path / "u.jixin", "--json")
    assert said.status == 1
    assert said.json["stored"] is False
    assert [problem["code"] for problem in said.json["problems"]] == ["backup_exists"]
    assert (tmp_path / "u.jixin").read_bytes() == before


def test_there_and_back(jixin, book: Path, tmp_path: Path, home: Path) -> None:
    (tmp_path / "花名册.csv").write_text("姓名,岗位,店铺\n小美,售前,小满\n", "utf-8")
    jixin("backup", book, "--to", tmp_path / "u.jixin-backup")
    assert jixin("roster", "import", book, tmp_path / "花名册.csv").status == 0
    answer = jixin("restore", tmp_path / "u.jixin-backup", "--to", book, "--json").json
    assert (answer["people"], answer["before"]["people"]) == (0, 1)
    assert Path(answer["saved"]).parent == home / "小满"
    assert jixin("roster", "list", book, "--json").json == []
    said = jixin("restore", answer["saved"], "--to", book)
    assert said.status == 0
    assert "1 人" in said.out
    assert [one["name"] for one in jixin("roster", "list", book, "--json").json] == ["小美"]


def test_to_a_new_place(jixin, book: Path, tmp_path: Path) -> None:
    jixin("backup", book, "--to", tmp_path / "u.jixin-backup")
    answer = jixin("restore", tmp_path / "u.jixin-backup", "--to", tmp_path / "新.jixin", "--json").json
    assert (answer["before"], answer["saved"]) == (None, None)
    assert jixin("roster", "list", tmp_path / "新.jixin").status == 0


@pytest.mark.parametrize(
    ("source", "code"),
    [("没有.jixin-backup", "book_missing"), ("sheet.csv", "book_foreign"), ("小满.jixin", "restore_itself")],
)
def test_what_is_no_backup_changes_nothing(jixin, book: Path, tmp_path: Path, source: str, code: str) -> None:
    (tmp_path / "sheet.csv").write_text("a,b\n" * 50)
    before = book.read_bytes()
    said = jixin("restore", tmp_path / source, "--to", book, "--json")
    assert said.status == 1
    assert [problem["code"] for problem in said.json["problems"]] == [code]
    assert book.read_bytes() == before


@pytest.mark.parametrize("words", [("backup",), ("restore", "x"), ("restore", "--to", "x")])
def test_wrong_words(jixin, words: tuple[str, ...]) -> None:
    assert jixin(*words).status == 2
