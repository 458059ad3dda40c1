"""The payday from the command line: papers, register, transfer files, codes, years."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from app.documents import output
from app.services.demo import make_demo
from app.texts import Texts
from tests.cli.conftest import Said
from tests.documents.papers import page_texts

Jixin = Callable[..., Said]


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo(tmp_path_factory.mktemp("demo"), Texts()).book


@pytest.fixture
def book(master: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(master, tmp_path / "b.jixin"))


def test_every_paper_of_a_month(jixin: Jixin, book: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ("--merged", tmp_path / "m.pdf", "--strips", tmp_path / "s.pdf", "--sheet", tmp_path / "g.pdf")
    said = jixin("payslips", book, "2026-09", "--out", out, "--paper", "a4", *words)
    assert (said.status, said.err) == (0, "")
    assert said.out.count("已写") == len(list(out.iterdir())) + 3
    assert "签名" in page_texts((tmp_path / "g.pdf").read_bytes())[0]


def test_choices_and_languages(jixin: Jixin, book: Path, tmp_path: Path) -> None:
    assert jixin("paper", "set", book, "trace=line", "hide=score").status == 0
    jixin("--lang", "en", "payslips", book, "2026-09", "--out", tmp_path / "en", "--hide", "check")
    text = page_texts(sorted((tmp_path / "en").iterdir())[0].read_bytes())[0]
    assert "Netpay" in text and "Checkcode" not in text and "Sources" not in text
    wrong = jixin("payslips", book, "2026-09", "--out", tmp_path / "x", "--hide", "net")
    assert wrong.status == 1 and "hide" in wrong.err and not (tmp_path / "x").exists()
    assert jixin("payslips", book, "2026-09", "--out", tmp_path / "x", "--png", "--password", "random").status == 1
    assert jixin("payslips", book, "2026-09", "--out", tmp_path / "x", "--trace", "deep").status == 2


def test_passwords_are_listed_and_the_light_one_is_called_so(jixin: Jixin, book: Path, tmp_path: Path) -> None:
    said = jixin("payslips", book, "2026-09", "--out", tmp_path / "out", "--password", "random")
    assert said.status == 0 and "密码表" in said.out
    with sqlite3.connect(book) as db:
        db.execute("UPDATE agents SET id_number = '330102199001010' || substr(number, 2)")
    db.close()
    said = jixin("payslips", book, "2026-09", "--out", tmp_path / "light", "--password", "id6")
    assert said.status == 0 and "轻保护" in said.err


def test_register_as_workbook_and_csv(jixin: Jixin, book: Path, tmp_path: Path) -> None:
    for name in ("r.xlsx", "r.csv"):
        assert jixin("register", book, "2026-09", tmp_path / name, "--private").status == 0
    assert (tmp_path / "r.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_transfer_file_says_count_and_total(jixin: Jixin, book: Path, tmp_path: Path) -> None:
    assert jixin("bank", "file", book, "2026-09", tmp_path / "t.xlsx").status == 1
    with sqlite3.connect(book) as db:
        db.execute("UPDATE agents SET bank_account = '62220212345678901' || substr(number, 3) WHERE number <> 'A001'")
    db.close()
    said = jixin("bank", "file", book, "2026-09", tmp_path / "t.xlsx", "--json")
    assert said.status == 3 and said.json["left_out"][0]["number"] == "A001"
    computed = json.loads(jixin("compute", book, "2026-09", "--json").out)
    nets = {agent["number"]: agent["net"] for agent in computed["agents"] if agent["net"] is not None}
    cents = sum(int(net.replace(".", "")) for number, net in nets.items() if number != "A001")
    assert said.json["count"] == len(nets) - 1
    assert int(said.json["total"].replace(".", "")) == cents
    form = tmp_path / "form.csv"
    form.write_text("账号,户名,金额,币种\n", "utf-8")
    kept = jixin("bank", "template", book, "某行", form, "币种=text:CNY")
    assert kept.status == 0 and "某行" in jixin("bank", "list", book).out
    assert jixin("bank", "file", book, "2026-09", tmp_path / "u.xlsx", "--template", "某行").status == 3


def test_a_code_on_paper_is_verified(jixin: Jixin, book: Path, tmp_path: Path) -> None:
    jixin("payslips", book, "2026-09", "--out", tmp_path / "out")
    text = page_texts(sorted((tmp_path / "out").iterdir())[0].read_bytes())[0]
    code = text.split("校验码")[1][:8]
    said = jixin("verify", book, "--code", code, "--json")
    assert said.status == 0 and said.json["matches"][0]["month"] == "2026-09"
    assert jixin("verify", book, "--code", "00000000").status == 1
    assert jixin("verify", book, "--code", "nonsense").status == 1
    whole = jixin("verify", book, "--json")
    assert whole.status == 0 and whole.json["sound"]
    assert [month["month"] for month in whole.json["months"]] == ["2026-08", "2026-09"]


def test_a_year_of_an_agent(jixin: Jixin, book: Path, tmp_path: Path) -> None:
    papers = ("--statement", tmp_path / "y.pdf", "--history", tmp_path / "h.pdf")
    said = jixin("year", book, "A004", *papers)
    assert said.status == 0 and "123.77" in said.out
    assert len(page_texts((tmp_path / "h.pdf").read_bytes())) >= 3
    answer = jixin("year", book, "A004", "2026", "--json").json
    assert [month["month"] for month in answer["months"]] == ["2026-08", "2026-09", "2026-10"]
    assert answer["months"][-1]["tax_so_far"] == answer["tax_year"]["withheld"]
    assert jixin("year", book, "A999").status == 1


@pytest.mark.parametrize(
    "words",
    [
        ("sheet", "template", "roster", "FILE.xlsx"),
        ("scheme", "export", "BOOK", "淘宝售前岗位", "FILE.json"),
        ("year", "BOOK", "A004", "--statement", "FILE.pdf"),
        ("year", "BOOK", "A004", "--history", "FILE.pdf"),
        ("register", "BOOK", "2026-10", "FILE.xlsx"),
        ("payslips", "BOOK", "2026-10", "--out", "FOLDER", "--merged", "FILE.pdf"),
    ],
    ids=" ".join,
)
def test_a_file_that_stands_beside_an_open_one_says_why(
    jixin: Jixin, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    file = tmp_path / f"出{Path(words[-1]).suffix}"
    file.write_bytes(b"open in another program")
    plain = Path.replace

    def held(self: Path, to: Path) -> Path:
        if to == file:
            raise PermissionError(13, "in use")
        return plain(self, to)

    monkeypatch.setattr(output, "RETRY_SECONDS", ())
    monkeypatch.setattr(Path, "replace", held)
    given = {"BOOK": book, "FOLDER": tmp_path / "每人", words[-1]: file}
    said = jixin(*(given.get(word, word) for word in words))
    assert said.status in (0, 3)
    assert f"原来的文件正被别的程序打开，没有动；存成了「出 (2){file.suffix}」" in said.err
    assert file.read_bytes() == b"open in another program"
    assert (tmp_path / f"出 (2){file.suffix}").stat().st_size > 100
